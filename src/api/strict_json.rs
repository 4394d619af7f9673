//! JSON as the door speaks it: a field it does not know is refused, not ignored.
//!
//! In the browser it is the browser's own JSON, so that no second one is downloaded with the page.

use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType, codec::Post};
use serde::{Serialize, de::DeserializeOwned};

/// Arguments and result as JSON, by POST.
pub type StrictJson = Post<StrictJsonEncoding>;

/// The encoding behind [`StrictJson`].
#[derive(Debug)]
pub enum StrictJsonEncoding {}

impl ContentType for StrictJsonEncoding {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for StrictJsonEncoding {
    const FORMAT_TYPE: Format = Format::Text;
}

#[cfg(not(target_arch = "wasm32"))]
impl<T: Serialize> Encodes<T> for StrictJsonEncoding {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(value).map(Bytes::from)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl<T: DeserializeOwned> Decodes<T> for StrictJsonEncoding {
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

#[cfg(target_arch = "wasm32")]
impl<T: Serialize> Encodes<T> for StrictJsonEncoding {
    type Error = crate::browser::json::JsonError;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        crate::browser::json::to_text(value).map(Bytes::from)
    }
}

#[cfg(target_arch = "wasm32")]
impl<T: DeserializeOwned> Decodes<T> for StrictJsonEncoding {
    type Error = crate::browser::json::JsonError;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        crate::browser::json::from_bytes(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Arguments {
        file: String,
    }

    fn decode(json: &'static str) -> Result<Arguments, serde_json::Error> {
        StrictJsonEncoding::decode(Bytes::from_static(json.as_bytes()))
    }

    #[test]
    fn takes_what_it_knows_and_nothing_else() {
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
