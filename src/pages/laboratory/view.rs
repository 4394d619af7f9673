//! The page as the server renders it. Without its code it has the prediction of the first case and the
//! table of the well-known ones.

use super::{
    island::CorsLaboratory,
    prediction::{Happens, Why},
    switches::Switches,
};
use crate::{
    cors_rules::{Engine, Preset, predict},
    element_ids::laboratory_id as id,
    pages::{not_found::NotFound, page_frame::WithoutCode},
    server::{
        AppState,
        page_integrity::assets::{Files, LABORATORY_STYLES},
    },
    words::LaboratoryWords,
};
use axum::http::StatusCode;
use leptos::{either::Either, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::{Link, Meta, Title};

/// Its path. It is not in the site map, which has the pages of a shop.
pub const LABORATORY_PATH: &str = "/cors";

/// Whether this site has the page: it needs the sandbox, and the flow inspector turns it off.
pub fn has_laboratory() -> bool {
    sandbox().is_some()
}

/// The sandbox's address.
fn sandbox() -> Option<String> {
    let inspector = AppState::current()?.flow_inspector.clone()?;
    Some(["http://", &*inspector.sandbox?].concat())
}

#[component]
pub fn LaboratoryPage() -> impl IntoView {
    let Some(sandbox) = sandbox() else {
        if let Some(options) = use_context::<ResponseOptions>() {
            options.set_status(StatusCode::NOT_FOUND);
        }
        return Either::Left(view! { <NotFound /> });
    };
    let intro = &LaboratoryWords::current().page.intro;
    let styles = use_context::<Files>().and_then(|files| {
        let styles = files.get(LABORATORY_STYLES)?;
        Some(view! { <Link rel="stylesheet" href=styles.url() integrity=styles.integrity.clone() /> })
    });
    Either::Right(view! {
        <Title text=intro.title />
        <Meta name="description" content=intro.description />
        {styles}
        <h1>{intro.title}</h1>
        <p class="lead">{intro.lead}</p>
        <WithoutCode no_script=intro.no_script />
        <CorsLaboratory>
            <Experiment sandbox />
        </CorsLaboratory>
        <Presets />
    })
}

/// The form, and the three columns below it.
#[component]
fn Experiment(sandbox: String) -> impl IntoView {
    let all = LaboratoryWords::current();
    let words = &all.page;
    let (request, answer) = Preset::Works.switches();
    let prediction = predict(request, answer, Engine::Standard);
    let presets = Preset::ALL.map(|preset| view! { <option>{(words.preset)(preset)}</option> });
    let not_sent = || view! { <p>{all.not_sent}</p> };
    view! {
        <form id=id::FORM method="dialog" data-sandbox=sandbox>
            <div class="field">
                <label for=id::PRESET>{words.start_from}</label>
                <select id=id::PRESET>{presets.collect_view()}</select>
            </div>
            <Switches request answer />
            <button type="submit" id=id::SEND disabled>
                {words.send}
            </button>
        </form>
        <section aria-label=words.result>
            <p id=id::VERDICT role="status"></p>
            <div class="columns-of-three">
                <div>
                    <h2>{all.predicted}</h2>
                    <div id=id::PREDICTED>
                        <Happens request prediction=prediction.clone() />
                        <Why prediction />
                    </div>
                </div>
                <div>
                    <h2>{all.browser}</h2>
                    <div id=id::TOLD>{not_sent()}</div>
                </div>
                <div>
                    <h2>{all.sandbox}</h2>
                    <div id=id::SEEN>{not_sent()}</div>
                </div>
            </div>
        </section>
    }
}

/// The well-known cases, each with its prediction.
#[component]
fn Presets() -> impl IntoView {
    let words = &LaboratoryWords::current().page;
    let rows = Preset::ALL.map(|preset| {
        let (request, answer) = preset.switches();
        let prediction = predict(request, answer, Engine::Standard);
        view! {
            <tr>
                <th scope="row">{(words.preset)(preset)}</th>
                <td>
                    <Happens request prediction=prediction.clone() />
                </td>
                <td>
                    <Why prediction />
                </td>
            </tr>
        }
    });
    let columns = words.columns.map(|column| view! { <th scope="col">{column}</th> });
    view! {
        <section class="cors-cases" aria-labelledby=id::CASES>
            <h2 id=id::CASES>{words.presets}</h2>
            <p>{words.presets_lead}</p>
            <table>
                <thead>
                    <tr>{columns.collect_view()}</tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </section>
    }
}
