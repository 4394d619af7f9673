//! The files of `deploy/`, and the settings that each of them makes.

use serde_json::Value;
use std::{collections::BTreeMap, fs, path::Path};

pub const CONTAINERFILE: &str = include_str!("../../../../../deploy/Containerfile");
pub const COMPOSE: &str = include_str!("../../../../../deploy/compose.yaml");
pub const CADDYFILE: &str = include_str!("../../../../../deploy/Caddyfile");
pub const NGINX: &str = include_str!("../../../../../deploy/nginx.conf");
pub const UNIT: &str = include_str!("../../../../../deploy/zuora-cors-sample@.service");

pub fn documents(yaml: &str) -> Vec<Value> {
    serde_saphyr::from_multiple(yaml).expect("YAML")
}

/// Every document of `deploy/kubernetes`, by kind and name.
pub fn kubernetes() -> BTreeMap<(String, String), Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/kubernetes");
    let mut found = BTreeMap::new();
    for file in fs::read_dir(&folder).expect("a folder").flatten() {
        for document in documents(&fs::read_to_string(file.path()).expect("a file")) {
            let text = |at: &str| document.pointer(at).and_then(Value::as_str).unwrap_or_default();
            let key = (text("/kind").to_owned(), text("/metadata/name").to_owned());
            assert!(found.insert(key.clone(), document).is_none(), "{key:?} is there twice");
        }
    }
    found
}

pub fn deployment(name: &str) -> Value {
    kubernetes().remove(&("Deployment".to_owned(), name.to_owned())).expect(name)
}

pub fn list<'a>(value: &'a Value, at: &str) -> &'a [Value] {
    value.pointer(at).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The words of these lines that are `NAME=value`.
fn assignments<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    let words = lines.flat_map(str::split_whitespace).filter_map(|word| word.split_once('='));
    words.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

pub fn of_the_image() -> Vec<(String, String)> {
    let start = CONTAINERFILE.find("\nENV ").expect("ENV") + "\nENV ".len();
    let end = start + CONTAINERFILE[start..].find("\n#").expect("a comment after it");
    assignments(CONTAINERFILE[start..end].lines())
}

pub fn of_the_unit() -> Vec<(String, String)> {
    assignments(UNIT.lines().filter_map(|line| line.strip_prefix("Environment=")))
}

pub fn of_compose() -> Vec<(String, String)> {
    let site = documents(COMPOSE)[0]["services"]["site"]["environment"].clone();
    let pairs = site.as_object().expect("a map").iter();
    pairs.map(|(name, value)| (name.clone(), value.as_str().expect("text").to_owned())).collect()
}

pub fn of_kubernetes() -> Vec<(String, String)> {
    let shop = deployment("shop");
    let text = |pair: &Value, at: &str| pair[at].as_str().expect("text").to_owned();
    let pairs = list(&shop, "/spec/template/spec/containers/0/env").iter();
    pairs.map(|pair| (text(pair, "name"), text(pair, "value"))).collect()
}
