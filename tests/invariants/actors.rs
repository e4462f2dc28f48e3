//! What holds of any bytes as a file of names.

use super::assert_speaks;
use geostance::actors::Gazetteer;

/// Names that are read are written as they are read again, and found in a text at places that lie in order.
pub(crate) fn of_bytes(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let read = match text.parse::<Gazetteer>() {
        Ok(read) => read,
        Err(error) => {
            assert!(error.line() >= 1 && error.line() <= text.lines().count().max(1));
            return assert_speaks(&error);
        }
    };
    let written = read.to_string();
    assert_eq!(written.parse::<Gazetteer>().expect("what is written is read"), read);
    assert!(read.groups().len() > 0 && read.groups().len() <= 16);
    let all: String = read.names().flat_map(|(_, name)| [name, ", "]).collect();
    for text in [text.as_ref(), &all] {
        let mut end = 0;
        for (group, span) in read.named(text) {
            assert!(end <= span.start && !text[span.clone()].is_empty(), "{text:?}");
            assert!(read.groups().any(|known| known == group));
            end = span.end;
        }
    }
}
