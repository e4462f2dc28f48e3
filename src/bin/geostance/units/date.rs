//! The year and the month of a date.

/// Whether a column is one of times, in whose order its values stand.
pub(crate) fn is_time(column: &str) -> bool {
    ["year", "month", "date"].contains(&column)
}

/// The year and the month of a date that begins with its year (2026-03-14, 2026/3, 2026-03-14T09:30:00Z, 20260314), or that is
/// written day.month.year.
pub(super) fn year_and_month(date: &str) -> Option<(u32, Option<u32>)> {
    let date = date.trim();
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let first = digits(date);
    if first == 8 && date.len() == 8 {
        return checked(&date[..4], Some(&date[4..6]));
    }
    let separator = date[first..].chars().next();
    let rest = separator.map_or("", |separator| &date[first + separator.len_utf8()..]);
    let month = &rest[..digits(rest)];
    match (first, separator) {
        (4, None) => checked(date, None),
        (4, Some('-' | '/' | '.')) => checked(&date[..4], Some(month)),
        (1 | 2, Some('.')) => {
            let year = rest[month.len()..].strip_prefix('.')?.get(..4)?;
            checked(year, Some(month))
        }
        _ => None,
    }
}

fn checked(year: &str, month: Option<&str>) -> Option<(u32, Option<u32>)> {
    let month = month.map(|month| month.parse().ok().filter(|month| (1..=12).contains(month)));
    match month {
        Some(None) => None,
        Some(month) => Some((year.parse().ok()?, month)),
        None => Some((year.parse().ok()?, None)),
    }
}

/// The month after one that is written 2026-03.
pub(crate) fn next_month(month: &str) -> Option<String> {
    let (year, month) = year_and_month(month)?;
    let month = month?;
    Some(if month == 12 { format!("{:04}-01", year + 1) } else { format!("{year:04}-{:02}", month + 1) })
}
