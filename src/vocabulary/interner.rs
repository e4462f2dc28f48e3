//! Terms as they come, in training.

use super::build::line_ends;
use super::kind::{GAP, GAP_SPELLING, Mark, PREFIX_MARK, RUN_BAR};
use super::table::{NONE, PairTable, WordTable};
use super::{TermKind, Terms, Vocabulary, enter};

/// Enters terms as they come, in training. Nodes are counted from 0 in order of entry.
pub(crate) struct Interner {
    words: WordTable,
    prefixes: WordTable,
    runs: WordTable,
    pairs: PairTable,
    nodes: u32,
}

impl Interner {
    pub(crate) fn new() -> Self {
        Self {
            words: WordTable::with_capacity(0),
            prefixes: WordTable::with_capacity(0),
            runs: WordTable::with_capacity(0),
            pairs: PairTable::with_capacity(0),
            nodes: 0,
        }
    }

    /// The number of nodes.
    pub(crate) fn len(&self) -> usize {
        self.nodes as usize
    }

    /// The vocabulary of the nodes that `keep` names, and the column of every node, `NONE` for those left out.
    pub(crate) fn select(&self, keep: impl Fn(u32) -> bool) -> (Vocabulary, Vec<u32>) {
        let mut parts = vec![(NONE, NONE); self.len()];
        for (left, right, node) in self.pairs.iter() {
            parts[node as usize] = (left, right);
        }
        let mut words = vec![""; self.len()];
        for (word, node) in self.words.iter() {
            words[node as usize] = word;
        }
        let spell = |mut node: u32| {
            let mut spelled = Vec::new();
            loop {
                if let Some(mark) = Mark::of_node(node) {
                    return format!("{}{}", mark.spelling(), spelled[0]);
                }
                let (left, right) = parts[node as usize];
                if left == NONE {
                    spelled.push(words[node as usize]);
                    spelled.reverse();
                    return spelled.join(" ");
                }
                spelled.push(if right == GAP { GAP_SPELLING } else { words[right as usize] });
                node = left;
            }
        };
        let whole = self.words.iter().map(|(_, node)| node).chain(self.pairs.iter().map(|(_, _, node)| node));
        let mut terms: Vec<(String, u32)> = whole.filter(|&node| keep(node)).map(|node| (spell(node), node)).collect();
        let beginnings = self.prefixes.iter().filter(|&(_, node)| keep(node));
        terms.extend(beginnings.map(|(prefix, node)| (format!("{prefix}{PREFIX_MARK}"), node)));
        let runs = self.runs.iter().filter(|&(_, node)| keep(node));
        terms.extend(runs.map(|(run, node)| (format!("{RUN_BAR}{run}{RUN_BAR}"), node)));
        terms.sort_unstable();
        let mut columns = vec![NONE; self.len()];
        let mut text = String::with_capacity(terms.iter().map(|(term, _)| term.len() + 1).sum());
        for ((term, node), column) in terms.iter().zip(0..) {
            columns[*node as usize] = column;
            text.push_str(term);
            text.push('\n');
        }
        let kinds: Vec<TermKind> = terms.iter().map(|(term, _)| TermKind::of(term)).collect();
        let ends = line_ends(&text);
        (Vocabulary::build(text, ends, &kinds, usize::MAX), columns)
    }
}

impl Terms for Interner {
    fn word(&mut self, stem: &str) -> u32 {
        enter(&mut self.nodes, |fresh| self.words.get_or_insert(stem, fresh))
    }

    fn pair(&mut self, left: u32, right: u32) -> u32 {
        enter(&mut self.nodes, |fresh| self.pairs.get_or_insert(left, right, fresh))
    }

    fn prefix(&mut self, prefix: &str) -> u32 {
        enter(&mut self.nodes, |fresh| self.prefixes.get_or_insert(prefix, fresh))
    }

    fn characters(&mut self, run: &str) -> u32 {
        enter(&mut self.nodes, |fresh| self.runs.get_or_insert(run, fresh))
    }
}
