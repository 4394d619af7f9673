//! Zuora's answer to a call: done, or refused with reasons.

use super::{Fields, FromFields};

/// Zuora: HTTP 200 does not mean success; `success` in the body does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer<Reply> {
    /// `"success": true`, with the operation's own fields.
    Done(Reply),
    /// `"success": false`, with reasons.
    Refused(Refusal),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Zuora's id of the failed process. Its authentication errors have none.
    pub process_id: Option<String>,
    /// Zuora may list several.
    pub reasons: Vec<Reason>,
}

/// One reason of a refusal: a code, a sentence, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Zuora's error code: six digits for resource and field, two for the category; a word in the
    /// older operations. Empty when there is none.
    pub code: String,
    /// Zuora's message. It is text, never markup. Empty when there is none.
    pub message: String,
}

impl<Reply: FromFields> Answer<Reply> {
    /// Reads the answer in a body with this HTTP status; `None` when there is none.
    ///
    /// `success: false` means that Zuora did nothing, whatever the status and whatever else is
    /// missing; only its reasons can say otherwise ([`Cause`](super::Cause)). Without `success`, a
    /// body counts as a refusal only if it has reasons, as Zuora's response to too many requests
    /// has; or with 401 and 403, which HTTP defines as refused before anything was done. Any other
    /// status, 5xx above all, can come from a machine between Zuora and us, about a call that Zuora
    /// is still carrying out.
    pub fn read(json: &impl Fields, status: u16) -> Option<Self> {
        let success = json.flag("success");
        if success == Some(true) {
            return Reply::from_fields(json).map(Self::Done);
        }
        if success.is_none() && json.has("success") {
            return None;
        }
        let mut reasons = Vec::new();
        for list in ["reasons", "errors"] {
            reasons.extend(json.items(list).iter().filter_map(Reason::from_fields));
        }
        if reasons.is_empty() {
            reasons.extend(match success {
                Some(_) => Reason::from_fields(json),
                None => Some(denial(json, status)?),
            });
        }
        Some(Self::Refused(Refusal { process_id: json.code("processId"), reasons }))
    }
}

/// The reason in a response with status 401 or 403 that is not in Zuora's usual form. The status
/// takes the place of the code.
fn denial(json: &impl Fields, status: u16) -> Option<Reason> {
    let code = match status {
        401 => "HTTP 401",
        403 => "HTTP 403",
        _ => return None,
    };
    Some(Reason { code: code.to_owned(), message: json.text("message")? })
}

impl Reason {
    /// Code and message, or the one that there is.
    pub fn text(&self) -> String {
        let both = !self.code.is_empty() && !self.message.is_empty();
        [&*self.code, if both { ": " } else { "" }, &self.message].concat()
    }
}

impl FromFields for Reason {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        let code = json.code("code").unwrap_or_default().trim().to_owned();
        let message = json.own_text().or_else(|| json.text("message")).unwrap_or_default();
        (!code.is_empty() || !message.is_empty()).then_some(Self { code, message })
    }
}

#[cfg(test)]
mod tests;
