//! The browser suite. Each happy test has its failure twins.

mod add_card;
mod failures;
mod process;
mod sandbox;
mod secrecy;
mod typing;
mod without_client;
