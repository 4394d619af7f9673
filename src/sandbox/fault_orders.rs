//! The faults that tests and learners have ordered: what Zuora should do wrong, and how often.

use serde::Deserialize;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// With more orders than this, the oldest goes: it was for a call that never came.
const MAX_ORDERS: usize = 1000;

/// An order as it comes in: `{"operation", "fault", "times"}`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FaultOrder {
    pub operation: FaultTarget,
    pub fault: OrderedFault,
    /// How many of the next requests fail.
    #[serde(default = "once")]
    pub times: u32,
    /// Only requests with this text in their address, body, track id or token fail, or in the names
    /// of the headers that a preflight asks for. It is mostly an account's number, so that tests can
    /// share a sandbox. With a token it is one call alone.
    #[serde(default)]
    pub account: Option<String>,
}

fn once() -> u32 {
    1
}

/// What can be made to fail: an operation by the last words of its path or of its name, or the preflight of any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultTarget {
    /// `POST /oauth/token`
    OauthToken,
    /// `POST /v1/hmac-signatures`
    HmacSignatures,
    /// `POST /v1/payment-methods/credit-cards`, `POST /v1/payment-methods`
    CreatePaymentMethod,
    /// `POST /v1/accounts`
    CreateAccount,
    /// `GET /v1/files/{id}`
    GetFile,
    /// `POST /v1/rsa-signatures`
    RsaSignatures,
    /// `GET /v1/accounts/{key}/payment-methods`
    ListPaymentMethods,
    /// `PUT /v1/accounts/{key}`
    UpdateAccount,
    /// `DELETE /v1/payment-methods/{id}`
    DeletePaymentMethod,
    /// `POST /v1/action/query`
    ActionQuery,
    /// `OPTIONS` on any operation that browsers may call
    Preflight,
}

/// What goes wrong. The JSON keys may be combined.
#[expect(clippy::struct_excessive_bools)]
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrderedFault {
    /// The reply has this HTTP status, and the text of an internal error of Zuora's.
    pub status: Option<u16>,
    /// The reply comes this much later, in milliseconds.
    pub delay_ms: Option<u64>,
    /// The connection breaks before the reply.
    #[serde(default)]
    pub reset: bool,
    /// The body is not JSON.
    #[serde(default)]
    pub malformed: bool,
    /// The connection breaks in the middle of the body.
    #[serde(default)]
    pub truncate: bool,
    /// HTTP 429, because there were too many requests.
    pub rate_limit: Option<OrderedRateLimit>,
    /// HTTP 429, because too many requests run at once.
    #[serde(default)]
    pub concurrency: bool,
    /// Zuora rejects the request for this reason.
    pub reason: Option<OrderedReason>,
    /// The reply has no CORS headers, so that a page cannot read it.
    #[serde(default)]
    pub drop_cors: bool,
    /// The reply has these headers, in place of any of the same names. An empty value removes one.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The operation is carried out first, and only its reply goes wrong.
    #[serde(default)]
    pub after: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrderedRateLimit {
    pub retry_after: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderedReason {
    pub code: u32,
    pub message: String,
}

/// The store of the middleware in `faults.rs`.
#[derive(Clone, Default)]
pub struct FaultOrders(Arc<Mutex<Vec<FaultOrder>>>);

impl FaultOrders {
    fn lock(&self) -> MutexGuard<'_, Vec<FaultOrder>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn add(&self, order: FaultOrder) {
        if order.times == 0 {
            return;
        }
        let mut orders = self.lock();
        if orders.len() == MAX_ORDERS {
            orders.remove(0);
        }
        orders.push(order);
    }

    /// Whether any fault is ordered for this operation.
    pub fn has_any(&self, operation: FaultTarget) -> bool {
        self.lock().iter().any(|order| order.operation == operation)
    }

    /// Takes the next fault that is ordered for this operation and a request with this text.
    pub fn take(&self, operation: FaultTarget, request: &str) -> Option<OrderedFault> {
        let fits = |order: &FaultOrder| {
            order.operation == operation
                && order.account.as_ref().is_none_or(|account| request.contains(account))
        };
        let mut orders = self.lock();
        let position = orders.iter().position(fits)?;
        let order = &mut orders[position];
        order.times -= 1;
        let fault = order.fault.clone();
        if order.times == 0 {
            orders.remove(position);
        }
        Some(fault)
    }

    pub fn clear(&self) {
        self.lock().clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(account: &str) -> FaultOrder {
        FaultOrder {
            operation: FaultTarget::GetFile,
            fault: OrderedFault::default(),
            times: 1,
            account: Some(account.to_owned()),
        }
    }

    #[test]
    fn of_too_many_orders_the_oldest_goes() {
        let orders = FaultOrders::default();
        (0..=MAX_ORDERS).for_each(|number| orders.add(order(&format!("<{number}>"))));
        assert!(orders.take(FaultTarget::GetFile, "<0>").is_none());
        assert!(orders.take(FaultTarget::GetFile, "<1>").is_some());
        assert!(orders.take(FaultTarget::GetFile, &format!("<{MAX_ORDERS}>")).is_some());
    }
}
