//! The sentences of *Break it* and of *What the signature is made of*. The panel fetches them from
//! the server (`GET /flow/breaks`), because its own program has no room for them.

macro_rules! labels {
    ($($(#[$doc:meta])* $name:ident;)+) => {
        /// The labels of both groups.
        #[derive(Debug)]
        pub struct PanelLabels {
            $($(#[$doc])* pub $name: &'static str,)+
        }

        impl PanelLabels {
            /// Every label with its name.
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),+]
            }
        }
    };
}

labels! {
    tour_link;
    laboratory_link;
    /// Opens the page anew, with the panel.
    again;
    break_it;
    break_lead;
    armed;
    /// The page has a signature that it fetched before the break was chosen.
    in_hand;
    not_here;
    /// There is no used token yet.
    no_used_token;
    /// The run's number follows.
    broken_run;
    in_the_browser;
    failed_to_fetch;
    /// The page is still waiting.
    nothing_yet;
    no_call;
    happened;
    journal;
    /// Stands for the status of an exchange without an answer.
    no_answer;
    nothing_arrived;
    todo;
    guard;
    next_run;
    anatomy;
    anatomy_lead;
    method;
    path;
    bound;
    token;
    text;
    key;
    hmac;
    base64;
    sandboxs;
    documented;
    own;
    same;
    differs;
    reset;
    send;
    sent;
    accepted;
    refused;
    no_run;
}

/// One way to break a run.
#[derive(Debug)]
pub struct BreakText {
    /// The text of its button.
    pub label: &'static str,
    /// What really happened.
    pub happened: &'static str,
    pub todo: &'static str,
}

/// The sentences of both groups.
#[derive(Debug)]
pub struct BreakWords {
    pub labels: PanelLabels,
    /// In the order of the server's `Break`.
    pub breaks: [BreakText; 15],
}
