//! T14, T16 and T17: the headers of every answer, the policy part by part, and what may be kept.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

/// One answer of every status there is on the way of a request.
async fn answers() -> Vec<(StatusCode, HeaderMap)> {
    let Fixture { zuora, .. } = fixture().await;
    let site = site_with(&zuora, &[("SIGNATURE_BUDGET", "1/10m")], |_| ());
    let down = crate::server::router::tests::site("http://127.0.0.1:9");
    let cookie = session(&site).await;
    let mut rebound = get("/");
    rebound.headers_mut().insert(header::HOST, "127.0.0.1:3000".parse().expect("a host"));
    let long = "x".repeat(4000);
    let mut all = Vec::new();
    for request in [
        get("/"),
        get("/nowhere"),
        get("/boot.js"),
        get("/healthz"),
        get("/csp-report"),
        rebound,
        signing(&cookie, &[]),
        signing(&cookie, &[]),
        signing("", &[]),
        signing(&cookie, &[(":method", "PUT")]),
        signing(&cookie, &[("accept", "text/html")]),
        signing(&cookie, &[("content-type", "text/plain")]),
        signing(&cookie, &[(":body", &long)]),
        signing(&cookie, &[(":body", "[")]),
        signing(&cookie, &[(":path", "/api/nothing")]),
    ] {
        let (status, headers, _) = send(&site, request).await;
        all.push((status, headers));
    }
    let (status, headers, _) = send(&down, get("/readyz")).await;
    all.push((status, headers));
    all
}

#[tokio::test]
async fn t14_every_answer_of_whatever_status_carries_the_headers() {
    let answers = answers().await;
    let statuses: BTreeSet<u16> = answers.iter().map(|(status, _)| status.as_u16()).collect();
    let expected = [200, 307, 400, 403, 404, 405, 406, 413, 415, 429, 503];
    assert_eq!(statuses, BTreeSet::from(expected));
    for (status, headers) in answers {
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("cross-origin-resource-policy", "same-origin"),
            ("origin-agent-cluster", "?1"),
            ("x-dns-prefetch-control", "off"),
            ("x-permitted-cross-domain-policies", "none"),
        ] {
            assert_eq!(
                headers.get(name).and_then(|value| value.to_str().ok()),
                Some(value),
                "{status} {name}"
            );
        }
        assert_eq!(headers.get_all(header::CONTENT_SECURITY_POLICY).iter().count(), 1, "{status}");
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
        assert!(policy.contains("frame-ancestors 'none'"), "{status}");
        assert!(
            headers["permissions-policy"]
                .to_str()
                .is_ok_and(|policy| policy.contains("payment=()")),
            "{status}"
        );
        assert!(
            !headers.contains_key("server") && !headers.contains_key("x-powered-by"),
            "{status}"
        );
    }
}

