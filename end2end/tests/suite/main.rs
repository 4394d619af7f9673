//! The browser suite. Each happy test has its failure twins.

mod accessibility;
mod account;
mod add_card;
mod artefacts;
mod deployment;
mod documents;
mod failures;
mod faults;
mod hosted_page;
mod integrity;
mod languages;
mod machines;
mod process;
mod remains;
mod sandbox;
mod secrecy;
mod starting;
mod test_cards;
mod threats;
mod translated;
mod typing;
mod visitors;
mod without_client;
