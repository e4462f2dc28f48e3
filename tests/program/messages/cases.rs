//! The commands of the table, by what their messages are about.

/// A command that gives a message.
pub(super) struct Case {
    /// As it is typed, without the name of the program.
    pub(super) command: &'static str,
    /// What stands on standard input.
    pub(super) input: &'static str,
    /// What is looked at.
    pub(super) part: Part,
}

/// A part of what a run says.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// All of standard error.
    Said,
    /// Of that the lines before an empty one: after it comes help.
    FirstParagraph,
    /// The lines, printed ones among them, that begin so.
    Lines(&'static str),
}

/// A command, all of whose words on standard error are looked at.
const fn all(command: &'static str) -> Case {
    Case { command, input: "", part: Part::Said }
}

/// A command that help follows.
const fn wrong(command: &'static str) -> Case {
    Case { command, input: "", part: Part::FirstParagraph }
}

/// A command, of whose words those lines are looked at that begin so.
const fn of(command: &'static str, begin: &'static str) -> Case {
    Case { command, input: "", part: Part::Lines(begin) }
}

/// A command, given something on standard input.
const fn on(command: &'static str, input: &'static str) -> Case {
    Case { command, input, part: Part::Said }
}

/// Every command by what its message is about.
pub(super) const SECTIONS: [(&str, &[Case]); 6] = [
    ("Wrong usage", USAGE),
    ("What is read", READ),
    ("What is written", WRITTEN),
    ("Training and measuring", TRAINED),
    ("Shares", SHARES),
    ("Labels", LABELS),
];

const USAGE: &[Case] = &[
    wrong("clasify article.txt"),
    wrong("classify --fromat csv article.txt"),
    wrong("classify --format pdf article.txt"),
    wrong("classify --threshold 2 article.txt"),
    wrong("evaluate"),
    wrong("suggest --force article.txt"),
    wrong("train --threads 0 --output new.gst labels.csv"),
    wrong("train --characters 2 --output new.gst labels.csv"),
    wrong("train --prefixes five --output new.gst labels.csv"),
    wrong("train --naive-bayes much --output new.gst labels.csv"),
    wrong("train --class-weights 1,2 --output new.gst labels.csv"),
    wrong("train --from model.gst --ngrams 3 --output new.gst labels.csv"),
    wrong("evaluate --labels favor labels.csv"),
    all("train --ngrams 0 --output new.gst labels.csv"),
    all("train labels.csv"),
    all("train --by kind --output new.gst kinds.csv"),
    all("evaluate -"),
    all("evaluate --model - labels.csv"),
    all("evaluate --format html labels.csv"),
    all("classify --format csv --output new.csv article.txt"),
    all("classify --format html article.txt other.txt"),
    all("classify --per article article.txt"),
    all("sample --by actor article.txt"),
    all("prevalence article.txt"),
    all("prevalence --labelled sample.csv --level 1 corpus.csv"),
    all("prevalence --labelled sample.csv --plot new.svg corpus.csv"),
];

const READ: &[Case] = &[
    all("classify no-such.txt"),
    all("classify no-such.txt windows.txt article.txt"),
    all("classify russian.txt"),
    all("classify russian.csv"),
    of("classify bad-rows.csv", "error: bad-rows.csv, line 2:"),
    of("classify bad-rows.csv", "bad-rows.csv:"),
    on(
        "classify --format csv --input-format jsonl -",
        "{\"text\":\"It rained.\"}\n{\"text\":\"Snow fell.\",\"place\":\"Minsk\"}\n",
    ),
    on("classify --input-format csv -", "id,body\n1,It rained.\n"),
    on("suggest --input-format csv -", "id,body\n1,It rained.\n"),
    on("sample --input-format csv -", "id,body\n1,It rained.\n"),
    all("classify --model notes.txt article.txt"),
    all("evaluate misspelt.csv"),
    all("evaluate no-columns.csv"),
    all("evaluate no-text.csv"),
    all("evaluate no-stance.csv"),
    all("evaluate repeated.csv"),
    all("evaluate repeated-twice.csv"),
    all("evaluate contradictory.csv"),
    of("evaluate contradictory-all.csv", "  and "),
    all("evaluate unlabelled.csv"),
    all("sample empty.txt"),
    all("sample --by place corpus.csv"),
    all("sample --by place article.txt"),
];

