//! The cards of the customer's account. Only the server renders this: the page's code clones the
//! hidden item for each card, and finds the sentences of the status in its attributes.

use crate::{element_ids::id, words::words};
use leptos::prelude::*;

/// The region. Its buttons are named by what they do.
#[component]
pub fn YourCards() -> impl IntoView {
    let words = &words().add_card.cards;
    let button = |change: &'static str, word: &'static str| {
        view! {
            <button type="button" class="quiet" name=change aria-label=format!("{word}: ")>
                {word}
            </button>
        }
    };
    view! {
        <section class="cards" id=id::CARDS aria-labelledby=id::CARDS_HEADING>
            <h2 id=id::CARDS_HEADING tabindex="-1">
                {words.heading}
            </h2>
            <p
                role="status"
                id=id::CARDS_STATUS
                data-loading=words.loading
                data-none=words.none
                data-not-loaded=words.not_loaded
                data-changing=words.changing
                data-made-default=words.made_default
                data-removed=words.removed
                data-gone=words.gone
                data-is-default=words.is_default
                data-not-changed=words.not_changed
            >
                {words.loading}
            </p>
            <button type="button" class="quiet" name="reload" hidden>
                {words.load_again}
            </button>
            <ul></ul>
            <ul hidden>
                <li tabindex="-1">
                    <p>
                        <strong data-is="name"></strong>
                        " "
                        <span class="mark" data-is="default">
                            {words.default}
                        </span>
                        <span class="mark" data-is="expired">
                            {words.expired}
                        </span>
                    </p>
                    <p class="hint">{words.expires} " " <span data-is="expiry"></span></p>
                    <p class="actions">
                        {button("make-default", words.make_default)}
                        {button("remove", words.remove)}
                    </p>
                </li>
            </ul>
        </section>
        <RemoveCard />
    }
}

/// The question before a card is removed.
#[component]
fn RemoveCard() -> impl IntoView {
    let words = &words().add_card.cards.remove_question;
    view! {
        <dialog id=id::REMOVE_CARD aria-labelledby="remove-card-heading">
            <form method="dialog">
                <h2 id="remove-card-heading">{words.heading}</h2>
                <p>
                    <strong id=id::REMOVE_CARD_NAME></strong>
                </p>
                <p>{words.meaning}</p>
                <p class="actions">
                    <button value="remove">{words.remove}</button>
                    <button class="quiet" value="">
                        {words.keep}
                    </button>
                </p>
            </form>
        </dialog>
    }
}

/// Says that the card that is being typed is in the account already.
#[component]
pub fn Duplicate() -> impl IntoView {
    // What announces is always there, and its text appears when it is true.
    view! {
        <div role="status">
            <p class="hint" id=id::DUPLICATE hidden>
                {words().add_card.cards.duplicate}
            </p>
        </div>
    }
}
