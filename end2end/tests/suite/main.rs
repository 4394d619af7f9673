//! The browser suite. Each happy test has its failure twins.

mod accessibility;
mod add_card;
mod failures;
mod faults;
mod integrity;
mod languages;
mod process;
mod remains;
mod sandbox;
mod secrecy;
mod test_cards;
mod typing;
mod without_client;
