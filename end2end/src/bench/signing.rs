//! How many signatures a server gets from Zuora in a second, and how much of a processor each one
//! takes. No browser: many customers press at once.

use super::{
    contender::{Contender, Kind},
    relay::Relay,
    result::SigningSample,
};
use crate::{
    Result, Sandbox,
    load::{self, Request},
};
use reqwest::{Client, Method};
use std::{
    net::Ipv4Addr,
    time::{Duration, Instant},
};
use tokio::task::JoinSet;

/// Without A0: the sandbox, as Zuora, gives an address 100 bearer tokens a minute.
const KINDS: [Kind; 3] = [Kind::Express, Kind::Axum, Kind::Ours];
/// Customers at once. Each asks again as soon as there is an answer.
const CUSTOMERS: usize = 16;
/// How long each contender works in a round.
const TURN: Duration = Duration::from_secs(2);

/// Measures every contender once a round. The order is another one in each round, and the first
/// round is not counted.
///
/// # Errors
/// When a contender does not start, or gives no signature.
pub async fn measure(rounds: usize) -> Result<Vec<SigningSample>> {
    let site = Relay::start(Duration::ZERO).await?;
    let origin = format!("http://localhost:{}", site.addr.port());
    let sandbox = Sandbox::start(&origin).await?;
    let mut contenders = Vec::new();
    for kind in KINDS {
        let contender = Contender::start(kind, &origin, &sandbox.url).await?;
        site.switch_to(contender.addr);
        let customers = customers(&contender, &origin).await?;
        contenders.push((contender, customers));
    }
    let mut samples = Vec::new();
    for round in 0..rounds {
        for turn in 0..contenders.len() {
            let (contender, customers) = &contenders[(round + turn) % contenders.len()];
            let sample = measure_turn(contender, customers, round).await?;
            println!("{sample:?}");
            if round > 0 {
                samples.push(sample);
            }
        }
    }
    Ok(samples)
}

/// Each customer has a connection, and with this project's server a session.
async fn customers(contender: &Contender, origin: &str) -> Result<Vec<(Client, Request)>> {
    let mut customers = Vec::new();
    for _ in 0..CUSTOMERS {
        let client = load::client_at(Ipv4Addr::LOCALHOST)?;
        let request = match contender.kind {
            Kind::Ours => {
                let cookie = load::session(&client, origin).await?;
                Request::call(origin, "/api/sign/create-payment-method", &cookie)
            }
            _ => Request { method: Method::POST, ..Request::get(origin, "/signature", "") },
        };
        customers.push((client, request.at(&contender.addr.to_string())));
    }
    Ok(customers)
}

async fn measure_turn(
    contender: &Contender,
    customers: &[(Client, Request)],
    round: usize,
) -> Result<SigningSample> {
    let processor_before = contender.processor_time();
    let begun = Instant::now();
    let mut turns = JoinSet::new();
    for (client, request) in customers {
        let (client, request) = (client.clone(), request.clone());
        turns.spawn(async move {
            let mut signatures = 0;
            while begun.elapsed() < TURN {
                let answer = request.send(&client).await?.error_for_status()?;
                answer.bytes().await?;
                signatures += 1;
            }
            Ok(signatures)
        });
    }
    let mut signatures = 0;
    while let Some(turn) = turns.join_next().await {
        let of_customer: Result<u32> = turn?;
        signatures += of_customer?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    let processor = contender.processor_time().zip(processor_before);
    Ok(SigningSample {
        contender: contender.kind.name().into(),
        round,
        signatures,
        seconds,
        processor_seconds: processor
            .map(|(after, before)| after.saturating_sub(before).as_secs_f64()),
    })
}
