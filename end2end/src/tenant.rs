//! `cargo xtask test-tenant`: the sandbox's replies beside a tenant's, and the browser's main job in
//! that tenant. The list of cases runs against both, so no expected reply is written down that could
//! become outdated.

mod cases;
mod client;
mod main_job;
mod observation;
mod report;
mod settings;

use crate::{Result, Sandbox, browser::RUNTIME};
use client::Client;
use futures::future::{Either, select};
use observation::Observation;
use report::Report;
pub use settings::free_port;
use settings::{Credentials, Refusal};
use std::{pin::pin, process::ExitCode, time::Duration};

/// How long after an interruption a card may still be saved.
const ON_ITS_WAY: Duration = Duration::from_secs(3);

/// Runs everything, unless `only_ready`.
pub fn test(only_ready: bool) -> ExitCode {
    let credentials = match Credentials::read() {
        Ok(credentials) => credentials,
        Err(Refusal::Skip(why)) => {
            println!("Skipped: {why}");
            return ExitCode::SUCCESS;
        }
        Err(Refusal::Fault(problem)) => {
            eprintln!("{problem}\nNothing was called, and nothing was created.");
            return ExitCode::FAILURE;
        }
    };
    if only_ready {
        println!("ready");
        return ExitCode::SUCCESS;
    }
    let report = RUNTIME.block_on(async {
        let mut report = Report::default();
        if let Err(error) = compare(&credentials, &mut report).await {
            report.fail(&error.to_string());
        }
        report
    });
    report.print()
}

async fn compare(credentials: &Credentials, report: &mut Report) -> Result {
    println!(
        "Tests {} with account {}.\n\
         It creates credit cards with a published test number in this account, at most {}, and deletes \
         each of them at the end. A card that Zuora does not delete is scrubbed.",
        credentials.host(),
        credentials.account,
        cases::CARDS + 1
    );
    let port = settings::site_port()?;
    let origin = format!("http://localhost:{port}");
    let sandbox = Sandbox::start(&origin).await?;
    let stand_in = Credentials::of_sandbox(&sandbox, credentials.page.is_some()).await?;
    println!("\nThe cases, against the sandbox");
    let mut reference = Client::start(&stand_in, &origin).await?;
    let expected = observe(&mut reference).await;
    println!("\nThe cases, against the tenant");
    let mut tenant = Client::start(credentials, &origin).await?;
    let before = tenant.cards().await?.len();
    let interrupted = {
        let work = pin!(work(&mut tenant, credentials, port, &expected, report));
        // Otherwise Ctrl-C would leave the cards in the account.
        match select(work, pin!(tokio::signal::ctrl_c())).await {
            Either::Left(_) => false,
            Either::Right(_) => true,
        }
    };
    if interrupted {
        // A card can be on its way still.
        tokio::time::sleep(ON_ITS_WAY).await;
        report.fail("it was interrupted");
    }
    clean_up(&mut tenant, before, report).await
}

async fn work(
    tenant: &mut Client,
    credentials: &Credentials,
    port: u16,
    expected: &[Observation],
    report: &mut Report,
) {
    let observed = observe(tenant).await;
    for (((name, _), expected), observed) in cases::CASES.iter().zip(expected).zip(&observed) {
        report.compare(name, expected, observed);
    }
    println!("\nThe main job, with a browser");
    match main_job::save_card(credentials, port, &tenant.holder).await {
        Ok(()) => println!("  the page says \"Card saved\""),
        Err(error) => report.fail(&format!("saving a card with a browser: {error}")),
    }
}

/// What each case shows. A call without a reply is an observation too.
async fn observe(client: &mut Client) -> Vec<Observation> {
    let mut observed = Vec::new();
    for (name, step) in cases::CASES {
        println!("  {name}");
        let outcome = step(client).await;
        observed.push(outcome.unwrap_or_else(|error| Observation::note(error.to_string())));
    }
    observed
}

/// Removes every card of this run, and counts what is left.
async fn clean_up(tenant: &mut Client, before: usize, report: &mut Report) -> Result {
    println!("\nCleaning up");
    for outcome in tenant.remove_cards().await? {
        match outcome {
            Ok(done) => println!("  {done}"),
            Err(error) => report.fail(&error.to_string()),
        }
    }
    let after = tenant.cards().await?.len();
    println!("  cards of the account: {before} before, {after} after");
    if after != before {
        report.fail(&format!("the account had {before} cards before and has {after} now"));
    }
    Ok(())
}
