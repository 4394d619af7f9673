//! What every request passes on its way to a page or a server function; `router.rs` says in which order.

pub mod before_and_after;
pub mod csp_reports;
pub mod csrf_guard;
pub mod drain;
pub mod language;
pub mod limits;
pub mod outcome_reports;
pub mod page_customer;
pub mod prefetch;
pub mod public_address;
pub mod request_body;
pub mod request_id;
pub mod request_metrics;
pub mod request_target;
pub mod security_headers;
