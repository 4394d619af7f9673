//! English: *Break it*, and what a signature is made of.

use crate::words::{BreakText, BreakWords, PanelLabels};

const fn text(label: &'static str, happened: &'static str, todo: &'static str) -> BreakText {
    BreakText { label, happened, todo }
}

pub static BREAKS: BreakWords = BreakWords {
    labels: PanelLabels {
        tour_link: "Take the guided tour (new tab)",
        laboratory_link: "Try CORS in the laboratory (new tab)",
        again: "Load the page again, with the inspector open",
        break_it: "Break it",
        break_lead: "Choose what goes wrong with the next run. It happens to this page’s next signature and to no other.",
        armed: "Will happen to the next signature. Press the button again to take it back.",
        in_hand: "This page has already fetched a signature, and uses that one first.",
        not_here: "Does not apply to this page’s operation:",
        no_used_token: "This needs a token that has been used. Finish a run first.",
        broken_run: "What went wrong in run",
        in_the_browser: "What the browser was told",
        failed_to_fetch: "“Failed to fetch”, and nothing else. A browser never tells a page why a call across origins failed.",
        nothing_yet: "Nothing yet.",
        no_call: "Only that your server gave no signature. No call to Zuora was made. Where the signature was fetched before the button was pressed, the page gets another at the press.",
        happened: "What really happened",
        journal: "The sandbox’s journal has:",
        no_answer: "no answer",
        nothing_arrived: "The sandbox’s journal has no call with this token: none arrived.",
        todo: "What to do",
        guard: "The test of this:",
        next_run: "The next run is not broken.",
        anatomy: "What the signature is made of",
        anatomy_lead: "Worked out in this browser with the chosen run’s values. Change a character and compare.",
        method: "HTTP method",
        path: "Path of the URI",
        bound: "Bound value",
        token: "Token",
        text: "Text to sign, one part per line",
        key: "Key",
        hmac: "HMAC-SHA1, in hexadecimal",
        base64: "Base64 of those letters: the signature",
        sandboxs: "The signature of this run",
        documented: "documented by Zuora",
        own: "the sandbox’s own",
        same: "They are the same.",
        differs: "They differ. A call with this signature is refused.",
        reset: "This run’s values",
        send: "Send it like this",
        sent: "Sent with a new token, with this signature, and without a card. Zuora answered:",
        accepted: "The signature was accepted.",
        refused: "The signature was refused.",
        no_run: "This needs a run with a signature.",
    },
    breaks: [
        text(
            "Use a token twice",
            "The call carried a token that an earlier call had used up. Zuora looks at the token before anything else.",
            "Get a new signature for every call. This page does it by itself, after it has made sure that the first call saved nothing.",
        ),
        text(
            "Another account after signing",
            "Your server had the call signed for another account than the browser sent. The signature does not fit the body.",
            "Let the server choose the account, and send exactly the value that was signed. Here the account comes with the signature, and the page’s code cannot replace it.",
        ),
        text(
            "Another URI",
            "Your server had another URI signed than the one that the browser called.",
            "Sign and call one URI, written once. Here an operation is a type that knows its URI.",
        ),
        text(
            "A foreign origin",
            "The preflight’s answer allowed https://shop.example and not this page’s origin, so the browser never made the call. A preflight carries no token: this one was recognised by an extra header’s name.",
            "Ask Zuora which origins your tenant allows. Scheme, host and port must be equal to the page’s.",
        ),
        text(
            "An expired signature",
            "The signature was too old when the call came. The sandbox let this one expire at once; Zuora does not publish its lifetime.",
            "Sign shortly before the call. This page throws a signature away after four minutes, and replaces one that was refused.",
        ),
        text(
            "An API that is not CORS-enabled",
            "Your server wanted /v1/subscriptions signed. Zuora signs only for its list of operations that browsers may call.",
            "Call such an operation from your server, with the bearer token.",
        ),
        text(
            "An empty URI",
            "Your server sent an empty uri. Zuora refused to sign it.",
            "Look at what your server sends to /v1/hmac-signatures. Here the URI is made from the operation’s type.",
        ),
        text(
            "A declined card",
            "The signature was right. The gateway declined the card, and Zuora says so with status 200.",
            "Read success in the body, not the status alone. The customer can use another card.",
        ),
        text(
            "Zuora is slow",
            "Zuora took four seconds longer. Nothing else was wrong.",
            "Wait, and say so. Giving up early would leave it unknown whether a card was saved.",
        ),
        text(
            "Zuora fails (500)",
            "Zuora had an internal error. The page cannot know how far Zuora had got.",
            "Do not say “failed”, and do not send again. Have your server look whether there is a card, as this page does.",
        ),
        text(
            "The connection breaks",
            "The connection broke before there was an answer. Here Zuora had done nothing yet, but the page cannot know that. A browser may repeat such a call by itself: then the journal has it twice.",
            "Have your server look what is in the account before anything is sent again.",
        ),
        text(
            "Zuora’s answer breaks off",
            "The answer had status 200 and broke off in the middle of its JSON. The page could not read it.",
            "Treat an answer that you cannot read as no answer: look before you send again.",
        ),
        text(
            "The reply is lost after saving",
            "Zuora had done its work, and then the connection broke. The browser was told the same as if nothing had arrived. A browser may repeat such a call by itself: then the journal has it twice, and the second is refused because its token was used.",
            "Look before you send again: otherwise the card is saved twice. This page finds it and says so.",
        ),
        text(
            "No write access",
            "Zuora refused to sign, because the user of your server’s OAuth client may not write. How a tenant says that is not published; the sandbox uses 50000011.",
            "Give the role of that user API Write Access at Zuora.",
        ),
        text(
            "Something blocks the call",
            "The browser refused the call before it left, as a content blocker does.",
            "Look at the browser’s console, and try without extensions. Zuora and your server know nothing of such a call.",
        ),
    ],
};