/// The policy as a browser reads it: each part with the set of its sources. Equal, not similar.
#[tokio::test]
async fn t12_t13_the_policy_of_a_page_is_exactly_this() {
    for (origin, https) in [(ORIGIN, false), ("https://shop.example", true)] {
        let site = site_with(
            "http://127.0.0.1:9",
            &[("PUBLIC_ORIGIN", origin), ("TRUSTED_PROXIES", "none")],
            |_| (),
        );
        let (_, headers, _) = send(&site, get("/")).await;
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
        let mut found: BTreeMap<&str, BTreeSet<&str>> = policy
            .split("; ")
            .map(|directive| {
                let mut words = directive.split(' ');
                (words.next().expect("a name"), words.collect())
            })
            .collect();
        let scripts = found.remove("script-src").expect("scripts");
        let (hashes, others): (BTreeSet<_>, BTreeSet<_>) =
            scripts.into_iter().partition(|source| source.starts_with("'sha384-"));
        assert_eq!(others, BTreeSet::from(["'self'", "'wasm-unsafe-eval'"]));
        assert_eq!(hashes.len(), 3, "one for each script within the page: {hashes:?}");
        let mut expected = BTreeMap::from([
            ("default-src", BTreeSet::from(["'none'"])),
            ("style-src", BTreeSet::from(["'self'"])),
            ("img-src", BTreeSet::from(["'self'"])),
            ("font-src", BTreeSet::from(["'self'"])),
            ("connect-src", BTreeSet::from(["'self'", "http://127.0.0.1:9"])),
            ("form-action", BTreeSet::from(["'none'"])),
            ("base-uri", BTreeSet::from(["'none'"])),
            ("object-src", BTreeSet::from(["'none'"])),
            ("frame-ancestors", BTreeSet::from(["'none'"])),
            ("frame-src", BTreeSet::from(["'none'"])),
            ("worker-src", BTreeSet::from(["'none'"])),
            ("manifest-src", BTreeSet::from(["'self'"])),
            ("require-trusted-types-for", BTreeSet::from(["'script'"])),
            ("trusted-types", BTreeSet::from(["default"])),
            ("report-uri", BTreeSet::from(["/csp-report"])),
            ("report-to", BTreeSet::from(["csp"])),
        ]);
        if https {
            expected.insert("upgrade-insecure-requests", BTreeSet::new());
        }
        assert_eq!(found, expected);
        let only_https =
            headers.get(header::STRICT_TRANSPORT_SECURITY).and_then(|value| value.to_str().ok());
        assert_eq!(only_https, https.then_some("max-age=63072000; includeSubDomains"));
    }
}

/// In development the policy differs from that of a release by the reload socket, and by nothing else.
#[tokio::test]
async fn t16_development_has_the_policy_of_a_release_but_for_the_reload_socket() {
    let policy = |port| {
        let own = Origin::parse(ORIGIN).expect("an origin");
        let zuora = Origin::parse("http://127.0.0.1:9").expect("an origin");
        let site = site_with("http://127.0.0.1:9", &[], |site| {
            site.policy = Policy::new(&own, &zuora, None, port);
        });
        async move {
            let (_, headers, _) = send(&site, get("/")).await;
            headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text").to_owned()
        }
    };
    let (release, watched) = (policy(None).await, policy(Some(3001)).await);
    assert!(!release.contains("ws:"), "{release}");
    // Of the script that listens to it, which is drawn only under `cargo leptos watch`.
    let (before, rest) = watched.split_once("'sha384-").expect("a hash");
    let (_, after) = rest.split_once("' ").expect("its end");
    assert_eq!(format!("{before}{after}").replace(" ws://localhost:3001", ""), release);
    assert_ne!(watched, release);
}

#[tokio::test]
async fn t17_what_may_be_kept_goes_by_what_it_is() {
    let Fixture { site, .. } = fixture().await;
    let (_, _, html) = send(&site, get("/")).await;
    let boot = html
        .split("src=\"/boot.js")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a script");
    let cookie = session(&site).await;
    for (request, expected) in [
        (get("/"), "no-store"),
        (get("/nowhere"), "no-store"),
        (signing(&cookie, &[]), "no-store"),
        (get("/healthz"), "no-store"),
        (get(&format!("/boot.js{boot}")), "public, max-age=31536000, immutable"),
        (get("/boot.js"), "no-cache"),
        (get("/boot.js?v=of-another-build"), "no-store"),
    ] {
        let path = request.uri().clone();
        let (_, headers, _) = send(&site, request).await;
        assert_eq!(headers[header::CACHE_CONTROL], expected, "{path}");
    }
}

