//! The sentence splitter against cases written for this project, with sentencex as the yardstick.
//!
//! In a case, `|` marks where a sentence ends; the mark itself is not part of the text.

use geostance::sentences;

const CASES: &[&str] = &[
    // Plain sentences and their terminators.
    "The commission met in Oskemen.| It meets again in spring.",
    "Will the line be ready?| The ministry says it will.",
    "No delay this time!| The first train left at noon.",
    "Who pays?!| Nobody could say.",
    "One sentence without a full stop",
    "  Leading and trailing space.  |  Second one.  ",
    "Tabs end it.|\tSo does this.",
    "He paused…| Then he signed.",
    "He paused... then he signed.",
    "The list was long...| Nobody read it.",
    "The draft (see the annex [...] below) was adopted.| It runs to nine pages.",
    // Titles.
    "Mr. Sagintayev opened the forum.| Mrs. Baimbetova closed it.",
    "Dr. Aliya Omarova and Prof. Lee spoke first.",
    "Gen. Kuandyk and Lt. Col. Saparov inspected the unit.",
    "Sen. Wicker met Amb. Ashikbayev in the corridor.| They talked for an hour.",
    "The letter of St. Petersburg's governor was read out.",
    // Initials.
    "K. Tokayev received the delegation.",
    "K.-J. Tokayev received the delegation.| N.A. Nazarbayev was present.",
    "The order was signed by N. A. Nazarbayev in 1996.",
    "A. S. Pushkin's bust was unveiled by B. Sagyntayev.| Guests laid flowers.",
    "The committee is chaired by M. Tazhin.| The next session is in May.",
    "That was decided in World War I.| Borders moved again later.",
    // Abbreviations within a sentence.
    "U.S. troops left the base in 2014.| The runway stayed.",
    "He works in the U.S.| The family lives in Astana.",
    "The U.S. Treasury sent a letter.",
    "They met at 5 p.m. Moscow time.",
    "They met at 5 p.m.| The talks took an hour.",
    "Goods such as wheat, barley, etc. were listed.",
    "They sell wheat, barley, etc.| Buyers come from Iran.",
    "Tengizchevroil Ltd. Partners raised output.| Exports rose.",
    "Caspian Pipeline Co. Ltd. reported a loss.",
    "The firm became Kazatomprom Inc.| It was listed in London.",
    "It cost $2 bn. in all.| Lenders paid half.",
    "Some states, e.g. Uzbekistan, kept out of it.",
    "The pact, i.e. The Alma-Ata Declaration, was signed by eleven states.",
    "The case Georgia v. Russia was heard in The Hague.",
    "Almaty-Bishkek is 240 km.| The road is being widened, approx. 30 km. of it this year.",
    "Yerlan Karin Jr. spoke on behalf of the office.",
    "She holds a Ph.D. from Ankara.| Her thesis was on the Caspian.",
    // Numbers.
    "Trade rose by 3.5 per cent to 27.8 billion dollars.| Exports led.",
    "Under Resolution No. 1244 the mission stayed.| It is still there.",
    "No.| We shall not join.",
    "The answer was no.| Most deputies left the hall.",
    "On Nov. 28 the leaders met.| On Dec. 1 they signed.",
    "It was adopted in 1992.| 30 years later it still holds.",
    "Art. 5 was not invoked.| Art. 4 was.",
    "See pp. 14 and 15 of the report.| The table is on p. 16.",
    "1. The parties shall consult each other.|\n2. The agreement enters into force today.",
    "a. Opening of the session|\nb. Report of the secretary",
    "IV. Final provisions|\nThe treaty is open for signature.",
    "The fee is 1.000 tenge.Nothing else is due.",
    // Quotes and brackets.
    "\"We are neighbours.\"| The hall applauded.",
    "“We are neighbours.”| The hall applauded.",
    "‘We are neighbours.’| The hall applauded.",
    "«We are neighbours.»| The hall applauded.",
    "“We are neighbours,” the envoy said.| “We stay neighbours.”",
    "\"Are we neighbours?\" the envoy asked.",
    "“Are we neighbours?” Tokayev asked.| Nobody answered.",
    "“Enough!” the deputy minister shouted.| He left.",
    "“Is this the end?”| Experts doubt it.",
    "(The text is below.)| The annex follows.",
    "He agreed (the vote was close.) and signed.",
    "The claim is false.[3]| It was made in 2021.",
    "„Wir bleiben“, he said in German.| Then he left.",
    "She called it ‘a fantasy of propagandists’.| The channel did not reply.",
    // Headlines and line breaks.
    "Talks open in Aktau|\nMinisters of five states met on Tuesday.",
    "Talks open in Aktau|\n\nMinisters of five states met.|\r\n\r\nThey meet again.",
    "The ministers of five states met in\nAktau on Tuesday,\nand talked about water.| They agreed.",
    "The agreement was signed by\npresident Rahmon.",
    "The speech was given by K.\nTokayev on Friday.",
    "• Gas deliveries|\n• Grain deliveries",
    "Paragraph one.|\u{2029}Paragraph two.",
    "A first line\nwhich goes on in lower case.",
    // Datelines.
    "ASTANA. 28 November. KAZINFORM – The head of state received the envoy.| They talked.",
    "MINSK, Nov. 5 (BelTA) - The parliament ratified the pact.",
    "Astana (Reuters) - The tenge fell.| The bank stepped in.",
    "BISHKEK. March 12 – Deputies voted on Tuesday.",
    // Other scripts and addresses.
    "Президент принял посла.| Встреча прошла в Астане.",
    "会谈在阿斯塔纳举行。|双方签署了文件。",
    "პრეზიდენტი ჩავიდა.| შეხვედრა გაიმართა.",
    "The text is on akorda.kz/en and www.mfa.gov.kz today.| Read it there.",
    "Write to press@mfa.kz by 5 May.| Late letters are not read.",
    // Rarities.
    "The matter went to the U.K.| In its reply the office agreed.",
    "Yahoo! was blocked for a day.| Users complained.",
    ". . .",
];

