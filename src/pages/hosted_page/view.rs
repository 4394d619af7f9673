//! The page "Hosted payment page" as the server draws it.

use super::Frame;
use crate::{
    pages::{
        Page, PageWords,
        page::{WithoutCode, program},
    },
    server::FRAMING,
    words::InEveryLanguage,
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

/// What only the server says.
#[derive(Debug)]
struct Words {
    title: &'static str,
    description: &'static str,
    whose: &'static str,
    theirs: [&'static str; 2],
    own: [&'static str; 2],
    own_form: &'static str,
    no_script: &'static str,
}

const ENGLISH: Words = Words {
    title: "Hosted payment page",
    description: "Zuora’s own payment form, shown within this page.",
    whose: "The form below is a page of Zuora’s own: this site neither draws it nor can read what is typed into it.",
    theirs: [
        "Zuora’s form",
        "A team chooses it for PCI’s lighter questionnaire, SAQ A, because every field for card data comes from Zuora; it pays with a form whose \
         looks, language and errors are Zuora’s.",
    ],
    own: [
        "A form of one’s own",
        "With it a team has all of these in hand, answers SAQ A-EP, and keeps an inventory of every script beside the card.",
    ],
    own_form: "Add a card with this site’s own form",
    no_script: "Zuora’s form needs JavaScript here: your browser has to ask Zuora for it. Nothing is sent anywhere.",
};

const GERMAN: Words = Words {
    title: "Formular von Zuora",
    description: "Das Zahlungsformular von Zuora selbst, in dieser Seite gezeigt.",
    whose: "Das Formular unten ist eine Seite von Zuora: Diese Website zeichnet es nicht und kann nicht lesen, was dort eingegeben wird.",
    theirs: [
        "Das Formular von Zuora",
        "Ein Team wählt es wegen des leichteren PCI-Fragebogens SAQ A, weil jedes Feld für Kartendaten von Zuora kommt; dafür sind Aussehen, \
         Sprache und Fehlermeldungen die von Zuora.",
    ],
    own: [
        "Ein eigenes Formular",
        "Damit hat ein Team all das in der Hand, beantwortet SAQ A-EP und führt ein Verzeichnis aller Skripte neben der Karte.",
    ],
    own_form: "Eine Karte mit dem eigenen Formular hinzufügen",
    no_script: "Das Formular von Zuora braucht hier JavaScript: Ihr Browser muss Zuora darum bitten. Nichts wird irgendwohin gesendet.",
};

static DRAWN: InEveryLanguage<Words> = InEveryLanguage { en: ENGLISH, de: GERMAN };

/// What is said of it elsewhere.
pub static PAGE: Page = Page {
    path: FRAMING,
    program: program!("hosted_page"),
    words: InEveryLanguage {
        en: PageWords {
            name: "Hosted page",
            operation: "RSA Signatures",
            bound: "the hosted page",
            learns: "brand, last four digits, expiry: what Zuora tells of a saved card",
            questionnaire: "SAQ A",
        },
        de: PageWords {
            name: "Formular von Zuora",
            operation: "RSA Signatures",
            bound: "das Formular",
            learns: "Marke, letzte vier Ziffern, Ablauf: was Zuora von einer gespeicherten Karte sagt",
            questionnaire: "SAQ A",
        },
    },
};

/// The page.
#[component]
pub fn HostedPagePage() -> impl IntoView {
    let words = DRAWN.here();
    view! {
        <Title text=words.title />
        <Meta name="description" content=words.description />
        <h1>{words.title}</h1>
        <p class="lead">{words.whose}</p>
        <WithoutCode no_script=words.no_script />
        <Frame />
        <div class="side-by-side">
            <section>
                <h2>{words.theirs[0]}</h2>
                <p>{words.theirs[1]}</p>
            </section>
            <section>
                <h2>{words.own[0]}</h2>
                <p>{words.own[1]}</p>
                <p>
                    <a href="/">{words.own_form}</a>
                </p>
            </section>
        </div>
    }
}