/// What is deployed under a running server does not get into its browsers' caches, nor into its pages.
#[tokio::test]
async fn t19_a_file_that_is_changed_under_a_running_server_is_not_served() {
    let root =
        std::env::temp_dir().join(format!("zuora-cors-sample-changed-{}", std::process::id()));
    std::fs::create_dir_all(root.join("pkg")).expect("a folder");
    for file in [
        "boot.js",
        "pkg/zuora-cors-sample.js",
        "pkg/zuora-cors-sample.wasm",
        "pkg/zuora-cors-sample.css",
        "boot.js.br",
    ] {
        std::fs::write(root.join(file), format!("old {file}")).expect("a file");
    }
    let site = site_with("http://127.0.0.1:9", &[], |site| {
        site.assets = Assets::read(&root, false).expect("files");
    });
    for file in ["boot.js", "boot.js.br"] {
        std::fs::write(root.join(file), "new").expect("a file");
    }
    for (accepted, body, encoding) in
        [("", "old boot.js", None), ("gzip, br", "old boot.js.br", Some("br"))]
    {
        let mut request = get("/boot.js");
        request.headers_mut().insert(header::ACCEPT_ENCODING, accepted.parse().expect("a value"));
        let (_, headers, served) = send(&site, request).await;
        assert_eq!(served, body);
        assert_eq!(
            headers.get(header::CONTENT_ENCODING).and_then(|value| value.to_str().ok()),
            encoding
        );
        assert_eq!(headers[header::VARY], "accept-encoding");
        assert_eq!(headers[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
    }
}

/// The bytes of the site's file at each of these paths, in a folder of its own; returns the folder.
fn site_of(name: &str, mark: &str) -> std::path::PathBuf {
    let root =
        std::env::temp_dir().join(format!("zuora-cors-sample-{name}-{}", std::process::id()));
    std::fs::create_dir_all(root.join("pkg")).expect("a folder");
    for file in CODE {
        std::fs::write(root.join(&file[1..]), format!("{mark} {file}")).expect("a file");
    }
    root
}

const CODE: [&str; 4] = [
    "/boot.js",
    "/pkg/zuora-cors-sample.js",
    "/pkg/zuora-cors-sample.wasm",
    "/pkg/zuora-cors-sample.css",
];

fn site_at(root: &std::path::Path) -> Router {
    site_with("http://127.0.0.1:9", &[], |site| {
        site.options.site_root = root.to_string_lossy().into();
        site.assets = Assets::read(root, false).expect("files");
    })
}

/// The address of a file as the page names it.
fn named(html: &str, path: &str) -> String {
    let rest = html.split(&format!("\"{path}?")).nth(1).expect("it is named");
    format!("{path}?{}", rest.split('"').next().expect("an address"))
}

/// During a deployment, pages of either build ask servers of either.
#[tokio::test]
async fn t19_files_of_the_build_before_are_served_by_their_hash() {
    let (old, new) = (site_of("before", "old"), site_of("after", "new"));
    let old_site = site_at(&old);
    let (_, _, old_html) = send(&old_site, get("/")).await;
    let carried = new.join("previous/1");
    std::fs::create_dir_all(carried.join("pkg")).expect("a folder");
    for file in CODE {
        std::fs::copy(old.join(&file[1..]), carried.join(&file[1..])).expect("a copy");
    }
    let site = site_at(&new);
    let (_, _, html) = send(&site, get("/")).await;
    for file in CODE {
        for (html, bytes) in [(&old_html, format!("old {file}")), (&html, format!("new {file}"))] {
            let (status, headers, body) = send(&site, get(&named(html, file))).await;
            assert_eq!((status, body), (StatusCode::OK, bytes), "{file}");
            assert_eq!(headers[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        }
        // The twin: the server of the old build has not got the new one's.
        let (status, _, body) = send(&old_site, get(&named(&html, file))).await;
        assert_eq!((status, &*body), (StatusCode::NOT_FOUND, ""), "{file}");
        // And the folder is nothing that can be asked for.
        let (status, ..) = send(&site, get(&format!("/previous/1{file}"))).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn t19_a_hash_that_is_not_there_is_never_answered_with_other_bytes() {
    let root = site_of("hashes", "the");
    let site = site_at(&root);
    let (_, _, html) = send(&site, get("/")).await;
    let right = named(&html, "/boot.js");
    let version = right.split("v=").nth(1).expect("a version");
    let cases = [
        ("/boot.js?v=AAAAAAAAAAAAAAAA".to_owned(), StatusCode::NOT_FOUND),
        ("/boot.js?v=".to_owned(), StatusCode::NOT_FOUND),
        ("/boot.js?again=1&v=AAAAAAAAAAAAAAAA".to_owned(), StatusCode::NOT_FOUND),
        ("/boot.js?%76=AAAAAAAAAAAAAAAA".to_owned(), StatusCode::NOT_FOUND),
        (format!("{right}&v=AAAAAAAAAAAAAAAA"), StatusCode::NOT_FOUND),
        (format!("/pkg/zuora-cors-sample.js?v={version}"), StatusCode::NOT_FOUND),
        (right.clone(), StatusCode::OK),
        (format!("{right}&again=3"), StatusCode::OK),
        ("/boot.js".to_owned(), StatusCode::OK),
    ];
    for (path, expected) in cases {
        let (status, headers, body) = send(&site, get(&path)).await;
        assert_eq!(status, expected, "{path}");
        if status == StatusCode::NOT_FOUND {
            assert_eq!(body, "", "{path}");
            assert_eq!(headers[header::CACHE_CONTROL], "no-store", "{path}");
            // So that asking again may reach another server.
            assert_eq!(headers[header::CONNECTION], "close", "{path}");
        } else {
            assert_eq!(body, "the /boot.js", "{path}");
        }
    }
}

/// However its path is spelled, code comes out of memory or not at all.
#[tokio::test]
async fn t19_code_is_never_read_from_the_disk_by_another_spelling() {
    let root = site_of("spelled", "old");
    std::fs::write(root.join("favicon.svg"), "a picture").expect("a file");
    std::fs::write(root.join("boot.js.br"), "old").expect("a file");
    let site = site_at(&root);
    for file in [
        "boot.js",
        "boot.js.br",
        "later.js",
        "pkg/zuora-cors-sample.js",
        "pkg/zuora-cors-sample.wasm",
    ] {
        std::fs::write(root.join(file), "new").expect("a file");
    }
    for path in [
        "/%62oot.js",
        "/boot%2ejs",
        "//boot.js",
        "/./boot.js",
        "/boot.js/",
        "/boot.js.br",
        "/later.js",
        "/%70kg/zuora-cors-sample.js",
        "/pkg//zuora-cors-sample.js",
        "/pkg/./zuora-cors-sample.wasm",
        "/pkg/%7auora-cors-sample.wasm",
        "/x/../pkg/zuora-cors-sample.js",
        "/pkg%2fzuora-cors-sample.js",
        "/previous/1/boot.js",
    ] {
        let (status, _, body) = send(&site, get(path)).await;
        assert!(status == StatusCode::NOT_FOUND && body != "new", "{path}: {status} {body}");
    }
    // The twins: the one spelling, and a file that is no code.
    let (_, _, body) = send(&site, get("/boot.js")).await;
    assert_eq!(body, "old /boot.js");
    let (status, _, body) = send(&site, get("/favicon.svg")).await;
    assert_eq!((status, &*body), (StatusCode::OK, "a picture"));
}

/// Nothing in the page lets a script run that is not there already: no nonce that could be read, or kept by a cache.
#[tokio::test]
async fn t12_t17_scripts_within_the_page_are_named_by_hash_and_none_by_a_nonce() {
    let Fixture { site, .. } = fixture().await;
    let mut policies = BTreeSet::new();
    for path in ["/", "/", "/account", "/documents", "/nowhere"] {
        let (_, headers, html) = send(&site, get(path)).await;
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text").to_owned();
        assert!(!policy.contains("nonce") && !html.contains("nonce"), "{path}");
        let scripts: Vec<_> = html
            .split("<script>")
            .skip(1)
            .filter_map(|rest| rest.split("</script>").next())
            .collect();
        assert_eq!(scripts.len(), 3, "{path}");
        for script in &scripts {
            let hash = format!("'{}'", assets::integrity(script.as_bytes()));
            assert!(policy.contains(&hash), "{path}: {script}");
        }
        assert_eq!(
            html.matches("<script").count(),
            scripts.len() + 1,
            "and the boot script, on {path}"
        );
        policies.insert(policy);
    }
    assert_eq!(policies.len(), 1, "{policies:?}");
}
