//! The document, the routes and the navigation. Runs on the server; the islands in it run in the browser.

#[cfg(feature = "demo")]
use crate::components::TestCards;
use crate::{
    components::{CardFields, id},
    pages::AddCard,
    server::{
        Shop, SignedIn,
        assets::{BOOT, Files, GLUE, STYLES, WEBASSEMBLY},
    },
    words::{LANGUAGES, words},
};
use leptos::prelude::*;
use leptos_meta::{Meta, MetaTags, Title, provide_meta_context};
use leptos_router::{
    components::{Route, Router, Routes},
    path,
};

/// The whole document of every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let words = words();
    view! {
        <!DOCTYPE html>
        <html lang=words.tag dir=words.direction>
            <head>
                <meta charset="utf-8" />
                // The page makes room for a phone's keyboard, instead of lying under it.
                <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
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
        let (styles, glue) = (files.get(STYLES)?, files.get(GLUE)?);
        let (webassembly, boot) = (files.get(WEBASSEMBLY)?, files.get(BOOT)?);
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
                    <nav aria-label=words.pages>
                        <a href="/">{words.add_card}</a>
                    </nav>
                    <SignedIn />
                    <Languages />
                </div>
            </header>
            <main id="main" tabindex="-1">
                <Routes fallback=NotFound>
                    <Route path=path!("/") view=AddCardPage />
                </Routes>
            </main>
        </Router>
    }
}

/// Says that no real card belongs here, everywhere but in production.
#[component]
fn Sandbox() -> impl IntoView {
    let is_one = use_context::<Shop>().is_some_and(|shop| shop.is_trial);
    is_one.then(|| view! { <p class="sandbox">{words().frame.no_real_cards}</p> })
}

/// The same page in each language.
#[component]
fn Languages() -> impl IntoView {
    let current = words();
    let links = LANGUAGES.map(|words| {
        let is_current = (words.tag == current.tag).then_some("true");
        view! {
            <a href=format!("?lang={}", words.tag) hreflang=words.tag lang=words.tag aria-current=is_current>
                {words.name}
            </a>
        }
    });
    view! {
        <nav class="languages" aria-label=current.frame.languages>
            {links.collect_view()}
        </nav>
    }
}

#[component]
fn AddCardPage() -> impl IntoView {
    let words = &words().add_card;
    view! {
        <Title text=words.title />
        <Meta name="description" content=words.description />
        <h1>{words.title}</h1>
        <p class="lead">{words.where_it_goes}</p>
        <noscript>
            <p class="notice problem">{words.no_script}</p>
        </noscript>
        <p class="notice problem" id=id::BOOT_FAILED role="alert" hidden>
            {words.not_started}
        </p>
        <p class="notice" id="cleared" role="status" hidden>
            {words.cleared}
        </p>
        <AddCard>
            <CardFields />
        </AddCard>
        <OfferedTestCards />
    }
}

/// Published test cards, where the settings offer them.
#[component]
fn OfferedTestCards() -> impl IntoView {
    #[cfg(feature = "demo")]
    let offered = use_context::<Shop>().is_some_and(|shop| shop.is_trial);
    #[cfg(feature = "demo")]
    return offered.then(|| view! { <TestCards /> });
}

#[component]
fn NotFound() -> impl IntoView {
    let all = words();
    let words = &all.frame;
    view! {
        <Title text=words.not_found />
        <h1>{words.not_found}</h1>
        <p>{words.nothing_here} " " <a href="/">{all.add_card.title}</a></p>
    }
}
