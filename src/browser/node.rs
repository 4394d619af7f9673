//! Elements as data, for the flow inspector's panel and the CORS laboratory. Every view of Leptos' is a
//! type with code of its own; the panel's program was twice as large with them. So their contents are
//! values of one type, and signals or events say when to draw them again.

use wasm_bindgen::JsCast as _;
use web_sys::{Document, Element};

/// An element, or a text, which has no tag.
#[derive(Default)]
pub struct Node {
    tag: &'static str,
    attributes: Vec<(&'static str, String)>,
    text: String,
    children: Vec<Node>,
}

/// The elements of the sequence diagram.
const SVG: [&str; 6] = ["svg", "g", "line", "polygon", "circle", "text"];

pub fn element(tag: &'static str) -> Node {
    Node { tag, ..Node::default() }
}

pub fn text(text: &str) -> Node {
    Node { text: text.to_owned(), ..Node::default() }
}

/// An element with nothing but a text.
pub fn labelled(tag: &'static str, class: &'static str, label: &str) -> Node {
    let node = element(tag).with(vec![text(label)]);
    if class.is_empty() { node } else { node.set("class", class) }
}

/// A button; the panel's one handler goes by the name of its action.
pub fn button(action: &'static str, label: &str) -> Node {
    labelled("button", "quiet", label).set("type", "button").set("data-action", action)
}

impl Node {
    pub fn set(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.push((name, value.to_owned()));
        self
    }

    pub fn at(self, name: &'static str, number: u32) -> Self {
        self.set(name, &number.to_string())
    }

    pub fn with(mut self, children: Vec<Node>) -> Self {
        self.children.extend(children);
        self
    }

    /// Appends it to an element of the page.
    pub fn append_to(&self, document: &Document, parent: &Element) {
        if self.tag.is_empty() {
            let _ = parent.append_child(&document.create_text_node(&self.text));
            return;
        }
        let created = match SVG.contains(&self.tag) {
            true => document.create_element_ns(Some("http://www.w3.org/2000/svg"), self.tag),
            false => document.create_element(self.tag),
        };
        let Ok(created) = created else { return };
        for (name, value) in &self.attributes {
            let _ = created.set_attribute(name, value);
        }
        for child in &self.children {
            child.append_to(document, &created);
        }
        let _ = parent.append_child(created.unchecked_ref());
    }
}

/// Replaces what an element holds.
pub fn fill(parent: &Element, nodes: &[Node]) {
    let Some(document) = parent.owner_document() else { return };
    parent.set_text_content(None);
    for node in nodes {
        node.append_to(&document, parent);
    }
}
