//! Zuora's hosted page (Payment Pages 2.0) in a frame, opened with an RSA signature that the
//! browser fetches (*RSA Signatures*).

#[cfg(not(target_arch = "wasm32"))]
pub use view::*;

use crate::{
    browser::hosted_page, components::Replaced, element_ids::id, flow::Hosted,
    words::HostedPageWords,
};
use leptos::prelude::*;

/// The frame, the status around it, and the outcome.
#[island]
pub fn Frame() -> impl IntoView {
    let words = HostedPageWords::current();
    let state = RwSignal::new(Hosted::Closed);
    Effect::new(move |_| hosted_page::start(state));
    let status = Memo::new(move |_| state.with(|state| words.status(state)));
    let notice = Memo::new(move |_| state.with(|state| words.notice(state)));
    // A memo, so that the frame is not loaded again when the rest changes.
    let source = Memo::new(move |_| state.with(Hosted::source));
    let height = Memo::new(move |_| state.with(Hosted::height));
    view! {
        <p class="progress" role="status">
            {move || status.get().map(|text| Replaced(view! { <span>{text}</span> }))}
        </p>
        {move || notice.get().map(|notice| Replaced(view! {
            <div class=notice.class role=notice.role id=id::NOTICE tabindex="-1">
                <h2>{notice.heading}</h2>
                <p>{notice.text}</p>
                <p class="details">{notice.details}</p>
            </div>
        }))}
        {move || source.get().map(|source| view! {
            <iframe
                id=id::FRAME
                class="hosted"
                src=source
                title=words.frame
                // What a payment form needs, and what a bank's challenge in it may open. It cannot
                // navigate the whole window.
                sandbox="allow-forms allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"
                referrerpolicy="origin"
                allow=""
                style:block-size=move || height.get().map(|height| [&*height.to_string(), "px"].concat())
                on:load:capture=move |_| hosted_page::greet(state)
            ></iframe>
        })}
        {move || state.with(Hosted::may_reopen).then(|| view! {
            <p>
                <button type="button" on:click:capture=move |_| hosted_page::open(state)>
                    {words.again}
                </button>
            </p>
        })}
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod view {
    use super::Frame;
    use crate::{
        pages::page_frame::PageFrame, server::AppState, site_map::ADD_CARD, words::HostedPageWords,
    };
    use leptos::prelude::*;

    #[component]
    pub fn HostedPagePage() -> impl IntoView {
        let words = &HostedPageWords::current().page;
        let is_demo = AppState::current().is_some_and(|state| state.offers_test_cards);
        view! {
            <PageFrame intro=&words.intro>
                <div class="frame-place">
                    <Frame />
                </div>
                {is_demo.then(|| view! { <Comparison /> })}
            </PageFrame>
        }
    }

    /// What the choice between the two forms means, for developers.
    #[component]
    fn Comparison() -> impl IntoView {
        let words = &HostedPageWords::current().page;
        view! {
            <div class="side-by-side">
                <section>
                    <h2>{words.zuoras_form.heading}</h2>
                    <p>{words.zuoras_form.text}</p>
                </section>
                <section>
                    <h2>{words.own_form.heading}</h2>
                    <p>{words.own_form.text}</p>
                    <p>
                        <a href=ADD_CARD.path>{words.own_form_link}</a>
                    </p>
                </section>
            </div>
        }
    }
}
