//! What can run in a page, or change where it points, read out of its HTML.
//!
//! A tokenizer does not know everything that a browser's parser knows: some elements change how what follows them is read. Our page has none
//! of those, so each of them is told of, and so is text that looks like a script where none should be.

use html5gum::{StartTag, Token, Tokenizer, emitters::default::DefaultEmitter};

/// One thing in the page.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// A script, or a link that has one loaded: its address and its `integrity`.
    File {
        /// As it stands in the page.
        address: String,
        /// As it stands in the page.
        integrity: Option<String>,
    },
    /// A script within the page: its text and its nonce.
    Inline {
        /// What it does.
        text: String,
        /// What lets it.
        nonce: Option<String>,
    },
    /// Anything else that runs or redirects, which the page should not have at all.
    Foreign(String),
}

/// Elements that redirect, embed, or change how a parser goes on.
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

/// Everything in this HTML that can run.
pub fn scan(html: &str) -> Vec<Found> {
    let mut emitter = DefaultEmitter::default();
    // Without this, the text of scripts would be read as markup.
    emitter.naively_switch_states(true);
    let mut found = Vec::new();
    let mut inline: Option<(Option<String>, String)> = None;
    let mut in_select = false;
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => {
                found.extend(foreign(&tag));
                // Parsers drop other tags there, and so may go on otherwise than this one.
                if in_select && !matches!(&**tag.name, b"option" | b"optgroup") {
                    found.push(Found::Foreign(format!("<{}> in <select>", String::from_utf8_lossy(&tag.name))));
                }
                in_select |= &**tag.name == b"select";
                match &**tag.name {
                    b"script" => match attribute(&tag, "src") {
                        Some(address) => found.push(file(&tag, address)),
                        None => inline = Some((attribute(&tag, "nonce"), String::new())),
                    },
                    b"link" => found.extend(loaded(&tag)),
                    _ => {}
                }
            }
            Token::String(text) => match &mut inline {
                Some((_, script)) => script.push_str(&String::from_utf8_lossy(&text)),
                None => found.extend(hidden_script(&text)),
            },
            Token::Comment(text) => found.extend(hidden_script(&text)),
            Token::EndTag(tag) => {
                in_select &= &**tag.name != b"select";
                if let Some((nonce, text)) = inline.take() {
                    found.push(Found::Inline { text, nonce });
                }
            }
            _ => {}
        }
    }
    // A script that is never closed runs in no browser, but does not belong there either.
    found.extend(inline.map(|(nonce, text)| Found::Inline { text, nonce }));
    found
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(value).into_owned())
}

fn file(tag: &StartTag<()>, address: String) -> Found {
    // What is preloaded for `fetch` has its hash where the boot script looks for it.
    let named = match attribute(tag, "as").as_deref() {
        Some("fetch") => "data-integrity",
        _ => "integrity",
    };
    let integrity = attribute(tag, named);
    Found::File { address, integrity }
}

/// A link that has a script loaded. Links to styles, icons and other pages run nothing.
fn loaded(tag: &StartTag<()>) -> Option<Found> {
    let rel = attribute(tag, "rel")?.to_ascii_lowercase();
    let loads = rel
        .split_ascii_whitespace()
        .any(|word| ["modulepreload", "preload", "prefetch", "prerender"].contains(&word));
    loads.then(|| file(tag, attribute(tag, "href").unwrap_or_default()))
}

/// A script where there should be only text: a browser may read it otherwise.
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
    if name == "meta" && attribute(tag, "http-equiv").is_some() {
        found.push(Found::Foreign("<meta http-equiv>".to_owned()));
    }
    for (attribute, value) in &tag.attributes {
        let attribute = String::from_utf8_lossy(attribute);
        let value = String::from_utf8_lossy(value).to_ascii_lowercase();
        if attribute.starts_with("on") {
            found.push(Found::Foreign(format!("{attribute} on <{name}>")));
        }
        // Browsers leave out what cannot be seen.
        if value.replace(|character: char| character <= ' ', "").starts_with("javascript:") {
            found.push(Found::Foreign(format!("javascript: in {attribute} on <{name}>")));
        }
        if ["action", "formaction"].contains(&&*attribute) {
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
        let file = |address: &str, integrity: Option<&str>| Found::File {
            address: address.into(),
            integrity: integrity.map(str::to_owned),
        };
        let inline = |text: &str, nonce: Option<&str>| Found::Inline {
            text: text.into(),
            nonce: nonce.map(str::to_owned),
        };
        let foreign = |what: &str| Found::Foreign(what.into());
        assert_eq!(
            scan(html),
            [
                file("/a.js", Some("i")),
                file("/b.js", None),
                inline(r#"a < b; "<p onclick=x>""#, Some("n")),
                foreign("onclick on <p>"),
                foreign("javascript: in href on <a>"),
                foreign("<base>"),
                foreign("action on <form>"),
                foreign("<svg>"),
                inline("", None),
            ]
        );
    }
}
