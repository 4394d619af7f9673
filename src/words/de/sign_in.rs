//! German: signing in and out.

use crate::words::SignInWords;

pub static SIGN_IN: SignInWords = SignInWords {
    sign_in_to: |shop| format!("Bei {shop} anmelden"),
    why: "Diese Seite ist für angemeldete Kunden. Es wurde nichts gesendet oder gespeichert.",
    sign_in: "Anmelden",
    back_to: |page| format!("Danach kommen Sie zu „{page}“ zurück."),
    elsewhere: "Melden Sie sich wie gewohnt an und öffnen Sie diese Seite dann noch einmal.",
    new_here: "Neu hier?",
    no_account: "Sie haben noch kein Zahlungskonto",
    no_account_meaning: "Sie sind angemeldet, aber für diese Seite brauchen Sie ein Zahlungskonto, und das haben Sie noch nicht. Es wurde nichts gesendet oder gespeichert.",
    no_account_fix: "Falls Sie schon eines haben sollten, kontaktieren Sie uns.",
    not_known: "Wir wissen nicht, ob Sie angemeldet sind",
    not_known_meaning: "Unsere Anmeldung antwortet gerade nicht. Es wurde nichts gesendet oder gespeichert.",
    not_known_fix: "Laden Sie diese Seite in einer Minute neu. Sie müssen sich nicht noch einmal anmelden.",
    sign_out: "Abmelden",
};
