//! What a source file imports, read from its tokens: text in quotes and comments count for nothing,
//! and what a macro is given counts like any other code.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};

type Module = Vec<String>;

/// The modules that each module imports from.
pub type Imports = BTreeMap<Module, BTreeSet<Module>>;

/// Reads the imports of these sources. A name that a module only re-exports (`pub use`) counts as
/// imported from where it is defined.
pub fn read(sources: &BTreeMap<Module, String>) -> Imports {
    let mut files = BTreeMap::new();
    for (module, source) in sources {
        let tokens: TokenStream = source.parse().expect("Rust");
        let mut paths = Paths::default();
        paths.read(&without_tests(tokens), 0);
        files.insert(module.clone(), paths);
    }
    let resolve = |module: &Module, path: &[String]| -> Option<Module> {
        let mut path = absolute(module, path, &files)?;
        // Follows re-exports. More steps than there are files would be a circle of them.
        for _ in 0..files.len() {
            let length = (1..=path.len()).rev().find(|&end| files.contains_key(&path[..end]))?;
            let (file, rest) = path.split_at(length);
            let re_export = rest.first().and_then(|name| {
                files[file].re_exports.iter().find(|path| path.last() == Some(name))
            });
            match re_export.and_then(|inner| absolute(&file.to_vec(), inner, &files)) {
                Some(inner) => path = [inner, rest[1..].to_vec()].concat(),
                None => return Some(file.to_vec()),
            }
        }
        None
    };
    let imports = files.iter().map(|(module, paths)| {
        let named = paths.all.iter().filter_map(|path| resolve(module, path));
        (module.clone(), named.filter(|named| named != module).collect())
    });
    imports.collect()
}

/// Every identifier of a source, tests left out.
pub fn identifiers(source: &str) -> BTreeSet<String> {
    fn collect(tokens: impl IntoIterator<Item = TokenTree>, found: &mut BTreeSet<String>) {
        for token in tokens {
            match token {
                TokenTree::Ident(word) => drop(found.insert(word.to_string())),
                TokenTree::Group(group) => collect(group.stream(), found),
                _ => {}
            }
        }
    }
    let mut found = BTreeSet::new();
    collect(without_tests(source.parse().expect("Rust")), &mut found);
    found
}

/// The path from the root of the crate; `None` for another crate's.
fn absolute(module: &Module, path: &[String], files: &BTreeMap<Module, Paths>) -> Option<Module> {
    match &*path[0] {
        "crate" => Some(path[1..].to_vec()),
        "self" => Some([module.as_slice(), &path[1..]].concat()),
        "super" => {
            let ups = path.iter().take_while(|part| *part == "super").count();
            Some([&module[..module.len().checked_sub(ups)?], &path[ups..]].concat())
        }
        first => {
            let inner = [module.as_slice(), &[first.to_owned()]].concat();
            files.contains_key(&inner).then(|| [module.as_slice(), path].concat())
        }
    }
}

/// The paths that a file names.
#[derive(Default)]
struct Paths {
    all: Vec<Module>,
    re_exports: Vec<Module>,
}

impl Paths {
    /// `depth` counts the modules within the file around these tokens.
    fn read(&mut self, tokens: &[TokenTree], depth: usize) {
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Ident(word) if word == "use" => {
                    let length = tokens[at..].iter().position(|token| is(token, ';'));
                    let end = at + length.unwrap_or(1);
                    let paths = tree(&tokens[at + 1..end]);
                    let paths: Vec<_> =
                        paths.into_iter().filter_map(|path| out_of(path, depth)).collect();
                    // After `pub`, or the parentheses of `pub(crate)`.
                    let is_public = tokens[..at].last().is_some_and(|token| match token {
                        TokenTree::Ident(word) => word == "pub",
                        TokenTree::Group(group) => group.delimiter() == Delimiter::Parenthesis,
                        _ => false,
                    });
                    if is_public {
                        self.re_exports.extend(paths.clone());
                    }
                    self.all.extend(paths);
                    at = end;
                }
                TokenTree::Ident(word) if word == "crate" || word == "super" => {
                    let path = path(&tokens[at..]);
                    at += 3 * path.len().saturating_sub(1);
                    // By itself it is the `super` of `pub(super)`.
                    if path.len() > 1 {
                        self.all.extend(out_of(path, depth));
                    }
                }
                TokenTree::Group(group) => {
                    let is_module = at > 1
                        && matches!(&tokens[at - 2], TokenTree::Ident(word) if word == "mod");
                    self.read(&Vec::from_iter(group.stream()), depth + usize::from(is_module));
                }
                _ => {}
            }
            at += 1;
        }
    }
}

