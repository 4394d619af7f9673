//! What every page has to say of itself, and what pages share: the table of operations, and what is said when no code runs.

use crate::{
    components::id,
    server::{FRAMING, Shop},
    words::{InEveryLanguage, words},
};
use leptos::prelude::*;
use leptos_meta::Title;

/// One page.
#[derive(Debug)]
pub struct Page {
    /// Its path.
    pub path: &'static str,
    /// What runs in it.
    pub program: Program,
    /// What is said of it elsewhere.
    pub words: InEveryLanguage<PageWords>,
}

/// A page's code: the files of a build with `PAGE=…`, by their paths on the site.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// The code that joins the WebAssembly to the page.
    pub glue: &'static str,
    /// The WebAssembly.
    pub webassembly: &'static str,
}

/// The program of the page whose file in `pages/` has this name.
macro_rules! program {
    ($name:literal) => {
        $crate::pages::Program {
            glue: concat!("/pkg/", $name, ".js"),
            webassembly: concat!("/pkg/", $name, ".wasm"),
        }
    };
}
pub(super) use program;

/// What is said of a page in the navigation, and of its operation in the table.
#[derive(Debug)]
pub struct PageWords {
    /// Its name in the navigation.
    pub name: &'static str,
    /// Zuora's name of the operation.
    pub operation: &'static str,
    /// What Zuora binds to the signature.
    pub bound: &'static str,
    /// What this site's server comes to know.
    pub learns: &'static str,
    /// Which of PCI's questionnaires a shop with this page answers.
    pub questionnaire: &'static str,
}

/// The pages that the settings leave something to do on, in the order of the navigation. The others can be opened and say what is missing.
pub fn offered() -> impl Iterator<Item = &'static Page> {
    let has_hosted_page = use_context::<Shop>().is_some_and(|shop| shop.hosted_page.is_some());
    super::ALL.into_iter().filter(move |page| page.path != FRAMING || has_hosted_page)
}

/// The operations side by side, to choose among them.
#[component]
pub fn Operations() -> impl IntoView {
    let words = &words().frame;
    let rows = offered().map(|page| {
        let told = page.words.here();
        view! {
            <tr>
                <th scope="row">
                    <a href=page.path>{told.operation}</a>
                </th>
                <td>{told.bound}</td>
                <td>{told.learns}</td>
                <td>{told.questionnaire}</td>
            </tr>
        }
    });
    view! {
        <section class="operations">
            <h2 id="operations">{words.operations}</h2>
            <div class="scrolls" role="region" aria-labelledby="operations" tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.operation}</th>
                            <th scope="col">{words.bound}</th>
                            <th scope="col">{words.learns}</th>
                            <th scope="col">{words.questionnaire}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect::<Vec<_>>()}</tbody>
                </table>
            </div>
            <p class="hint">{words.assessor}</p>
        </section>
    }
}

/// What every page says when its code does not run; and when what was typed has been cleared.
#[component]
pub fn WithoutCode(
    /// Why nothing happens without script.
    no_script: &'static str,
) -> impl IntoView {
    let words = &words().frame;
    view! {
        <noscript>
            <p class="notice problem">{no_script}</p>
        </noscript>
        <p class="notice problem" id=id::BOOT_FAILED role="alert" hidden>
            {words.not_started}
        </p>
        <p class="notice" id="cleared" role="status" hidden>
            {words.cleared}
        </p>
    }
}

/// There is no such page.
#[component]
pub fn NotFound() -> impl IntoView {
    let all = words();
    let words = &all.frame;
    view! {
        <Title text=words.not_found />
        <h1>{words.not_found}</h1>
        <p>{words.nothing_here} " " <a href="/">{all.add_card.title}</a></p>
    }
}
