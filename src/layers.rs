//! The plan of the house, held against the imports of every source file: which room may name which,
//! and that no two files name each other, directly or in a circle.

mod imports;

use imports::{Imports, identifiers, read};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Every room, with the rooms that it may name beside itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("digits", &[]),
    ("text", &["digits"]),
    ("card", &["digits", "text"]),
    ("signup_form", &["digits", "text"]),
    ("zuora", &[]),
    ("site_map", &[]),
    ("shop", &[]),
    ("sandbox", &[]),
    ("cors_rules", &[]),
    ("api_error", &["zuora"]),
    ("element_ids", &["card"]),
    ("flow", &["api_error", "card", "zuora"]),
    (
        "words",
        &[
            "element_ids",
            "api_error",
            "card",
            "cors_rules",
            "flow",
            "shop",
            "signup_form",
            "site_map",
            "text",
            "zuora",
        ],
    ),
    ("api", &["api_error", "browser", "server", "zuora"]),
    (
        "browser",
        &[
            "cors_rules",
            "element_ids",
            "api",
            "api_error",
            "card",
            "components",
            "digits",
            "flow",
            "signup_form",
            "text",
            "words",
            "zuora",
        ],
    ),
    ("inspector", &["browser", "words", "zuora"]),
    // The native twin of `browser`.
    ("browser_native", &["element_ids", "card", "components", "flow", "words"]),
    (
        "components",
        &[
            "element_ids",
            "browser",
            "card",
            "flow",
            "inspector",
            "server",
            "signup_form",
            "site_map",
            "words",
        ],
    ),
    (
        "pages",
        &[
            "cors_rules",
            "element_ids",
            "api",
            "api_error",
            "browser",
            "components",
            "flow",
            "server",
            "site_map",
            "words",
            "zuora",
        ],
    ),
    ("app", &["components", "element_ids", "pages", "server", "site_map", "words"]),
    (
        "server",
        &[
            "element_ids",
            "api",
            "api_error",
            "app",
            "components",
            "digits",
            "pages",
            "sandbox",
            "shop",
            "site_map",
            "text",
            "words",
            "zuora",
        ],
    ),
    ("command_line", &["server", "sandbox"]),
];

#[test]
fn each_room_names_only_what_it_may() {
    let rooms: BTreeMap<_, _> = ROOMS.iter().copied().collect();
    let mut wrong = Vec::new();
    for (module, imports) in all() {
        let Some(room) = module.first().filter(|room| !matches!(&***room, "lib" | "main")) else {
            continue;
        };
        let may_name = rooms.get(&**room).unwrap_or_else(|| panic!("{room} has no place here"));
        for named in imports {
            let other = &named[0];
            if other != room && !may_name.contains(&&**other) {
                wrong.push(format!("{} names {}", module.join("::"), named.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let circles = circles(&all());
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn a_circle_is_found_however_long() {
    let module = |name: &str| vec![name.to_owned()];
    let graph = |arrows: &[(&str, &str)]| -> Imports {
        let mut graph = Imports::new();
        for (from, to) in arrows {
            graph.entry(module(from)).or_default().insert(module(to));
            graph.entry(module(to)).or_default();
        }
        graph
    };
    assert!(circles(&graph(&[("a", "b"), ("b", "c"), ("a", "c")])).is_empty());
    assert_eq!(circles(&graph(&[("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")])).len(), 3);
}

/// The modules that can be reached from themselves.
fn circles(imports: &Imports) -> Vec<String> {
    let reachable = |from: &Vec<String>| {
        let (mut found, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(module) = open.pop() {
            for next in imports.get(module).into_iter().flatten() {
                if found.insert(next) {
                    open.push(next);
                }
            }
        }
        found
    };
    imports
        .keys()
        .filter(|module| reachable(module).contains(module))
        .map(|module| {
            let next = imports[module].iter().filter(|next| reachable(next).contains(module));
            let next: Vec<_> = next.map(|next| next.join("::")).collect();
            format!("{} -> {}", module.join("::"), next.join(", "))
        })
        .collect()
}

/// What each file of the application imports from the others, tests left out.
fn all() -> Imports {
    read(&all_sources())
}

fn all_sources() -> BTreeMap<Vec<String>, String> {
    sources_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &[])
}

/// The source files below a folder, by their modules' paths.
fn sources_below(folder: &Path, module: &[String]) -> BTreeMap<Vec<String>, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let inner = [module, &[name]].concat();
        if inner.iter().any(|part| {
            matches!(
                &**part,
                "tests" | "layers" | "patterns" | "threats" | "reliability" | "doc_links" | "fuzz"
            )
        }) {
            continue;
        }
        if path.is_dir() {
            found.extend(sources_below(&path, &inner));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.insert(inner, fs::read_to_string(&path).expect("a source file"));
        }
    }
    found
}

/// `browser` has a native twin, so what pages and components do in the browser needs no condition. A
/// condition only leaves out a whole module, or names one that is left out.
#[test]
fn pages_and_components_have_no_code_for_one_target_alone() {
    for (module, source) in sources(&["pages", "components"]) {
        let lines: Vec<_> = source.lines().map(str::trim).collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.contains("target_arch"))
        {
            let item = lines.get(at + 1).copied().unwrap_or_default();
            assert_eq!(*line, "#[cfg(not(target_arch = \"wasm32\"))]", "{module:?}");
            let leaves_out_a_module =
                ["mod ", "pub mod ", "pub use "].iter().any(|start| item.starts_with(start));
            assert!(leaves_out_a_module, "{module:?}: {item}");
        }
    }
}

#[test]
fn a_card_cannot_become_json_by_accident() {
    for (module, source) in sources(&["card", "signup_form"]) {
        let names = identifiers(&source);
        assert!(!names.contains("serde") && !names.contains("Serialize"), "{module:?}");
    }
}

/// Not even a value is called `card` there. Tests of the server may send and read JSON about cards.
#[test]
fn t2_the_servers_lifeline_has_no_card() {
    for (module, source) in sources(&["server", "api", "api_error"]) {
        assert!(!identifiers(&source).contains("card"), "{module:?}");
    }
}

/// The sources of these rooms.
fn sources(rooms: &[&str]) -> Vec<(Vec<String>, String)> {
    all_sources().into_iter().filter(|(module, _)| rooms.contains(&&*module[0])).collect()
}