/// A path as the file's own module would write it; `None` when it stays within the file.
fn out_of(path: Module, depth: usize) -> Option<Module> {
    let inner = path.iter().take(depth).take_while(|part| *part == "super").count();
    let leaves = inner == 0 || path.get(inner).is_some_and(|part| part == "super");
    leaves.then(|| path[inner..].to_vec())
}

fn is(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// The path that these tokens begin with.
fn path(tokens: &[TokenTree]) -> Module {
    let mut path = Vec::new();
    let mut rest = tokens;
    while let Some(TokenTree::Ident(word)) = rest.first() {
        path.push(word.to_string());
        match rest.get(1..3) {
            Some([first, second]) if is(first, ':') && is(second, ':') => rest = &rest[3..],
            _ => break,
        }
    }
    path
}

/// The paths of a `use` tree.
fn tree(tokens: &[TokenTree]) -> Vec<Module> {
    let items = tokens.split(|token| is(token, ',')).filter(|item| !item.is_empty());
    let paths = items.flat_map(|item| {
        let head = path(item);
        let braces = item.iter().find_map(|token| match token {
            TokenTree::Group(group) => Some(group),
            _ => None,
        });
        let Some(group) = braces else {
            return vec![head];
        };
        let inner = tree(&Vec::from_iter(group.stream()));
        let joined = inner.into_iter().map(|path| match path.first() {
            Some(first) if first == "self" => head.clone(),
            _ => [head.as_slice(), &path].concat(),
        });
        joined.collect()
    });
    paths.filter(|path| !path.is_empty()).collect()
}

/// The tokens without the items that only tests compile.
fn without_tests(tokens: TokenStream) -> Vec<TokenTree> {
    let mut rest = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_for_tests = is(&token, '#')
            && tokens.peek().is_some_and(|next| {
                let text = next.to_string().replace(' ', "");
                text.starts_with("[cfg(test") || text.starts_with("[cfg(all(test")
            });
        if !is_for_tests {
            rest.push(token);
            continue;
        }
        for skipped in tokens.by_ref() {
            let is_body = matches!(
                &skipped,
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace
            );
            if is_body || is(&skipped, ';') {
                break;
            }
        }
    }
    rest
}

#[test]
fn whatever_a_source_names_is_found_and_nothing_else() {
    let a = r#"
        //! crate::comment
        mod inner;
        pub use inner::{Passed, other as renamed};
        use crate::{b::{self, read}, c};
        use std::fmt;
        const TEXT: &str = "crate::quoted";
        // crate::comment
        pub(super) fn f() { view! { <p>{crate::d::g()}</p> } }
        mod view { use super::inner::Passed; use super::super::c; }
        #[cfg(test)]
        mod tests { use crate::e; }
    "#;
    let b = "use crate::a::Passed; use super::c::x;";
    let names = ["a::inner", "c", "d", "e", "quoted", "comment"];
    let module = |name: &str| -> Module { name.split("::").map(str::to_owned).collect() };
    let mut sources: BTreeMap<_, _> =
        names.map(|name| (module(name), String::new())).into_iter().collect();
    sources.extend([(module("a"), a.to_owned()), (module("b"), b.to_owned())]);
    let imports = read(&sources);
    let imported = |name: &str| -> Vec<String> {
        imports[&module(name)].iter().map(|module| module.join("::")).collect()
    };
    assert_eq!(imported("a"), ["a::inner", "b", "c", "d"]);
    assert_eq!(imported("b"), ["a::inner", "c"], "a re-exported name counts where it is defined");
}
