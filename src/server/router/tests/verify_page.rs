//! T20: a page as it was built passes `verify-page`, which names each thing that an attacker could
//! change about it.

use super::support::{UNREACHABLE, listen, site_with};
use crate::{
    server::page_integrity::{
        assets::{self, Files},
        manifest::PageManifest,
        verify::verify,
    },
    shop::{SHOP, Shop},
    site_map::PAGES,
};
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderMap, header},
    middleware::{Next, from_fn, map_response},
    response::Response,
};
use http_body_util::BodyExt as _;

mod headers;
mod markup;
mod pages;

/// What `verify-page` reports about the first page of a site whose answers are changed on their way.
async fn differences(
    change: impl Fn(&mut HeaderMap, &mut String) + Clone + Send + Sync + 'static,
) -> Vec<String> {
    differences_of("/", change).await
}

/// What it reports about this page of such a site.
async fn differences_of(
    page: &str,
    change: impl Fn(&mut HeaderMap, &mut String) + Clone + Send + Sync + 'static,
) -> Vec<String> {
    let layer = map_response(move |answer: Response| {
        let change = change.clone();
        async move { changed(answer, change).await }
    });
    verify_site(page, |site| site.layer(layer)).await
}

/// What it reports about a site that has another script for requests with this header.
async fn differences_for(header: &'static str) -> Vec<String> {
    let layer = from_fn(move |request: Request, next: Next| async move {
        let is_changed = request.headers().contains_key(header);
        let add_script = |_: &mut HeaderMap, text: &mut String| {
            if is_changed {
                *text = text.replacen("</main>", "<script>steal()</script></main>", 1);
            }
        };
        changed(next.run(request).await, add_script).await
    });
    verify_site("/", |site| site.layer(layer)).await
}

async fn changed(answer: Response, change: impl FnOnce(&mut HeaderMap, &mut String)) -> Response {
    let (mut parts, body) = answer.into_parts();
    let bytes = body.collect().await.expect("a whole body").to_bytes();
    let mut text = String::from_utf8(bytes.to_vec()).expect("text");
    parts.headers.remove(header::CONTENT_LENGTH);
    change(&mut parts.headers, &mut text);
    Response::from_parts(parts, Body::from(text))
}

async fn verify_site(page: &str, add_layer: impl FnOnce(Router) -> Router) -> Vec<String> {
    verify_shop(&SHOP, page, add_layer).await
}

async fn verify_shop(
    shop: &'static Shop,
    page: &str,
    add_layer: impl FnOnce(Router) -> Router,
) -> Vec<String> {
    let (listener, origin) = listen().await;
    let site = site_with(UNREACHABLE, &[("PUBLIC_ORIGIN", &origin)], |site| site.state.shop = shop);
    // The layers change text.
    let site = add_layer(site).layer(from_fn(async |mut request: Request, next: Next| {
        request.headers_mut().remove(header::ACCEPT_ENCODING);
        next.run(request).await
    }));
    tokio::spawn(axum::serve(listener, site).into_future());
    let files = Files::read(&assets::tests::site_root()).expect("files");
    let manifest = PageManifest::new(&files, &PAGES, shop);
    // As it comes out of the file that a build writes.
    let json = serde_json::to_string(&manifest).expect("JSON");
    let manifest: PageManifest = serde_json::from_str(&json).expect("a manifest");
    let url = format!("{origin}{page}").parse().expect("a URL");
    verify(&url, &manifest, None, None).await.expect("it can be fetched")
}
