//! The form: Zuora's fields in Zuora's order. They have names, unlike those of the site's own form,
//! because this page belongs to Zuora.

use super::{
    card::{CODE, EnteredCard, FieldError, HOLDER, MONTH, NUMBER, YEAR},
    document::escape_html,
    parameters::{PAGE_PATH, PageParameters},
};
use std::fmt::Write as _;

/// Name, label and `autocomplete`.
const FIELDS: [(&str, &str, &str); 5] = [
    (NUMBER, "Card Number", "cc-number"),
    (MONTH, "Expiration Month", "cc-exp-month"),
    (YEAR, "Expiration Year", "cc-exp-year"),
    (CODE, "CVV", "cc-csc"),
    (HOLDER, "Cardholder Name", "cc-name"),
];

const NOTICE: &str = "<p>This page belongs to the sandbox, a stand-in for Zuora. No real cards here: it takes published test numbers only.</p>";

/// The form, with the entered values that may be shown again, and their errors.
pub fn form_html(page: &PageParameters, entered: &EnteredCard, errors: &[FieldError]) -> String {
    let mut fields = String::new();
    for (name, label, autocomplete) in FIELDS {
        let error = errors.iter().find(|error| error.name == name);
        let error = error.map(|error| error.message.as_str());
        fields += &field_html(name, label, autocomplete, &entered.redisplayed(name), error);
    }
    format!(
        "{NOTICE}{}<form method=\"post\" action=\"{PAGE_PATH}\">{}{fields}<p><button>Submit</button></p></form>",
        summary_html(errors),
        hidden_html(page)
    )
}

/// A button that leads back to an empty form after a card was declined.
pub fn try_again_html(page: &PageParameters) -> String {
    format!(
        "<form method=\"get\" action=\"{PAGE_PATH}\"><input type=\"hidden\" name=\"method\" value=\"requestPage\">{}\
         <p><button>Try again</button></p></form>",
        hidden_html(page)
    )
}

fn field_html(
    name: &str,
    label: &str,
    autocomplete: &str,
    value: &str,
    error: Option<&str>,
) -> String {
    let inputmode = if name == HOLDER { "text" } else { "numeric" };
    let (invalid, message) = match error {
        Some(error) => (
            format!(" aria-invalid=\"true\" aria-describedby=\"{name}-error\""),
            format!("<span class=\"error\" id=\"{name}-error\">{}</span>", escape_html(error)),
        ),
        None => (String::new(), String::new()),
    };
    format!(
        "<p><label for=\"{name}\">{label}</label><input id=\"{name}\" name=\"{name}\" value=\"{}\" inputmode=\"{inputmode}\" \
         autocomplete=\"{autocomplete}\" aria-required=\"true\"{invalid}>{message}</p>",
        escape_html(value)
    )
}

/// All errors in one alert, which screen readers announce, with a link to each field.
fn summary_html(errors: &[FieldError]) -> String {
    if errors.is_empty() {
        return String::new();
    }
    let mut summary = "<div role=\"alert\"><p>Please correct:</p><ul>".to_owned();
    for FieldError { name, message, .. } in errors {
        let _ = write!(summary, "<li><a href=\"#{name}\">{}</a></li>", escape_html(message));
    }
    summary + "</ul></div>"
}

/// The page's parameters as hidden fields, so that the form sends them too.
fn hidden_html(page: &PageParameters) -> String {
    let mut hidden = String::new();
    for (name, value) in page.given() {
        let _ = write!(
            hidden,
            "<input type=\"hidden\" name=\"{name}\" value=\"{}\">",
            escape_html(value)
        );
    }
    hidden
}
