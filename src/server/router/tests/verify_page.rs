//! T20: a page as it was built passes `verify-page`, which names each thing that an attacker could
//! change about it.

use super::support::{UNREACHABLE, listen, site_with};
use crate::server::page_integrity::{
    assets::{self, Files},
    manifest::PageManifest,
    verify::verify,
};
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, header},
    middleware::map_response,
    response::Response,
};
use http_body_util::BodyExt as _;

mod headers;
mod markup;
mod pages;

/// What `verify-page` reports about a site whose answers are changed on their way.
async fn differences(
    change: impl Fn(&mut HeaderMap, &mut String) + Clone + Send + Sync + 'static,
) -> Vec<String> {
    differences_of("/", change).await
}

async fn differences_of(
    page: &str,
    change: impl Fn(&mut HeaderMap, &mut String) + Clone + Send + Sync + 'static,
) -> Vec<String> {
    let (listener, origin) = listen().await;
    let site = site_with(UNREACHABLE, &[("PUBLIC_ORIGIN", &origin)], |_| ());
    let changed = move |answer: Response| {
        let change = change.clone();
        async move {
            let (mut parts, body) = answer.into_parts();
            let bytes = body.collect().await.expect("a whole body").to_bytes();
            let mut text = String::from_utf8(bytes.to_vec()).expect("text");
            parts.headers.remove(header::CONTENT_LENGTH);
            change(&mut parts.headers, &mut text);
            Response::from_parts(parts, Body::from(text))
        }
    };
    tokio::spawn(axum::serve(listener, site.layer(map_response(changed))).into_future());
    let manifest = PageManifest::of(&Files::read(&assets::tests::site_root()).expect("files"));
    // As it comes out of the file that a build keeps.
    let json = serde_json::to_string(&manifest).expect("JSON");
    let manifest: PageManifest = serde_json::from_str(&json).expect("a manifest");
    let url = format!("{origin}{page}").parse().expect("a URL");
    verify(&url, &manifest, None).await.expect("it can be fetched")
}

/// What `verify-page` reports about a site that shows another page where this header is sent.
async fn differences_for(header: &'static str) -> Vec<String> {
    let (listener, origin) = listen().await;
    let site = site_with(UNREACHABLE, &[("PUBLIC_ORIGIN", &origin)], |_| ());
    let changed = axum::middleware::from_fn(
        move |request: Request, next: axum::middleware::Next| async move {
            let is_changed = request.headers().contains_key(header);
            let (parts, body) = next.run(request).await.into_parts();
            let bytes = body.collect().await.expect("a whole body").to_bytes();
            let mut text = String::from_utf8(bytes.to_vec()).expect("text");
            if is_changed {
                text = text.replacen("</main>", "<script>steal()</script></main>", 1);
            }
            let mut answer = Response::from_parts(parts, Body::from(text));
            answer.headers_mut().remove(header::CONTENT_LENGTH);
            answer
        },
    );
    tokio::spawn(axum::serve(listener, site.layer(changed)).into_future());
    let manifest = PageManifest::of(&Files::read(&assets::tests::site_root()).expect("files"));
    let url = format!("{origin}/").parse().expect("a URL");
    verify(&url, &manifest, None).await.expect("it can be fetched")
}
