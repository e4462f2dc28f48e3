//! One test per rule of the model format.

use geostance::{Dataset, Error, Stance, StanceModel, dataset::LabelledSentence, error::ModelFileReason as Reason};
use std::path::PathBuf;

fn model(with_none: bool) -> StanceModel {
    let mut data = Dataset::new();
    for (i, word) in ["Russia", "China", "Europe"].into_iter().enumerate() {
        for verb in ["trades with", "turns to", "sells gas to"] {
            let text = format!("Astana {verb} {word}");
            data.push(LabelledSentence::new(Some(Stance::ALL[i]), text)).unwrap();
        }
    }
    if with_none {
        for text in ["Snow fell in Astana", "Rain fell in Astana"] {
            data.push(LabelledSentence::new(None, text)).unwrap();
        }
    }
    StanceModel::params().actors(None).fit(&data).unwrap().into_model()
}

fn bytes() -> Vec<u8> {
    model(true).to_bytes().unwrap()
}

fn reason(bytes: &[u8]) -> Reason {
    match StanceModel::from_bytes(bytes) {
        Err(Error::ModelFile(error)) => error.reason().clone(),
        other => panic!("{other:?}"),
    }
}

fn u32_at(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
}

/// The parts of a model file.
struct Parts {
    header: String,
    terms: Vec<u8>,
    forms: Vec<u8>,
    weights: Vec<u8>,
}

/// The model file with its parts changed, and all lengths and the checksum made to fit again.
fn rebuilt(change: impl FnOnce(&mut Parts)) -> Vec<u8> {
    let bytes = bytes();
    let header_end = 32 + u32_at(&bytes, 20);
    let header = String::from_utf8(bytes[32..header_end].to_vec()).unwrap();
    let number = |name: &str| {
        let from = header.find(name).unwrap() + name.len();
        header[from..].chars().take_while(char::is_ascii_digit).collect::<String>().parse::<usize>().unwrap()
    };
    let terms_end = header_end + number("\"term_bytes\":");
    let forms_end = terms_end + number("\"form_bytes\":");
    let terms = bytes[header_end..terms_end].to_vec();
    let forms = bytes[terms_end..forms_end].to_vec();
    let weights = bytes[forms_end..bytes.len() - 4].to_vec();
    let mut parts = Parts { header, terms, forms, weights };
    change(&mut parts);
    let Parts { header, terms, forms, weights } = parts;
    sealed(3, &[header.as_bytes(), &terms, &forms, &weights].concat(), header.len())
}

fn sealed(version: u32, body: &[u8], header: usize) -> Vec<u8> {
    let mut file = b"geostance model\n".to_vec();
    file.extend(version.to_le_bytes());
    file.extend((header as u32).to_le_bytes());
    file.extend((32 + body.len() as u64 + 4).to_le_bytes());
    file.extend(body);
    let checksum = crc(&file);
    file.extend(checksum.to_le_bytes());
    file
}

/// CRC-32 (IEEE), bit by bit: a second opinion on the checksum.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    })
}

#[test]
fn a_model_survives_its_file() {
    for with_none in [true, false] {
        let model = model(with_none);
        let read = StanceModel::from_bytes(&model.to_bytes().unwrap()).unwrap();
        assert_eq!(read.to_bytes().unwrap(), model.to_bytes().unwrap());
        assert_eq!(read.knows_none(), with_none);
        assert_eq!(read.provenance(), model.provenance());
        for text in ["Astana turns to China", "", "snow"] {
            assert_eq!(read.classify(text), model.classify(text));
        }
    }
}

#[test]
fn a_rebuilt_file_is_the_same_file() {
    assert_eq!(rebuilt(|_| ()), bytes());
}

/// Every byte of a file changed in several ways, one at a time.
fn changed(good: &[u8]) -> impl Iterator<Item = (usize, Vec<u8>)> {
    (0..good.len()).flat_map(move |at| {
        [1, 0x20, 0x80, 0xff].map(|bits| {
            let mut changed = good.to_vec();
            changed[at] ^= bits;
            (at, changed)
        })
    })
}

