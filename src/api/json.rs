//! The JSON of the server functions. Arguments are read strictly, so that an unknown field is
//! refused and not ignored. Replies are read field by field, so that the browser needs no JSON
//! library.

use crate::zuora::FromFields;
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType, codec::Post};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

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
    // Not `serde_json`'s error, whose texts would be downloaded with every page.
    type Error = &'static str;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(value).map(Bytes::from).map_err(|_| "cannot be written as JSON")
    }
}

impl<T: DeserializeOwned> Decodes<T> for StrictJson {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        use serde::de::Error as _;
        // serde also accepts a list for a struct, field by field in order. No function takes a
        // list.
        if !is_object_without_lists(&serde_json::from_slice(&bytes)?) {
            return Err(serde_json::Error::custom("not an object"));
        }
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

fn is_object_without_lists(json: &Value) -> bool {
    fn has_list(json: &Value) -> bool {
        match json {
            Value::Array(_) => true,
            Value::Object(fields) => fields.values().any(has_list),
            _ => false,
        }
    }
    json.is_object() && !has_list(json)
}

impl<T: Serialize> Encodes<T> for ReplyJson {
    type Error = &'static str;

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
    #[expect(dead_code)] // read by their names only
    struct Arguments {
        file: String,
        place: Option<Place>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code)]
    struct Place {
        x: u8,
    }

    #[derive(Debug, Deserialize)]
    struct Nothing {}

    fn decode<T: DeserializeOwned>(json: &'static str) -> Result<T, serde_json::Error> {
        StrictJson::decode(Bytes::from_static(json.as_bytes()))
    }

    #[test]
    fn takes_what_it_knows_and_nothing_else() {
        for taken in
            [r#"{"file":"1"}"#, " { \"file\" : \"1\" } \n", r#"{"file":"1","place":{"x":1}}"#]
        {
            assert!(decode::<Arguments>(taken).is_ok(), "{taken}");
        }
        for refused in [
            "",
            "{}",
            r#"{"file":1}"#,
            r#"{"file":null}"#,
            r#"{"file":["1"]}"#,
            r#"{"file":"1","accountKey":"A00000002"}"#,
            r#"{"file":"1"} {}"#,
            r#"{"file":"1"}x"#,
            r#"{"file":"1","file":"2"}"#,
            r#"{"file":"1","\u0066ile":"2"}"#,
            r#"{"file":"1","place":[1]}"#,
            r#"{"file":"1","place":{"x":1,"x":1}}"#,
            r#"{"file":"1","place":{"x":1,"y":1}}"#,
            r#"["1"]"#,
            r#"["1",null]"#,
            "\u{feff}{\"file\":\"1\"}",
        ] {
            assert!(decode::<Arguments>(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn no_arguments_are_an_empty_object_and_nothing_else() {
        assert!(decode::<Nothing>("{}").is_ok());
        for refused in [
            "",
            "[]",
            "null",
            "\"x\"",
            "7",
            "true",
            "{} {}",
            "{}x",
            "[{}]",
            "{\"a\":1}",
            "{",
            "{}}",
        ] {
            assert!(decode::<Nothing>(refused).is_err(), "{refused}");
        }
    }

    /// What is taken says exactly what was sent: nothing is ignored, and nothing is made up.
    #[test]
    fn fuzz_arguments() {
        #[derive(Debug, Deserialize, Serialize)]
        struct Inner {
            file: String,
        }
        #[derive(Debug, Deserialize, Serialize)]
        struct Outer {
            inner: Inner,
        }
        crate::fuzz::fuzz("arguments", |bytes| {
            let Ok(taken) = <StrictJson as Decodes<Outer>>::decode(bytes.to_vec().into()) else {
                return;
            };
            let sent: Value = serde_json::from_slice(bytes).expect("JSON");
            assert_eq!(serde_json::to_value(taken).expect("JSON"), sent);
        });
    }
}
