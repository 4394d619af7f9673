//! T20: a page that is as it was built passes, and each thing an attacker could change about it is named.

use super::*;
use crate::{
    server::page_integrity::{assets::Files, manifest::PageManifest, verify::verify},
    site_map::PAGES,
};
use axum::{
    http::{HeaderName, HeaderValue},
    middleware::map_response,
};

/// What `verify-page` says about a site whose answers have been changed on their way.
async fn differences(
    change: impl Fn(&mut HeaderMap, &mut String) + Clone + Send + Sync + 'static,
) -> Vec<String> {
    differences_of("/", change).await
}

async fn differences_of(
    page: &str,
    change: impl Fn(&mut HeaderMap, &mut String) + Clone + Send + Sync + 'static,
) -> Vec<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    let site = site_with("http://127.0.0.1:9", &[("PUBLIC_ORIGIN", &origin)], |_| ());
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
    let manifest =
        PageManifest::new(&Files::read(&assets::tests::site_root()).expect("files"), &PAGES);
    // As it comes out of the file that a build keeps.
    let json = serde_json::to_string(&manifest).expect("JSON");
    let manifest: PageManifest = serde_json::from_str(&json).expect("a manifest");
    let url = format!("{origin}{page}").parse().expect("a URL");
    verify(&url, &manifest, None).await.expect("it can be fetched")
}

#[tokio::test]
async fn t20_a_page_as_it_was_built_has_no_differences() {
    for page in ["/", "/account", "/hosted-page"] {
        assert_eq!(differences_of(page, |_, _| ()).await, Vec::<String>::new(), "{page}");
    }
}

#[tokio::test]
async fn t20_of_a_page_that_is_no_payment_page_only_that_is_said() {
    for page in ["/documents", "/nowhere", "/boot.js", "/account/"] {
        let told = differences_of(page, |_, _| ()).await;
        assert_eq!(told, [format!("page: {page} is no payment page of this build")]);
    }
}

#[tokio::test]
async fn t20_each_changed_header_is_named() {
    let manifest =
        PageManifest::new(&Files::read(&assets::tests::site_root()).expect("files"), &PAGES);
    for name in manifest.headers.into_keys().filter(|name| name != "strict-transport-security") {
        let lost = name.clone();
        let told = differences(move |headers, _| drop(headers.remove(&*lost))).await;
        assert!(
            told.iter().any(|line| line.starts_with(&format!("header {name}: is missing"))),
            "{name}: {told:?}"
        );
        let twice = name.clone();
        let told = differences(move |headers, _| {
            headers.append(
                twice.parse::<HeaderName>().expect("a name"),
                HeaderValue::from_static("x"),
            );
        });
        assert!(
            told.await.iter().any(|line| line.starts_with(&format!("header {name}:"))),
            "{name}"
        );
    }
}

#[tokio::test]
async fn t20_each_weakened_part_of_the_policy_is_named() {
    for (from, to, named) in [
        ("form-action 'none'", "form-action 'self'", "form-action"),
        ("form-action 'none'; ", "", "has no form-action"),
        ("script-src 'self'", "script-src 'self' https://evil.example", "script-src"),
        ("script-src 'self'", "script-src 'self' 'unsafe-inline'", "script-src"),
        ("connect-src 'self'", "connect-src 'self' https://evil.example", "connect-src"),
        (
            "connect-src 'self'",
            "connect-src 'self' https://rest.zuora.com.evil.example",
            "connect-src",
        ),
        ("default-src 'none'; ", "", "has no default-src"),
        ("connect-src 'self'", "connect-src 'self' https://rest.zuora.com", "more than one Zuora"),
        ("style-src 'self'", "style-src 'self'; child-src *", "child-src was not built in"),
        ("; trusted-types default", "", "has no trusted-types"),
    ] {
        let told = differences(move |headers, _| {
            let policy = headers
                .get_mut("content-security-policy")
                .filter(|policy| policy.as_bytes().starts_with(b"default-src 'none'; script"));
            if let Some(policy) = policy {
                let changed = policy.to_str().expect("text").replacen(from, to, 1);
                *policy = changed.parse().expect("a value");
            }
        })
        .await;
        assert!(told.iter().any(|line| line.contains(named)), "{to}: {told:?}");
    }
}

