//! What the recorder hands over: the exchanges of a run, masked already.

use crate::zuora::{Fields, FromFields};

/// One exchange. Its times are in tenths of a millisecond since the page was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    pub method: String,
    pub url: String,
    pub headers: Vec<Header>,
    /// As JSON, in which a value that was left out says so.
    pub body: String,
    pub status: Option<u32>,
    pub reply_headers: Vec<Header>,
    pub reply: String,
    /// Of the answer's body, in bytes.
    pub size: Option<u32>,
    pub start: Option<u32>,
    pub end: Option<u32>,
    /// Where in the code the call is made.
    pub place: Option<String>,
    /// Step mode holds it back.
    pub is_held: bool,
    /// The fields of the body that Zuora binds to a signature.
    pub bound: Vec<(&'static str, String)>,
    /// Signature and token in the answer.
    pub signature: Option<String>,
    pub token: Option<String>,
    pub succeeded: Option<bool>,
    /// When the button was pressed, for the call that this has led to.
    pub pressed: Option<u32>,
}

/// A header of a request or an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    pub name: String,
    pub value: String,
}

/// What can be bound to a signature, in the order of Zuora's request.
const BOUND: [&str; 5] = ["uri", "method", "accountKey", "name", "pageId"];

impl FromFields for Exchange {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        let (body, reply) = (json.object("body"), json.object("reply"));
        let bound = BOUND.into_iter().filter_map(|field| {
            let value = body.as_ref()?.text(field)?;
            Some((field, value))
        });
        let in_reply = |field| reply.as_ref().and_then(|reply| reply.text(field));
        Some(Self {
            method: json.text("method")?,
            url: json.text("url")?,
            headers: headers(json, "headers"),
            body: json.text("bodyText").unwrap_or_default(),
            status: json.number("status"),
            reply_headers: headers(json, "replyHeaders"),
            reply: json.text("replyText").unwrap_or_default(),
            size: json.number("size"),
            start: json.number("start"),
            end: json.number("end"),
            place: json.text("place"),
            is_held: json.flag("held").unwrap_or_default(),
            bound: bound.collect(),
            signature: in_reply("signature"),
            token: in_reply("token"),
            succeeded: reply.as_ref().and_then(|reply| reply.flag("success")),
            pressed: json.number("pressed"),
        })
    }
}

fn headers(json: &impl Fields, field: &str) -> Vec<Header> {
    let all = json.items(field).into_iter();
    all.filter_map(|item| Some(Header { name: item.text("name")?, value: item.text("value")? }))
        .collect()
}

fn find<'a>(headers: &'a [Header], name: &str) -> Option<&'a str> {
    let found = headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
    found.map(|header| &*header.value)
}

impl Exchange {
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    pub fn reply_header(&self, name: &str) -> Option<&str> {
        find(&self.reply_headers, name)
    }

    /// How long it took, in tenths of a millisecond.
    pub fn duration(&self) -> Option<u32> {
        Some(self.end?.saturating_sub(self.start?))
    }

    /// Whether an answer has come that is no error. Zuora also refuses with status 200.
    pub fn is_done(&self) -> bool {
        self.status.is_some_and(|status| (200..400).contains(&status))
            && self.succeeded != Some(false)
    }
}

/// One run: a signature, and what was made of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    pub id: u32,
    /// The browser's call for the signature.
    pub sign: Exchange,
    /// The server's calls to Zuora for it.
    pub server: Vec<Exchange>,
    /// The call to Zuora.
    pub call: Option<Exchange>,
    /// Its preflight, or the earlier one whose answer the browser remembered.
    pub preflight: Option<Exchange>,
    /// Whether that preflight was sent for this call; nobody knows with a tenant.
    pub sent: Option<bool>,
    /// The call that has the server read back what came of it.
    pub confirm: Option<Exchange>,
    /// Whether Zuora is the sandbox, whose journal can be read.
    pub is_sandbox: bool,
}

impl FromFields for Run {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        let exchange = |field| json.object(field).and_then(|json| Exchange::from_fields(&json));
        Some(Self {
            id: json.number("id")?,
            sign: exchange("sign")?,
            server: json.items("server").iter().filter_map(Exchange::from_fields).collect(),
            call: exchange("call"),
            preflight: exchange("preflight"),
            sent: json.flag("sent"),
            confirm: exchange("confirm"),
            is_sandbox: json.flag("isSandbox").unwrap_or_default(),
        })
    }
}

impl Run {
    /// The server's call that made the signature.
    pub fn hmac(&self) -> Option<&Exchange> {
        self.server.iter().rfind(|exchange| exchange.url.ends_with("-signatures"))
    }

    /// The server's call for a bearer token, if this run needed one.
    pub fn bearer(&self) -> Option<&Exchange> {
        self.server.iter().rfind(|exchange| exchange.url.ends_with("/token"))
    }
}
