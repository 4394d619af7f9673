//! The table of journeys. `docs/browsers.md` has the same, for people.

mod across_origins;
mod alive;
mod broken;
mod demonstration;
mod hosted_page;
mod keyboard;
mod leaving;
mod outcomes;
mod policy;

use crate::visit::Visit;
use end2end::Result;
use futures::future::{FutureExt as _, LocalBoxFuture};

/// What a person does in a browser, and what has to come of it.
pub struct Journey {
    pub name: &'static str,
    pub run: for<'a> fn(&'a Visit) -> LocalBoxFuture<'a, Result>,
}

macro_rules! journeys {
    ($($module:ident::$name:ident,)*) => {
        &[$(Journey { name: stringify!($name), run: |visit| $module::$name(visit).boxed_local() }),*]
    };
}

pub const ALL: &[Journey] = journeys![
    alive::every_page_comes_alive,
    alive::fields_have_their_accessible_names,
    alive::without_script_nothing_is_sent,
    alive::without_webassembly_the_page_says_so,
    alive::until_the_webassembly_arrives_nothing_is_sent,
    outcomes::a_card_is_saved,
    outcomes::a_refused_card_is_explained,
    outcomes::a_lost_answer_is_found_out,
    outcomes::a_card_that_never_arrived_was_not_saved,
    outcomes::an_account_is_created,
    outcomes::a_card_is_removed_in_a_dialog,
    leaving::a_page_loaded_again_finds_the_card,
    leaving::back_on_the_page_the_card_is_gone,
    leaving::two_tabs_save_one_card,
    leaving::the_menu_changes_the_customer,
    keyboard::a_card_is_saved_by_keyboard_alone,
    hosted_page::a_card_is_saved_in_zuoras_form,
    hosted_page::a_declined_card_can_be_tried_again,
    hosted_page::a_message_from_elsewhere_is_not_believed,
    across_origins::a_file_is_downloaded,
    across_origins::a_preflight_comes_before_the_call,
    across_origins::a_preflight_may_be_remembered,
    across_origins::a_refused_preflight_stops_the_call,
    across_origins::a_link_from_elsewhere_keeps_the_session,
    across_origins::a_call_from_elsewhere_carries_no_cookie,
    policy::injected_code_does_not_run,
    policy::nothing_is_sent_to_anybody_else,
    policy::markup_that_runs_is_refused,
    demonstration::the_panel_shows_the_run,
    demonstration::the_laboratory_predicts_this_engine,
    broken::a_broken_site_is_noticed,
];
