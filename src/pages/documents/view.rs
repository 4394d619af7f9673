//! The page "Documents" as the server draws it: the list, which it has from Zuora.

use super::{File, Live, words::WORDS};
use crate::{
    api_error::{ApiError, ApiErrorKind},
    pages::{
        Page, PageWords,
        page::{WithoutCode, program},
    },
    server::RequestContext,
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
    not_listed: NotListed,
    reload: &'static str,
    dated: &'static str,
}

/// Why there is no list. Nothing was to be signed for it.
#[derive(Debug)]
struct NotListed {
    visit_ended: &'static str,
    elsewhere: &'static str,
    too_often: &'static str,
    unreachable: &'static str,
    site_busy: &'static str,
    refused: &'static str,
    not_understood: &'static str,
    own_fault: &'static str,
}

impl NotListed {
    fn because(&self, kind: ApiErrorKind) -> &'static str {
        match kind {
            ApiErrorKind::NoSession | ApiErrorKind::NotHuman => self.visit_ended,
            ApiErrorKind::NotSameOrigin => self.elsewhere,
            ApiErrorKind::TooManyRequests => self.too_often,
            ApiErrorKind::ZuoraUnreachable
            | ApiErrorKind::ZuoraBusy
            | ApiErrorKind::ZuoraTimeout => self.unreachable,
            ApiErrorKind::SiteBusy | ApiErrorKind::SiteUnreachable => self.site_busy,
            ApiErrorKind::ZuoraRefused => self.refused,
            ApiErrorKind::ZuoraProtocol => self.not_understood,
            _ => self.own_fault,
        }
    }
}

const ENGLISH: Words = Words {
    download: "Download",
    title: "Documents",
    description: "Your invoices, fetched by your browser from Zuora itself.",
    where_from: "Your browser fetches each file from Zuora itself, with a permission for that one file. Nothing of it passes this site’s server.",
    no_script: "Fetching files needs JavaScript: without it they could only come by way of this site’s server.",
    none: "There are no documents yet. Invoices appear here once they have been drawn up.",
    no_list: "Your documents cannot be listed.",
    not_listed: NotListed {
        visit_ended: "Nobody has signed in, or the visit has ended. Sign in, then open this page again.",
        elsewhere: "A page of another site has asked for the list. Open this page itself to see it.",
        too_often: "The list was asked for too often in a short time. Wait some minutes, then try again.",
        unreachable: "This site could not look them up: Zuora cannot be reached, or has too much to do. Wait a minute, then try again.",
        site_busy: "This site has too much to do. Wait a minute, then try again.",
        refused: "Zuora refused to let this site look them up. Trying again is unlikely to help: tell us, with the code.",
        not_understood: "Zuora answered in a way that this site does not understand. Trying again is unlikely to help: tell us, with the code.",
        own_fault: "Something is wrong with this site. Try again; if that does not help, tell us, with the code.",
    },
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
    not_listed: NotListed {
        visit_ended: "Niemand ist angemeldet, oder der Besuch ist beendet. Melden Sie sich an und öffnen Sie diese Seite noch einmal.",
        elsewhere: "Eine Seite einer anderen Website hat die Liste verlangt. Öffnen Sie diese Seite selbst, um sie zu sehen.",
        too_often: "In kurzer Zeit wurde die Liste zu oft verlangt. Warten Sie einige Minuten und versuchen Sie es dann noch einmal.",
        unreachable: "Diese Website konnte sie nicht nachschlagen: Zuora ist nicht erreichbar oder überlastet. Warten Sie eine Minute und versuchen Sie es dann noch einmal.",
        site_busy: "Diese Website ist überlastet. Warten Sie eine Minute und versuchen Sie es dann noch einmal.",
        refused: "Zuora hat diese Website sie nicht nachschlagen lassen. Noch ein Versuch hilft kaum: Nennen Sie uns den Code.",
        not_understood: "Zuora hat so geantwortet, dass diese Website es nicht versteht. Noch ein Versuch hilft kaum: Nennen Sie uns den Code.",
        own_fault: "Mit dieser Website stimmt etwas nicht. Versuchen Sie es noch einmal; wenn das nicht hilft, nennen Sie uns den Code.",
    },
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
pub fn DocumentsPage() -> impl IntoView {
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
    RequestContext::current().await?.invoices().await
}

#[component]
fn List(list: Result<Vec<Invoice>, ApiError>) -> impl IntoView {
    let all = WORDS.here();
    let words = DRAWN.here();
    match list {
        Err(error) => EitherOf3::A(view! {
            <div class="notice problem" role="alert">
                <h2>{words.no_list}</h2>
                <p>{words.not_listed.because(error.kind)}</p>
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
