//! JSON as the door speaks it, one encoding a direction: arguments strictly, so that a field no function knows is refused and not ignored;
//! replies by their own fields, so that the browser needs no JSON library to read them.

use crate::zuora::FromFields;
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType, codec::Post};
use serde::{Serialize, de::DeserializeOwned};

/// Arguments as JSON, by POST.
pub type Strict = Post<StrictJson>;
/// Results as JSON.
pub type Replies = Post<ReplyJson>;

/// The encoding of arguments.
#[derive(Debug)]
pub enum StrictJson {}

/// The encoding of results and errors.
#[derive(Debug)]
pub enum ReplyJson {}

impl ContentType for StrictJson {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl ContentType for ReplyJson {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for StrictJson {
    const FORMAT_TYPE: Format = Format::Text;
}

impl FormatType for ReplyJson {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for StrictJson {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(value).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for StrictJson {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        use serde::de::Error as _;
        let mut unknown = None;
        let mut json = serde_json::Deserializer::from_slice(&bytes);
        let value = serde_ignored::deserialize(&mut json, |path| {
            unknown.get_or_insert_with(|| path.to_string());
        })?;
        json.end()?;
        match unknown {
            Some(field) => Err(serde_json::Error::custom(format_args!("unknown field {field}"))),
            None => Ok(value),
        }
    }
}

impl<T: Serialize> Encodes<T> for ReplyJson {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        StrictJson::encode(value)
    }
}

impl<T: FromFields> Decodes<T> for ReplyJson {
    type Error = &'static str;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        #[cfg(target_arch = "wasm32")]
        let json = crate::browser::Json::parse(&bytes);
        #[cfg(not(target_arch = "wasm32"))]
        let json = serde_json::from_slice::<serde_json::Value>(&bytes).ok();
        json.as_ref().and_then(T::from_fields).ok_or("not the JSON that was expected")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    struct Arguments {
        #[expect(dead_code)] // read by its name only
        file: String,
    }

    #[test]
    fn takes_what_it_knows_and_nothing_else() {
        let decode = |json: &'static str| -> Result<Arguments, _> { StrictJson::decode(Bytes::from_static(json.as_bytes())) };
        assert!(decode(r#"{"file":"1"}"#).is_ok());
        for refused in [
            "",
            "{}",
            r#"{"file":1}"#,
            r#"{"file":"1","accountKey":"A00000002"}"#,
            r#"{"file":"1"} {}"#,
            r#"{"file":"1","file":"2"}"#,
        ] {
            assert!(decode(refused).is_err(), "{refused}");
        }
    }
}
