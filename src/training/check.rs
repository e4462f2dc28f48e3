//! The ranges of training parameters.

use super::params::{ClassWeights, Penalty, StanceParams, StanceValidParams};
use crate::error::ParamsError;
use crate::logistic::LogisticParams;
use linfa::ParamGuard;

impl ParamGuard for StanceParams {
    type Checked = StanceValidParams;
    type Error = ParamsError;

    fn check_ref(&self) -> Result<&StanceValidParams, ParamsError> {
        let params = &self.0;
        let positive = |value: f64| value.is_finite() && value > 0.0;
        params.features.check()?;
        let (name, strength) = match params.penalty {
            Penalty::C(c) => ("c", c),
            Penalty::L2(l2) => ("l2", l2),
        };
        if !positive(strength) {
            return Err(ParamsError::new(name, strength, "a finite number above zero"));
        }
        LogisticParams { valid: params.logistic.clone() }.check()?;
        if !positive(params.min_df) {
            return Err(ParamsError::new("min_df", params.min_df, "a finite number above zero"));
        }
        if let ClassWeights::Each(weights) = params.class_weights
            && !weights.iter().all(|(_, &weight)| positive(weight))
        {
            let found = format!("{:?}", weights.as_array());
            return Err(ParamsError::new("class_weights", found, "four finite numbers above zero"));
        }
        if let Some(strength) = params.prior_strength.filter(|&strength| !positive(strength)) {
            return Err(ParamsError::new("prior_strength", strength, "a finite number above zero, or none"));
        }
        if !(0.0..1.0).contains(&params.prune) {
            return Err(ParamsError::new("prune", params.prune, "at least 0 and below 1"));
        }
        if params.calibration_folds == 1 {
            return Err(ParamsError::new("calibration_folds", 1, "0, or at least 2"));
        }
        Ok(params)
    }

    fn check(self) -> Result<StanceValidParams, ParamsError> {
        self.check_ref()?;
        Ok(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::StanceModel;

    #[test]
    fn every_range_is_checked() {
        let params = StanceModel::params;
        for (broken, name) in [
            (params().ngrams(0), "ngrams"),
            (params().prefixes([3, 3]), "prefixes"),
            (params().l2(0.0), "l2"),
            (params().c(f64::NAN), "c"),
            (params().actors(None).crossed(["russia"]), "actors"),
            (params().crossed(["atlantis"]), "crossed"),
            (params().l2(f64::INFINITY), "l2"),
            (params().naive_bayes(Some(-1.0)), "naive_bayes"),
            (params().tolerance(1.0), "tolerance"),
            (params().tolerance(f64::NAN), "tolerance"),
            (params().max_iterations(0), "max_iterations"),
            (params().min_df(f64::NAN), "min_df"),
            (params().class_weights(ClassWeights::Each([1.0, 1.0, 0.0, 1.0].into())), "class_weights"),
            (params().calibration_folds(1), "calibration_folds"),
            (params().prune(1.0), "prune"),
            (params().prune(f64::NAN), "prune"),
            (params().prior_strength(Some(0.0)), "prior_strength"),
        ] {
            assert_eq!(broken.check().unwrap_err().parameter(), name);
        }
        assert!(params().check().is_ok());
    }
}
