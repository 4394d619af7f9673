//! English: the page "Hosted payment page".

use crate::words::{Headed, HostedPageWords, PageErrorWords};
#[cfg(not(target_arch = "wasm32"))]
use crate::words::{HostedPagePageWords, PageIntro};

pub static HOSTED_PAGE: HostedPageWords = HostedPageWords {
    contact: &super::contact::CONTACT,
    #[cfg(not(target_arch = "wasm32"))]
    page: HostedPagePageWords {
        intro: PageIntro {
            title: "Hosted payment page",
            description: "Zuora’s own payment form, embedded in this page.",
            lead: "The form below is Zuora’s own page. This site cannot change it or read what you type into it.",
            no_script: "Zuora’s form needs JavaScript, because your browser requests it from Zuora. Nothing is sent anywhere.",
        },
        zuoras_form: Headed {
            heading: "Zuora’s form",
            text: "Every field for card data comes from Zuora, so the lighter PCI questionnaire, SAQ A, is enough. The price: you cannot change the form’s looks, language or error messages.",
        },
        own_form: Headed {
            heading: "A form of your own",
            text: "Full control over design, language and error messages. In return: SAQ A-EP, and a list of every script on the page (PCI DSS 6.4.3).",
        },
        own_form_link: "Add a card with this site’s own form",
    },
    frame: "Zuora’s payment form",
    again: "Show the form again",
    opening: "Loading Zuora’s payment form…",
    confirming: "Checking with Zuora whether the card was saved…",
    saved: "Card saved",
    expires: "expires",
    id: "Payment method id:",
    not_shown: "Zuora’s form cannot be shown",
    not_signed: "Zuora did not give permission to show the form. Nothing was saved. Wait a minute and try again.",
    refused: "Zuora refused for the reason below. Nothing was saved. Try again: you get a new permission each time.",
    no_answer: "No answer came from Zuora, or the browser blocked it. Nothing was saved. Check your connection and try again.",
    null_signature: "Zuora gave no signature, because this site asks for more to be signed than Zuora’s key can hold. Nothing was saved. Contact us: the site has to be corrected.",
    not_saved: "Your card was not saved",
    page_errors: PageErrorWords {
        fields: "A field in Zuora’s form is not right, or is empty. Nothing was saved. Correct it in the form, and submit the form again.",
        declined: "The bank did not accept the card. Nothing was saved. Check the details, or use another card. If Zuora’s form offers no second try, show the form again.",
        not_accepted: "Zuora did not accept what was entered. Nothing was saved. Check the details, or show the form again and use another card.",
        not_authenticated: "Your bank could not confirm that the card is yours. Nothing was saved. Show the form again, or use another card.",
        captcha: "Zuora could not confirm that you are not a robot. Nothing was saved. Show the form again.",
        too_quick: "The form was submitted more quickly than Zuora allows. Nothing was saved. Wait a few seconds, then submit it again, or show the form again.",
        too_many_attempts: "The form was submitted too often, or was used before. Nothing more was saved. Show the form again.",
        expired: "The form was open for too long. Nothing was saved. Show the form again.",
        set_up: "Zuora did not accept the permission that the form was opened with. Nothing was saved. Show the form again: you get a new permission each time. If this happens again, contact us: the form is not set up correctly.",
        zuora_fault: "Zuora had a fault. Nothing was saved in your account. Wait a minute, then show the form again.",
        unknown: "Zuora did not save the card, and gave no reason that we know. Nothing was saved in your account. Show the form again, or use another card.",
    },
    silent: Headed {
        heading: "Zuora’s form has not answered",
        text: "Nothing was saved. If you can see the form, you can use it. If it is empty or shows an error, show the form again. If that does not help, contact us: usually the form is set up at Zuora for another site (its Hosted Domain), or a setting of the browser or a policy of this site blocks it.",
    },
    closed: "Zuora’s form was closed. Nothing was saved. Show the form again to continue.",
    not_confirmed: "The card is not in your account",
    refused_report: "We could not confirm that this message came from Zuora’s form in your session. Nothing was saved in your account. Show the form again.",
    refused_session: "We could not confirm that this message came from Zuora’s form in your session: it belongs to another session or customer. Nothing was saved in your account. Show the form again.",
    refused_age: "We could not confirm that this message came from Zuora’s form in your session: it is too old. Nothing was saved in your account. Show the form again.",
    refused_signature_type: "We could not confirm that this message came from Zuora’s form in your session: its signature does not cover the card. Nothing was saved in your account. Contact us: the form has to be set up differently.",
    replayed: "This message was used before, and it counts only once. Nothing else was saved. Show the form again to save another card.",
    not_read_back: "The card is in your account. We could not load its details just now. You do not need to do anything.",
    unknown: "We do not know whether the card is in your account",
    not_checked: "Zuora has accepted the card, but we could not find out whether it is in your account. Before you try again, contact us to find out. Otherwise it may be saved twice.",
    too_many_requests: "The form was opened too often in a short time. Nothing was saved. Wait a few minutes and try again.",
    session_ended: "This page has no session any more. Nothing was saved. Reload the page.",
    customer_changed: "This page is for the customer whose name is at the top, and someone else has signed in in another tab. Nothing was saved in either account. Reload the page to continue as the customer named here.",
    not_configured: "This site has no hosted page: the setting ZUORA_PAGE_ID is missing.",
    code: "Code:",
};