#[tokio::test]
async fn t20_another_frame_is_named() {
    for (from, to) in [
        ("frame-src http://", "frame-src https://evil.example http://"),
        ("PublicHostedPageLite.do", "Other.do"),
    ] {
        let told = differences_of("/hosted-page", move |headers, _| {
            let policy =
                headers["content-security-policy"].to_str().expect("text").replacen(from, to, 1);
            headers.insert("content-security-policy", policy.parse().expect("a value"));
        });
        assert!(told.await.iter().any(|line| line.contains("frame-src")), "{to}");
    }
    let told = differences(|headers, _| {
        let policy = headers["content-security-policy"].to_str().expect("text");
        let policy = policy.replacen(
            "frame-src 'none'",
            "frame-src http://127.0.0.1:9/apps/PublicHostedPageLite.do",
            1,
        );
        headers.insert("content-security-policy", policy.parse().expect("a value"));
    });
    assert!(told.await.iter().any(|line| line.contains("frame-src")), "no other page has one");
}

#[tokio::test]
async fn t20_each_script_that_was_not_built_in_is_named() {
    for (injected, named) in [
        ("<script>steal()</script>", "a script of 7 bytes"),
        ("<script src='https://evil.example/x.js'></script>", "script https://evil.example/x.js"),
        ("<script src='/other.js'></script>", "script /other.js"),
        (
            "<link rel=modulepreload href='https://evil.example/y.js'>",
            "script https://evil.example/y.js",
        ),
        ("<img src=x onerror=steal()>", "onerror on <img>"),
        ("<a href='javascript:steal()'>x</a>", "javascript:"),
        ("<base href='https://evil.example/'>", "<base>"),
        ("<iframe src='https://evil.example/'></iframe>", "<iframe>"),
        ("<form action='https://evil.example/'>", "action on <form>"),
        ("<meta http-equiv=refresh content='0;url=https://evil.example'>", "<meta http-equiv>"),
        ("<script>__INCOMPLETE_CHUNKS=[];</script>", "within the page: is there more than once"),
        (
            "<script type=module>__INCOMPLETE_CHUNKS=[];</script>",
            "with attributes that were not built in",
        ),
        ("<script type=speculationrules>{}</script>", "a script of 2 bytes"),
        ("<script type=importmap>{}</script>", "a script of 2 bytes"),
        (
            "<link as=fetch href=/pkg/other.wasm data-integrity=x>",
            "script /pkg/other.wasm: was not built in",
        ),
        (
            "<link rel=preload as=fetch href=/pkg/zuora-cors-sample.wasm data-integrity=x>",
            "loads it in another way",
        ),
        ("<link rel=stylesheet href=/other.css>", "script /other.css: was not built in"),
        ("<link rel=stylesheet href=/pkg/zuora-cors-sample.css>", "loads it in another way"),
        ("<link rel=dns-prefetch href=//evil.example>", "script //evil.example: was not built in"),
        ("<link rel=manifest href=/other.json>", "script /other.json: was not built in"),
        (
            "<meta name=referrer content=unsafe-url>",
            "<meta content=\"unsafe-url\" name=\"referrer\">: was not built in",
        ),
        ("<meta charset=utf-7>", "<meta charset=\"utf-7\">: was not built in"),
        ("<img src=/x.png>", "<img src=\"/x.png\">: was not built in"),
        ("<img srcset=//evil.example/x>", "<img srcset"),
        ("<video poster=/x.png>", "<video poster"),
        ("<a href=https://evil.example>Pay here</a>", "<a href=\"https://evil.example\">"),
        ("<a href=//evil.example>Pay here</a>", "<a href=\"//evil.example\">"),
        ("<a href='/\t/evil.example'>Pay here</a>", "<a href="),
        ("<a href='/' ping=//evil.example>Pay here</a>", "<a href=\"/\" ping="),
        ("<area href=/x>", "<area href"),
        ("<p style='position:fixed'>", "style on <p>"),
        ("<noframes><!--</noframes><script>steal()</script>-->", "<noframes>"),
        ("<svg><plaintext></plaintext></svg><script>steal()</script>", "<svg>"),
        ("<svg><title><script>steal()</script></title></svg>", "<svg>"),
        ("<svg><![CDATA[ > <!-- ]]></svg><script>steal()</script>", "<svg>"),
        ("<!-- <script>steal()</script> -->", "looks like text"),
        ("<select><title></select><script>steal()</script></title>", "<title> in <select>"),
        ("<table><title></table><script>steal()</script></title>", "looks like text"),
        ("<script src='/boot.js' data-integrity='x'></script>", "states another hash"),
        ("<a href='\u{1} javascript:steal()'>x</a>", "javascript:"),
    ] {
        let told = differences(move |_, text| {
            *text = text.replacen("</main>", &format!("{injected}</main>"), 1);
        })
        .await;
        assert!(told.iter().any(|line| line.contains(named)), "{injected}: {told:?}");
    }
}

