//! What the panel shows of the breaks, in the language of its page. It is fetched when the panel is
//! opened: the panel's own program has no room for so many sentences.

use super::catalogue::{Break, GUARDS};
use crate::words::{BreakWords, Language};
use axum::{Extension, Json, http::header, response::IntoResponse};
use serde_json::{Map, Value, json};

/// `GET /flow/breaks`
pub(super) async fn breaks(Extension(language): Extension<Language>) -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], Json(catalogue(BreakWords::in_language(language))))
}

fn catalogue(words: &BreakWords) -> Value {
    let breaks = Break::ALL.into_iter().zip(&words.breaks).map(|(one, text)| {
        json!({
            "name": one.name(),
            "operations": one.operations(),
            "label": text.label,
            "happened": text.happened,
            "todo": text.todo,
            "guard": format!("{GUARDS}: {}", one.guard()),
        })
    });
    let labels = words.labels.all().into_iter();
    let labels: Map<_, _> = labels.map(|(name, label)| (name.to_owned(), label.into())).collect();
    json!({"words": labels, "breaks": breaks.collect::<Vec<_>>()})
}
