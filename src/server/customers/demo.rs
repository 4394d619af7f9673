//! The demonstration's customers, with a menu to choose one and no password. They refuse to act in
//! production, or on a production tenant.

use crate::{
    element_ids::id,
    server::{
        account_resolver::{AccountResolver, BoxFuture, NewCustomer, NoAccount},
        current_request,
        navigation::is_navigation,
        session::{Session, Sessions},
        settings::{
            customers::{CustomerSettings, PUT_YOUR_OWN, ZUORA_ACCOUNT_KEY},
            faults::Fault,
        },
        zuora_client::hosts::Tenant,
    },
    words::words,
    zuora::{AccountKey, Bound as _},
};
use axum::{
    Router,
    extract::Request,
    http::HeaderMap,
    response::{IntoResponse as _, Redirect, Response},
};
use leptos::prelude::*;
use std::sync::Arc;
use tower_http::validate_request::ValidateRequestHeaderLayer;

#[derive(Clone, Debug)]
pub struct Customers(Arc<[Customer]>);

#[derive(Clone, Debug)]
struct Customer {
    name: String,
    account_key: AccountKey,
}

impl Customer {
    /// A customer who has signed up, from the text of the session. The name is any text and follows
    /// the first space, which no id has.
    fn from_session(text: &str) -> Option<Self> {
        let (key, name) = text.split_once(' ')?;
        Some(Self { name: name.to_owned(), account_key: AccountKey::from(key.to_owned()) })
    }
}

impl Customers {
    /// The sandbox's two customers, or the one that `ZUORA_ACCOUNT_KEY` names.
    ///
    /// # Errors
    /// The settings with which demo customers may not act.
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
            // Refused already; one reason is enough.
            None if settings.production => Vec::new(),
            None if settings.in_sandbox => {
                crate::sandbox::CUSTOMERS.map(|(name, key)| customer(name, key)).into()
            }
            None => {
                let problem = format!(
                    "required with ZUORA_BASE_URL: the number or id of the account the demo \
                     customer acts for ({})",
                    ZUORA_ACCOUNT_KEY.hint()
                );
                faults.push(Fault::new("ZUORA_ACCOUNT_KEY", problem));
                Vec::new()
            }
        };
        match faults.is_empty() {
            true => Ok(Self(customers.into())),
            false => Err(faults),
        }
    }

    /// The site's routes, behind the middleware of the menu.
    pub fn around(self, site: Router, sessions: Sessions) -> Router {
        site.layer(ValidateRequestHeaderLayer::custom(move |request: &mut Request| {
            choose(&self, &sessions, request)
        }))
    }

    fn by_key(&self, key: &str) -> Option<&Customer> {
        self.0.iter().find(|customer| customer.account_key.value() == key)
    }

    /// The session's customer: chosen in the menu, or signed up, or else the first.
    fn current(&self, session: Option<&Session>) -> Option<Customer> {
        let chosen = session.and_then(|session| session.customer.as_deref());
        let known = chosen.and_then(|chosen| {
            self.by_key(chosen).cloned().or_else(|| Customer::from_session(chosen))
        });
        known.or_else(|| self.0.first().cloned())
    }
}

impl AccountResolver for Customers {
    fn account_key<'a>(
        &'a self,
        session: &'a Session,
        _: &'a HeaderMap,
    ) -> BoxFuture<'a, Result<AccountKey, NoAccount>> {
        let current = self.current(Some(session));
        Box::pin(async { current.map(|customer| customer.account_key).ok_or(NoAccount::SignedOut) })
    }

    /// The demonstration's own customers may try the form.
    fn has_account(&self, session: &Session, _: Option<&AccountKey>) -> bool {
        session.customer.as_deref().and_then(Customer::from_session).is_some()
    }

    fn name<'a>(&'a self, session: &'a Session, _: &'a HeaderMap) -> BoxFuture<'a, Option<String>> {
        Box::pin(async move { self.current(Some(session)).map(|customer| customer.name) })
    }

    fn signed_up<'a>(
        &'a self,
        customer: &'a NewCustomer,
        _: &'a HeaderMap,
    ) -> BoxFuture<'a, Option<String>> {
        // Nothing is stored: the session's signed cookie holds all there is to know.
        Box::pin(async move { Some(format!("{} {}", customer.account_key.value(), customer.name)) })
    }
}

#[derive(Clone)]
struct Menu {
    customers: Customers,
    current: Customer,
}

/// Signs the visitor in as `?customer=KEY`, in a new session, when a person follows a link of the
/// menu. A link on another site's page has no effect: it could make a visitor save a card into
/// another customer's account. Nor has a prefetch.
fn choose(
    customers: &Customers,
    sessions: &Sessions,
    request: &mut Request,
) -> Result<(), Response> {
    let pairs = request.uri().query().unwrap_or_default().split('&');
    let chosen = pairs
        .filter_map(|pair| pair.strip_prefix("customer="))
        .find_map(|key| customers.by_key(key));
    let is_from_here =
        request.headers().get("sec-fetch-site").is_some_and(|site| site == "same-origin");
    let counts = is_from_here && is_navigation(request);
    if let Some(customer) = chosen.filter(|_| counts) {
        let session = Session::new(Some(customer.account_key.value().to_owned()));
        // Two leading slashes would redirect to another site.
        let page = format!("/{}", request.uri().path().trim_start_matches(['/', '\\']));
        return Err(sessions.begin(&session, Redirect::to(&page).into_response()));
    }
    if let Some(current) = customers.current(request.extensions().get()) {
        request.extensions_mut().insert(Menu { customers: customers.clone(), current });
    }
    Ok(())
}

/// The current customer, and a menu of all. It needs no script, thanks to `popovertarget`.
#[component]
pub fn SignedIn() -> impl IntoView {
    let menu: Option<Menu> = current_request::extension();
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
