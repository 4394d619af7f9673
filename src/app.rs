//! The document, the routes and the navigation. Runs on the server; the islands in it run in the browser.

use crate::{
    pages::{CurrentPage, offered},
    server::{
        AppState, PageCustomer, SignedIn,
        page_integrity::assets::{BOOT, Files, STYLES},
    },
    site_map::{PAGES, Page},
    words::{Language, words},
};
use axum::http::request::Parts;
use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::components::Router;

/// Stands in every page, so that it cannot be lost by itself: gets the page's files, more than once, and tells when one cannot be had. The boot script
/// (`public/boot.js`) uses it for the page's code, and then brings each island to life.
///
/// While a new build is being deployed, each request may reach a server of either, and only one that has the file answers it (`server/assets.rs`). So a file
/// that is not there is asked for up to sixteen times within about a second. Each attempt has an address of its own, because a browser remembers a module that
/// it could not load; and each has the hash, so that a browser runs those bytes or none. Where no server has this page's build any more, the page is loaded
/// anew: once, which the browser itself remembers as the way in which the page was reached, and never with anything typed into it.
///
/// It also sets the page's policy for markup, unless a userscript or an extension has set one before: Leptos builds its static markup from text, and none of
/// ours runs or leads elsewhere.
///
/// Everything that fails is told where the page itself says that it has not started (`pages/page.rs`). Code that comes late, or after all, takes that away.
pub const LOADER: &str = include_str!("app/loader.js");

/// The whole document of every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let language = Language::current();
    let customer =
        use_context::<Parts>().and_then(|parts| parts.extensions.get::<PageCustomer>().cloned());
    view! {
        <!DOCTYPE html>
        <html lang=language.tag() dir=language.direction() data-drawn-for=customer.map(|PageCustomer(mark)| mark)>
            <head>
                <meta charset="utf-8" />
                // The page makes room for a phone's keyboard, instead of lying under it.
                <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <script inner_html=LOADER></script>
                <PageCode />
                <AutoReload options />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// The page's code, under the hashes of the files that this process serves: a browser runs those bytes or none. And its looks, which run nothing.
#[component]
fn PageCode() -> impl IntoView {
    let files: Option<Files> = use_context();
    files.and_then(|files| {
        let (glue, webassembly) = files.program(current().unwrap_or(PAGES[0]).program)?;
        let (styles, boot) = (files.get(STYLES)?, files.get(BOOT)?);
        Some(view! {
            <link rel="stylesheet" href=styles.url() />
            <link rel="modulepreload" href=glue.url() integrity=glue.integrity.clone() />
            <link
                rel="preload"
                href=webassembly.url()
                r#as="fetch"
                r#type="application/wasm"
                crossorigin="anonymous"
                data-integrity=webassembly.integrity.clone()
            />
            <script type="module" src=boot.url() integrity=boot.integrity.clone()></script>
        })
    })
}

/// The page that is being drawn.
fn current() -> Option<&'static Page> {
    let parts = use_context::<Parts>()?;
    PAGES.into_iter().find(|page| page.path == parts.uri.path())
}

/// The way to every page.
#[component]
fn Navigation() -> impl IntoView {
    let words = words();
    let here = current().map(|page| page.path);
    let links = offered().map(|page| {
        let is_here = (here == Some(page.path)).then_some("page");
        view! {
            <a href=page.path aria-current=is_here>
                {(words.page)(page.id).name}
            </a>
        }
    });
    view! { <nav aria-label=words.frame.pages>{links.collect::<Vec<_>>()}</nav> }
}

/// Every page, inside the common frame.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let words = &words().frame;
    view! {
        <Title formatter=|title| format!("{title} · {}", words.site) />
        <Router>
            <a class="skip" href="#main">
                {words.skip}
            </a>
            <header>
                <Sandbox />
                <div class="bar">
                    <Navigation />
                    <SignedIn />
                    <Languages />
                </div>
            </header>
            <main id="main" tabindex="-1">
                <CurrentPage />
            </main>
        </Router>
    }
}

/// Says that no real card belongs here, everywhere but in production.
#[component]
fn Sandbox() -> impl IntoView {
    let is_one = use_context::<AppState>().is_some_and(|state| state.offers_test_cards);
    is_one.then(|| view! { <p class="sandbox">{words().frame.no_real_cards}</p> })
}

/// The same page in each language.
#[component]
fn Languages() -> impl IntoView {
    let current = Language::current();
    let links = Language::ALL.iter().map(|language| {
        let (tag, is_current) = (language.tag(), (*language == current).then_some("true"));
        view! {
            <a href=format!("?lang={tag}") hreflang=tag lang=tag aria-current=is_current>
                {language.name()}
            </a>
        }
    });
    view! {
        <nav class="languages" aria-label=words().frame.languages>
            {links.collect_view()}
        </nav>
    }
}
