//! Numbers of bytes as people write them.

/// A number of bytes: digits, and K, M, G or T for powers of 1,024, upper or lower case, also with a B or iB after it.
///
/// # Errors
///
/// What is no such number, or 0.
///
/// ```
/// use geostance_sql::memory::parse_bytes;
///
/// assert_eq!(parse_bytes("512M"), Ok(512 << 20));
/// assert_eq!(parse_bytes("2 GiB"), Ok(2 << 30));
/// assert!(parse_bytes("much").is_err());
/// ```
pub fn parse_bytes(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let unit = unit.trim().to_ascii_lowercase();
    let letter = unit.strip_suffix("ib").or_else(|| unit.strip_suffix('b')).unwrap_or(&unit);
    let shift = match letter {
        "" if unit != "ib" => 0,
        "k" => 10,
        "m" => 20,
        "g" => 30,
        "t" => 40,
        _ => return Err(WRONG.to_owned()),
    };
    let bytes = number.parse::<u64>().ok().and_then(|number| number.checked_mul(1 << shift));
    bytes.filter(|&bytes| bytes > 0).ok_or_else(|| WRONG.to_owned())
}

const WRONG: &str = "expected a number of bytes such as 1073741824, 512M or 16G";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_as_people_write_them() {
        for (text, bytes) in [
            ("1", 1),
            ("10b", 10),
            ("3k", 3072),
            ("3KB", 3072),
            (" 1 MiB ", 1 << 20),
            ("16G", 16 << 30),
            ("1t", 1 << 40),
        ] {
            assert_eq!(parse_bytes(text), Ok(bytes), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_of_bytes_is_refused() {
        for text in ["", "0", "0G", "-1", "1.5G", "G", "12 X", "1ib", "99999999999T", "1kk"] {
            assert_eq!(parse_bytes(text), Err(WRONG.to_owned()), "{text}");
        }
    }
}
