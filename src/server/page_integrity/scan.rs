//! Extracts from a page's HTML whatever can run, load something, or change where the page leads.
//!
//! It uses a tokenizer, which knows less than a browser's parser: some elements change how what
//! follows them is parsed. Our pages contain none of those, so each such element is reported, and
//! so is text that looks like a script.

use html5gum::{StartTag, Token, Tokenizer, emitters::default::DefaultEmitter};
use std::collections::BTreeMap;

/// One finding.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// An element that loads something, leads somewhere or describes the page, with its attributes.
    Element { name: String, attributes: BTreeMap<String, String> },
    /// An inline script.
    Inline {
        text: String,
        /// Whether it has no attributes, which could change what it does.
        plain: bool,
    },
    /// Anything else that runs or redirects, which the page should not contain at all.
    Foreign(String),
}

/// Attributes that contain an address, on any element.
pub const ADDRESSES: [&str; 21] = [
    "archive",
    "attributionsrc",
    "background",
    "classid",
    "code",
    "codebase",
    "data",
    "dynsrc",
    "href",
    "imagesrcset",
    "longdesc",
    "lowsrc",
    "manifest",
    "ping",
    "poster",
    "profile",
    "src",
    "srcdoc",
    "srcset",
    "usemap",
    "xlink:href",
];

/// Elements that redirect, embed, or change how a parser continues.
const FOREIGN: [&str; 21] = [
    "applet",
    "base",
    "embed",
    "frame",
    "frameset",
    "iframe",
    "listing",
    "math",
    "noembed",
    "noframes",
    "object",
    "plaintext",
    "portal",
    "style",
    "svg",
    "template",
    "textarea",
    "xmp",
    "annotation-xml",
    "foreignobject",
    "fencedframe",
];

pub fn scan(html: &str) -> Vec<Found> {
    let mut emitter = DefaultEmitter::default();
    // Without this, the text of scripts would be read as markup.
    emitter.naively_switch_states(true);
    let mut found = Vec::new();
    let mut inline: Option<(bool, String)> = None;
    let mut in_select = false;
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => {
                found.extend(foreign(&tag));
                // Parsers drop other tags here, and so may continue differently from this one.
                if in_select && !matches!(&**tag.name, b"option" | b"optgroup") {
                    found.push(Found::Foreign(format!(
                        "<{}> in <select>",
                        String::from_utf8_lossy(&tag.name)
                    )));
                }
                in_select |= &**tag.name == b"select";
                let attributes = attributes(&tag);
                let has_address = ADDRESSES.iter().any(|name| attributes.contains_key(*name));
                let is_script = &**tag.name == b"script";
                if is_script && !attributes.contains_key("src") {
                    inline = Some((attributes.is_empty(), String::new()));
                } else if has_address || is_script || matches!(&**tag.name, b"link" | b"meta") {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    found.push(Found::Element { name, attributes });
                }
            }
            Token::String(text) => match &mut inline {
                Some((_, script)) => script.push_str(&String::from_utf8_lossy(&text)),
                None => found.extend(hidden_script(&text)),
            },
            Token::Comment(text) => found.extend(hidden_script(&text)),
            Token::EndTag(tag) => {
                in_select &= &**tag.name != b"select";
                if let Some((plain, text)) = inline.take() {
                    found.push(Found::Inline { text, plain });
                }
            }
            _ => {}
        }
    }
    // An unclosed script does not run in any browser, but does not belong here either.
    found.extend(inline.map(|(plain, text)| Found::Inline { text, plain }));
    found
}

fn attributes(tag: &StartTag<()>) -> BTreeMap<String, String> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect()
}

/// A script in a place where only text belongs. A browser may parse it differently.
fn hidden_script(text: &[u8]) -> Option<Found> {
    let is_hidden = String::from_utf8_lossy(text).to_ascii_lowercase().contains("<script");
    is_hidden.then(|| Found::Foreign("a script in what looks like text".to_owned()))
}

fn foreign(tag: &StartTag<()>) -> Vec<Found> {
    let name = String::from_utf8_lossy(&tag.name).into_owned();
    let mut found = Vec::new();
    if FOREIGN.contains(&&*name) {
        found.push(Found::Foreign(format!("<{name}>")));
    }
    if name == "meta" && tag.attributes.contains_key(&b"http-equiv"[..]) {
        found.push(Found::Foreign("<meta http-equiv>".to_owned()));
    }
    for (attribute, value) in &tag.attributes {
        let attribute = String::from_utf8_lossy(attribute);
        let value = String::from_utf8_lossy(value).to_ascii_lowercase();
        if attribute.starts_with("on") {
            found.push(Found::Foreign(format!("{attribute} on <{name}>")));
        }
        // Browsers ignore whitespace and control characters here.
        if value.replace(|character: char| character <= ' ', "").starts_with("javascript:") {
            found.push(Found::Foreign(format!("javascript: in {attribute} on <{name}>")));
        }
        if ["action", "formaction", "style"].contains(&&*attribute) {
            found.push(Found::Foreign(format!("{attribute} on <{name}>")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t20_everything_that_runs_is_found() {
        let html = r#"<!DOCTYPE html><link rel="stylesheet" href="/a.css"><link rel=ModulePreload href="/a.js" integrity="i">
            <SCRIPT type="module" src="/b.js"></SCRIPT><script nonce="n">a < b; "<p onclick=x>"</script>
            <p onclick="x()">text</p><a href=" JavaScript:x()">b</a><base href="https://evil.example">
            <form action="https://evil.example"><svg><script href="/c.js"></script></svg>"#;
        let element = |name: &str, attributes: &[(&str, &str)]| Found::Element {
            name: name.into(),
            attributes: attributes
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into()))
                .collect(),
        };
        let inline = |text: &str, plain: bool| Found::Inline { text: text.into(), plain };
        let foreign = |what: &str| Found::Foreign(what.into());
        assert_eq!(
            scan(html),
            [
                element("link", &[("rel", "stylesheet"), ("href", "/a.css")]),
                element("link", &[("rel", "ModulePreload"), ("href", "/a.js"), ("integrity", "i")]),
                element("script", &[("type", "module"), ("src", "/b.js")]),
                inline(r#"a < b; "<p onclick=x>""#, false),
                foreign("onclick on <p>"),
                foreign("javascript: in href on <a>"),
                element("a", &[("href", " JavaScript:x()")]),
                foreign("<base>"),
                element("base", &[("href", "https://evil.example")]),
                foreign("action on <form>"),
                foreign("<svg>"),
                inline("", false),
            ]
        );
    }

    #[test]
    fn fuzz_page_scan() {
        crate::fuzz::fuzz("page_scan", |bytes| {
            let html = String::from_utf8_lossy(bytes);
            let found = scan(&html);
            assert!(found.len() <= html.len() * 3, "{}", found.len());
            // Whatever follows: the script is there, and first.
            let first = scan(&format!("<script>{html}")).into_iter().next();
            assert!(matches!(first, Some(Found::Inline { plain: true, .. })), "{first:?}");
            let first = scan(&format!("<base href=x>{html}")).into_iter().next();
            assert_eq!(first, Some(Found::Foreign("<base>".to_owned())));
            // A text without markup has nothing that runs.
            let text = html.replace('<', "").replace("script", "");
            assert_eq!(scan(&text), []);
        });
    }
}
