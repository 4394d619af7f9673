//! English: signing in and out.

use crate::words::SignInWords;

pub static SIGN_IN: SignInWords = SignInWords {
    sign_in_to: |shop| format!("Sign in to {shop}"),
    why: "This page is for customers who are signed in. Nothing was sent or saved.",
    sign_in: "Sign in",
    back_to: |page| format!("Then you will come back to “{page}”."),
    elsewhere: "Sign in where you usually do, then open this page again.",
    new_here: "New here?",
    no_account: "You have no payment account yet",
    no_account_meaning: "You are signed in, but this page needs a payment account, and you do not have one yet. Nothing was sent or saved.",
    no_account_fix: "If you think you should have one, contact us.",
    not_known: "We cannot tell whether you are signed in",
    not_known_meaning: "Our login does not answer at the moment. Nothing was sent or saved.",
    not_known_fix: "Reload this page in a minute. You do not have to sign in again.",
    sign_out: "Sign out",
};
