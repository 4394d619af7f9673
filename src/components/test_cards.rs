//! Published test cards to fill the form with, for development. Production settings offer none, and
//! a build without the demonstration has none.

#[cfg(feature = "demo")]
use super::TestCardFiller;
#[cfg(feature = "demo")]
use crate::{card::Brand, element_ids::id, words::words};
use leptos::prelude::*;

/// The test cards, where the settings offer them.
#[component]
pub fn OfferedTestCards() -> impl IntoView {
    #[cfg(feature = "demo")]
    let offered =
        use_context::<crate::server::AppState>().is_some_and(|state| state.offers_test_cards);
    #[cfg(feature = "demo")]
    return offered.then(|| view! { <TestCards /> });
}

/// A list of buttons that fill in the form. Their text has no more of a number than a receipt
/// would: only the page's code has the rest, because a test searches the server's process for card
/// numbers.
#[cfg(feature = "demo")]
#[component]
pub fn TestCards() -> impl IntoView {
    let words = &words().test_cards;
    let cards = [
        (Brand::Visa, "1111", words.saved),
        (Brand::MasterCard, "4444", words.saved),
        (Brand::AmericanExpress, "0005", words.saved),
        (Brand::Discover, "1117", words.saved),
        (Brand::Diners, "5904", words.saved),
        (Brand::Jcb, "0000", words.saved),
        (Brand::Visa, "0077", words.slow),
        (Brand::Visa, "0002", words.declined),
        (Brand::Visa, "9995", words.no_funds),
        (Brand::Visa, "0119", words.broken),
    ];
    let buttons = cards.map(|(brand, last_four, result)| {
        view! {
            <li>
                <button type="button" class="quiet" value=last_four>
                    {brand.name()} " " {last_four}
                </button>
                <span>{result}</span>
            </li>
        }
    });
    view! {
        <details class="test-cards">
            <summary id=id::TEST_CARDS>{words.heading}</summary>
            <p>{words.explanation}</p>
            <TestCardFiller>
                <ul>{buttons.collect_view()}</ul>
            </TestCardFiller>
        </details>
    }
}
