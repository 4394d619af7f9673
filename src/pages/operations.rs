//! The page for developers: the operations that the site shows, and what each means for a shop. Only
//! the demonstration has it. It needs no code in the browser.

use super::{
    laboratory::{LABORATORY_PATH, has_laboratory},
    offered::offered,
    tour::TOUR_PATH,
};
use crate::words::{LaboratoryWords, TourWords, words};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

/// Its path. It is not in the site map, which has the pages of a shop.
pub const OPERATIONS_PATH: &str = "/operations";

#[component]
pub fn OperationsPage() -> impl IntoView {
    let all = words();
    let words = &all.operations;
    let operations = offered().map(|page| {
        let operation = (all.page)(page.id);
        view! {
            <section>
                <h2>
                    <a href=page.path>{operation.operation}</a>
                </h2>
                <dl>
                    <dt>{words.bound}</dt>
                    <dd>{operation.bound}</dd>
                    <dt>{words.learns}</dt>
                    <dd>{operation.learns}</dd>
                    <dt>{words.questionnaire}</dt>
                    <dd>{operation.questionnaire}</dd>
                </dl>
            </section>
        }
    });
    let laboratory = has_laboratory().then(|| {
        let (sentence, name) = LaboratoryWords::current().page.link;
        view! {
            <p>
                {sentence} " " <a href=LABORATORY_PATH>{name}</a> "."
            </p>
        }
    });
    view! {
        <Title text=words.title />
        <Meta name="description" content=words.description />
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <p>
            <a href=TOUR_PATH>{TourWords::current().link}</a>
        </p>
        <div class="operations">{operations.collect::<Vec<_>>()}</div>
        <p class="hint">{words.assessor}</p>
        {laboratory}
    }
}
