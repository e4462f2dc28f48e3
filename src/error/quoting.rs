//! The rules of quoting that a CSV file can break.

use std::fmt;

/// The rule of RFC 4180 that a CSV file breaks.
///
/// ```
/// use geostance::error::QuotingRule;
///
/// let rule = QuotingRule::NeverClosed;
/// assert_eq!(rule.to_string(), "a quoted field is opened here and never closed; write a quote inside a quoted field twice");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum QuotingRule {
    /// A quote within a field that did not begin with one.
    InsideUnquoted,
    /// Something other than a separator or a line end after a closing quote; the field was opened in this line.
    AfterClosing {
        /// The line in which the quoted field was opened.
        opened_line: u64,
    },
    /// The file ends within a quoted field.
    NeverClosed,
    /// A carriage return without a line feed, outside quotes.
    BareCarriageReturn,
}

impl fmt::Display for QuotingRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InsideUnquoted => f.write_str(
                "a quote inside an unquoted field; put the whole field in quotes and write the quote inside it twice",
            ),
            Self::AfterClosing { opened_line } => write!(
                f,
                "text after the closing quote of a field that was opened in line {opened_line}; is a quote missing \
                 there, or to be written twice here?"
            ),
            Self::NeverClosed => {
                f.write_str("a quoted field is opened here and never closed; write a quote inside a quoted field twice")
            }
            Self::BareCarriageReturn => f.write_str("a carriage return without a line feed; end lines with LF or CRLF"),
        }
    }
}
