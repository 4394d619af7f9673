//! The declaration of one setting: all that its reader, `--help`, `.env.example` and the README
//! say about it.

/// A setting.
#[derive(Debug)]
pub struct Setting {
    pub variable: &'static str,
    pub default: DefaultValue,
    /// One sentence or more, in Markdown.
    pub meaning: &'static str,
    /// Where to find a value, or how to make one, in Markdown. Faults repeat it.
    pub where_to_find: Option<&'static str>,
    /// The value in `.env.example`; `None` for what only a tool sets.
    pub example: Option<&'static str>,
    /// For a secret, the variable that names a file to read it from. No fault shows a secret.
    pub secret_file: Option<&'static str>,
}

/// What counts while a variable is unset.
#[derive(Clone, Copy, Debug)]
pub enum DefaultValue {
    /// It is read as if it were set to this.
    Text(&'static str),
    /// It depends on something else, which this describes in Markdown.
    Described(&'static str),
}

impl DefaultValue {
    /// The value that is read, where it does not depend on anything else.
    pub const fn text(self) -> Option<&'static str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Described(_) => None,
        }
    }
}

impl Setting {
    /// Where to find a value, as plain text for a fault.
    pub fn hint(&self) -> String {
        plain(self.where_to_find.unwrap_or_default())
    }
}

/// Markdown as plain text: without the backticks around code.
pub(super) fn plain(markdown: &str) -> String {
    markdown.replace('`', "")
}