#[tokio::test]
async fn t20_a_changed_or_missing_script_is_named() {
    // The files of this site hold their own paths.
    let told = differences(|_, text| {
        if text == "/boot.js" {
            text.push(' ');
        }
    });
    assert!(told.await.iter().any(|line| line.contains("are not those that were built")));
    let told =
        differences(|_, text| *text = text.replacen("integrity=\"sha384", "integrity=\"sha256", 1));
    assert!(told.await.iter().any(|line| line.contains("states another hash")));
    let told = differences(|_, text| *text = text.replace("<script type=\"module\"", "<p"));
    assert!(told.await.iter().any(|line| line.contains("script /boot.js: is missing")));
}

#[tokio::test]
async fn t20_headers_that_were_not_built_in_are_named() {
    for (name, value) in [
        ("refresh", "0;url=https://evil.example"),
        ("link", "<https://evil.example/x.js>; rel=modulepreload"),
        ("access-control-allow-origin", "*"),
        ("accept-ch", "sec-ch-ua-model"),
        ("alt-svc", "h3=\"evil.example:443\""),
        ("speculation-rules", "\"/rules.json\""),
        ("content-type", "text/html; charset=utf-16le"),
        ("content-type", "text/html"),
        ("content-type", "application/xhtml+xml; charset=utf-8"),
    ] {
        let told = differences(move |headers, _| {
            headers.insert(name, HeaderValue::from_static(value));
        });
        assert!(
            told.await.iter().any(|line| line.starts_with(&format!("header {name}:"))),
            "{name}"
        );
    }
    // What the transport and proxies add leads nowhere.
    let told = differences(|headers, _| {
        headers.insert("via", HeaderValue::from_static("1.1 a-proxy"));
    });
    assert_eq!(told.await, Vec::<String>::new());
}

#[tokio::test]
async fn t20_a_policy_that_lets_a_nonce_or_another_hash_run_is_named() {
    for added in ["'nonce-AAAAAAAAAAAAAAAAAAAAAA'", "'sha384-AAAA'", "'inline-speculation-rules'"] {
        let told = differences(move |headers, _| {
            let policy = headers["content-security-policy"].to_str().expect("text");
            let policy = policy.replacen("script-src", &format!("script-src {added}"), 1);
            headers.insert("content-security-policy", policy.parse().expect("a value"));
        });
        assert!(told.await.iter().any(|line| line.contains("script-src also has")), "{added}");
    }
}

#[tokio::test]
async fn t20_changed_looks_are_named() {
    let told = differences(|_, text| {
        if text == assets::STYLES {
            text.push_str("#card-form { display: none }");
        }
    });
    assert!(told.await.iter().any(|line| line.contains("are not those that were built")));
}

/// A site that shows another page to some: to whoever sends this header.
async fn differences_for(header: &'static str) -> Vec<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    let site = site_with("http://127.0.0.1:9", &[("PUBLIC_ORIGIN", &origin)], |_| ());
    let changed = axum::middleware::from_fn(
        move |request: Request, next: axum::middleware::Next| async move {
            let is_meant = request.headers().contains_key(header);
            let (parts, body) = next.run(request).await.into_parts();
            let bytes = body.collect().await.expect("a whole body").to_bytes();
            let mut text = String::from_utf8(bytes.to_vec()).expect("text");
            if is_meant {
                text = text.replacen("</main>", "<script>steal()</script></main>", 1);
            }
            let mut answer = Response::from_parts(parts, Body::from(text));
            answer.headers_mut().remove(header::CONTENT_LENGTH);
            answer
        },
    );
    tokio::spawn(axum::serve(listener, site.layer(changed)).into_future());
    let manifest =
        PageManifest::new(&Files::read(&assets::tests::site_root()).expect("files"), &PAGES);
    let url = format!("{origin}/").parse().expect("a URL");
    verify(&url, &manifest, None).await.expect("it can be fetched")
}

#[tokio::test]
async fn t20_a_page_that_differs_for_browsers_or_for_whoever_comes_back_is_named() {
    for header in ["sec-ch-ua", "sec-ch-ua-platform", "sec-fetch-user", "user-agent"] {
        let told = differences_for(header).await;
        assert!(
            told.iter().any(|line| line.starts_with("page: has a script of 7 bytes")),
            "{header}: {told:?}"
        );
    }
    let told = differences_for("cookie").await;
    assert!(
        told.iter()
            .any(|line| line.starts_with("on the second visit, page: has a script of 7 bytes")),
        "{told:?}"
    );
    assert_eq!(differences_for("x-nobody-sends-this").await, Vec::<String>::new());
}
