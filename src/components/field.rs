//! One labelled text field, with its hint and the place of its error.

use leptos::prelude::*;

/// A text field for card data, or what stands beside it.
///
/// It has an `id` and an `autocomplete`, which is all that autofill needs, and no `name`: a browser cannot put a nameless field into a
/// URL or a body by itself. It is drawn on the server and left alone: what is typed lives in the element and nowhere else.
#[component]
pub fn Field(
    /// Stable between loads and releases.
    id: &'static str,
    /// The visible label.
    label: &'static str,
    /// The autofill token (HTML: `cc-number` and the like).
    autocomplete: &'static str,
    /// Whether it holds digits only, which are read from left to right in every script.
    #[prop(default = true)]
    digits: bool,
    /// Whether it may not be left empty.
    #[prop(default = true)]
    required: bool,
    /// What the key at the bottom right of a phone's keyboard says.
    #[prop(default = "next")]
    enter_key: &'static str,
    /// The most characters that can be typed.
    max_length: u16,
    /// The id of the error that stands beside the group it belongs to; without one, the error stands beside the field.
    #[prop(optional)]
    error_id: Option<&'static str>,
    /// What stands between label and field, with the id `{id}-hint`.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let error = error_id.map_or_else(|| format!("{id}-error"), str::to_owned);
    // An empty error describes nothing.
    let described_by = match children {
        Some(_) => format!("{id}-hint {error}"),
        None => error.clone(),
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {children.map(|children| children())}
            {error_id.is_none().then(|| view! { <p class="error" id=error></p> })}
            <input
                id=id
                type="text"
                dir=digits.then_some("ltr")
                autocomplete=autocomplete
                inputmode=digits.then_some("numeric")
                autocapitalize=if digits { "off" } else { "words" }
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
