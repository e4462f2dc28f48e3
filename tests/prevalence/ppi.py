# Reads ppi.csv (outcome probabilities of 800 sentences, labels of the first 200) and writes what ppi-python says of it to ppi.json:
#   pip install ppi-python==0.2.3 && python tests/prevalence/ppi.py
import csv
import json
import pathlib

import numpy as np
from ppi_py import ppi_mean_ci, ppi_mean_pointestimate

here = pathlib.Path(__file__).parent
rows = list(csv.reader(open(here / "ppi.csv")))[1:]
predicted = np.array([[float(p) for p in row[1:]] for row in rows])
predicted = np.c_[predicted, 1 - predicted.sum(1)]
labelled = [row[0] != "" for row in rows]
label = np.array([np.eye(4)[int(row[0])] for row in rows if row[0] != ""])
with_label, without = predicted[labelled], predicted[[not known for known in labelled]]

answers = {}
for name, lam in (("tuned", None), ("classical", 0), ("untuned", 1)):
    low, high = ppi_mean_ci(label, with_label, without, alpha=0.05, lam=lam)
    point = ppi_mean_pointestimate(label, with_label, without, lam=lam)
    answers[name] = {"estimate": point.tolist(), "low": low.tolist(), "high": high.tolist()}
json.dump(answers, open(here / "ppi.json", "w"), indent=1)
