//! The guided tour: eight stops through one saved card and six broken runs. Only the demonstration has
//! it. It needs no code in the browser. `docs/tour.md` is made of the same sentences.

use super::laboratory::{LABORATORY_PATH, has_laboratory};
use crate::{
    site_map::ADD_CARD,
    words::{self, TourQuestion, TourStop, TourWords},
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

/// Its path. It is not in the site map, which has the pages of a shop.
pub const TOUR_PATH: &str = "/tour";

#[component]
pub fn TourPage() -> impl IntoView {
    let words = TourWords::current();
    let stops = words.stops.iter().map(|stop| view! { <Stop stop words /> });
    let first_page = words::words().add_card.intro.title;
    let laboratory = has_laboratory().then(|| {
        view! {
            <li>
                <a href=LABORATORY_PATH>{words.laboratory}</a>
                " "
                {words.laboratory_has}
            </li>
        }
    });
    view! {
        <Title text=words.title />
        <Meta name="description" content=words.description />
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <p>{words.begin} " " <a href=ADD_CARD.path target="_blank">{first_page}</a></p>
        <p>{words.broken}</p>
        <ol class="tour">{stops.collect::<Vec<_>>()}</ol>
        <h2>{words.more}</h2>
        <ul>
            {laboratory}
            <li>
                <code>"docs/by-hand.md"</code>
                " "
                {words.by_hand_has}
            </li>
            <li>
                <code>"docs/zuoras-article.md"</code>
                " "
                {words.article_has}
            </li>
        </ul>
    }
}

#[component]
fn Stop(stop: &'static TourStop, words: &'static TourWords) -> impl IntoView {
    let questions = stop.questions.iter().map(|TourQuestion { question, answer, place }| {
        view! {
            <dt>{*question}</dt>
            <dd>
                {*answer}
                <br />
                <small>{words.place} " " {*place}</small>
            </dd>
        }
    });
    view! {
        <li>
            <h2>{stop.title}</h2>
            <p>
                <strong>{words.press}</strong>
                " "
                {stop.press}
            </p>
            <p>
                <strong>{words.see}</strong>
                " "
                {stop.see}
            </p>
            <dl>{questions.collect::<Vec<_>>()}</dl>
        </li>
    }
}
