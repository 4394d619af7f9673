//! The hosted page: who may open it, what it accepts, and what it reports to the page around it.

mod opening;
mod parent;
mod signatures;
mod submitting;
mod support;
mod switches;
