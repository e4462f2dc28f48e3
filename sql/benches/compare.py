#!/usr/bin/env python3
"""What people would do otherwise on the same text: DuckDB or Polars reads it, a pipeline of scikit-learn judges it, on one thread.

    python -m venv venv && venv/bin/pip install duckdb polars pyarrow scikit-learn
    venv/bin/python sql/benches/compare.py ARCHIVE.parquet

The pipeline is trained on the shipped training sentences: TF-IDF over words and pairs of words, logistic regression.
"""

import csv
import glob
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"):
    os.environ[name] = "1"

import duckdb
import numpy as np
import polars as pl
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

BATCH = 8192


def pipeline():
    here = os.path.dirname(os.path.abspath(__file__))
    rows = []
    for path in sorted(glob.glob(os.path.join(here, "../../fixtures/train/*.csv"))):
        with open(path, newline="", encoding="utf-8") as file:
            rows += [(row["text"], row["stance"]) for row in csv.DictReader(file)]
    model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(max_iter=200))
    return model.fit([text for text, _ in rows], [stance for _, stance in rows])


def counted(model, batches):
    counts = {}
    for texts in batches:
        for stance, count in zip(*np.unique(model.predict(texts), return_counts=True)):
            counts[stance] = counts.get(stance, 0) + int(count)
    return counts


def with_duckdb(model, path):
    connection = duckdb.connect(config={"threads": 1})
    reader = connection.sql(f"select text from read_parquet('{path}')").to_arrow_reader(BATCH)
    return counted(model, (batch.column(0).to_pylist() for batch in reader))


def with_polars(model, path):
    frame = pl.read_parquet(path, columns=["text"])
    judged = frame.with_columns(
        pl.col("text").map_batches(lambda texts: pl.Series(model.predict(texts.to_list())), return_dtype=pl.String).alias("stance")
    )
    return dict(judged.group_by("stance").len().iter_rows())


def main():
    path = sys.argv[1]
    model = pipeline()
    rows, size = duckdb.sql(f"select count(*), sum(strlen(text)) from read_parquet('{path}')").fetchall()[0]
    print(f"{rows} sentences, {size / 1e6:.1f} MB, one thread")
    for name, run in (("DuckDB + scikit-learn", with_duckdb), ("Polars + scikit-learn", with_polars)):
        begun = time.perf_counter()
        assert sum(run(model, path).values()) == rows
        seconds = time.perf_counter() - begun
        print(f"{name:24} {seconds:9.2f} s {rows / seconds:12.0f} sentences/s {size / 1e6 / seconds:8.1f} MB/s")


if __name__ == "__main__":
    main()
