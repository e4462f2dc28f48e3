//! Labels of one's own, from the file through the model to every report; and soft labels in training.

use geostance::{
    Dataset, Labels, Stance, StanceModel,
    dataset::{DataFormat, LabelledSentence, ReadOptions},
    report::{ReportFormat, ReportOptions},
};
use std::fmt::Write;

fn labels() -> Labels {
    "against=pro-moscow,none=multi-vector,<favor>=western-leaning".parse().unwrap()
}

fn data() -> Dataset {
    let mut csv = String::from("stance,text\n");
    for verb in ["dropped", "praised", "weighed", "forgot"] {
        for (label, thing) in [("against", "tax"), ("none", "weather"), ("<favor>", "garden")] {
            writeln!(csv, "{label},They {verb} the {thing}.").unwrap();
        }
    }
    Dataset::from_reader_with(csv.as_bytes(), DataFormat::Csv, &ReadOptions::new().labels(labels())).unwrap()
}

fn model() -> StanceModel {
    StanceModel::params().fit(&data()).unwrap().into_model()
}

fn report(format: ReportFormat) -> String {
    let (model, mut out) = (model(), Vec::new());
    let report = model.classify_article("They praised the garden. They weighed the weather.");
    report.write(&mut out, format, &ReportOptions::default().threshold(0.0)).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_report_spells_the_stances_as_the_file_did() {
    let table = report(ReportFormat::Table);
    assert!(table.contains("\nstance    conf  words") && table.contains("\n<favor>   1.00  garden"), "{table}");
    assert!(table.contains("against 0.00, none 0.50, <favor> 0.50"), "{table}");
    let csv = report(ReportFormat::Csv);
    assert!(csv.starts_with("file,index,start,end,stance,confidence,evidence,decided,against,none,<favor>,known"));
    assert!(csv.contains(",0,24,<favor>,") && csv.contains(",25,50,none,"), "{csv}");
    let first: serde_json::Value = serde_json::from_str(report(ReportFormat::Jsonl).lines().next().unwrap()).unwrap();
    assert_eq!(first["stance"], "<favor>");
    assert!(first["probabilities"]["<favor>"].as_f64() > first["probabilities"]["none"].as_f64());
    for report in [table, csv, first.to_string()] {
        assert!(Stance::ALL.iter().all(|stance| !report.contains(stance.as_str())), "{report}");
    }
    let model = model();
    let json = serde_json::to_value(model.classify_article("They praised the garden.")).unwrap();
    assert_eq!(json[0]["prediction"]["stance"], "<favor>");
    assert!(json[0]["prediction"]["probabilities"]["against"].is_number());
}

#[test]
fn the_model_file_keeps_the_labels() {
    let bytes = model().to_bytes().unwrap();
    let loaded = StanceModel::from_bytes(&bytes).unwrap();
    assert_eq!(loaded.labels(), &labels());
    assert_eq!(loaded.to_bytes().unwrap(), bytes);
    let header = String::from_utf8_lossy(&bytes[..600]).into_owned();
    assert!(header.contains(r#""labels":"against=pro-moscow,none=multi-vector,<favor>=western-leaning""#), "{header}");
    let plain = StanceModel::params().fit(&data().with_labels(Labels::default())).unwrap().into_model();
    assert!(!String::from_utf8_lossy(&plain.to_bytes().unwrap()[..600]).contains("labels"));
}

#[test]
fn training_speaks_of_the_files_labels() {
    let fitted = StanceModel::params().fit(&data()).unwrap();
    assert!(fitted.report().to_string().starts_with("sentences:   4 against, 4 none, 4 <favor>, 0 (none)\n"));
    let without = data().filter(|sentence| sentence.stance != Some(Stance::MultiVector));
    let error = StanceModel::params().fit(&without).unwrap_err().to_string();
    assert_eq!(error, "no sentence of class none has a weight above zero; all three stances are needed");
}

#[test]
fn a_soft_label_trains_as_its_weighted_copies() {
    let shares = [[0.75, 0.25, 0.0], [0.0, 0.5, 0.25], [0.25, 0.0, 0.75], [0.0, 1.0, 0.0]];
    let (mut soft, mut copies) = (Dataset::new(), Dataset::new());
    for (i, thing) in ["army", "port", "court", "bank", "river", "dam", "road", "mine"].into_iter().enumerate() {
        for verb in ["sold", "built", "shut"] {
            let sentence = LabelledSentence::new(None, format!("They {verb} the {thing}.")).group(thing);
            let label = sentence.clone().soft(shares[i % 4]);
            for (class, share) in
                label.distribution().into_array().into_iter().enumerate().filter(|&(_, share)| share > 0.0)
            {
                let mut copy = sentence.clone().weight(share as f32);
                copy.stance = Stance::ALL.get(class).copied();
                copies.push(copy).unwrap();
            }
            soft.push(label).unwrap();
        }
    }
    let params = StanceModel::params().tolerance(1e-7).calibration_folds(0).min_df(1.0);
    let (soft, copies) = (params.fit(&soft).unwrap(), params.fit(&copies).unwrap());
    assert!(soft.report().converged && soft.model().knows_none(), "{}", soft.report());
    assert!((soft.report().objective - copies.report().objective).abs() < 1e-9);
    for text in ["They sold the army.", "They shut the road.", "The court built a dam."] {
        let (a, b) = (soft.model().classify(text), copies.model().classify(text));
        assert!((a.evidence() - b.evidence()).abs() < 1e-5, "{text}");
        for (a, b) in a.probabilities().into_array().into_iter().zip(b.probabilities().into_array()) {
            assert!((a - b).abs() < 1e-5, "{text}: {a} {b}");
        }
    }
}

#[test]
fn certain_probabilities_and_plain_labels_give_the_same_model_to_the_byte() {
    let (mut soft, mut plain) = (Dataset::new(), Dataset::new());
    for sentence in data().sentences() {
        let probabilities = sentence.distribution();
        plain.push(sentence.clone()).unwrap();
        let copy = LabelledSentence::new(None, &*sentence.text);
        soft.push(copy.soft(probabilities.stances())).unwrap();
    }
    let bytes = |data| StanceModel::params().fit(data).unwrap().into_model().to_bytes().unwrap();
    assert_eq!(bytes(&soft), bytes(&plain));
}
