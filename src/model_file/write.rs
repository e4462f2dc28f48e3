//! Writing: the whole file in memory, then beside its place, then renamed.

use super::{FIXED, Header, MAX_FILE, SIGNATURE, TRAILER, VERSION, outcomes};
use crate::corpus::replace_file;
use crate::error::{Error, IoError, ModelFileError, ModelFileReason};
use crate::model::StanceModel;
use std::io::Write;
use std::path::Path;

impl StanceModel {
    /// The model as the bytes of a model file; the same model gives the same bytes.
    ///
    /// # Errors
    ///
    /// [`Error::ModelFile`] for a model over 2 GiB, or with numbers that reading would refuse.
    ///
    /// ```
    /// use geostance::StanceModel;
    ///
    /// let bytes = StanceModel::pretrained().to_bytes()?;
    /// assert_eq!(StanceModel::from_bytes(&bytes)?.to_bytes()?, bytes);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let outcomes = outcomes(self.has_none);
        let unwritable = |reason| ModelFileError::new(ModelFileReason::Unwritable(reason));
        if !self.is_finite() {
            return Err(unwritable("a weight is not finite, or a bias is over a million").into());
        }
        let names = self.features().actors.as_ref().map(ToString::to_string).unwrap_or_default();
        let forms = self.forms.lines();
        let header = Header {
            name_bytes: names.len(),
            terms: self.vocabulary.len(),
            term_bytes: self.vocabulary.lines().len(),
            form_bytes: forms.len(),
            features: self.features().clone(),
            calibration: self.calibration,
            bias: self.bias[..outcomes.len()].to_vec(),
            provenance: self.provenance.clone(),
            labels: self.labels.clone(),
            outcomes,
        };
        let json = serde_json::to_vec(&header).map_err(|_| unwritable("its header is no JSON"))?;
        let weights = 4 * header.outcomes.len() * header.terms;
        let length = FIXED + json.len() + names.len() + header.term_bytes + forms.len() + weights + TRAILER;
        if length as u64 > MAX_FILE {
            return Err(unwritable("it is larger than 2 GiB").into());
        }
        let mut bytes = Vec::with_capacity(length);
        bytes.extend_from_slice(SIGNATURE);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&(json.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&(length as u64).to_le_bytes());
        bytes.extend_from_slice(&json);
        bytes.extend_from_slice(names.as_bytes());
        bytes.extend_from_slice(self.vocabulary.lines().as_bytes());
        bytes.extend_from_slice(forms.as_bytes());
        for weights in &self.weights {
            for weight in &weights[..header.outcomes.len()] {
                bytes.extend_from_slice(&weight.to_le_bytes());
            }
        }
        bytes.extend_from_slice(&crc32fast::hash(&bytes).to_le_bytes());
        Ok(bytes)
    }

    /// Writes the model as a model file.
    ///
    /// # Errors
    ///
    /// [`Error::ModelFile`] for a model over 2 GiB; [`Error::Io`] where the writer fails.
    ///
    /// ```
    /// use geostance::StanceModel;
    ///
    /// let mut bytes = Vec::new();
    /// StanceModel::pretrained().write_to(&mut bytes)?;
    /// assert!(bytes.starts_with(b"geostance model\n"));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn write_to(&self, mut writer: impl Write) -> Result<(), Error> {
        let bytes = self.to_bytes()?;
        let written = writer.write_all(&bytes).and_then(|()| writer.flush());
        written.map_err(|source| IoError { action: "write", path: None, source }.into())
    }

    /// Saves the model as a file: written beside its place and renamed, so that a reader sees the old file or the
    /// whole new one.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where the file cannot be written; what was there before is left as it was.
    ///
    /// ```
    /// use geostance::StanceModel;
    ///
    /// let path = std::env::temp_dir().join(format!("geostance-doc-{}.gst", std::process::id()));
    /// StanceModel::pretrained().save(&path)?;
    /// assert_eq!(StanceModel::load(&path)?.classify("Snow."), StanceModel::pretrained().classify("Snow."));
    /// # std::fs::remove_file(path).unwrap();
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        let bytes = self.to_bytes()?;
        replace_file(path, &bytes).map_err(|source| IoError::writing(path, source).into())
    }
}
