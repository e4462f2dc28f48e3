//! The shipped model, embedded.

use crate::model::StanceModel;
use std::sync::OnceLock;

static BYTES: &[u8] = include_bytes!("../models/stance-en.gst");
static MODEL: OnceLock<StanceModel> = OnceLock::new();

impl StanceModel {
    /// The shipped model for English news, trained on the sentences in `fixtures/train`. It is embedded in the program,
    /// read at the first call (within milliseconds) and shared by all later ones.
    ///
    /// ```
    /// use geostance::{Stance, StanceModel};
    ///
    /// let p = StanceModel::pretrained().classify("Astana keeps equal distance to Moscow, Beijing and Brussels.");
    /// assert_eq!(p.stance(), Stance::MultiVector);
    /// ```
    ///
    /// # Panics
    ///
    /// Never: the embedded bytes are checked whenever the crate is tested.
    #[must_use]
    pub fn pretrained() -> &'static Self {
        MODEL.get_or_init(|| Self::from_bytes(BYTES).expect("the embedded model is valid"))
    }
}
