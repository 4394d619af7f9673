//! Tells the compiler which page's code the browser gets. `SAMPLE_PAGE=add_card` builds a program
//! with that page alone; without it, every page is in. The server always has every page.
//!
//! `SAMPLE_LOGIN=service` builds the server of a shop with the login of `docs/logins/service.rs`, for
//! the browser tests of a build without the demonstration.

#[allow(dead_code)]
#[path = "src/site_map.rs"]
mod site_map;

use site_map::{INSPECTOR, LABORATORY, PAGES, PageKind};
use std::env;

fn main() {
    choose_page();
    choose_login();
}

fn choose_login() {
    println!("cargo:rerun-if-env-changed=SAMPLE_LOGIN");
    println!("cargo:rustc-check-cfg=cfg(login, values(\"service\"))");
    match &*env::var("SAMPLE_LOGIN").unwrap_or_default() {
        "" => {}
        "service" => println!("cargo:rustc-cfg=login=\"service\""),
        other => println!("cargo::error=SAMPLE_LOGIN={other} is no login: it is \"service\""),
    }
}

fn choose_page() {
    println!("cargo:rerun-if-env-changed=SAMPLE_PAGE");
    let names = PAGES.map(|page| page.name).into_iter().chain([INSPECTOR.name, LABORATORY.name]);
    let names = names.map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
    println!("cargo:rustc-check-cfg=cfg(every_page)");
    println!("cargo:rustc-check-cfg=cfg(card_page)");
    println!("cargo:rustc-check-cfg=cfg(page, values({names}))");
    let is_browser = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|target| target == "wasm32");
    let chosen = env::var("SAMPLE_PAGE").unwrap_or_default();
    if chosen.is_empty() || !is_browser {
        println!("cargo:rustc-cfg=every_page");
        println!("cargo:rustc-cfg=card_page");
        return;
    }
    if [INSPECTOR.name, LABORATORY.name].contains(&&*chosen) {
        println!("cargo:rustc-cfg=page=\"{chosen}\"");
        return;
    }
    let Some(page) = PAGES.into_iter().find(|page| page.name == chosen) else {
        println!("cargo::error=SAMPLE_PAGE={chosen} is no page: it is one of {names}");
        return;
    };
    println!("cargo:rustc-cfg=page=\"{}\"", page.name);
    if page.kind == PageKind::Card {
        println!("cargo:rustc-cfg=card_page");
    }
}
