//! German.

mod account;
#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
mod breaks;
#[cfg(not(target_arch = "wasm32"))]
mod card_faults;
mod contact;
mod documents;
#[cfg(not(target_arch = "wasm32"))]
mod failures;
mod hosted_page;
#[cfg(feature = "demo")]
mod inspector;
#[cfg(feature = "demo")]
mod laboratory;
#[cfg(not(target_arch = "wasm32"))]
mod pages;
#[cfg(not(target_arch = "wasm32"))]
mod sign_in;
#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
mod tour;

pub use account::ACCOUNT;
#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
pub use breaks::BREAKS;
#[cfg(not(target_arch = "wasm32"))]
pub use contact::CONTACT;
pub use documents::DOCUMENTS;
pub use hosted_page::HOSTED_PAGE;
#[cfg(feature = "demo")]
pub use inspector::INSPECTOR;
#[cfg(feature = "demo")]
pub use laboratory::LABORATORY;
#[cfg(not(target_arch = "wasm32"))]
pub use sign_in::SIGN_IN;
#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
pub use tour::TOUR;

#[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
use super::OperationsWords;
use super::Words;
#[cfg(not(target_arch = "wasm32"))]
use super::{
    AddCardWords, CardFieldWords, CardListWords, Frame, NotStarted, NoticeWords, PageIntro,
    RemoveCardWords, TestCard, TestCards,
};
#[cfg(not(target_arch = "wasm32"))]
use crate::shop::LegalPage;

