//! Texts to hold the crate against: the fixtures, odd ones, and random ones.

#[path = "../draws/mod.rs"]
mod draws;

use draws::draw;
use std::fs;

/// The shipped articles.
pub(crate) fn articles() -> Vec<String> {
    let mut paths: Vec<_> = fs::read_dir("fixtures/articles").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// The sentences of the labelled files.
pub(crate) fn labelled() -> Vec<String> {
    let mut paths: Vec<_> = fs::read_dir("fixtures/train").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.extend(["fixtures/test.csv", "fixtures/contrast.csv"].map(Into::into));
    let data = geostance::Dataset::load_all(paths).unwrap();
    data.sentences().iter().map(|sentence| sentence.text.clone()).collect()
}

/// Texts that no newspaper prints.
pub(crate) fn odd_texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "",
        " \t\r\n",
        "… — !?",
        "\0",
        "Россия и Казахстан развивают союзнические отношения",
        "哈萨克斯坦与中国加强合作",
        "👍🏽 🇰🇿🇷🇺 Astana",
        "e\u{301}\u{301}\u{301} U.S. ’’’ ''' a'b'c",
        "\u{202e}\u{200d}\u{feff}NATO\u{200b}",
        "US’s EU's U.S.’s NO ENTRY U.K.s I.M.F",
        "İSTANBUL ΟΔΟΣ ﬁn ǅ ẞ",
        "²³ ½ Ⅷ ٣٤٥ 35th 1,200.5",
        "TALKS: EX ENVOY OF THE EU'S UK OFFICE, NOT IT",
        "U. S. and E. A. E. U.'s U.S.S.R. and u. s. a. J.O'Brien",
        "S\u{327}i\u{307}ms\u{327}ek ＥＵ’ｓ ﬁ 1️⃣ O‘zbek",
        "the the the The THE tHe",
        "Kazakhstan’",
        "'",
        "x'",
        "ab.cd A.B.C a.b.cd",
    ]
    .map(str::to_owned)
    .into();
    for length in [6, 7, 8, 9, 15, 16, 17, 23, 24, 25, 26, 63, 64, 65, 66, 200] {
        for end in ["", " ", "'s", "’s", ".", ".a", "ß", "\u{301}", "—", "\u{200d}x", "9"] {
            texts.push("y".repeat(length) + end);
            texts.push("Ж".repeat(length / 2) + &"a".repeat(length % 2) + end + " and");
            texts.push("no ".to_owned() + &"union".repeat(length)[..length] + end);
        }
    }
    texts.push("no ".repeat(1_000));
    texts.push("((((((((((\"\"\"\"".repeat(500));
    texts
}

/// What random texts are made of.
const PIECES: [&str; 88] = [
    " ",
    " ",
    " ",
    " ",
    "\n",
    "\t",
    "  ",
    "\u{a0}",
    ".",
    ".",
    ",",
    ";",
    ":",
    "!",
    "?",
    "'",
    "’",
    "‘",
    "“",
    "”",
    "\"",
    "(",
    ")",
    "[",
    "]",
    "{",
    "-",
    "–",
    "—",
    "…",
    "/",
    "@",
    "`",
    "{",
    "~",
    "\0",
    "\u{7f}",
    "\u{ad}",
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
    "\u{2019}s",
    "'s",
    "n't",
    "\u{301}",
    "\u{489}",
    "\u{94d}",
    "É",
    "ß",
    "ﬁ",
    "İ",
    "Σ",
    "ς",
    "ж",
    "Ё",
    "中",
    "👍",
    "0",
    "7",
    "42",
    "２",
    "Ⅳ",
    "²",
    "US",
    "EU",
    "U.S.",
    "NO",
    "a",
    "I",
    "É",
    "\u{2028}",
    "\u{85}",
    "\u{307}",
    "\u{327}",
    "\u{feff}",
    "\u{2060}",
    "\u{fe0f}",
    "\u{2044}",
    "Ş",
    "ţ",
    "ʻ",
    "Ｕ",
    "．",
    "U. S.",
    "E.A.E.U.",
    "i. e.",
    "RE: EX",
    "IT IS THE EU",
];

/// Random texts, the same at every run: pieces above, and the words of an article in any case, whole and cut.
pub(crate) fn random_texts(count: usize) -> impl Iterator<Item = String> {
    let article = articles().concat();
    let words: Vec<String> = article.split_whitespace().map(str::to_owned).collect();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: usize| draw(&mut state, below);
    (0..count).map(move |_| {
        let mut text = String::new();
        for _ in 0..random(40) {
            let word = &words[random(words.len())];
            match random(8) {
                0..3 => text.push_str(PIECES[random(PIECES.len())]),
                3 => text.push_str(word),
                4 => text.push_str(&word.to_uppercase()),
                5 => text.extend(word.chars().take(1 + random(6))),
                6 => text.extend([word.as_str(), " "]),
                _ => text.push(char::from_u32(random(0x3000) as u32).unwrap_or(' ')),
            }
        }
        text
    })
}
