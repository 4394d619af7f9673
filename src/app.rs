//! The document, the routes and the navigation. Runs on the server; the islands in it run in the browser.

use crate::pages::AddCard;
use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::{
    components::{Route, Router, Routes},
    path,
};

/// The whole document of every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href="/pkg/zuora-cors-sample.css" />
                <link rel="modulepreload" href="/pkg/zuora-cors-sample.js" />
                <script type="module" src="/boot.js"></script>
                <AutoReload options />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// Every page, inside the common frame.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|title| format!("{title} · Zuora CORS sample") />
        <Router>
            <header>
                <nav aria-label="Pages">
                    <a href="/">"Add a card"</a>
                </nav>
            </header>
            <main>
                <Routes fallback=NotFound>
                    <Route path=path!("/") view=AddCardPage />
                </Routes>
            </main>
        </Router>
    }
}

#[component]
fn AddCardPage() -> impl IntoView {
    view! {
        <Title text="Add a credit card" />
        <h1>"Add a credit card"</h1>
        <p>
            "Your card goes from this browser straight to Zuora, our payment service. This site’s server never receives it."
        </p>
        <noscript>
            <p class="notice problem">
                "This form needs JavaScript, on purpose: without it your card could only reach Zuora by way of this site’s server. \
                Nothing you type here is sent anywhere."
            </p>
        </noscript>
        <p class="notice problem" id="boot-failed" role="alert" hidden>
            "This page could not start securely, so the form stays closed. Nothing you type is sent anywhere. Reload the page to try \
            again."
        </p>
        <AddCard />
    }
}

#[component]
fn NotFound() -> impl IntoView {
    view! {
        <Title text="Page not found" />
        <h1>"Page not found"</h1>
        <p>"There is nothing at this address. " <a href="/">"Add a credit card"</a></p>
    }
}