#[test]
fn any_changed_byte_is_an_error() {
    for (at, changed) in changed(&bytes()) {
        assert!(StanceModel::from_bytes(&changed).is_err(), "byte {at}");
    }
}

#[test]
fn with_a_fitting_checksum_a_changed_byte_is_an_error_or_another_model_of_just_these_bytes() {
    let mut loaded = 0;
    for good in [bytes(), named().to_bytes().unwrap()] {
        for (at, mut changed) in changed(&good) {
            let body = changed.len() - 4;
            let checksum = crc(&changed[..body]).to_le_bytes();
            changed[body..].copy_from_slice(&checksum);
            if let Ok(model) = StanceModel::from_bytes(&changed) {
                assert!(model.to_bytes().unwrap() == changed, "byte {at}");
                assert!(model.classify("Astana turns to China").evidence().is_finite());
                loaded += 1;
            }
        }
    }
    assert!(loaded > 100, "weights and labels may be others: {loaded}");
}

/// A model that builds on names.
fn named() -> StanceModel {
    let actors = "group,name\neast,Russia\n-,New Russia\nwest,Europe\n".parse().unwrap();
    let mut data = Dataset::new();
    for (i, word) in ["Russia", "China", "Europe"].into_iter().enumerate() {
        for verb in ["trades with", "turns to"] {
            data.push(LabelledSentence::new(Some(Stance::ALL[i]), format!("Astana {verb} {word}"))).unwrap();
        }
    }
    let params = StanceModel::params().actors(Some(actors)).crossed(["east", "west"]).ngrams(1);
    params.fit(&data).unwrap().into_model()
}

