//! The page "Documents" as the server renders it: the list, which it gets from Zuora.

use super::file::{File, Live};
use crate::{
    api_error::ApiError,
    pages::page_frame::PageFrame,
    server::{
        current_shop,
        operations::{
            context::RequestContext,
            get_file::{self, InvoiceList},
        },
    },
    site_map::DOCUMENTS,
    words::{DocumentsWords, labelled},
    zuora::{Invoice, InvoiceFile},
};
use leptos::{either::EitherOf3, prelude::*};

#[component]
pub fn DocumentsPage() -> impl IntoView {
    view! {
        <PageFrame intro=&DocumentsWords::current().page.intro>
            // The list is fetched while the page is rendered, so that it needs no code.
            <Suspense fallback=|| ()>{Suspend::new(async { view! { <List list=list().await /> } })}</Suspense>
            <Live />
        </PageFrame>
    }
}

async fn list() -> Result<InvoiceList, ApiError> {
    get_file::list_invoices(&RequestContext::current().await?).await
}

#[component]
fn List(list: Result<InvoiceList, ApiError>) -> impl IntoView {
    let all = DocumentsWords::current();
    let words = &all.page;
    let because =
        |kind| all.contact.complete(words.not_listed.because(kind), current_shop().contact);
    match list {
        Err(error) => EitherOf3::A(view! {
            <div class="notice problem" role="alert">
                <h2>{words.no_list}</h2>
                <p>{because(error.kind)}</p>
                <p class="details">{all.code} " " {error.kind.name()}</p>
                <p>
                    <a href=DOCUMENTS.path>{words.retry}</a>
                </p>
            </div>
        }),
        Ok(InvoiceList { invoices, currency }) => {
            let currency = currency.as_deref();
            let files = |invoice: Invoice| {
                let rows = invoice.files.iter().map(|file| row(&invoice, file, currency));
                rows.collect::<Vec<_>>()
            };
            let rows: Vec<_> = invoices.into_iter().flat_map(files).collect();
            match rows.is_empty() {
                true => EitherOf3::B(view! { <p class="notice">{words.none}</p> }),
                false => EitherOf3::C(view! { <ul class="documents">{rows}</ul> }),
            }
        }
    }
}

fn row(invoice: &Invoice, file: &InvoiceFile, currency: Option<&str>) -> impl IntoView + use<> {
    let words = &DocumentsWords::current().page;
    let (id, name) = (file.id.clone(), invoice.file_name(file));
    let amount = invoice.amount.as_ref().map(|amount| words.formats.amount(amount, currency));
    let state = invoice.is_paid().map(|paid| {
        let (class, word) = if paid { ("mark", words.paid) } else { ("mark due", words.due) };
        view! { <span class=class>{word}</span> }
    });
    view! {
        <li>
            <p>
                <strong>{invoice.number.clone()}</strong>
                " "
                <time datetime=invoice.date.clone()>{words.formats.date(&invoice.date)}</time>
                " "
                <span class="amount">{amount}</span>
                " "
                {state}
            </p>
            <File>
                <button
                    type="button"
                    class="quiet"
                    value=id
                    data-name=name.clone()
                    aria-label=labelled(words.download, &name)
                    disabled
                >
                    {words.pdf}
                </button>
            </File>
        </li>
    }
}
