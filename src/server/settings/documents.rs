//! The list of settings for people: `--help`, and in the tests `.env.example` and the README.

use crate::server::settings::{
    list::GROUPS,
    setting::{DefaultValue, Setting, plain},
};
use std::fmt::Write as _;

/// What `--help` says of all settings.
pub fn help() -> String {
    let mut help = "Settings, from the environment and the nearest .env:\n".to_owned();
    for group in GROUPS {
        let _ = write!(help, "\n{}\n", group.title);
        for setting in group.settings {
            let default = match setting.default {
                DefaultValue::Text(text) | DefaultValue::Described(text) => plain(text),
            };
            let _ = write!(help, "\n  {}", setting.variable);
            for sentence in sentences(setting) {
                let _ = write!(help, "\n      {}", plain(&sentence));
            }
            let _ = writeln!(help, "\n      [default: {default}]");
        }
    }
    help
}

/// What there is to say of a setting, in Markdown: its meaning, and where to find a value.
fn sentences(setting: &Setting) -> Vec<String> {
    let mut sentences = vec![setting.meaning.to_owned()];
    if let Some(place) = setting.where_to_find {
        // Nothing after a command or an address, which people copy to the end of the line.
        sentences.push(format!("{}{}", place[..1].to_uppercase(), &place[1..]));
    }
    if let Some(file) = setting.secret_file {
        sentences.push(format!("Or in a file, which `{file}` names."));
    }
    sentences
}

#[cfg(test)]
mod tests;
