//! T26: a model of a visitor with several tabs, against random sequences of everything that can
//! happen between them. Whatever the order, what is signed is signed for the account whose name the
//! page shows, or nothing is.

use super::support::{
    CONFIRM_ACCOUNT, CREATE_ACCOUNT, Fixture, Page, SandboxClient, Visitor, fixture, site_with,
};
use axum::http::StatusCode;
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::json;
use tokio::runtime::Runtime;

const TABS: usize = 3;

/// What can happen in a tab, or beside it.
#[derive(Clone, Copy, Debug)]
enum Event {
    /// A person goes to a page: by its address, by a link here, by a link on another site.
    Navigate(usize, &'static str, &'static str),
    /// The browser fetches a page ahead.
    Prefetch(&'static str),
    /// A visitor becomes a customer in this tab, under a name of their own choice.
    SignUp(usize, &'static str),
    /// The button is pressed in a tab.
    Save(usize),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let tab = 0..TABS;
    let page = prop::sample::select(vec![
        "/",
        "/documents",
        "/account",
        "/?lang=de",
        "/?customer=A00000001",
        "/?customer=A00000002",
        "/?customer=X",
    ]);
    let from = prop::sample::select(vec!["same-origin", "cross-site", "same-site", "none"]);
    let name =
        prop::sample::select(vec!["Cedar", "A00000002", "A00000001 Acme Rockets", "x y\u{2003}z"]);
    let event = prop_oneof![
        4 => (tab.clone(), page.clone(), from)
            .prop_map(|(tab, page, from)| Event::Navigate(tab, page, from)),
        2 => page.prop_map(Event::Prefetch),
        1 => (tab.clone(), name).prop_map(|(tab, name)| Event::SignUp(tab, name)),
        4 => tab.prop_map(Event::Save),
    ];
    prop::collection::vec(event, 1..25)
}

struct Model<'a> {
    visitor: Visitor,
    sandbox: &'a SandboxClient,
    tabs: [Option<Page>; TABS],
    /// The accounts' keys, with the name that a page shows for each.
    names: Vec<(String, String)>,
}

impl Model<'_> {
    async fn apply(&mut self, event: Event) {
        match event {
            Event::Navigate(tab, page, from) => {
                self.tabs[tab] = Some(self.visitor.navigate(page, from).await);
            }
            Event::Prefetch(page) => self.visitor.prefetch(page).await,
            Event::SignUp(tab, name) => self.sign_up(tab, name).await,
            Event::Save(tab) => {
                let Some(page) = self.tabs[tab].clone() else {
                    return;
                };
                let (status, answer) = self.visitor.sign(&page).await;
                if status == StatusCode::OK {
                    let key = answer["accountKey"].as_str().expect("a key");
                    let owner = self.names.iter().find(|(known, _)| known == key);
                    assert_eq!(
                        owner.map(|(_, name)| name),
                        Some(&page.name),
                        "signed for another than the page shows"
                    );
                } else {
                    assert_eq!(answer["kind"], "customer_changed");
                    assert_ne!(answer["signedInAs"], *page.name, "another customer is signed in");
                }
            }
        }
    }

    async fn sign_up(&mut self, tab: usize, name: &str) {
        let Some(page) = self.tabs[tab].clone() else {
            return;
        };
        // A unique name, for pages distinguish customers by it.
        let name = &*format!("{name} {}", self.names.len());
        let (status, ticket) =
            self.visitor.call(&page, CREATE_ACCOUNT, &json!({"name": name})).await;
        if status != StatusCode::OK {
            assert_eq!(ticket["kind"], "customer_changed");
            return;
        }
        let created = self
            .sandbox
            .create_account(name, ticket["crmId"].as_str().expect("a mark"), None)
            .await;
        let confirm = json!({"accountNumber": created["accountNumber"]});
        let (status, confirmed) = self.visitor.call(&page, CONFIRM_ACCOUNT, &confirm).await;
        assert_eq!(status, StatusCode::OK, "{confirmed}");
        // As the page's code does.
        self.tabs[tab] = Some(Page {
            name: name.to_owned(),
            drawn_for: confirmed["drawnFor"].as_str().expect("a mark").to_owned(),
        });
        self.names
            .push((created["accountId"].as_str().expect("an id").to_owned(), name.to_owned()));
    }
}

#[test]
fn t26_no_order_of_tabs_links_and_prefetches_signs_for_another_customer() {
    let runtime = Runtime::new().expect("a runtime");
    let Fixture { zuora, .. } = runtime.block_on(fixture());
    let sandbox = runtime.block_on(SandboxClient::connect(&zuora));
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "100000/1m")], |_| ());
    let rules = Config { cases: 96, failure_persistence: None, ..Config::default() };
    TestRunner::new(rules)
        .run(&events(), |events| {
            runtime.block_on(async {
                let mut model = Model {
                    visitor: Visitor::new(&site),
                    sandbox: &sandbox,
                    tabs: [const { None }; TABS],
                    names: [("A00000001", "Acme Rockets"), ("A00000002", "Blue Harbour")]
                        .map(|(key, name)| (key.into(), name.into()))
                        .into(),
                };
                for event in events {
                    model.apply(event).await;
                }
            });
            Ok(())
        })
        .expect("no sequence");
}
