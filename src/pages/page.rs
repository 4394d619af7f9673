//! What every page has to say of itself, and what pages share: the table of operations, and what is said when no code runs.

use crate::{
    components::id,
    server::{AppState, FRAMING},
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
    let has_hosted_page =
        use_context::<AppState>().is_some_and(|state| state.hosted_page.is_some());
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

/// What every page says while its code does not run, and of what was typed when nobody is there.
///
/// That the page has not started is what the page itself says: the style sheet holds it back for a few seconds, and only live code takes it away. So it
/// is said also when no script of ours has run. Where the style sheet is lost it is there from the beginning, in words that are right then too. The boot
/// script puts the reason in its place when it knows it. A screen reader announces an `alert` when it appears, by style as well as by script.
#[component]
pub fn WithoutCode(
    /// Why nothing happens without script.
    no_script: &'static str,
) -> impl IntoView {
    let words = &words().frame;
    let not_started = &words.not_started;
    // By the names that the boot script has for them.
    let reasons = [
        ("webassembly", not_started.no_webassembly),
        ("markup", not_started.no_markup),
        ("lost", not_started.lost),
        ("changed", not_started.changed),
        ("handlers", not_started.no_handlers),
    ];
    let reasons = reasons.map(|(name, reason)| {
        view! {
            <p data-why=name hidden>
                {reason}
            </p>
        }
    });
    view! {
        <noscript>
            <p class="notice problem">{no_script}</p>
        </noscript>
        <div class="notice problem" id=id::BOOT_FAILED role="alert">
            <p data-why="">{not_started.unknown}</p>
            {reasons.collect_view()}
        </div>
        <p class="notice" id="cleared" role="status" hidden>
            {words.cleared}
        </p>
    }
}

/// Asks whether somebody is there, a minute before what was typed of a card is cleared (`public/boot.js`). It stands behind the form, and is seen from
/// everywhere on the page.
#[component]
pub fn StillHere() -> impl IntoView {
    let words = &words().frame;
    view! {
        <div class="notice" id="idle" role="alert" hidden>
            <p>{words.idle}</p>
            <button type="button">{words.still_here}</button>
        </div>
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
