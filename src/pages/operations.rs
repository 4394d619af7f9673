//! The table of Zuora's operations, to choose among them.

use crate::{
    server::AppState,
    site_map::{PAGES, Page, PageKind},
    words::words,
};
use leptos::prelude::*;

/// The pages that work with these settings, in the order of the navigation. The others can be
/// opened and say what is missing.
pub fn offered() -> impl Iterator<Item = &'static Page> {
    let has_hosted_page =
        use_context::<AppState>().is_some_and(|state| state.hosted_page.is_some());
    PAGES.into_iter().filter(move |page| page.kind != PageKind::ZuoraFrame || has_hosted_page)
}

#[component]
pub fn Operations() -> impl IntoView {
    let all = words();
    let words = &all.frame;
    let rows = offered().map(|page| {
        let row = (all.page)(page.id);
        view! {
            <tr>
                <th scope="row">
                    <a href=page.path>{row.operation}</a>
                </th>
                <td>{row.bound}</td>
                <td>{row.learns}</td>
                <td>{row.questionnaire}</td>
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
