//! English: the CORS laboratory.

#[cfg(not(target_arch = "wasm32"))]
use crate::{
    cors_rules::Preset,
    words::{LaboratoryPageWords, PageIntro, SwitchWords},
};
use crate::{cors_rules::Rule, words::LaboratoryWords};

pub static LABORATORY: LaboratoryWords = LaboratoryWords {
    #[cfg(not(target_arch = "wasm32"))]
    page: LaboratoryPageWords {
        intro: PageIntro {
            title: "CORS laboratory",
            description: "What a browser does with a call to another origin: predicted by the Fetch standard, tried in this browser, and seen by the server.",
            lead: "Choose what a page sends and how the server answers. The prediction follows the Fetch standard. Then try it: the call goes to the sandbox, which stands in for Zuora here. No card is sent.",
            no_script: "To try a call, this page needs JavaScript. The table below has the well-known cases without it.",
        },
        link: (
            "What a browser makes of the server’s answer, you can try in the",
            "CORS laboratory",
        ),
        start_from: "Start from",
        request: "The page’s call",
        answer: "The server’s answer",
        switches: SwitchWords {
            method: ("Method", ["GET", "POST", "PUT"]),
            mode: ("Mode", ["cors", "no-cors", "same-origin"]),
            send_credentials: ("Credentials", ["omit", "same-origin", "include"]),
            send_headers: (
                "Headers",
                [
                    "none",
                    "content-type: text/plain",
                    "content-type: application/json",
                    "JSON, signature, token",
                    "authorization",
                ],
            ),
            times: ("How often", ["once", "twice in a row"]),
            origin: ["this page’s origin", "another origin", "*", "null", "missing"],
            headers: ["every header above", "*", "missing"],
            methods: ["GET, POST, PUT", "*", "missing"],
            credentials: ["true", "missing"],
            max_age: ["missing", "0", "600"],
            redirect: ("Redirect", ["none", "of the preflight", "of the call"]),
            preflight_status: ("Status of the preflight’s answer", ["204", "404"]),
            private_network: ["missing", "true"],
        },
        send: "Send it",
        result: "Result",
        presets: "Well-known cases",
        presets_lead: "Each starts from a call that works, and changes what its name says. The reasons are the Fetch standard’s.",
        columns: ["Case", "What happens", "Why"],
        preset: |preset| match preset {
            Preset::Works => "A call to Zuora that works",
            Preset::OtherOrigin => "The answer names another origin",
            Preset::WildcardWithCredentials => "Origin * with credentials",
            Preset::HeadersMissing => "Allow-Headers is missing",
            Preset::WildcardAndAuthorization => "Headers * and Authorization",
            Preset::MethodMissing => "PUT, and Allow-Methods is missing",
            Preset::CredentialsMissing => "Allow-Credentials is missing",
            Preset::NoPreflightAnswer => "The preflight is answered with 404",
            Preset::PreflightRedirected => "The preflight is redirected",
            Preset::CallRedirected => "The call is redirected",
            Preset::SimpleCall => "A call that needs no preflight",
            Preset::SimpleCallUnread => "The same, and the answer allows no origin",
            Preset::NoCors => "Mode no-cors",
            Preset::Remembered => "Two calls, and Max-Age 600",
        },
    },
    predicted: "Predicted",
    browser: "What the page was told",
    sandbox: "What the sandbox saw",
    readable: "The page reads the answer.",
    opaque: "The call arrives, and its answer is closed to the page.",
    unread: "The call arrives, and the page only learns that something failed.",
    not_made: "The call is not made, and the page only learns that something failed.",
    rule: |rule| match rule {
        Rule::NoPreflight => {
            "A form could send this method and these headers too, so there is no preflight."
        }
        Rule::PreflightNeeded => {
            "No form could send this, so the browser asks first, with a preflight (OPTIONS)."
        }
        Rule::SameOriginMode => "In mode same-origin nothing is sent to another origin.",
        Rule::NoCorsMethod => "In mode no-cors only GET, HEAD and POST are sent.",
        Rule::NoCorsOpaque => {
            "In mode no-cors there is no preflight. Headers that would need one are dropped, and no answer can open itself to the page."
        }
        Rule::OriginMissing => "The answer has no Access-Control-Allow-Origin.",
        Rule::OriginDiffers => "Access-Control-Allow-Origin does not name this page’s origin.",
        Rule::OriginWildcard => {
            "For a call with credentials, * is not enough. Access-Control-Allow-Origin has to name this page’s origin."
        }
        Rule::CredentialsNotAllowed => {
            "For a call with credentials, the answer needs Access-Control-Allow-Credentials: true."
        }
        Rule::PreflightRedirected => "The answer to a preflight may not be a redirect.",
        Rule::PreflightStatus => "The answer to a preflight needs a status from 200 to 299.",
        Rule::MethodNotListed => "Access-Control-Allow-Methods does not list the method.",
        Rule::MethodWildcard => {
            "For a call with credentials, * in Access-Control-Allow-Methods stands for no method."
        }
        Rule::AuthorizationNotNamed => {
            "Access-Control-Allow-Headers has to name Authorization: * does not cover it. (Browsers still let * cover it, for a call without credentials.)"
        }
        Rule::HeaderNotListed => {
            "Access-Control-Allow-Headers does not list each header that needed the preflight."
        }
        Rule::HeaderWildcard => {
            "For a call with credentials, * in Access-Control-Allow-Headers stands for no header."
        }
        Rule::AuthorizationByWildcard => {
            "This browser lets * cover Authorization, and warns in its console. By the standard the call would end here."
        }
        Rule::PreflightPasses => {
            "The answer to the preflight allows the call, so the call is made."
        }
        Rule::CallRedirected => {
            "The redirect is followed. At the new address everything begins again, with the preflight if there was one."
        }
        Rule::CallReadable => "The answer to the call allows this page, so the page may read it.",
        Rule::Remembered => {
            "The browser remembers the answer to the preflight, so the second call needs none."
        }
        Rule::NotRemembered => {
            "What the browser remembers does not allow the second call, so it asks again."
        }
        Rule::RefusalNotRemembered => {
            "An answer that does not allow the call is not remembered, so the browser asks again."
        }
    },
    needs: "It needs a preflight because of",
    will_see: "The sandbox receives",
    will_see_nothing: "The sandbox receives nothing.",
    not_sent: "Not sent yet.",
    sending: "Sending…",
    status: "Status",
    kind: "Kind of answer",
    readable_headers: "Headers that the page can read",
    no_headers: "none",
    body: "Body",
    only_this: "This is all that the page is told:",
    nothing_arrived: "Nothing has arrived.",
    no_journal: "The sandbox’s journal could not be read.",
    asked: "Request",
    answered: "Answer",
    agrees: "Prediction, browser and sandbox agree.",
    differs: "The browser did something else than was predicted.",
};
