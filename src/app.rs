//! The document around every page, and the navigation. It runs on the server; the islands in it run
//! in the browser.

use crate::{
    components::FlowRecorder,
    element_ids::id,
    pages::{AccountRequiredView, CurrentPage, offered},
    server::{
        AccountRequired, AppState, PageCustomer, SignedIn, current_request, current_shop,
        page_integrity::assets::{Asset, BOOT, Files, STYLES},
    },
    site_map::{ADD_CARD, LICENCES, PAGES, Page, PageKind, Program},
    words::{ContactWords, Language, words},
};
#[cfg(feature = "demo")]
use crate::{
    pages::{LABORATORY_PATH, OPERATIONS_PATH, has_laboratory},
    site_map::LABORATORY,
};
use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::components::Router;

/// The loader. It is inline in every page, so that it cannot be lost by itself. It loads the page's
/// files, with retries, and reports when one cannot be loaded. The boot script (`public/boot.js`)
/// uses it for the page's code, and then hydrates each island.
///
/// During a deployment, a request may reach a server of either build, and only one with the file
/// answers it (`server/page_integrity/assets.rs`). So a missing file is requested up to sixteen
/// times within about a second. Each attempt has its own address, because a browser remembers a
/// module that it could not load, and each has the hash. When no server has this page's build any
/// more, the page is reloaded: once, which the browser's navigation type shows, and never after
/// something was typed.
///
/// It also sets the page's Trusted Types policy, unless a userscript or an extension has set one
/// before: Leptos builds its static markup from strings, and none of ours runs code or leads
/// elsewhere.
///
/// Failures are shown in the page's own notice that it has not started (`pages/page_frame.rs`).
/// Code that arrives late removes the notice.
pub const LOADER: &str = include_str!("app/loader.js");

/// The whole document of every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let language = Language::current();
    let customer = PageCustomer::current();
    view! {
        <!DOCTYPE html>
        <html lang=language.tag() dir=language.direction() data-drawn-for=customer.map(|customer| customer.code)>
            <head>
                <meta charset="utf-8" />
                // A phone's keyboard shrinks the page instead of covering it.
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

/// The style sheet, and the page's code if it has any, with the hashes of this process's files: a
/// browser runs those bytes or none.
#[component]
fn PageCode() -> impl IntoView {
    let files: Option<Files> = use_context();
    let styles = files.as_ref().and_then(|files| files.get(STYLES)).map(Asset::url);
    let code = files.zip(current_program()).and_then(|(files, program)| {
        let (glue, webassembly) = files.program(program)?;
        let boot = files.get(BOOT)?;
        Some(view! {
            <link rel="modulepreload" href=glue.url() integrity=glue.integrity.clone() />
            <link
                rel="preload"
                href=webassembly.url()
                r#as="fetch"
                r#type="application/wasm"
                crossorigin="anonymous"
                data-integrity=webassembly.integrity.clone()
            />
            // The laboratory has a program, and no flow.
            {current().map(|_| view! { <FlowRecorder /> })}
            <script type="module" src=boot.url() integrity=boot.integrity.clone()></script>
        })
    });
    view! {
        {styles.map(|styles| view! { <link rel="stylesheet" href=styles /> })}
        {code}
    }
}

/// The page that is being rendered; none where the visitor gets another in its place.
fn current() -> Option<&'static Page> {
    if AccountRequired::current().is_some() {
        return None;
    }
    PAGES.into_iter().find(|page| current_request::has_path(page.path))
}

/// The code of the page that is being rendered.
fn current_program() -> Option<Program> {
    #[cfg(feature = "demo")]
    if has_laboratory() && current_request::has_path(LABORATORY_PATH) {
        return Some(LABORATORY);
    }
    current().map(|page| page.program)
}

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

/// Every page, inside what surrounds it.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let words = &words().frame;
    let shop = current_shop();
    view! {
        <Title formatter=|title| format!("{title} · {}", shop.name) />
        <Router>
            <SkipLink />
            <header>
                <DemoStrip />
                <div class="bar">
                    <a class="shop" href=ADD_CARD.path>
                        <img src=shop.logo alt="" width="28" height="28" />
                        {shop.name}
                    </a>
                    // On a narrow screen, what follows opens from this button, without a script.
                    <button type="button" class="quiet menu" popovertarget="menu">
                        {words.menu}
                    </button>
                    <div id="menu" popover>
                        <Navigation />
                        <SignedIn />
                        <Languages />
                    </div>
                </div>
            </header>
            <main id="main" tabindex="-1">
                <PageOrRefusal />
            </main>
            <Footer />
        </Router>
    }
}

/// The page, or for a visitor without an account what to do about that.
#[component]
fn PageOrRefusal() -> impl IntoView {
    match AccountRequired::current() {
        Some(request) => view! { <AccountRequiredView request /> }.into_any(),
        None => view! { <CurrentPage /> }.into_any(),
    }
}

/// Leads past what surrounds every page: to the form, where the page has one.
#[component]
fn SkipLink() -> impl IntoView {
    let words = &words().frame;
    let has_form = current().is_some_and(|page| page.kind == PageKind::Card);
    let (target, text) = match has_form {
        true => (id::FORM, words.skip),
        false => ("main", words.skip_to_content),
    };
    view! {
        <a class="skip" href=format!("#{target}")>
            {text}
        </a>
    }
}

/// What is for developers, in one line above the page: that no real card belongs here, and the way
/// to the explanation. Only the demonstration has it.
#[component]
fn DemoStrip() -> impl IntoView {
    let is_demo = AppState::current().is_some_and(|state| state.offers_test_cards);
    is_demo.then(|| {
        let words = &words().frame;
        #[cfg(feature = "demo")]
        let more = view! { " " <a href=OPERATIONS_PATH>{words.how_it_works}</a> };
        #[cfg(not(feature = "demo"))]
        let more = ();
        view! { <p class="demo">{words.no_real_cards} {more}</p> }
    })
}

/// The shop's legal pages, how to reach it, and the licences of what is built in.
#[component]
fn Footer() -> impl IntoView {
    let (words, shop) = (&words().frame, current_shop());
    let legal_pages = shop.legal_pages.iter().map(|(page, address)| {
        view! {
            <li>
                <a href=*address>{(words.legal_page)(*page)}</a>
            </li>
        }
    });
    let contact = shop.contact.map(|contact| {
        view! {
            <li>
                {ContactWords::current().label} " " <a href=contact.address>{contact.name}</a>
            </li>
        }
    });
    // A file, and in one language: it is the authors' own text.
    let licences = AppState::current().filter(|state| state.has_licences).map(|_| {
        view! {
            <li>
                <a href=LICENCES hreflang="en">
                    {words.licences}
                </a>
            </li>
        }
    });
    view! {
        <footer>
            <ul class="bar">
                <li>{shop.name}</li>
                {legal_pages.collect_view()}
                {contact}
                {licences}
                {about_demo()}
            </ul>
        </footer>
    }
}

/// What the demonstration is, and under which licence.
fn about_demo() -> impl IntoView {
    #[cfg(feature = "demo")]
    return view! { <li>{words().frame.about_demo}</li> };
}

/// Links to the same page in each language.
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
    // A shop may have left the others out.
    (Language::ALL.len() > 1).then(|| {
        view! {
            <nav class="languages" aria-label=words().frame.languages>
                {links.collect_view()}
            </nav>
        }
    })
}
