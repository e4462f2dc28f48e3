//! Why: each word's push towards each stance, and the terms behind a word.
//!
//! `cargo run --release --example explain -- "Astana joined neither the sanctions nor the war."`

use geostance::{Stance, StanceModel};

fn main() {
    let sentence =
        std::env::args().nth(1).unwrap_or_else(|| "Minsk and Moscow signed the Union State budget.".to_owned());
    let model = StanceModel::pretrained();
    let explanation = model.explain(&sentence);
    let stance = explanation.prediction().stance();
    println!("{stance}, confidence {:.2}", explanation.prediction().confidence());

    // A push is what a word adds to a stance's score, less what it adds to the three on average.
    for word in explanation.words() {
        print!("{:16}", &sentence[word.span()]);
        for stance in Stance::ALL {
            print!(" {stance} {:+.2}", word.push(stance));
        }
        println!();
    }
    println!("most towards {stance}:");
    for word in explanation.strongest_words(3) {
        println!("  {}", &sentence[word.span()]);
    }

    // The model can be read as a whole: every term with its weights.
    let strongest = model.terms().max_by(|a, b| a.weight(stance).total_cmp(&b.weight(stance)));
    if let Some(term) = strongest {
        println!("of {} terms the strongest for {stance}: {:?} `{}`", model.terms().len(), term.kind(), term.text());
    }
}
