//! The shop that the pages belong to: its name, its logo, its legal pages, and how to reach it. Its
//! colours are in `style/brand.css`.

/// A shop. A fork changes [`SHOP`] and `style/brand.css`, and nothing else: see docs/brand.md.
#[derive(Debug)]
pub struct Shop {
    /// In the header, in the title of each page, and in the footer.
    pub name: &'static str,
    /// The path of a square picture on this site.
    pub logo: &'static str,
    /// Where customers get help. Notices of failures name it.
    pub contact: Option<Contact>,
    /// The pages that the footer links to, in this order.
    pub legal_pages: &'static [(LegalPage, &'static str)],
}

/// Where customers get help.
#[derive(Clone, Copy, Debug)]
pub struct Contact {
    /// As customers read it.
    pub name: &'static str,
    /// `mailto:`, `tel:` or `https:`
    pub address: &'static str,
}

/// A page that the law or a card scheme asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegalPage {
    Terms,
    Privacy,
    /// Who runs the site. German law asks for it.
    Imprint,
}

/// The shop of this build.
pub static SHOP: Shop =
    Shop { name: "Zuora CORS sample", logo: "/favicon.svg", contact: None, legal_pages: &[] };