const WRITTEN: &[Case] = &[
    all("suggest --output new.csv.gz article.txt"),
    all("suggest --output no-such/new.csv article.txt"),
    all("suggest --output article.txt article.txt"),
    all("suggest --output notes.txt article.txt"),
    all("suggest --output filled.csv article.txt"),
    all("suggest --output model.gst article.txt"),
    all("train --output notes.txt labels.csv"),
    all("classify --format html --output notes.html article.txt"),
    all("classify --format html --output pages article.txt"),
    all("classify --format html --output no-such/pages article.txt"),
    all("classify --format html --output new article.txt"),
    all("prevalence --labelled sample.csv --by source --plot notes.txt corpus.csv"),
    all("evaluate --plots notes.txt labels.csv"),
    all("evaluate --plots new none.csv"),
    all("suggest --output new.tsv tab.txt"),
];

const TRAINED: &[Case] = &[
    all("train --output new.gst two.csv"),
    all("train --folds 2 one-group.csv"),
    all("train --folds 2 --by colour kinds.csv"),
    all("train --folds 2 --by colour none.csv"),
    all("train --folds 2 --by kind kinds.csv"),
    of("train --output new.gst labels.csv", "note:"),
    of("train --output new.gst labels.csv", "wrote:"),
    of("train --preset news --output new.gst labels.csv", "note:"),
    of("train --from model.gst --output new.gst few.csv", "note:"),
    all("evaluate --by colour kinds.csv"),
    all("evaluate --compare own.gst labels.csv"),
    all("baselines --train none.csv --test labels.csv"),
    all("card --test labels.csv --contrast labels.csv --train labels.csv"),
    all("card --model model.gst --test tail.csv --contrast head.csv --train head.csv"),
    all("card --model model.gst --test sample.csv --contrast none.csv --train labels.csv"),
    all("learning-curve --folds 1 labels.csv"),
    all("learning-curve --folds 2 --runs 1 --doublings 6 labels.csv"),
    all("learning-curve --folds 2 --runs 1 --doublings 0 --from model.gst labels.csv"),
    all("learning-curve --folds 2 --runs 2 --doublings 3 noise.csv"),
    all("learning-curve --folds 2 --runs 1 --doublings 3 fifth-noise.csv"),
    all("learning-curve --folds 2 --runs 1 --doublings 4 fifth-noise.csv"),
    all("select --journal notes.txt labels.csv"),
    all("select --journal journal.jsonl labels.csv"),
    all("select --journal pages labels.csv"),
    all("select --journal no-such/journal.jsonl labels.csv"),
    all("select --update no-such.md labels.csv"),
    all("select --update notes.txt labels.csv"),
    all("select --single --folds 2 --sizes 500 labels.csv"),
    all("select --single --folds 2 few.csv"),
    all("suspects --folds 2 labels.csv"),
];

const SHARES: &[Case] = &[
    all("sample --size 2 article.txt"),
    all("sample --size 60 --by source corpus.csv"),
    all("sample --size 60 --by month corpus.csv"),
    all("sample --size 2 --distinct russian.csv"),
    all("sample --size 40 --by source corpus.csv"),
    all("prevalence --labelled sample.csv no-such.csv"),
    all("prevalence --labelled sample-with-gaps.csv corpus.csv"),
    all("prevalence --labelled sample-elsewhere.csv corpus.csv"),
    all("prevalence --labelled sample-twice.csv corpus.csv"),
    all("prevalence --labelled sample-small.csv corpus.csv"),
    all("prevalence --labelled sample-small.csv --by source corpus.csv"),
    of("prevalence --labelled sample.csv --by article corpus.csv", "and "),
    all("prevalence --labelled sample-uneven.csv --by source corpus.csv"),
    all("prevalence --labelled sample-broken.csv corpus.csv"),
    all("prevalence --labelled misspelt.csv corpus.csv"),
    all("prevalence --labelled sample.csv --cluster source corpus.csv"),
];

const LABELS: &[Case] = &[
    all("suggest article.txt"),
    all("suggest --labelled filled.csv --output new.csv"),
    all("suggest --labelled misspelt.csv --output new.csv"),
    all("agreement labels.csv sample.csv"),
    all("agreement labels.csv repeated.csv"),
    all("agreement labels.csv misspelt.csv"),
];
