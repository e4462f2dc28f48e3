//! Terms as they come, in training.

use super::build::line_ends;
use super::kind::{GAP, GAP_SPELLING, Mark, PREFIX_MARK, RUN_BAR};
use super::table::{NONE, PairTable, WordTable};
use super::{TermKind, Terms, Vocabulary, WordNodes, enter};
use crate::tokens::{Stems, Word};

/// Enters terms as they come, in training. Nodes are counted from 0 in order of entry.
pub(crate) struct Interner {
    words: WordTable,
    prefixes: WordTable,
    runs: WordTable,
    pairs: PairTable,
    nodes: u32,
    /// Words as they are written, so that each is stemmed once, and what they lead to.
    seen: WordTable,
    seen_nodes: Vec<WordNodes>,
}

impl Interner {
    pub(crate) fn new() -> Self {
        Self {
            words: WordTable::with_capacity(0),
            prefixes: WordTable::with_capacity(0),
            runs: WordTable::with_capacity(0),
            pairs: PairTable::with_capacity(0),
            nodes: 0,
            seen: WordTable::with_capacity(0),
            seen_nodes: Vec::new(),
        }
    }

    /// The number of nodes.
    pub(crate) fn len(&self) -> usize {
        self.nodes as usize
    }

    /// Enters the terms of a vocabulary and the parts of its n-grams, before anything else; how many nodes these are.
    pub(crate) fn enter_all(&mut self, vocabulary: &Vocabulary) -> u32 {
        for column in 0..vocabulary.len() as u32 {
            self.enter_term(vocabulary.term(column));
        }
        self.nodes
    }

    /// Enters a term as it is spelled in a vocabulary.
    fn enter_term(&mut self, term: &str) {
        let (mut node, words) = match TermKind::of(term) {
            TermKind::Characters => {
                self.characters(&term[RUN_BAR.len_utf8()..term.len() - RUN_BAR.len_utf8()]);
                return;
            }
            TermKind::Prefix => {
                self.prefix(&term[..term.len() - PREFIX_MARK.len_utf8()]);
                return;
            }
            TermKind::Word | TermKind::Ngram | TermKind::Skip => (NONE, term),
            TermKind::Marked => Mark::split(term).map_or((NONE, term), |(mark, word)| (mark.node(), word)),
        };
        for word in words.split(' ') {
            let last = if word == GAP_SPELLING { GAP } else { self.word(word) };
            node = if node == NONE { last } else { self.pair(node, last) };
        }
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

    fn nodes(&mut self, word: &Word<'_>, stems: &Stems, lengths: &[usize]) -> WordNodes {
        word.spell(|word| {
            let fresh = self.seen_nodes.len();
            let place = self.seen.get_or_insert(word, fresh as u32) as usize;
            if place == fresh {
                let nodes = self.nodes_of(word, stems, lengths);
                self.seen_nodes.push(nodes);
            }
            self.seen_nodes[place]
        })
    }
}

impl Vocabulary {
    /// For every column that of the same term in another vocabulary, or `NONE`.
    pub(crate) fn columns_in(&self, other: &Self) -> Vec<u32> {
        let mut there = 0;
        let find = |column: usize| {
            let term = self.term(column as u32);
            while there < other.len() as u32 && other.term(there) < term {
                there += 1;
            }
            if there < other.len() as u32 && other.term(there) == term { there } else { NONE }
        };
        (0..self.len()).map(find).collect()
    }
}
