//! The page "Hosted payment page" as the server draws it.

use super::{Frame, words::WORDS};
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
pub struct Words {
    pub title: &'static str,
    pub description: &'static str,
    pub whose: &'static str,
    pub why: &'static str,
    pub own_form: &'static str,
    pub no_script: &'static str,
}

/// In English.
pub const ENGLISH: Words = Words {
    title: "Hosted payment page",
    description: "Zuora’s own payment form, shown within this page.",
    whose: "The form below is a page of Zuora’s own: this site neither draws it nor can read what is typed into it.",
    why: "A team chooses it for PCI’s lighter questionnaire, SAQ A, because every field for card data comes from Zuora; it pays with a form \
          whose looks, language and errors are Zuora’s. With a form of its own it has all of these in hand, answers SAQ A-EP, and keeps an \
          inventory of every script beside the card.",
    own_form: "This site’s own form",
    no_script: "Zuora’s form needs JavaScript here: your browser has to ask Zuora for it. Nothing is sent anywhere.",
};

/// In German.
pub const GERMAN: Words = Words {
    title: "Formular von Zuora",
    description: "Das Zahlungsformular von Zuora selbst, in dieser Seite gezeigt.",
    whose: "Das Formular unten ist eine Seite von Zuora: Diese Website zeichnet es nicht und kann nicht lesen, was dort eingegeben wird.",
    why: "Ein Team wählt es wegen des leichteren PCI-Fragebogens SAQ A, weil jedes Feld für Kartendaten von Zuora kommt; dafür sind Aussehen, \
          Sprache und Fehlermeldungen die von Zuora. Mit einem eigenen Formular hat es all das in der Hand, beantwortet SAQ A-EP und führt \
          ein Verzeichnis aller Skripte neben der Karte.",
    own_form: "Das eigene Formular dieser Website",
    no_script: "Das Formular von Zuora braucht hier JavaScript: Ihr Browser muss Zuora darum bitten. Nichts wird irgendwohin gesendet.",
};

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
pub fn Drawn() -> impl IntoView {
    let words = &WORDS.here().drawn;
    view! {
        <Title text=words.title />
        <Meta name="description" content=words.description />
        <h1>{words.title}</h1>
        <p class="lead">{words.whose}</p>
        <WithoutCode no_script=words.no_script />
        <Frame />
        <p class="hint">{words.why} " " <a href="/">{words.own_form}</a></p>
    }
}
