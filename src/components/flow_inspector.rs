//! The place of the flow inspector in a page: an explanation that needs no script, and what the
//! recorder needs to write its line and to load the panel. Nothing is rendered where the inspector is
//! off, and a build without the demonstration has none of it.

use leptos::prelude::*;

/// The recorder. It stands before the page's own code, since scripts run in their order, and a page may
/// call as soon as it is live.
#[component]
pub fn FlowRecorder() -> impl IntoView {
    #[cfg(feature = "demo")]
    return recorder();
}

#[cfg(feature = "demo")]
fn recorder() -> Option<impl IntoView> {
    use crate::server::{
        AppState,
        page_integrity::assets::{Files, RECORDER},
    };
    AppState::current()?.flow_inspector.clone()?;
    let files: Files = use_context()?;
    let recorder = files.get(RECORDER)?;
    Some(view! {
        <script type="module" src=recorder.url() integrity=recorder.integrity.clone()></script>
    })
}

/// The place, after what the page itself has.
#[component]
pub fn FlowInspectorPlace() -> impl IntoView {
    #[cfg(feature = "demo")]
    return place();
}

#[cfg(feature = "demo")]
fn place() -> Option<impl IntoView> {
    use crate::{
        inspector::Explanation,
        server::{
            AppState,
            page_integrity::assets::{CONTROLS, Files, INSPECTOR_STYLES},
        },
        site_map::INSPECTOR,
        words::InspectorWords,
    };
    let inspector = AppState::current()?.flow_inspector.clone()?;
    let files: Files = use_context()?;
    let (glue, webassembly) = files.program(INSPECTOR)?;
    let controls = files.get(CONTROLS)?;
    let styles = files.get(INSPECTOR_STYLES)?;
    let words = &InspectorWords::current().page;
    Some(view! {
        <div
            id="flow-inspector"
            data-sandbox=inspector.sandbox
            data-controls=controls.url()
            data-controls-integrity=controls.integrity.clone()
            data-glue=glue.url()
            data-glue-integrity=glue.integrity.clone()
            data-wasm=webassembly.url()
            data-wasm-integrity=webassembly.integrity.clone()
            data-styles=styles.url()
            data-styles-integrity=styles.integrity.clone()
            data-total=words.total
            data-sign=words.sign
            data-preflight=words.preflight
            data-remembered=words.remembered
            data-unseen=words.unseen
            data-card=words.card
            data-account=words.account
            data-file=words.file
            data-form=words.form
            data-confirm=words.confirm
            data-show=words.show
            data-left-out=words.left_out
            data-failed=words.failed
        >
            <Explanation />
        </div>
    })
}
