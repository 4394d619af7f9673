//! One labelled text field, with its hint and its error.

use leptos::{html::Input, prelude::*};

/// What is wrong with a field, for the person who filled it in; `None` when nothing is.
pub type FieldError = Signal<Option<&'static str>>;

/// A text field for card data.
///
/// It has an `id` and an `autocomplete`, which is all that autofill needs, and no `name`: a browser cannot put a nameless field into a
/// URL or a body by itself. It is uncontrolled: what is typed lives in the element and nowhere else.
#[component]
pub fn Field(
    /// Stable between loads and releases.
    id: &'static str,
    /// The visible label.
    label: &'static str,
    /// A sentence between label and field.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// The autofill token (HTML: `cc-number` and the like).
    autocomplete: &'static str,
    /// Whether it holds digits only.
    #[prop(default = true)]
    digits: bool,
    /// What the key at the bottom right of a phone's keyboard says.
    #[prop(default = "next")]
    enter_key: &'static str,
    /// The most characters that can be typed.
    max_length: u16,
    /// Whether this field is at fault.
    #[prop(into)]
    invalid: Signal<bool>,
    /// The error to show beside the field; a group shows one for all its fields and passes none.
    #[prop(optional, into)]
    error: Option<FieldError>,
    /// The id of an error shown elsewhere that describes this field too.
    #[prop(optional)]
    described_by: Option<&'static str>,
    /// The element, for the code that reads it.
    node: NodeRef<Input>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || {
            let mut ids = Vec::new();
            if hint.is_some() {
                ids.push(hint_id.as_str());
            }
            if invalid.get() {
                ids.push(described_by.unwrap_or(&error_id));
            }
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    view! {
        <div class="field" class:invalid=move || invalid.get()>
            <label for=id>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {error.map(|error| view! { <ErrorText id=error_id error /> })}
            <input
                id=id
                type="text"
                autocomplete=autocomplete
                inputmode=digits.then_some("numeric")
                autocapitalize=if digits { "off" } else { "words" }
                spellcheck="false"
                enterkeyhint=enter_key
                maxlength=max_length
                required
                aria-invalid=move || invalid.get().then_some("true")
                aria-describedby=described
                node_ref=node
            />
        </div>
    }
}

/// An error beside what it is about; nothing while there is none.
#[component]
pub fn ErrorText(
    /// What `aria-describedby` points at.
    #[prop(into)]
    id: String,
    /// The error.
    error: FieldError,
) -> impl IntoView {
    move || {
        error.get().map(|text| {
            view! {
                <p class="error" id=id.clone()>
                    <span class="visually-hidden">"Error: "</span>
                    {text}
                </p>
            }
        })
    }
}
