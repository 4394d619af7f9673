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
    let offered = crate::server::AppState::current().is_some_and(|state| state.offers_test_cards);
    #[cfg(feature = "demo")]
    return offered.then(|| view! { <TestCards /> });
}

/// Buttons that fill in the form, and say what will happen. Their text has no more of a number than a
/// receipt would: only the page's code has the rest, because a test searches the server's process for
/// card numbers.
#[cfg(feature = "demo")]
#[component]
pub fn TestCards() -> impl IntoView {
    let words = &words().test_cards;
    let kinds = [
        ("1111", &words.works),
        ("0002", &words.declined),
        ("9995", &words.no_funds),
        ("0077", &words.slow),
        ("0119", &words.breaks_zuora),
    ];
    let kinds = kinds.map(|(last_four, kind)| {
        view! {
            <button type="button" class="chip" value=last_four data-result=kind.result>
                {kind.name}
            </button>
        }
    });
    let brands = [
        (Brand::MasterCard, "4444"),
        (Brand::AmericanExpress, "0005"),
        (Brand::Discover, "1117"),
        (Brand::Diners, "5904"),
        (Brand::Jcb, "0000"),
    ];
    let brands = brands.map(|(brand, last_four)| {
        view! {
            <button type="button" class="chip" value=last_four data-result=words.others_result>
                {brand.name()} " " {last_four}
            </button>
        }
    });
    view! {
        <section class="test-cards" aria-labelledby=id::TEST_CARDS>
            <h2 id=id::TEST_CARDS tabindex="-1">
                {words.heading}
            </h2>
            <TestCardFiller>
                {kinds.collect_view()}
                <details>
                    <summary class="chip">{words.others}</summary>
                    {brands.collect_view()}
                </details>
            </TestCardFiller>
            <p role="status" id=id::TEST_CARD_RESULT></p>
        </section>
    }
}
