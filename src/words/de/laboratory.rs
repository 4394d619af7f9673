//! German: the CORS laboratory.

#[cfg(not(target_arch = "wasm32"))]
use crate::{
    cors_rules::Preset,
    words::{LaboratoryPageWords, PageIntro, SwitchWords},
};
use crate::{cors_rules::Rule, words::LaboratoryWords};

pub static LABORATORY: LaboratoryWords = LaboratoryWords {
    #[cfg(not(target_arch = "wasm32"))]
    page: LaboratoryPageWords {
        intro: PageIntro {
            title: "CORS-Labor",
            description: "Was ein Browser mit einem Aufruf einer anderen Origin macht: vorhergesagt nach dem Fetch-Standard, in diesem Browser ausprobiert und vom Server gesehen.",
            lead: "Wählen Sie, was eine Seite sendet und wie der Server antwortet. Die Vorhersage folgt dem Fetch-Standard. Dann probieren Sie es aus: Der Aufruf geht an die Sandbox, die hier für Zuora steht. Eine Karte wird nicht gesendet.",
            no_script: "Um einen Aufruf auszuprobieren, braucht diese Seite JavaScript. Die bekannten Fälle stehen auch ohne in der Tabelle unten.",
        },
        link: (
            "Was ein Browser aus der Antwort des Servers macht, probieren Sie hier aus:",
            "CORS-Labor",
        ),
        start_from: "Ausgangspunkt",
        request: "Der Aufruf der Seite",
        answer: "Die Antwort des Servers",
        switches: SwitchWords {
            method: ("Methode", ["GET", "POST", "PUT"]),
            mode: ("Modus", ["cors", "no-cors", "same-origin"]),
            send_credentials: ("Credentials", ["omit", "same-origin", "include"]),
            send_headers: (
                "Header",
                [
                    "keine",
                    "content-type: text/plain",
                    "content-type: application/json",
                    "JSON, Signatur, Token",
                    "authorization",
                ],
            ),
            times: ("Wie oft", ["einmal", "zweimal nacheinander"]),
            origin: ["Origin dieser Seite", "andere Origin", "*", "null", "fehlt"],
            headers: ["alle von oben", "*", "fehlt"],
            methods: ["GET, POST, PUT", "*", "fehlt"],
            credentials: ["true", "fehlt"],
            max_age: ["fehlt", "0", "600"],
            redirect: ("Weiterleitung", ["keine", "des Preflights", "des Aufrufs"]),
            preflight_status: ("Status der Antwort auf den Preflight", ["204", "404"]),
            private_network: ["fehlt", "true"],
        },
        send: "Senden",
        result: "Ergebnis",
        presets: "Bekannte Fälle",
        presets_lead: "Jeder geht von einem Aufruf aus, der gelingt, und ändert daran, was sein Name sagt. Die Gründe sind die des Fetch-Standards.",
        columns: ["Fall", "Was geschieht", "Warum"],
        preset: |preset| match preset {
            Preset::Works => "Ein Aufruf von Zuora, der gelingt",
            Preset::OtherOrigin => "Die Antwort nennt eine andere Origin",
            Preset::WildcardWithCredentials => "Origin * mit Credentials",
            Preset::HeadersMissing => "Allow-Headers fehlt",
            Preset::WildcardAndAuthorization => "Header * und Authorization",
            Preset::MethodMissing => "PUT, und Allow-Methods fehlt",
            Preset::CredentialsMissing => "Allow-Credentials fehlt",
            Preset::NoPreflightAnswer => "Der Preflight wird mit 404 beantwortet",
            Preset::PreflightRedirected => "Der Preflight wird weitergeleitet",
            Preset::CallRedirected => "Der Aufruf wird weitergeleitet",
            Preset::SimpleCall => "Ein Aufruf, der keinen Preflight braucht",
            Preset::SimpleCallUnread => "Derselbe, und die Antwort erlaubt keine Origin",
            Preset::NoCors => "Modus no-cors",
            Preset::Remembered => "Zwei Aufrufe, und Max-Age 600",
        },
    },
    predicted: "Vorhersage",
    browser: "Was die Seite erfährt",
    sandbox: "Was die Sandbox gesehen hat",
    readable: "Die Seite liest die Antwort.",
    opaque: "Der Aufruf kommt an, und seine Antwort bleibt der Seite verschlossen.",
    unread: "Der Aufruf kommt an, und die Seite erfährt nur, dass etwas fehlgeschlagen ist.",
    not_made: "Der Aufruf findet nicht statt, und die Seite erfährt nur, dass etwas fehlgeschlagen ist.",
    rule: |rule| match rule {
        Rule::NoPreflight => {
            "Diese Methode und diese Header könnte auch ein Formular senden. Darum gibt es keinen Preflight."
        }
        Rule::PreflightNeeded => {
            "Das könnte kein Formular senden. Darum fragt der Browser zuerst, mit einem Preflight (OPTIONS)."
        }
        Rule::SameOriginMode => "Im Modus same-origin wird nichts an eine andere Origin gesendet.",
        Rule::NoCorsMethod => "Im Modus no-cors werden nur GET, HEAD und POST gesendet.",
        Rule::NoCorsOpaque => {
            "Im Modus no-cors gibt es keinen Preflight. Header, die einen bräuchten, fallen weg, und keine Antwort kann sich der Seite öffnen."
        }
        Rule::OriginMissing => "Der Antwort fehlt Access-Control-Allow-Origin.",
        Rule::OriginDiffers => "Access-Control-Allow-Origin nennt nicht die Origin dieser Seite.",
        Rule::OriginWildcard => {
            "Für einen Aufruf mit Credentials reicht * nicht. Access-Control-Allow-Origin muss die Origin dieser Seite nennen."
        }
        Rule::CredentialsNotAllowed => {
            "Für einen Aufruf mit Credentials braucht die Antwort Access-Control-Allow-Credentials: true."
        }
        Rule::PreflightRedirected => {
            "Die Antwort auf einen Preflight darf keine Weiterleitung sein."
        }
        Rule::PreflightStatus => {
            "Die Antwort auf einen Preflight braucht einen Status von 200 bis 299."
        }
        Rule::MethodNotListed => "Access-Control-Allow-Methods nennt die Methode nicht.",
        Rule::MethodWildcard => {
            "Bei einem Aufruf mit Credentials steht * in Access-Control-Allow-Methods für keine Methode."
        }
        Rule::AuthorizationNotNamed => {
            "Access-Control-Allow-Headers muss Authorization nennen: * schließt es nicht ein. (Browser schließen es bei einem Aufruf ohne Credentials noch ein.)"
        }
        Rule::HeaderNotListed => {
            "Access-Control-Allow-Headers nennt nicht jeden Header, der den Preflight nötig gemacht hat."
        }
        Rule::HeaderWildcard => {
            "Bei einem Aufruf mit Credentials steht * in Access-Control-Allow-Headers für keinen Header."
        }
        Rule::AuthorizationByWildcard => {
            "Dieser Browser schließt Authorization in * ein und warnt in seiner Konsole. Nach dem Standard wäre der Aufruf hier zu Ende."
        }
        Rule::PreflightPasses => {
            "Die Antwort auf den Preflight erlaubt den Aufruf. Darum findet er statt."
        }
        Rule::CallRedirected => {
            "Der Browser folgt der Weiterleitung. An der neuen Adresse beginnt alles von vorn, auch der Preflight, wenn es einen gab."
        }
        Rule::CallReadable => {
            "Die Antwort auf den Aufruf erlaubt diese Seite. Darum darf die Seite sie lesen."
        }
        Rule::Remembered => {
            "Der Browser merkt sich die Antwort auf den Preflight. Darum braucht der zweite Aufruf keinen."
        }
        Rule::NotRemembered => {
            "Was der Browser sich gemerkt hat, erlaubt den zweiten Aufruf nicht. Darum fragt er wieder."
        }
        Rule::RefusalNotRemembered => {
            "Eine Antwort, die den Aufruf nicht erlaubt, merkt der Browser sich nicht. Darum fragt er wieder."
        }
    },
    needs: "Er braucht einen Preflight wegen",
    will_see: "Die Sandbox bekommt",
    will_see_nothing: "Die Sandbox bekommt nichts.",
    not_sent: "Noch nicht gesendet.",
    sending: "Wird gesendet …",
    status: "Status",
    kind: "Art der Antwort",
    readable_headers: "Header, die die Seite lesen kann",
    no_headers: "keine",
    body: "Inhalt",
    only_this: "Mehr erfährt die Seite nicht:",
    nothing_arrived: "Nichts ist angekommen.",
    no_journal: "Das Journal der Sandbox konnte nicht gelesen werden.",
    asked: "Anfrage",
    answered: "Antwort",
    agrees: "Vorhersage, Browser und Sandbox stimmen überein.",
    differs: "Der Browser hat etwas anderes getan als vorhergesagt.",
};
