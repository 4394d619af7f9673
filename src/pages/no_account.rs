//! What a visitor without an account gets in place of the page. It needs no code in the browser.

use crate::{
    server::{AccountRequired, AppState, NoAccount, current_shop},
    site_map::{ACCOUNT, PageId},
    words::{ContactWords, SignInWords, words},
};
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn AccountRequiredView(request: AccountRequired) -> impl IntoView {
    let AccountRequired { page, no_account, sign_out } = request;
    let words = SignInWords::current();
    let shop = current_shop();
    match no_account {
        NoAccount::Unknown(_) => view! {
            <Headed heading=words.not_known lead=words.not_known_meaning />
            <p>{words.not_known_fix}</p>
        }
        .into_any(),
        NoAccount::NoneYet => view! {
            <Headed heading=words.no_account lead=words.no_account_meaning />
            <p>{ContactWords::current().complete(words.no_account_fix, shop.contact)}</p>
            {sign_out.map(|address| view! { <p><a href=address>{words.sign_out}</a></p> })}
            <NewAccount />
        }
        .into_any(),
        NoAccount::SignedOut | NoAccount::Refused(_) => {
            let login = AppState::current().and_then(|state| state.login.sign_in(page));
            let way = match login {
                Some(address) => view! {
                    <p>
                        <a class="button" href=address>
                            {words.sign_in}
                        </a>
                    </p>
                    <p>{(words.back_to)(page_name(page.id))}</p>
                }
                .into_any(),
                None => view! { <p>{words.elsewhere}</p> }.into_any(),
            };
            view! {
                <Headed heading=(words.sign_in_to)(shop.name) lead=words.why />
                {way}
                <NewAccount />
            }
            .into_any()
        }
    }
}

#[component]
fn Headed(#[prop(into)] heading: String, lead: &'static str) -> impl IntoView {
    view! {
        <Title text=heading.clone() />
        <h1>{heading}</h1>
        <p class="lead">{lead}</p>
    }
}

/// The way to become a customer.
#[component]
fn NewAccount() -> impl IntoView {
    view! { <p>{SignInWords::current().new_here} " " <a href=ACCOUNT.path>{page_name(ACCOUNT.id)}</a></p> }
}

fn page_name(page: PageId) -> &'static str {
    (words().page)(page).name
}
