//! Pages as trees, by the standard's own tokenizer: a page with any mistake is refused.

// Every test binary uses a part of it.
#![allow(dead_code, reason = "each test that reads pages needs some of these")]

use html5gum::{DefaultEmitter, Token, Tokenizer};
use std::collections::BTreeMap;

/// Elements that have no end.
const VOID: [&str; 6] = ["meta", "br", "hr", "img", "link", "input"];

/// An element with what it holds, or a text.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) children: Vec<Node>,
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The root of a page. Panics on whatever is not wholly right: characters, tags that do not match, attributes twice.
pub(crate) fn parse(page: &str) -> Element {
    let mut open = vec![Element::default()];
    let mut emitter = DefaultEmitter::default();
    // Within a style or script markup is none.
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        match token {
            Token::Doctype(doctype) => assert_eq!(text_of(&doctype.name), "html"),
            Token::StartTag(tag) => {
                let attributes = tag.attributes.iter().map(|(name, value)| (text_of(name), text_of(value)));
                let element =
                    Element { name: text_of(&tag.name), attributes: attributes.collect(), children: Vec::new() };
                if VOID.contains(&element.name.as_str()) || tag.self_closing {
                    open.last_mut().unwrap().children.push(Node::Element(element));
                } else {
                    open.push(element);
                }
            }
            Token::EndTag(tag) => {
                let element = open.pop().unwrap();
                assert_eq!(element.name, text_of(&tag.name), "tags do not match");
                open.last_mut().unwrap().children.push(Node::Element(element));
            }
            Token::String(text) => open.last_mut().unwrap().children.push(Node::Text(text_of(&text.value))),
            Token::Comment(comment) => panic!("a comment: {:?}", comment.value),
            Token::Error(error) => panic!("{:?} in {page}", error.value),
        }
    }
    assert_eq!(open.len(), 1, "what is open at the end");
    open.remove(0)
}

impl Element {
    /// All elements within, this one first, in the order of the page.
    pub(crate) fn all(&self) -> Vec<&Self> {
        let mut found = vec![self];
        for child in &self.children {
            if let Node::Element(element) = child {
                found.extend(element.all());
            }
        }
        found
    }

    /// The elements of a kind: `tag`, `.class`, `tag.class` or `#id`.
    pub(crate) fn find(&self, selector: &str) -> Vec<&Self> {
        self.all().into_iter().filter(|element| element.is(selector)).collect()
    }

    /// The one element of a kind.
    pub(crate) fn one(&self, selector: &str) -> &Self {
        let found = self.find(selector);
        assert_eq!(found.len(), 1, "{selector}");
        found[0]
    }

    pub(crate) fn is(&self, selector: &str) -> bool {
        if let Some(id) = selector.strip_prefix('#') {
            return self.attribute("id") == Some(id);
        }
        let (name, class) = selector.split_once('.').unwrap_or((selector, ""));
        (name.is_empty() || name == self.name) && (class.is_empty() || self.has_class(class))
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split(' ').any(|one| one == class))
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// The text within, as it stands.
    pub(crate) fn text(&self) -> String {
        self.text_without(&[])
    }

    /// The text within, without that of elements of some kinds.
    pub(crate) fn text_without(&self, selectors: &[&str]) -> String {
        let child = |child: &Node| match child {
            Node::Text(text) => text.clone(),
            Node::Element(element) if selectors.iter().any(|selector| element.is(selector)) => String::new(),
            Node::Element(element) => element.text_without(selectors),
        };
        self.children.iter().map(child).collect()
    }
}

/// A text with every run of white space as one space.
pub(crate) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What every page of ours must be: one that loads nothing and runs nothing but its own script, that has a title, a language,
/// one main part and one first heading, whose links within lead somewhere and whose ids are each there once.
pub(crate) fn check(page: &str) -> Element {
    let root = parse(page);
    let policy = root.find("meta").into_iter().find(|meta| meta.attribute("http-equiv").is_some()).unwrap();
    let policy = policy.attribute("content").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'unsafe-inline'"), "{policy}");
    let scripts = root.find("script");
    assert_eq!(policy.contains("script-src 'sha256-"), !scripts.is_empty(), "{policy}");
    assert_eq!(
        (root.find("main").len(), root.find("h1").len(), root.find("title").len()),
        (1, 1, 1 + svg_titles(&root))
    );
    assert_eq!(root.one("html").attribute("lang"), Some("en"));
    let mut ids: Vec<&str> = root.all().iter().filter_map(|element| element.attribute("id")).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id stands twice");
    for element in root.all() {
        for (name, value) in &element.attributes {
            assert!(!name.starts_with("on") && name != "src" && name != "style", "{name}={value}");
            let internal = value.strip_prefix('#').filter(|_| name == "href").into_iter();
            for id in internal.chain(name.starts_with("aria-describedby").then_some(value.as_str())) {
                assert!(ids.binary_search(&id).is_ok(), "{name}={value} leads nowhere");
            }
        }
        assert!(!["iframe", "object", "embed", "img", "link", "base", "form"].contains(&element.name.as_str()));
    }
    root
}

fn svg_titles(root: &Element) -> usize {
    root.find("svg").iter().map(|svg| svg.find("title").len()).sum()
}
