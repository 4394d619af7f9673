//! Visitors of all kinds: customers who come back, visitors who never do, requests that are refused,
//! and connections that are cut half-way.

mod visitor;

use crate::{App, Result};
use std::{collections::BTreeMap, sync::Arc};
use visitor::Visitor;

/// As many visitors are under way at a time. Each has a connection that it keeps.
const VISITORS: u8 = 8;

/// All visitors of a soak.
#[derive(Debug)]
pub struct Traffic {
    visitors: Vec<Visitor>,
    sent: usize,
    /// Answers that should not have come, and how often they did.
    unexpected: BTreeMap<String, usize>,
}

impl Traffic {
    pub fn new(app: &App) -> Result<Self> {
        let (site, addr): (Arc<str>, Arc<str>) = (app.site.clone().into(), app.addr.clone().into());
        let visitors = (0..VISITORS).map(|number| Visitor::new(number, site.clone(), addr.clone()));
        Ok(Self {
            visitors: visitors.collect::<Result<_>>()?,
            sent: 0,
            unexpected: BTreeMap::new(),
        })
    }

    /// Sends about this many requests, and waits for their answers.
    pub async fn send(&mut self, requests: usize) -> Result {
        let each = requests / usize::from(VISITORS);
        let under_way: Vec<_> = self
            .visitors
            .drain(..)
            .map(|mut visitor| {
                tokio::spawn(async move {
                    let mut unexpected = Vec::new();
                    for _ in 0..each {
                        if let Err(error) = visitor.send_next().await {
                            unexpected.push(error.to_string());
                        }
                    }
                    (visitor, unexpected)
                })
            })
            .collect();
        for visitor in under_way {
            let (visitor, unexpected) = visitor.await?;
            self.visitors.push(visitor);
            for answer in unexpected {
                *self.unexpected.entry(answer).or_default() += 1;
            }
        }
        self.sent += each * usize::from(VISITORS);
        Ok(())
    }

    /// How many requests were sent so far.
    pub fn sent(&self) -> usize {
        self.sent
    }

    /// How many connections the visitors keep between two rounds, at most.
    pub fn connections(&self) -> u64 {
        self.visitors.len() as u64
    }

    /// Closes all connections. Returns the answers that should not have come.
    pub fn end(self) -> Vec<String> {
        self.unexpected.into_iter().map(|(answer, count)| format!("{count} × {answer}")).collect()
    }
}
