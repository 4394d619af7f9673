//! The demonstration's customers: a menu to choose among them, and no password. They refuse to act in production, or on a production tenant.

use crate::{
    element_ids::id,
    server::{
        account_resolver::{AccountResolver, BoxFuture, NewCustomer},
        navigation::is_navigation,
        session::{Session, Sessions},
        settings::{
            customers::{CustomerSettings, PUT_YOUR_OWN},
            faults::Fault,
        },
        zuora_client::hosts::Tenant,
    },
    words::words,
    zuora::{AccountKey, Bound as _},
};
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, request::Parts},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse as _, Redirect, Response},
};
use leptos::prelude::*;
use std::sync::Arc;

/// The demo customers.
#[derive(Clone, Debug)]
pub struct Customers(Arc<[Customer]>);

#[derive(Clone, Debug)]
struct Customer {
    name: String,
    account_key: AccountKey,
}

impl Customer {
    /// A customer who has signed up, from what `welcome` has returned. The name, which is any text, stands behind the first space; ids have none.
    fn signed_up(words: &str) -> Option<Self> {
        let (key, name) = words.split_once(' ')?;
        Some(Self { name: name.to_owned(), account_key: AccountKey::from(key.to_owned()) })
    }
}

impl Customers {
    /// The customers that the settings ask for: the sandbox's two, or the one that is named.
    ///
    /// # Errors
    /// The settings that demo customers do not go with.
    pub fn read(settings: &CustomerSettings) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        if settings.tenant == Some(Tenant::Production) {
            let problem = format!(
                "is a production tenant, and the demo customer may not act there: {PUT_YOUR_OWN}"
            );
            faults.push(Fault::new("ZUORA_BASE_URL", problem));
        }
        if settings.production {
            faults.push(Fault::new(
                "APP_ENV",
                format!("\"production\" refuses the demo customer: {PUT_YOUR_OWN}"),
            ));
        }
        let customer = |name: &str, key: &str| Customer {
            name: name.to_owned(),
            account_key: AccountKey::from(key.to_owned()),
        };
        let customers: Vec<_> = match &settings.account_key {
            Some(key) => vec![customer(key, key)],
            // The demonstration is refused here anyway: one reason is enough.
            None if settings.production => Vec::new(),
            None if settings.in_sandbox => {
                crate::sandbox::CUSTOMERS.map(|(name, key)| customer(name, key)).into()
            }
            None => {
                let problem = "required with ZUORA_BASE_URL: the number or id of the account the demo customer acts for \
                               (in Zuora's UI: Customers > Accounts)";
                faults.push(Fault::new("ZUORA_ACCOUNT_KEY", problem));
                Vec::new()
            }
        };
        match faults.is_empty() {
            true => Ok(Self(customers.into())),
            false => Err(faults),
        }
    }

    /// The site's routes, with the choice of a customer around them.
    pub fn around(self, site: Router, sessions: Sessions) -> Router {
        site.layer(from_fn_with_state((self, sessions), choose))
    }

    fn by_key(&self, key: &str) -> Option<&Customer> {
        self.0.iter().find(|customer| customer.account_key.value() == key)
    }

    /// The customer whose session it is: the one that was chosen, or has signed up, else the first.
    fn of(&self, session: Option<&Session>) -> Option<Customer> {
        let chosen = session.and_then(|session| session.customer.as_deref());
        let known = chosen.and_then(|chosen| {
            self.by_key(chosen).cloned().or_else(|| Customer::signed_up(chosen))
        });
        known.or_else(|| self.0.first().cloned())
    }
}

impl AccountResolver for Customers {
    fn account_key<'a>(
        &'a self,
        session: &'a Session,
        _: &'a HeaderMap,
    ) -> BoxFuture<'a, Option<AccountKey>> {
        Box::pin(async move { self.of(Some(session)).map(|customer| customer.account_key) })
    }

    fn name<'a>(&'a self, session: &'a Session, _: &'a HeaderMap) -> BoxFuture<'a, Option<String>> {
        Box::pin(async move { self.of(Some(session)).map(|customer| customer.name) })
    }

    fn welcome<'a>(
        &'a self,
        customer: &'a NewCustomer,
        _: &'a HeaderMap,
    ) -> BoxFuture<'a, Option<String>> {
        // Nothing is stored here of who signs up: all there is to know of them is in their cookie, which only this server can have signed.
        Box::pin(async move { Some(format!("{} {}", customer.account_key.value(), customer.name)) })
    }
}

/// What the menu shows.
#[derive(Clone)]
struct Menu {
    customers: Customers,
    current: Customer,
}

/// Signs the visitor in as `?customer=KEY`, in a new session, when a person follows a link of the menu. A link on somebody else's page does not count: it could have a
/// visitor save a card in an account that is not theirs. Nor does what a browser fetches by itself.
async fn choose(
    State((customers, sessions)): State<(Customers, Sessions)>,
    mut request: Request,
    next: Next,
) -> Response {
    let pairs = request.uri().query().unwrap_or_default().split('&');
    let chosen = pairs
        .filter_map(|pair| pair.strip_prefix("customer="))
        .find_map(|key| customers.by_key(key));
    let is_from_here =
        request.headers().get("sec-fetch-site").is_some_and(|site| site == "same-origin");
    let counts = is_from_here && is_navigation(&request);
    if let Some(customer) = chosen.filter(|_| counts) {
        let session = Session::of(Some(customer.account_key.value().to_owned()));
        // Two slashes at the beginning would be another site's address.
        let page = format!("/{}", request.uri().path().trim_start_matches(['/', '\\']));
        return sessions.begin(&session, Redirect::to(&page).into_response());
    }
    if let Some(current) = customers.of(request.extensions().get()) {
        request.extensions_mut().insert(Menu { customers, current });
    }
    next.run(request).await
}

/// Whose session it is, and the others there are. It needs no script: the browser shows and hides what a button's `popovertarget` names.
#[component]
pub fn SignedIn() -> impl IntoView {
    let menu: Option<Menu> =
        use_context::<Parts>().and_then(|parts| parts.extensions.get().cloned());
    menu.map(|Menu { customers, current }| {
        let links: Vec<_> = customers
            .0
            .iter()
            .map(|customer| {
                let is_current = (customer.account_key == current.account_key).then_some("true");
                view! {
                    <li>
                        <a href=format!("?customer={}", customer.account_key.value()) aria-current=is_current>
                            {customer.name.clone()}
                        </a>
                    </li>
                }
            })
            .collect();
        view! {
            <div class="signed-in">
                <button type="button" class="quiet" popovertarget="customers">
                    {words().frame.signed_in_as}
                    " "
                    <span id=id::SIGNED_IN>{current.name}</span>
                </button>
                <ul popover id="customers" aria-label=words().frame.customers>
                    {links}
                </ul>
            </div>
        }
    })
}
