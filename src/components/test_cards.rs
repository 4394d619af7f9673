//! Published test cards to fill the form with, for development. The server offers none in production, and a build without the sandbox has none.

#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
use crate::{card::Brand, components::id, words::words};
use leptos::prelude::*;

/// Published test cards, where the settings offer them.
#[cfg(not(target_arch = "wasm32"))]
#[component]
pub fn OfferedTestCards() -> impl IntoView {
    #[cfg(feature = "demo")]
    let offered =
        use_context::<crate::server::AppState>().is_some_and(|state| state.offers_test_cards);
    #[cfg(feature = "demo")]
    return offered.then(|| view! { <TestCards /> });
}

/// A list of buttons that fill in the form. They name no more of a number than a receipt would; the rest is known to the page's code alone, for the
/// server's process is searched for card numbers.
#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
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
    let buttons = cards.map(|(brand, last_four, becomes)| {
        view! {
            <li>
                <button type="button" class="quiet" value=last_four>
                    {brand.name()} " " {last_four}
                </button>
                <span>{becomes}</span>
            </li>
        }
    });
    view! {
        <details class="test-cards">
            <summary id=id::TEST_CARDS>{words.heading}</summary>
            <p>{words.explanation}</p>
            <FillingIn>
                <ul>{buttons.collect_view()}</ul>
            </FillingIn>
        </details>
    }
}

/// Fills in the form when one of the buttons in it is pressed; and opens the list when a link elsewhere in the page leads to it.
#[cfg(feature = "demo")]
#[island]
pub fn FillingIn(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    #[cfg(target_arch = "wasm32")]
    Effect::new(|_| crate::browser::open_by_links());
    let fill_in = move |event: leptos::ev::MouseEvent| {
        #[cfg(target_arch = "wasm32")]
        crate::browser::fill_in(&event);
        #[cfg(not(target_arch = "wasm32"))]
        let _ = event;
    };
    view! { <div on:click=fill_in>{children()}</div> }
}
