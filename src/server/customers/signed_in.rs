//! What stands at the top of every page of a shop with a login of its own.

use crate::{server::page_customer::PageCustomer, words::SignInWords};
use leptos::prelude::*;

/// The way out, where there is one and somebody is signed in.
#[component]
pub fn SignedIn() -> impl IntoView {
    PageCustomer::current().and_then(|customer| customer.sign_out).map(|address| {
        view! {
            <div class="signed-in">
                <a href=address>{SignInWords::current().sign_out}</a>
            </div>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn html(customer: Option<PageCustomer>) -> String {
        let (mut parts, ()) = Request::new(()).into_parts();
        if let Some(customer) = customer {
            parts.extensions.insert(customer);
        }
        Owner::new().with(|| {
            provide_context(parts);
            view! { <SignedIn /> }.to_html()
        })
    }

    #[test]
    fn a_customer_who_can_sign_out_sees_how() {
        let customer =
            PageCustomer { code: String::new(), has_account: true, sign_out: Some("/sign-out") };
        assert!(html(Some(customer.clone())).contains("<a href=\"/sign-out\">Sign out</a>"));
        let cannot = PageCustomer { sign_out: None, ..customer };
        assert!(!html(Some(cannot)).contains("<a"));
        assert!(!html(None).contains("<a"));
    }
}
