//! The browser suite. Each test of what works has twins for what fails.

mod accessibility;
mod accessibility_tree;
mod account;
mod add_card;
mod address;
mod appearance;
mod artefacts;
mod audit;
mod break_it;
mod by_hand;
mod clearing;
mod confirmation;
mod connections;
mod consent;
mod cors;
mod cors_laboratory;
mod cors_table;
mod deployment;
mod documents;
mod documents_failures;
mod early_signature;
mod error_summary;
mod failures;
mod field_errors;
mod hosted_page;
mod hosted_page_callback;
#[cfg(target_os = "linux")]
mod huge_answers;
mod in_progress;
mod injected_code;
mod inspector;
mod inspector_operations;
mod integrity;
mod journal;
mod keyboard;
mod languages;
mod layout;
mod log_output;
mod lost_answers;
mod other_hosted_page;
mod other_sites;
mod process;
mod refusal;
#[cfg(unix)]
mod replicas;
#[cfg(unix)]
mod rotation;
mod sandbox;
mod secrecy;
mod sessions;
mod settings;
mod shutdown;
mod signature_anatomy;
#[cfg(target_os = "linux")]
mod soak;
mod starting;
mod test_cards;
mod test_tenant;
mod tickets;
mod tour;
mod translated;
mod typing;
mod without_client;
mod your_cards;
mod zuora_answers;
