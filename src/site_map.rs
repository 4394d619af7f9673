//! Every page of the site and what is known of it, in one place. Navigation, routes, the page
//! "How it works", the frame policy, the manifest of the payment pages, the programs of a release and
//! their sizes, and the gallery follow from it.
//!
//! It names nothing of ours and needs the standard library alone, for `build.rs`, `cargo xtask
//! size` and the gallery compile this file too.

/// Every page, in the order of the navigation.
pub static PAGES: [&Page; 4] = [&ADD_CARD, &ACCOUNT, &DOCUMENTS, &HOSTED_PAGE];

#[derive(Debug)]
pub struct Page {
    /// By it each language knows the page.
    pub id: PageId,
    /// The name of its module in `src/pages`, and of its build: `SAMPLE_PAGE=add_card`.
    pub name: &'static str,
    pub path: &'static str,
    pub kind: PageKind,
    pub program: Program,
    /// Why its WebAssembly runs (PCI DSS 6.4.3 asks for a reason for each script).
    pub script_reason: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageId {
    AddCard,
    Account,
    Documents,
    HostedPage,
}

/// What a page has to do with cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// It has fields for a card.
    Card,
    /// It frames Zuora's hosted page.
    ZuoraFrame,
    /// It never sees a card.
    NoCard,
}

impl Page {
    /// Whether a card is typed on it, in its own fields or in Zuora's frame: PCI DSS 6.4.3 and
    /// 11.6.1 cover it then.
    pub fn is_payment_page(&self) -> bool {
        match self.kind {
            PageKind::Card | PageKind::ZuoraFrame => true,
            PageKind::NoCard => false,
        }
    }
}

/// A page's code: the files of its build, by their paths on the site.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    pub name: &'static str,
    /// The JavaScript that loads the WebAssembly and connects it to the page.
    pub glue: &'static str,
    pub webassembly: &'static str,
}

macro_rules! program {
    ($name:literal) => {
        Program {
            name: $name,
            glue: concat!("/pkg/", $name, ".js"),
            webassembly: concat!("/pkg/", $name, ".wasm"),
        }
    };
}

/// The program of the flow inspector's panel, of the demonstration alone. It belongs to no page: it is
/// loaded when somebody opens the panel.
pub static INSPECTOR: Program = program!("inspector");

/// The program of the CORS laboratory, of the demonstration alone. Its page is not in the site map, which
/// has the pages of a shop.
pub static LABORATORY: Program = program!("laboratory");

/// The licences of what is built in, which `cargo xtask release` writes into the site.
pub const LICENCES: &str = "/licences/third-party.html";

/// The program of the first page has the crate's name: whatever has no program of its own loads
/// that one. While developing, that is every page.
pub static ADD_CARD: Page = Page {
    id: PageId::AddCard,
    name: "add_card",
    path: "/",
    kind: PageKind::Card,
    program: program!("zuora-cors-sample"),
    script_reason: "reads the card, checks it, and sends it to Zuora",
};

pub static ACCOUNT: Page = Page {
    id: PageId::Account,
    name: "account",
    path: "/account",
    kind: PageKind::Card,
    program: program!("account"),
    script_reason: "reads the card, checks it, and sends it to Zuora with the new account",
};

pub static DOCUMENTS: Page = Page {
    id: PageId::Documents,
    name: "documents",
    path: "/documents",
    kind: PageKind::NoCard,
    program: program!("documents"),
    script_reason: "downloads files from Zuora",
};

pub static HOSTED_PAGE: Page = Page {
    id: PageId::HostedPage,
    name: "hosted_page",
    path: "/hosted-page",
    kind: PageKind::ZuoraFrame,
    program: program!("hosted_page"),
    script_reason: "opens Zuora's page in its frame, and receives its messages",
};
