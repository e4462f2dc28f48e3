//! Terms as they come, in training.

use super::build::Entry;
use super::kind::Text;
use super::table::{NONE, PairTable, WordTable};
use super::{Mark, Parts, Terms, Vocabulary};

/// Enters terms as they come, in training. Nodes are counted from 0 in order of entry.
pub(crate) struct Interner {
    texts: [WordTable; Text::COUNT],
    pairs: PairTable,
    nodes: u32,
}

impl Interner {
    pub(crate) fn new() -> Self {
        Self { texts: Text::ALL.map(|_| WordTable::with_capacity(0)), pairs: PairTable::with_capacity(0), nodes: 0 }
    }

    /// The number of nodes.
    pub(crate) fn len(&self) -> usize {
        self.nodes as usize
    }

    /// Enters the terms of a vocabulary and the parts of its n-grams, before anything else; how many nodes these are.
    pub(crate) fn enter_all(&mut self, vocabulary: &Vocabulary) -> u32 {
        for column in 0..vocabulary.len() as u32 {
            let (mut node, words) = match Parts::of(vocabulary.term(column)) {
                Parts::Text(text, body) => {
                    self.text(text, body);
                    continue;
                }
                Parts::Words(words) => (NONE, words),
                Parts::Marked(mark, word) => (mark.node(), word),
            };
            for word in words.split(' ') {
                let last = self.text(Text::Word, word);
                node = if node == NONE { last } else { self.pair(node, last) };
            }
        }
        self.nodes
    }

    /// The vocabulary of the nodes that `keep` names, and the column of every node, `NONE` for those left out.
    pub(crate) fn select(&self, keep: impl Fn(u32) -> bool) -> (Vocabulary, Vec<u32>) {
        let mut parts = vec![(NONE, NONE); self.len()];
        for (left, right, node) in self.pairs.iter() {
            parts[node as usize] = (left, right);
        }
        let mut words = vec![""; self.len()];
        for (word, node) in self.texts[Text::Word as usize].iter() {
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
                spelled.push(words[right as usize]);
                node = left;
            }
        };
        let pairs = self.pairs.iter().map(|(_, _, node)| node).filter(|&node| keep(node));
        let mut terms: Vec<(String, u32)> = pairs.map(|node| (spell(node), node)).collect();
        for (text, table) in Text::ALL.into_iter().zip(&self.texts) {
            let kept = table.iter().filter(|&(_, node)| keep(node));
            terms.extend(kept.map(|(body, node)| (format!("{}{body}{}", text.before(), text.after()), node)));
        }
        terms.sort_unstable();
        let mut columns = vec![NONE; self.len()];
        let mut text = String::with_capacity(terms.iter().map(|(term, _)| term.len() + 1).sum());
        let mut ends = Vec::with_capacity(terms.len());
        for ((term, node), column) in terms.iter().zip(0..) {
            columns[*node as usize] = column;
            text.push_str(term);
            ends.push(text.len() as u32);
            text.push('\n');
        }
        let entries: Vec<Entry> = terms.iter().map(|(term, _)| Parts::of(term).into()).collect();
        (Vocabulary::build(text, ends, &entries, usize::MAX), columns)
    }

    fn enter(&mut self, insert: impl FnOnce(&mut Self, u32) -> u32) -> u32 {
        let fresh = self.nodes;
        let node = insert(self, fresh);
        self.nodes += u32::from(node == fresh);
        node
    }
}

impl Terms for Interner {
    fn text(&mut self, text: Text, body: &str) -> u32 {
        self.enter(|all, fresh| all.texts[text as usize].get_or_insert(body, fresh))
    }

    fn may_pair(&self, left: u32, right: u32) -> bool {
        left != NONE && right != NONE
    }

    fn pair(&mut self, left: u32, right: u32) -> u32 {
        self.enter(|all, fresh| all.pairs.get_or_insert(left, right, fresh))
    }

    fn marks(&mut self, word: u32) -> u32 {
        word
    }

    fn marked(&mut self, row: u32, mark: Mark) -> u32 {
        self.pair(mark.node(), row)
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
