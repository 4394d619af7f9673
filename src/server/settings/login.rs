//! Where the shop's login is.

use crate::{
    server::{
        origin::is_this_machine,
        settings::{
            reader::Reader,
            setting::{DefaultValue, Setting},
            values::Checked,
        },
    },
    site_map::Page,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

pub const SHOP_LOGIN_URL: Setting = Setting {
    variable: "SHOP_LOGIN_URL",
    default: DefaultValue::Described("none"),
    meaning: "Your login, for visitors who are not signed in: a path of this host, or an https \
              address. The path of the page that they come back to stands in place of `{return}`, \
              or else follows as the parameter `return`.",
    where_to_find: None,
    example: Some("/login?next={return}"),
    secret_file: None,
};

pub const SHOP_LOGOUT_URL: Setting = Setting {
    variable: "SHOP_LOGOUT_URL",
    default: DefaultValue::Described("none"),
    meaning: "Where your login ends a session. With it, pages have a link \"Sign out\".",
    where_to_find: None,
    example: Some("/logout"),
    secret_file: None,
};

/// Stands for the path of the page that a visitor comes back to.
const RETURN: &str = "{return}";

/// The addresses of the shop's login.
#[derive(Clone, Debug, Default)]
pub struct LoginSettings {
    sign_in: Option<String>,
    /// Where a customer signs out.
    pub sign_out: Option<String>,
}

impl LoginSettings {
    pub(super) fn read(reader: &mut Reader) -> Self {
        Self {
            sign_in: reader.parse(&SHOP_LOGIN_URL, address),
            sign_out: reader.parse(&SHOP_LOGOUT_URL, address),
        }
    }

    /// Where a visitor signs in and then comes back to this page. The way back is the path of a page
    /// of ours, and nothing that the visitor's request contains.
    pub fn sign_in(&self, page: &Page) -> Option<String> {
        let address = self.sign_in.as_ref()?;
        let back = utf8_percent_encode(page.path, NON_ALPHANUMERIC).to_string();
        Some(match address.contains(RETURN) {
            true => address.replace(RETURN, &back),
            false if address.contains('?') => format!("{address}&return={back}"),
            false => format!("{address}?return={back}"),
        })
    }
}

/// A path, or an address that is https or on this machine. Two leading slashes would lead to another
/// host, and so would a backslash.
fn address(text: &str) -> Checked<String> {
    let is_path = text.starts_with('/') && !text.starts_with("//");
    let is_address = Url::parse(text).is_ok_and(|url| match url.scheme() {
        "https" => url.has_host(),
        "http" => is_this_machine(&url),
        _ => false,
    });
    let is_plain = text.chars().all(|character| character.is_ascii_graphic())
        && !text.contains(['\\', '#', '"', '<', '>']);
    match is_plain && (is_path || is_address) {
        true => Ok(text.to_owned()),
        false => Err("must be a path that begins with one slash, or an https address".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site_map::{ADD_CARD, PAGES};

    fn sign_in(address: &str, page: &Page) -> String {
        let settings = LoginSettings { sign_in: Some(address.into()), ..LoginSettings::default() };
        settings.sign_in(page).expect("an address")
    }

    #[test]
    fn the_login_gets_the_path_of_the_page_to_come_back_to() {
        for (address, expected) in [
            ("/login", "/login?return=%2Fcards"),
            ("/login?shop=1", "/login?shop=1&return=%2Fcards"),
            ("/login?next={return}&shop=1", "/login?next=%2Fcards&shop=1"),
            ("https://login.shop.example/", "https://login.shop.example/?return=%2Fcards"),
            (
                "https://login.shop.example/?to=https%3A%2F%2Fpay.shop.example{return}",
                "https://login.shop.example/?to=https%3A%2F%2Fpay.shop.example%2Fcards",
            ),
        ] {
            let cards = Page { path: "/cards", ..ADD_CARD };
            assert_eq!(sign_in(address, &cards), expected);
        }
        assert_eq!(sign_in("/login", &ADD_CARD), "/login?return=%2F");
        assert_eq!(LoginSettings::default().sign_in(&ADD_CARD), None);
    }

    /// A path that begins with two slashes, or with a backslash, leads to another host.
    #[test]
    fn t21_every_way_back_is_a_path_of_this_site() {
        for page in PAGES {
            let second = page.path.as_bytes().get(1);
            assert!(page.path.starts_with('/') && !matches!(second, Some(b'/' | b'\\')));
        }
    }

    #[test]
    fn an_address_of_the_login_is_a_path_or_https() {
        for right in ["/login", "/", "https://login.shop.example/a?b=c", "http://localhost:8080/in"]
        {
            assert_eq!(address(right), Ok(right.to_owned()));
        }
        for wrong in [
            "login",
            "//login.shop.example",
            "/\\login.shop.example",
            "http://login.shop.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "/login#top",
            "/log in",
            "/\u{fc}",
        ] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }
}
