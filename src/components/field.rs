//! One labelled text field, with its hint and its error.

use leptos::prelude::*;

/// A text field for card data, or for what a form has beside it.
///
/// It has an `id` and an `autocomplete`, which is all that autofill needs, and no `name`: a browser
/// cannot put a nameless field into a URL or a body by itself. It is rendered on the server and
/// left alone: what is typed is in the element and nowhere else.
#[component]
pub fn Field(
    /// Stable between loads and releases.
    id: &'static str,
    label: &'static str,
    /// The autofill token (HTML: `cc-number` and the like).
    autocomplete: &'static str,
    /// Whether it holds digits only, which are written from left to right in every script.
    #[prop(default = true)]
    digits: bool,
    #[prop(default = true)] required: bool,
    /// Which capital letters a phone's keyboard begins with, where it does not hold digits only.
    #[prop(default = "words")]
    capitals: &'static str,
    /// The keyboard that a phone shows, where it does not hold digits only.
    #[prop(optional)]
    keyboard: Option<&'static str>,
    /// The label of the Enter key on a phone's keyboard.
    #[prop(default = "next")]
    enter_key: &'static str,
    max_length: u16,
    /// The id of the group's error element, when the field belongs to a group; without it, the
    /// field has an error element of its own.
    #[prop(optional)]
    error_id: Option<&'static str>,
    /// What the label ends with while the field may stay empty. The style sheet leaves it out
    /// where the country needs a state.
    #[prop(optional)]
    optional: Option<&'static str>,
    /// What is between label and field. It has the id `{id}-hint`.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let error = error_id.map_or_else(|| format!("{id}-error"), str::to_owned);
    // An empty error element describes nothing.
    let described_by = match children {
        Some(_) => format!("{id}-hint {error}"),
        None => error.clone(),
    };
    view! {
        <div class="field">
            <label for=id>
                {label}{optional.map(|optional| view! { <span class="optional">{optional}</span> })}
            </label>
            {children.map(|children| children())}
            {error_id.is_none().then(|| view! { <p class="error" id=error></p> })}
            <input
                id=id
                type="text"
                dir=digits.then_some("ltr")
                autocomplete=autocomplete
                inputmode=if digits { Some("numeric") } else { keyboard }
                autocapitalize=if digits { "off" } else { capitals }
                spellcheck="false"
                enterkeyhint=enter_key
                maxlength=max_length
                required=required
                aria-invalid="false"
                aria-describedby=described_by
            />
        </div>
    }
}