pub static WORDS: Words = Words {
    #[cfg(not(target_arch = "wasm32"))]
    frame: Frame {
        menu: "Menü",
        pages: "Seiten",
        languages: "Sprache",
        signed_in_as: "Angemeldet als",
        customers: "Kunden",
        skip: "Zum Formular",
        skip_to_content: "Zum Inhalt springen",
        no_real_cards: "Demo. Verwenden Sie nur Testkarten. Es wird nichts abgebucht.",
        not_found: "Seite nicht gefunden",
        nothing_here: "Unter dieser Adresse gibt es nichts.",
        not_started: NotStarted {
            unknown: "Diese Seite lädt noch, oder sie konnte nicht sicher starten. Bis sie gestartet ist, können Sie das Formular nicht absenden, und nichts, was Sie eingeben, wird übertragen. Wenn diese Meldung bleibt, laden Sie die Seite neu. Wenn das nicht hilft, schalten Sie Browser-Erweiterungen für diese Website aus oder verwenden Sie einen anderen Browser.",
            no_webassembly: "Diese Seite konnte nicht sicher starten. In Ihrem Browser ist WebAssembly ausgeschaltet; die Seite braucht es, um Ihre Karte zu verarbeiten. Nichts, was Sie eingeben, wird übertragen. Auf einem iPhone, iPad oder Mac im Blockierungsmodus: Erlauben Sie diese Website in Safari unter Seitenmenü > Website-Einstellungen > Blockierungsmodus. Sonst verwenden Sie einen anderen Browser.",
            no_markup: "Diese Seite konnte nicht sicher starten. Eine Browser-Erweiterung oder ein Benutzerskript hindert sie daran, etwas anzuzeigen (Trusted Types). Nichts, was Sie eingeben, wird übertragen. Schalten Sie Erweiterungen für diese Website aus oder öffnen Sie die Seite in einem privaten Fenster.",
            lost: "Diese Seite konnte nicht sicher starten, weil eine ihrer Dateien nicht angekommen ist. Nichts, was Sie eingeben, wird übertragen. Prüfen Sie Ihre Verbindung und laden Sie die Seite neu. Wenn das nicht hilft, blockiert vielleicht ein Inhaltsblocker die Datei: Schalten Sie ihn für diese Website aus.",
            changed: "Diese Seite konnte nicht sicher starten, weil eine ihrer Dateien nicht die von uns veröffentlichte ist. Nichts, was Sie eingeben, wird übertragen. Laden Sie die Seite neu. Wenn diese Meldung wiederkommt, verwenden Sie ein anderes Netz oder einen anderen Browser und informieren Sie uns.",
            no_handlers: "Diese Seite konnte nicht sicher starten, weil etwas in Ihrem Browser das Formular stört. Nichts, was Sie eingeben, wird übertragen. Schalten Sie Browser-Erweiterungen für diese Website aus und laden Sie die Seite neu.",
        },
        idle: "Diese Seite wurde 14 Minuten lang nicht benutzt. In einer Minute werden die eingegebenen Kartendaten gelöscht.",
        still_here: "Ich bin noch da",
        cleared: "Diese Seite wurde 15 Minuten lang nicht benutzt. Darum wurden die eingegebenen Kartendaten gelöscht. Nichts wurde gesendet.",
        legal_page: |page| match page {
            LegalPage::Terms => "AGB",
            LegalPage::Privacy => "Datenschutz",
            LegalPage::Imprint => "Impressum",
        },
        licences: "Lizenzen",
        #[cfg(feature = "demo")]
        how_it_works: "So funktioniert es",
        #[cfg(feature = "demo")]
        about_demo: "Eine Demo der CORS-fähigen Operationen von Zuora. Open Source: MIT oder Apache-2.0.",
    },
    #[cfg(not(target_arch = "wasm32"))]
    add_card: AddCardWords {
        intro: PageIntro {
            title: "Kreditkarte hinzufügen",
            description: "Speichern Sie eine Kreditkarte. Sie geht von Ihrem Browser direkt an Zuora und nie an den Server dieser Website.",
            lead: "Ihre Karte geht von diesem Browser direkt an Zuora, unseren Zahlungsdienst, und nie an den Server dieser Website.",
            no_script: "Dieses Formular braucht JavaScript. Ohne JavaScript müsste Ihre Karte über den Server dieser Website gehen. Nichts, was Sie hier eingeben, wird übertragen.",
        },
        default: "Als Standardkarte verwenden",
        cards: CardListWords {
            heading: "Ihre Karten",
            loading: "Ihre Karten werden geladen…",
            none: "In Ihrem Konto ist noch keine Karte.",
            not_loaded: "Ihre Karten konnten gerade nicht geladen werden. Sie können trotzdem eine hinzufügen.",
            load_again: "Neu laden",
            default: "Standard",
            expired: "Abgelaufen",
            expires: "Gültig bis",
            make_default: "Als Standard verwenden",
            remove: "Entfernen",
            changing: "Ihre Karten werden geändert…",
            made_default: "Ihre Standardkarte ist jetzt:",
            removed: "Entfernt:",
            gone: "Diese Karte ist nicht mehr in Ihrem Konto.",
            is_default: "Das ist Ihre Standardkarte. Machen Sie zuerst eine andere zur Standardkarte, dann können Sie diese entfernen.",
            not_changed: "Das hat vielleicht nicht geklappt. Die Liste zeigt Ihre Karten, wie sie jetzt sind.",
            duplicate: "Diese Karte ist bereits in Ihrem Konto. Wenn Sie sie noch einmal speichern, ist sie zweimal da.",
            remove_question: RemoveCardWords {
                heading: "Diese Karte entfernen?",
                meaning: "Sie wird aus Ihrem Konto bei Zuora entfernt. Um sie wieder zu verwenden, müssen Sie sie neu eingeben.",
                remove: "Karte entfernen",
                keep: "Karte behalten",
            },
        },
    },
    #[cfg(not(target_arch = "wasm32"))]
    card_fields: CardFieldWords {
        brands: "Akzeptierte Karten",
        number: "Kartennummer",
        expiry: "Gültig bis",
        expiry_hint: "Zum Beispiel 10/2030",
        month: "Monat",
        year: "Jahr",
        holder: "Name auf der Karte",
        holder_hint: "Sie können dieses Feld leer lassen. Dann gelten Name und Anschrift Ihres Kontos.",
        security_code: "Kartenprüfnummer",
        code_on_either: "3 Ziffern hinten oder 4 Ziffern vorne",
        code_on_back: "3 Ziffern auf der Rückseite",
        code_on_front: "4 Ziffern auf der Vorderseite",
        address: "Rechnungsanschrift",
        address_optional: "Rechnungsanschrift (freiwillig)",
        address_hint: "So, wie Ihre Bank sie kennt. Manche Banken lehnen eine Karte ohne sie ab.",
        country: "Land",
        choose_country: "Wählen Sie ein Land",
        postal_code: "Postleitzahl",
        consent: "Wenn Sie diese Karte speichern, erlauben Sie uns, sie aufzubewahren und Ihr Abonnement darüber abzubuchen, jetzt und bei jeder Verlängerung, bis Sie das Abonnement kündigen oder die Karte entfernen.",
    },
    form: "Kreditkarte",
    save: "Karte speichern",
    #[cfg(not(target_arch = "wasm32"))]
    notice: NoticeWords {
        error: "Fehler: ",
        problem: "Es gibt ein Problem",
        not_secure: "Diese Seite wurde nicht über https geöffnet und kann deshalb unterwegs verändert worden sein. Sie können das Formular nicht absenden, und nichts, was Sie eingeben, wird übertragen.",
        signing: "Die Erlaubnis zum Senden Ihrer Karte wird eingeholt\u{a0}…",
        sending: "Ihre Karte wird an Zuora gesendet\u{a0}…",
        saved: "Karte gespeichert",
        ending_in: " mit den Endziffern ",
        expiring: ". Sie ist gültig bis ",
        now_default: " ist jetzt Ihre Standardkarte",
        ready: " kann jetzt verwendet werden",
        id: "Kennung der Zahlungsmethode:",
        checking: "Die Karte wird bei Zuora geprüft\u{a0}…",
        as_zuora_has_it: "So steht sie bei Zuora:",
        expires: "Gültig bis:",
        default: "Standardkarte:",
        yes: "Ja",
        no: "Nein",
        status: "Status:",
        not_confirmed: "Zuora hat die Karte unter dieser Kennung gespeichert. Ihre Angaben konnten wir gerade nicht laden. Sie müssen nichts weiter tun.",
        nothing_saved: "Es wurde nichts gespeichert.",
        maybe_saved: "Ihre Karte wurde vielleicht gespeichert.",
        code: "Code:",
        zuoras_code: "Zuora-Code",
        process: "Vorgang:",
        request: "Anfrage:",
        minutes_to_wait: "Minuten Wartezeit:",
        may_try_again: "Sie können es jetzt erneut versuchen.",
        signed_in_as: "Jetzt angemeldet:",
        finding_out: "Wir fragen Zuora, ob sie gespeichert wurde. Das dauert einige Sekunden. Bitte bleiben Sie auf dieser Seite.",
        interrupted: "Diese Seite wurde geschlossen oder neu geladen, während Ihre Karte gesendet wurde.",
        check: "Prüfen, ob sie gespeichert wurde",
        try_again: "Erneut versuchen",
        add_another: "Weitere Karte hinzufügen",
        details: "Einzelheiten",
        copy: "Kopieren",
        #[cfg(feature = "demo")]
        test_cards_only: "Nur Testkarten: Wählen Sie eine",
    },
    #[cfg(not(target_arch = "wasm32"))]
    card_fault: card_faults::card_fault,
    #[cfg(not(target_arch = "wasm32"))]
    refused: failures::refused,
    #[cfg(not(target_arch = "wasm32"))]
    not_signed: failures::not_signed,
    #[cfg(not(target_arch = "wasm32"))]
    no_answer: failures::NO_ANSWER,
    #[cfg(not(target_arch = "wasm32"))]
    not_saved: failures::NOT_SAVED_AFTER_ALL,
    #[cfg(not(target_arch = "wasm32"))]
    not_saved_for_reason: failures::NOT_SAVED_FOR_REASON,
    #[cfg(not(target_arch = "wasm32"))]
    page: pages::page,
    #[cfg(not(target_arch = "wasm32"))]
    test_cards: TestCards {
        heading: "Testkarten",
        works: TestCard { name: "Klappt", result: "Die Karte wird gespeichert." },
        declined: TestCard { name: "Abgelehnt", result: "Die Bank lehnt die Karte ab." },
        no_funds: TestCard {
            name: "Keine Deckung",
            result: "Die Bank lehnt die Karte ab: keine Deckung.",
        },
        slow: TestCard { name: "Langsam", result: "Die Karte wird nach 5 Sekunden gespeichert." },
        breaks_zuora: TestCard {
            name: "Zuora fällt aus",
            result: "Zuora fällt aus, sodass zunächst niemand weiß, ob die Karte gespeichert wurde.",
        },
        others: "Andere Marken",
        others_result: "Die Karte wird gespeichert.",
    },
    #[cfg(all(feature = "demo", not(target_arch = "wasm32")))]
    operations: OperationsWords {
        title: "So funktioniert es",
        description: "Die Operationen von Zuora, die der Browser hier direkt aufruft, und was jede für einen Shop bedeutet.",
        lead: "Zuora lässt einen Browser vier seiner Operationen direkt aufrufen. Zuerst holt der Server dieser Website eine Signatur und ein Token, die für einen Aufruf gelten. Dann ruft der Browser Zuora selbst auf.",
        bound: "Die Signatur gilt nur für",
        learns: "Was der Server dieser Website sieht",
        questionnaire: "PCI-Fragebogen",
        assessor: "Nur zur Orientierung, nach den FAQ 1291 und 1588 des PCI SSC. Es entscheidet Ihr Prüfer.",
    },
};