#[test]
fn names_survive_the_file_and_every_rule_of_theirs_is_checked() {
    let model = named();
    let good = model.to_bytes().unwrap();
    let read = StanceModel::from_bytes(&good).unwrap();
    assert_eq!(read.features(), model.features());
    assert_eq!(read.explain("Europe trades"), model.explain("Europe trades"));
    let names = b"group,name\neast,Russia\n-,New Russia\nwest,Europe\n";
    let at = good.windows(names.len()).position(|window| window == names).unwrap();
    for (from, to, words) in [
        (&b"group"[..], &b"g\xff\xfeup"[..], "they are not UTF-8"),
        (b"group", b"gruop", "line 1: the first line must be `group,name`"),
        (b"Europe", b"Russia", "line 4: `Russia` stands in line 2 already"),
        (b"east,R", b"east.R", "line 2: not a group and a name"),
        (b"\neast,", b"\r\nest,", "they are not spelled as they are written"),
        (b"west,E", b"wesr,E", "parameter crossed is `west`"),
    ] {
        let mut changed = good.clone();
        let place = at + names.windows(from.len()).position(|window| window == from).unwrap();
        changed[place..place + to.len()].copy_from_slice(to);
        let body = changed.len() - 4;
        let checksum = crc(&changed[..body]).to_le_bytes();
        changed[body..].copy_from_slice(&checksum);
        let error = StanceModel::from_bytes(&changed).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn every_shorter_file_is_an_error() {
    let good = bytes();
    for length in 0..good.len() {
        let reason = reason(&good[..length]);
        let expected =
            if length == 0 { matches!(reason, Reason::Signature) } else { matches!(reason, Reason::Truncated { .. }) };
        assert!(expected, "{length} bytes: {reason:?}");
    }
}

#[test]
fn bytes_behind_the_end_are_an_error() {
    let mut padded = bytes();
    let expected = padded.len() as u64;
    padded.push(0);
    assert_eq!(reason(&padded), Reason::Padded { expected, found: expected + 1 });
}

#[test]
fn another_file_and_another_version_are_named() {
    assert_eq!(reason(b"stance,text\n"), Reason::Signature);
    assert_eq!(reason(&sealed(4, b"{}", 2)), Reason::Version { found: 4, oldest: 2, newest: 3 });
}

#[test]
fn a_damaged_file_tells_its_checksums() {
    let mut damaged = bytes();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 4;
    assert!(matches!(reason(&damaged), Reason::Checksum { .. }));
}

#[test]
fn a_header_length_beyond_the_file_is_an_error() {
    let body = b"{}";
    for header in [3, 100, 1 << 20, u32::MAX as usize] {
        assert!(matches!(reason(&sealed(3, body, header)), Reason::Header(_)), "{header}");
    }
}

fn header_error(change: impl FnOnce(&mut String)) -> String {
    match reason(&rebuilt(|parts| change(&mut parts.header))) {
        Reason::Header(reason) => reason,
        other => panic!("{other:?}"),
    }
}

/// Replaces what stands between `from` and the next comma or bracket.
fn set(header: &mut String, field: &str, value: &str) {
    let start = header.find(field).unwrap_or_else(|| panic!("{field} in {header}")) + field.len();
    let end = start + header[start..].find([',', '}']).unwrap();
    header.replace_range(start..end, value);
}

#[test]
fn every_rule_of_the_header_is_checked() {
    assert!(header_error(|header| header.insert(1, ' ')).contains("order and spelling"));
    assert!(header_error(|header| header.truncate(10)).contains("EOF"));
    assert!(header_error(|header| header.insert_str(1, "\"more\":1,")).contains("unknown field `more`"));
    for (labels, words) in [
        ("a=pro-moscow,a=none", "the label `a` stands for two"),
        ("none=none", "order and spelling"),
        ("neutral=none", "order and spelling"),
        ("<b>", "`<b>` is no mapping"),
    ] {
        let written = format!("],\"labels\":\"{labels}\",\"terms\":");
        let error = header_error(|header| *header = header.replacen("],\"terms\":", &written, 1));
        assert!(error.contains(words), "{labels}: {error}");
    }
    assert!(header_error(|header| set(header, "\"terms\":", "1")).contains("do not fill the file"));
    assert!(header_error(|header| set(header, "\"terms\":", "4611686018427387905")).contains("do not fill the file"));
    assert!(header_error(|header| set(header, "\"term_bytes\":", "0")).contains("do not fill the file"));
    assert!(header_error(|header| set(header, "\"ngrams\":", "0")).contains("parameter ngrams is 0"));
    assert!(header_error(|header| set(header, "\"stemmer\":", "\"klingon\"")).contains("unknown variant `klingon`"));
    assert!(header_error(|header| set(header, "\"temperature\":", "-1.0")).contains("calibration"));
    assert!(header_error(|header| set(header, "\"evidence_slope\":", "0.0")).contains("calibration"));
    assert!(header_error(|header| set(header, "\"temperature\":", "1e-308")).contains("calibration"));
    assert!(header_error(|header| set(header, "\"bias\":[", "10000000.0")).contains("bias"));
    assert!(header_error(|header| *header = header.replace("\"none\"", "\"nine\"")).contains("unknown outcomes"));
    assert!(header_error(|header| *header = header.replace("\"bias\":[", "\"bias\":[0.5,")).contains("bias"));
    assert!(header_error(|header| *header = header.replace(",\"none\"]", "]")).contains("bias"));
}

#[test]
fn swapped_header_fields_are_an_error() {
    let swapped = header_error(|header| {
        let temperature = header.find("\"temperature\"").unwrap();
        let end = temperature + header[temperature..].find('}').unwrap();
        let fields: Vec<String> = header[temperature..end].split(',').rev().map(str::to_owned).collect();
        header.replace_range(temperature..end, &fields.join(","));
    });
    assert!(swapped.contains("order and spelling"), "{swapped}");
}

fn term_error(change: impl FnOnce(&mut Vec<u8>)) -> Reason {
    reason(&rebuilt(|parts| change(&mut parts.terms)))
}

#[test]
fn every_rule_of_the_terms_is_checked() {
    // The changes keep the number of bytes, so that only the rule in question is broken.
    let swap = |terms: &mut Vec<u8>| {
        let lines: Vec<Vec<u8>> = terms.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
        *terms = lines.into_iter().rev().flatten().collect();
    };
    assert!(matches!(term_error(swap), Reason::Term { column: 1, .. }));
    assert!(matches!(term_error(|terms| terms[0] = 0xff), Reason::TermsUtf8 { .. }));
    assert!(matches!(term_error(|terms| terms[1] = b'\t'), Reason::Term { column: 0, .. }));
    assert!(matches!(term_error(|terms| terms[1] = b'*'), Reason::Term { column: 0, .. }));
    assert!(matches!(term_error(|terms| terms[1] = b'\n'), Reason::Header(_)));
    assert!(matches!(term_error(|terms| *terms.last_mut().unwrap() = b'x'), Reason::Header(_)));
}

#[test]
fn every_rule_of_the_forms_is_checked() {
    let error = |change: fn(&mut Vec<u8>)| reason(&rebuilt(|parts| change(&mut parts.forms)));
    let swap = |forms: &mut Vec<u8>| {
        let lines: Vec<Vec<u8>> = forms.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
        *forms = lines.into_iter().rev().flatten().collect();
    };
    assert!(matches!(error(swap), Reason::Form { line: 1, .. }));
    assert!(matches!(error(|forms| forms[0] = 0xff), Reason::FormsUtf8));
    assert!(matches!(error(|forms| forms[1] = b'\t'), Reason::Form { line: 0, .. }));
    assert!(matches!(error(|forms| forms[0] = b'\n'), Reason::Form { line: 0, .. }));
    assert!(matches!(error(|forms| *forms.last_mut().unwrap() = b'x'), Reason::Header(_)));
    // A word of more than sixteen bytes.
    let join =
        |forms: &mut Vec<u8>| forms.iter_mut().take(20).filter(|byte| **byte == b'\n').for_each(|byte| *byte = b'x');
    assert!(matches!(error(join), Reason::Form { line: 0, .. }));
    // In a file of the version before there are none.
    let mut older = bytes();
    older[16] = 2;
    let end = older.len() - 4;
    let checksum = crc(&older[..end]);
    older[end..].copy_from_slice(&checksum.to_le_bytes());
    assert!(matches!(reason(&older), Reason::Header(_)));
}

#[test]
fn weights_must_be_finite() {
    for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let broken = rebuilt(|parts| parts.weights[20..24].copy_from_slice(&value.to_le_bytes()));
        assert_eq!(reason(&broken), Reason::Weight { column: 1 });
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("geostance-test-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn saving_replaces_the_file_and_leaves_nothing_beside_it() {
    let folder = folder("save");
    let path = folder.join("model.gst");
    std::fs::write(&path, "old").unwrap();
    model(true).save(&path).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), bytes());
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    std::fs::remove_dir_all(folder).unwrap();
}

#[cfg(unix)]
#[test]
fn saving_through_a_link_keeps_the_link() {
    let folder = folder("link");
    let (target, link) = (folder.join("target.gst"), folder.join("link.gst"));
    std::fs::write(&target, "old").unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    model(true).save(&link).unwrap();
    assert!(link.is_symlink());
    assert_eq!(std::fs::read(&target).unwrap(), bytes());
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_save_that_fails_leaves_the_old_file() {
    let folder = folder("fail");
    let path = folder.join("model.gst");
    // A folder in the place of the file cannot be replaced by one.
    std::fs::create_dir_all(path.join("inside")).unwrap();
    let error = model(true).save(&path).unwrap_err();
    assert!(error.to_string().starts_with(&format!("cannot write {}: ", path.display())), "{error}");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    assert!(model(true).save(folder.join("no/such/folder/model.gst")).is_err());
    assert!(model(true).save("/").is_err());
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn errors_of_loading_name_the_file() {
    let error = StanceModel::load("fixtures/CODEBOOK.md").unwrap_err().to_string();
    assert_eq!(error, "fixtures/CODEBOOK.md: not a geostance model: the file does not begin with the model signature");
}
