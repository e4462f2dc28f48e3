//! Sentences without anything but the names of states and institutions.

use geostance::{model::Stemmer, tokens};

/// The names, each with its spellings in lower case; a state's people, language and capital stand for it.
const NAMES: [(&str, &[&str]); 48] = [
    ("russia", &["russia", "russian", "russians", "russian federation", "moscow", "kremlin"]),
    ("kazakhstan", &["kazakhstan", "kazakh", "kazakhs", "kazakhstani", "astana", "nur sultan"]),
    ("kyrgyzstan", &["kyrgyzstan", "kyrgyz", "bishkek"]),
    ("uzbekistan", &["uzbekistan", "uzbek", "uzbeks", "tashkent"]),
    ("tajikistan", &["tajikistan", "tajik", "tajiks", "dushanbe"]),
    ("turkmenistan", &["turkmenistan", "turkmen", "ashgabat"]),
    ("mongolia", &["mongolia", "mongolian", "mongolians", "ulaanbaatar", "ulan bator"]),
    ("armenia", &["armenia", "armenian", "armenians", "yerevan"]),
    ("azerbaijan", &["azerbaijan", "azerbaijani", "azerbaijanis", "baku"]),
    ("georgia", &["georgia", "georgian", "georgians", "tbilisi"]),
    ("belarus", &["belarus", "belarusian", "belarusians", "minsk"]),
    ("moldova", &["moldova", "moldovan", "moldovans", "chisinau", "chişinău", "chișinău"]),
    ("serbia", &["serbia", "serbian", "serbians", "serbs", "belgrade"]),
    ("ukraine", &["ukraine", "ukrainian", "ukrainians", "kyiv", "kiev"]),
    ("china", &["china", "chinese", "beijing"]),
    ("turkey", &["turkey", "türkiye", "turkish", "ankara"]),
    ("iran", &["iran", "iranian", "tehran"]),
    ("india", &["india", "indian", "new delhi"]),
    ("japan", &["japan", "japanese", "tokyo"]),
    ("korea", &["korea", "korean", "seoul"]),
    ("afghanistan", &["afghanistan", "afghan", "kabul"]),
    ("gulf", &["gulf", "emirates", "emirati", "abu dhabi", "saudi", "qatar", "riyadh"]),
    ("america", &["u.s", "usa", "united states", "america", "american", "americans", "washington", "white house"]),
    ("britain", &["britain", "british", "united kingdom", "u.k", "london"]),
    ("germany", &["germany", "german", "berlin"]),
    ("france", &["france", "french", "paris"]),
    ("poland", &["poland", "polish", "warsaw"]),
    ("romania", &["romania", "romanian", "bucharest"]),
    ("europe", &["europe", "european", "europeans"]),
    ("west", &["west", "western"]),
    ("union", &["eu", "e.u", "european union", "european commission", "european parliament", "brussels"]),
    ("nato", &["nato", "north atlantic alliance"]),
    ("osce", &["osce", "odihr"]),
    ("council", &["council of europe", "venice commission", "strasbourg"]),
    ("nations", &["un", "u.n", "united nations", "general assembly", "security council"]),
    ("eaeu", &["eaeu", "eeu", "eurasian economic union", "eurasian union", "customs union", "eurasec"]),
    ("csto", &["csto", "collective security treaty", "collective security treaty organization"]),
    ("cis", &["cis", "commonwealth of independent states"]),
    ("unionstate", &["union state"]),
    ("soviet", &["soviet", "ussr", "soviet union"]),
    ("sco", &["sco", "shanghai cooperation organization", "shanghai cooperation organisation"]),
    ("turkicstates", &["ots", "organization of turkic states", "turkic council", "turkic"]),
    ("centralasia", &["central asia", "central asian"]),
    ("gazprom", &["gazprom"]),
    ("rosatom", &["rosatom"]),
    ("ebrd", &["ebrd", "world bank", "imf", "wto"]),
    ("beltandroad", &["belt and road"]),
    ("brics", &["brics"]),
];

/// The most words of a name.
const LONGEST: usize = 4;

/// The names in a sentence, in order, each as one word; `nothing` where there are none.
pub(super) fn only_names(text: &str) -> String {
    let tokens = tokens(text, Stemmer::None);
    let words: Vec<&str> = tokens.iter().map(|token| token.word().trim_end_matches("'s")).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=LONGEST.min(words.len() - at)).rev().find_map(|length| {
            let spelling = words[at..at + length].join(" ");
            let name = NAMES.iter().find(|(_, spellings)| spellings.contains(&spelling.as_str()));
            name.map(|(name, _)| (*name, length))
        });
        match longest {
            Some((name, length)) => {
                found.push(name);
                at += length;
            }
            None => at += 1,
        }
    }
    if found.is_empty() { "nothing".to_owned() } else { found.join(" ") }
}
