//! What holds of any bytes as something that was stored as JSON.

use super::text::is_prediction;
use geostance::{
    Labels, Prediction,
    article::StoredReport,
    evaluation::StoredEvaluation,
    model::{Calibration, FeatureParams, Provenance},
};

/// What is read is written as it is read again, and predictions are sound.
pub(crate) fn of_bytes(data: &[u8]) {
    if let Ok(prediction) = serde_json::from_slice::<Prediction>(data) {
        let sum: f64 = prediction.probabilities().as_array().iter().sum();
        // From elsewhere: to within a millionth.
        assert!((sum - 1.0).abs() <= 1.1e-6 && (0.0..=1.0).contains(&prediction.confidence()));
        again(&prediction);
    }
    if let Ok(report) = serde_json::from_slice::<StoredReport>(data) {
        again(&report);
    }
    if let Ok(labels) = serde_json::from_slice::<Labels>(data) {
        again(&labels);
    }
    if let Ok(calibration) = serde_json::from_slice::<Calibration>(data) {
        let model = geostance::StanceModel::pretrained().clone();
        match model.with_calibration(calibration) {
            Ok(model) => is_prediction(&model.classify("Astana turns to China.")),
            Err(error) => super::assert_speaks(&error),
        }
    }
    if let Ok(features) = serde_json::from_slice::<FeatureParams>(data) {
        again(&features);
    }
    if let Ok(provenance) = serde_json::from_slice::<Provenance>(data) {
        again(&provenance);
    }
    drop(serde_json::from_slice::<StoredEvaluation>(data));
}

fn again<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let json = serde_json::to_string(value).expect("JSON");
    assert_eq!(serde_json::from_str::<T>(&json).expect("what is written is read"), *value);
}