fn case(marked: &str) -> (String, Vec<String>) {
    let text = marked.replace('|', "");
    (text, marked.split('|').map(|part| part.trim().to_owned()).collect())
}

fn ours(text: &str) -> Vec<String> {
    sentences(text).map(|span| text[span].to_owned()).collect()
}

fn yardstick(text: &str) -> Vec<String> {
    sentencex::segment("en", text).into_iter().map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect()
}

#[test]
fn every_case_is_split_as_marked() {
    assert!(CASES.len() >= 60);
    let wrong: Vec<_> = CASES
        .iter()
        .map(|marked| case(marked))
        .filter_map(|(text, expected)| {
            let found = ours(&text);
            (found != expected).then(|| format!("{text:?}\n  expected {expected:?}\n  found    {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

#[test]
fn the_yardstick_gets_fewer_of_them_right() {
    let right = CASES.iter().map(|marked| case(marked)).filter(|(text, expected)| yardstick(text) == *expected).count();
    println!("sentencex: {right} of {} cases, geostance: all", CASES.len());
    assert!(right < CASES.len(), "sentencex now does all cases: use it");
}

/// Every byte that is not white space lies in exactly one span, and spans are trimmed and in order.
fn assert_spans_rebuild(text: &str) {
    let mut end = 0;
    for span in sentences(text) {
        assert!(text[end..span.start].chars().all(char::is_whitespace), "{text:?}");
        assert!(!text[span.clone()].is_empty() && text[span.clone()].trim() == &text[span.clone()], "{text:?}");
        end = span.end;
    }
    assert!(text[end..].chars().all(char::is_whitespace), "{text:?}");
}

#[test]
fn spans_rebuild_the_text() {
    for marked in CASES {
        assert_spans_rebuild(&case(marked).0);
    }
    for path in std::fs::read_dir("fixtures/articles").unwrap() {
        assert_spans_rebuild(&std::fs::read_to_string(path.unwrap().path()).unwrap());
    }
}

#[test]
fn odd_texts_are_rebuilt_too() {
    let pieces = [
        "a", "Z", "9", ".", "!", "?", "…", " ", "\n", "\r\n", "\t", "\"", "”", "(", ")", "[1]", "Mr", "U.S", "。", "й",
        "\u{301}", "\u{0}", "👍", "\u{2028}", "-", " - ", "ASTANA", ",",
    ];
    let mut state = 1_u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..state % 12 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        assert_spans_rebuild(&text);
    }
}

#[test]
fn blank_texts_have_no_sentence() {
    for text in ["", " ", "\n\n\n", "\u{a0}\t\r\n"] {
        assert_eq!(sentences(text).count(), 0, "{text:?}");
    }
}
