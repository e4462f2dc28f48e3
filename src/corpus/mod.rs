//! Files, folders and tables as texts with their columns: what a program reads that is not labelled.
//!
//! What a file is, its first bytes say: UTF-8, or UTF-16 with its byte-order mark; compressed with gzip where the feature `gz`
//! is on; a PDF document, a page of HTML, a spreadsheet and their like are refused with what to do about it. A file whose name
//! ends in `.csv`, `.tsv` or `.jsonl` (and `.gz`) is a table with a column `text` or `sentence`, read row by row; every other
//! file is an article.
//!
//! # Bounds
//!
//! Every way in is bounded, whatever it is given, in time that is linear in what is read:
//!
//! | what | at most |
//! | --- | --- |
//! | an article | [`MAX_ARTICLE_BYTES`], 256 MiB |
//! | a row of a table | 16 MiB and 16,384 columns; memory 6 times the row and half a MiB |
//! | a table | any length, in the memory of a row |
//! | what was compressed | as above, of what comes out |
//! | a file of names | 4 MiB |
//!
//! | file | what it does |
//! | --- | --- |
//! | `input` | paths, folders, standard input: which files there are, and reading one |
//! | `article`, `table` | a whole file as one text; a table row by row |
//! | `names` | files of names |
//! | `options`, `format` | how texts are read; the forms of tables |
//! | `kind`, `source`, `encoding` | what a file is; its bytes as UTF-8 |
//! | `lines`, `rows`, `csv`, `separator`, `object` | lines, rows of any form, CSV, its separator, JSON objects |
//! | `fields`, `columns` | the fields of a row; columns by their names |
//! | `formula` | what a spreadsheet would run, and how it is kept from it |
//! | `replace` | a file written whole, beside its place, then renamed |

mod article;
mod columns;
mod csv;
mod encoding;
mod fields;
mod format;
mod formula;
mod input;
mod kind;
mod lines;
mod names;
mod object;
mod options;
mod replace;
mod rows;
mod separator;
mod source;
mod table;

pub use article::{Article, MAX_ARTICLE_BYTES};
pub use format::DataFormat;
pub use formula::{guarded, unguarded};
pub use input::{Content, Input, Item, files, read};
pub use options::TextOptions;
pub use replace::{replace_file, try_place};
pub use table::{Row, Table};

pub(crate) use csv::write_field;
#[cfg(feature = "train")]
pub(crate) use {
    columns::{Columns, Wanted},
    fields::{Fields, MAX_COLUMNS},
    lines::MAX_ROW_BYTES,
    object::{Object, Value, at_key},
    rows::{Fault, Rows},
    source::Text,
    table::in_file,
};
