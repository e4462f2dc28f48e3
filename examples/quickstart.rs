//! The API in a few lines; the first code of the README.

use geostance::StanceModel;

fn main() {
    let model = StanceModel::pretrained();

    let sentence = "Kazakhstan will keep working with Russia, China and the European Union alike.";
    let p = model.classify(sentence);
    println!("{} with confidence {:.2}", p.stance(), p.confidence());
    for word in model.explain(sentence).strongest_words(3) {
        println!("  {:10} {:+.2}", &sentence[word.span()], word.push(p.stance()));
    }

    let report = model.classify_article("Minsk ratified the Union State budget. Snow fell. Chisinau opened EU talks.");
    for sentence in report.sentences() {
        let stance = sentence.prediction().decided(0.6).map_or("undecided", |stance| stance.as_str());
        println!("{:?} {stance}: {}", sentence.span(), sentence.text());
    }
}
