//! Stance in SQL: the functions of [`geostance`] for [Apache DataFusion](https://datafusion.apache.org), on one machine or on a
//! cluster of Apache Ballista.
//!
//! | function | gives |
//! | --- | --- |
//! | `stance(text)` | the most probable stance, as the model spells it |
//! | `stance_confidence(text)` | evidence × the largest probability, 0 to 1 |
//! | `stance_evidence(text)` | whether the sentence takes a course at all, 0 to 1 |
//! | `stance_probabilities(text)` | a struct: `pro_moscow`, `multi_vector`, `western_leaning`; they sum to 1 |
//! | `stance_decided(text, threshold)` | the stance where the confidence reaches the threshold, else null |
//! | `stance_sentences(article)` | a list of structs to `unnest`: `sentence`, `start`, `end` (bytes), `stance`, `confidence`, `evidence` |
//! | `stance_shares(text[, threshold])` | an aggregate, a struct: `sentences`, `unknown`, `courses`, the mean probabilities `pro_moscow`, `multi_vector`, `western_leaning` weighted by evidence, `decided_…` of each stance, `undecided` |
//! | `stance_prevalence(text, label[, probability])` | an aggregate, a struct: `sentences`, `labelled`, and for `pro_moscow`, `multi_vector`, `western_leaning` and `none` a struct of `estimate`, `low`, `high` (95 %) and `naive` |
//!
//! A null text gives null, and is no sentence to the aggregate. Texts are `Utf8`, `LargeUtf8`, `Utf8View` or dictionaries of these;
//! they are read where they are. Equal texts of a batch are judged once, and so are those of a column that several functions
//! of one projection ask for. `stance_shares` adds whole numbers: however a table is divided, the result is the same to the bit.
//!
//! `stance_prevalence` is [`geostance::prevalence`]: `label` is the hand label of the sentences that were drawn at random, null for all
//! others, `probability` the one with which each was drawn where they differ. It is null for a group with fewer than 30 labels, and keeps
//! 40 bytes of every sentence of a group.
//!
//! The model is the one given to [`register`]. Another judges where its file is the last argument, `stance(text, 'mine.gst')`, or for
//! a whole session, `set stance.model = 'mine.gst'`; it is read once, and again when the file changes.
//!
//! ```
//! use datafusion::prelude::{CsvReadOptions, SessionContext};
//! use geostance::StanceModel;
//!
//! # let runtime = tokio::runtime::Runtime::new()?;
//! # runtime.block_on(async {
//! let ctx = SessionContext::new();
//! geostance_sql::register(&ctx, StanceModel::pretrained());
//! ctx.register_csv("held_out", "../fixtures/test.csv", CsvReadOptions::new()).await?;
//! let shares = ctx.sql("select state, stance_shares(text)['western_leaning'] from held_out group by state").await?;
//! assert!(shares.count().await? > 5);
//! # Ok::<(), datafusion::error::DataFusionError>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! | feature | default | what |
//! | --- | --- | --- |
//! | `cli` | yes | the program `stance-sql` |
//! | `cluster` | yes | [`cluster`], `stance-sql --cluster`, and with `cli` the programs `stance-scheduler` and `stance-executor` |
//!
//! Without them the crate is the functions alone, for an engine that is there already.
//!
//! # Files
//!
//! `functions` are the functions; `texts` reads columns, `judged` judges them, `model` knows which model does; `register` brings
//! them into sessions. `cluster` is for Ballista, [`generated`] a table to measure with, [`memory`] for arguments.

#[cfg(feature = "cluster")]
pub mod cluster;
mod functions;
pub mod generated;
mod judged;
pub mod memory;
mod model;
mod register;
mod texts;

pub use model::{Model, StanceOptions};
pub use register::{Functions, register};
