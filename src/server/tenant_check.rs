//! `--check`: asks Zuora, step by step, whether the settings work, and says where to look first when
//! a step fails.

mod preflight;
mod report;

pub use report::Report;

use crate::{
    server::{
        origin::Origin,
        request_id::RequestId,
        zuora_client::{
            ZuoraClient, checks::ListedPage, hosted_page::HostedPage, http::ZuoraError,
        },
    },
    zuora::{
        AccountKey, AccountName, Bound as _, CreateAccount, CreatePaymentMethod, FileId, GetFile,
        Operation, Refusal, RsaSignatures,
    },
};
use uuid::Uuid;

/// A well-formed file id that no file has: signing does not look the file up.
const NO_FILE: &str = "00000000000000000000000000000000";

/// What is checked.
pub struct Subject<'a> {
    pub zuora: &'a ZuoraClient,
    pub public_origin: &'a Origin,
    /// The account to try signatures for, where one is set.
    pub account: Option<&'a AccountKey>,
    pub hosted_page: Option<&'a HostedPage>,
}

/// Runs every step. A step that needs a bearer token is not tried without one.
pub async fn check(subject: Subject<'_>) -> Report {
    let mut report = Report::default();
    let run = Run { subject: &subject, request: RequestId(Uuid::new_v4()) };
    if run.check_token(&mut report).await {
        run.check_account(&mut report).await;
        run.check_signatures(&mut report).await;
        run.check_page(&mut report).await;
    } else {
        for step in run.steps_with_token() {
            report.skip(&step);
        }
    }
    run.check_preflight(&mut report).await;
    report
}

/// One run of the steps, with the id that Zuora logs its calls under.
struct Run<'a> {
    subject: &'a Subject<'a>,
    request: RequestId,
}

impl Run<'_> {
    async fn check_token(&self, report: &mut Report) -> bool {
        match self.subject.zuora.check_ready().await {
            Ok(()) => {
                report.pass("bearer token");
                true
            }
            Err(error) => {
                report.fail("bearer token", error);
                false
            }
        }
    }

    fn steps_with_token(&self) -> Vec<String> {
        let account = self.subject.account.map(|account| format!("account {}", account.value()));
        let mut steps: Vec<_> = account.into_iter().collect();
        if self.subject.account.is_some() {
            steps.push(signature_step::<CreatePaymentMethod>());
        }
        steps.push(signature_step::<CreateAccount>());
        steps.push(signature_step::<GetFile>());
        if self.subject.hosted_page.is_some() {
            steps.push(signature_step::<RsaSignatures>());
        }
        if let Some(page) = self.subject.hosted_page {
            steps.push(format!("hosted page {}", page.id.value()));
        }
        steps
    }

    async fn check_account(&self, report: &mut Report) {
        let Some(key) = self.subject.account else {
            return;
        };
        let step = format!("account {}", key.value());
        match self.subject.zuora.fetch_account(key.value(), self.request).await {
            Ok(account) => report.pass(format!(
                "{step}: {} (number {}, id {})",
                account.name, account.number, account.id
            )),
            Err(ZuoraError::Refused(refusal)) => report.fail(
                &step,
                format!(
                    "this tenant has no such account, or keeps it from the API user ({}). Is \
                     ZUORA_ACCOUNT_KEY an account of the tenant at ZUORA_BASE_URL?",
                    first_reason(&refusal)
                ),
            ),
            Err(error) => report.fail(&step, error),
        }
    }

    async fn check_signatures(&self, report: &mut Report) {
        let subject = self.subject;
        match subject.account {
            Some(account) => {
                self.check_signature::<CreatePaymentMethod>(account.clone(), report).await;
            }
            None => report.omit(
                &signature_step::<CreatePaymentMethod>(),
                "ZUORA_ACCOUNT_KEY, the account to try it for, is not set",
            ),
        }
        let name = AccountName::from("Check of the settings".to_owned());
        self.check_signature::<CreateAccount>(name, report).await;
        self.check_signature::<GetFile>(FileId::from(NO_FILE.to_owned()), report).await;
        if let Some(page) = subject.hosted_page {
            self.check_signature::<RsaSignatures>(page.id.clone(), report).await;
        }
    }

    async fn check_signature<Op: Operation>(&self, bound: Op::Bound, report: &mut Report) {
        let step = signature_step::<Op>();
        match self.subject.zuora.fetch_ticket::<Op>(bound, self.request).await {
            Ok(_) => report.pass(step),
            Err(ZuoraError::Refused(refusal)) => {
                report.fail(
                    &step,
                    format!(
                        "the bearer token was given, and the signature refused ({}). Does the \
                         role of the API user have API Write Access?",
                        first_reason(&refusal)
                    ),
                );
            }
            Err(error) => report.fail(&step, error),
        }
    }

    async fn check_page(&self, report: &mut Report) {
        let Some(page) = self.subject.hosted_page else {
            return;
        };
        let step = format!("hosted page {}", page.id.value());
        match self.subject.zuora.fetch_hosted_pages(self.request).await {
            Ok(pages) => match pages.iter().find(|known| known.id == page.id.value()) {
                Some(known) => {
                    report.pass(format!("{step}: {}", known.page_type));
                }
                None => report.fail(&step, unknown_page(&pages)),
            },
            Err(error) => report.fail(&step, error),
        }
    }

    async fn check_preflight(&self, report: &mut Report) {
        let origin = self.subject.public_origin.to_string();
        let step = format!("calls from {origin}");
        let headers = preflight::HEADERS.join(",");
        let zuora = self.subject.zuora;
        let answer = zuora.send_preflight::<CreatePaymentMethod>(&origin, &headers).await;
        let allowed = answer.map_err(|error| error.to_string()).and_then(|answer| {
            preflight::allowed(answer.status().as_u16(), answer.headers(), &origin)
        });
        match allowed {
            Ok(allowed) => {
                report.pass(format!("{step} are allowed (CORS)"));
                let max_age = allowed.max_age.map_or_else(
                    || "browsers ask again before each call (no Access-Control-Max-Age)".into(),
                    |seconds| format!("browsers may remember the preflight for {seconds} s"),
                );
                report.learn(max_age);
                report.learn(format!("allowed request headers: {}", allowed.headers));
            }
            Err(problem) => report.fail(&step, problem),
        }
    }
}

fn signature_step<Op: Operation>() -> String {
    format!("signature for {} {}", Op::METHOD.as_str(), Op::PATH)
}

fn first_reason(refusal: &Refusal) -> String {
    refusal.reasons.first().map_or_else(
        || "no reason given".to_owned(),
        |reason| {
            let parts = [&*reason.code, &*reason.message];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
        },
    )
}

fn unknown_page(pages: &[ListedPage]) -> String {
    let known: Vec<_> =
        pages.iter().map(|page| format!("{} ({})", page.id, page.page_type)).collect();
    match known.is_empty() {
        true => "this tenant has no Payment Page 2.0; is ZUORA_PAGE_ID of another tenant?".into(),
        false => format!("this tenant has no such page, but {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests;
