//! What a visitor gets who has to sign in first, in place of the page. It needs no code in the
//! browser.

use crate::{
    server::{AppState, SignedOut, current_shop},
    site_map::{ACCOUNT, PageId},
    words::{SignInWords, words},
};
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn SignedOutPage(signed_out: SignedOut) -> impl IntoView {
    let SignedOut { page, is_known } = signed_out;
    let words = SignInWords::current();
    if !is_known {
        return view! {
            <Title text=words.not_known />
            <h1>{words.not_known}</h1>
            <p class="lead">{words.not_known_meaning}</p>
            <p>{words.not_known_fix}</p>
        }
        .into_any();
    }
    let heading = (words.sign_in_to)(current_shop().name);
    let login = AppState::current().and_then(|state| state.login.sign_in(page));
    let way = match login {
        Some(address) => view! {
            <p>
                <a href=address>{words.sign_in}</a>
                " "
                {(words.back_to)(page_name(page.id))}
            </p>
        }
        .into_any(),
        None => view! { <p>{words.elsewhere}</p> }.into_any(),
    };
    view! {
        <Title text=heading.clone() />
        <h1>{heading}</h1>
        <p class="lead">{words.why}</p>
        {way}
        <p>{words.new_here} " " <a href=ACCOUNT.path>{page_name(ACCOUNT.id)}</a></p>
    }
    .into_any()
}

fn page_name(page: PageId) -> &'static str {
    (words().page)(page).name
}
