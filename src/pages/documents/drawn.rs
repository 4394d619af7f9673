//! The page "Documents" as the server draws it: the list, which it has from Zuora.

use super::{File, Live, words::WORDS};
use crate::{
    api::ApiError,
    pages::{
        Page, PageWords,
        page::{WithoutCode, program},
    },
    server::Visit,
    words::{InEveryLanguage, labelled},
    zuora::{Invoice, InvoiceFile},
};
use leptos::{either::EitherOf3, prelude::*};
use leptos_meta::{Meta, Title};

/// What only the server says.
#[derive(Debug)]
struct Words {
    download: &'static str,
    title: &'static str,
    description: &'static str,
    where_from: &'static str,
    no_script: &'static str,
    none: &'static str,
    no_list: &'static str,
    reload: &'static str,
    dated: &'static str,
}

const ENGLISH: Words = Words {
    download: "Download",
    title: "Documents",
    description: "Your invoices, fetched by your browser from Zuora itself.",
    where_from: "Your browser fetches each file from Zuora itself, with a permission for that one file. Nothing of it passes this site’s server.",
    no_script: "Fetching files needs JavaScript: without it they could only come by way of this site’s server.",
    none: "There are no documents yet. Invoices appear here once they have been drawn up.",
    no_list: "Your documents cannot be listed.",
    reload: "Try again",
    dated: "of",
};

const GERMAN: Words = Words {
    download: "Laden:",
    title: "Dokumente",
    description: "Ihre Rechnungen, von Ihrem Browser bei Zuora selbst geholt.",
    where_from: "Ihr Browser holt jede Datei bei Zuora selbst, mit einer Erlaubnis für diese eine Datei. Der Server dieser Website bekommt nichts davon.",
    no_script: "Zum Laden wird JavaScript gebraucht: Ohne könnten die Dateien nur über den Server dieser Website kommen.",
    none: "Noch gibt es keine Dokumente. Rechnungen erscheinen hier, sobald sie ausgestellt sind.",
    no_list: "Ihre Dokumente lassen sich nicht auflisten.",
    reload: "Noch einmal versuchen",
    dated: "vom",
};

static DRAWN: InEveryLanguage<Words> = InEveryLanguage { en: ENGLISH, de: GERMAN };

/// What is said of it elsewhere.
pub static PAGE: Page = Page {
    path: "/documents",
    program: program!("documents"),
    words: InEveryLanguage {
        en: PageWords {
            name: "Documents",
            operation: "Get File",
            bound: "the file’s address",
            learns: "which files there are, and which was asked for; nothing of their content",
            questionnaire: "none: no card",
        },
        de: PageWords {
            name: "Dokumente",
            operation: "Get File",
            bound: "die Adresse der Datei",
            learns: "welche Dateien es gibt und welche verlangt wurde; nichts von ihrem Inhalt",
            questionnaire: "keinen: keine Karte",
        },
    },
};

/// The page.
#[component]
pub fn Drawn() -> impl IntoView {
    let words = DRAWN.here();
    view! {
        <Title text=words.title />
        <Meta name="description" content=words.description />
        <h1>{words.title}</h1>
        <p class="lead">{words.where_from}</p>
        <WithoutCode no_script=words.no_script />
        // Zuora is asked while the page is drawn, so that the list needs no code.
        <Suspense fallback=|| ()>{Suspend::new(async { view! { <List list=list().await /> } })}</Suspense>
        <Live />
    }
}

async fn list() -> Result<Vec<Invoice>, ApiError> {
    Visit::current().await?.invoices().await
}

#[component]
fn List(list: Result<Vec<Invoice>, ApiError>) -> impl IntoView {
    let all = WORDS.here();
    let words = DRAWN.here();
    match list {
        Err(error) => EitherOf3::A(view! {
            <div class="notice problem" role="alert">
                <h2>{words.no_list}</h2>
                <p>{all.not_signed(&error)}</p>
                <p class="details">{all.code} " " {error.kind.name()}</p>
                <p>
                    <a href=PAGE.path>{words.reload}</a>
                </p>
            </div>
        }),
        Ok(invoices) => {
            let files = |invoice: Invoice| {
                let rows = invoice.files.iter().map(|file| row(&invoice, file)).collect::<Vec<_>>();
                rows.into_iter()
            };
            let rows: Vec<_> = invoices.into_iter().flat_map(files).collect();
            match rows.is_empty() {
                true => EitherOf3::B(view! { <p class="notice">{words.none}</p> }),
                false => EitherOf3::C(view! { <ul class="documents">{rows}</ul> }),
            }
        }
    }
}

fn row(invoice: &Invoice, file: &InvoiceFile) -> impl IntoView + use<> {
    let words = DRAWN.here();
    let (id, name) = (file.id.clone(), invoice.file_name(file));
    let label = labelled(words.download, &name);
    view! {
        <li>
            <p>
                <strong>{invoice.number.clone()}</strong>
                " "
                {words.dated}
                " "
                <time datetime=invoice.date.clone()>{invoice.date.clone()}</time>
                <span class="amount">{invoice.amount.clone()}</span>
            </p>
            <File>
                <button type="button" class="quiet" value=id data-name=name disabled>
                    {label}
                </button>
            </File>
        </li>
    }
}
