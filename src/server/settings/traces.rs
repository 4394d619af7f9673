//! Where traces are exported to, by the variables that OpenTelemetry's specification has for it
//! (*OTLP Exporter Configuration*).

use crate::server::settings::{
    reader::Reader,
    secrets::Secret,
    setting::{DefaultValue, Setting},
    values::Checked,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;
use url::Url;

pub const OTEL_EXPORTER_OTLP_ENDPOINT: Setting = Setting {
    variable: "OTEL_EXPORTER_OTLP_ENDPOINT",
    default: DefaultValue::Described("none: nothing is exported"),
    meaning: "The OpenTelemetry collector that gets a trace of every request, by OTLP over HTTP \
              (protobuf). `/v1/traces` is appended.",
    where_to_find: None,
    example: Some("http://collector.internal:4318"),
    secret_file: None,
};

pub const OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: Setting = Setting {
    variable: "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    default: DefaultValue::Described("none"),
    meaning: "The same as a whole address, to which nothing is appended. It comes before the other.",
    where_to_find: None,
    example: Some("http://collector.internal:4318/v1/traces"),
    secret_file: None,
};

pub const OTEL_EXPORTER_OTLP_HEADERS: Setting = Setting {
    variable: "OTEL_EXPORTER_OTLP_HEADERS",
    default: DefaultValue::Described("none"),
    meaning: "Headers for the collector, such as its credentials: `NAME=VALUE`, separated by commas, \
              with percent-encoded values.",
    where_to_find: None,
    example: Some("…"),
    secret_file: Some("OTEL_EXPORTER_OTLP_HEADERS_FILE"),
};

pub const OTEL_SERVICE_NAME: Setting = Setting {
    variable: "OTEL_SERVICE_NAME",
    default: DefaultValue::Text("zuora-cors-sample"),
    meaning: "The name of this service in traces.",
    where_to_find: None,
    example: Some("shop"),
    secret_file: None,
};

/// Where traces go.
#[derive(Clone, Debug)]
pub struct TraceSettings {
    /// The whole address.
    pub endpoint: Url,
    /// Sent with every export, and never shown.
    pub headers: HeaderMap,
    pub service_name: String,
}

impl TraceSettings {
    /// `None` outside: a fault. `None` inside: nothing is exported.
    #[expect(clippy::option_option)] // each has its reader
    pub(super) fn read(reader: &mut Reader) -> Option<Option<Self>> {
        let base = reader.parse(&OTEL_EXPORTER_OTLP_ENDPOINT, endpoint).map(with_path);
        let whole = reader.parse(&OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, endpoint);
        let headers = read_headers(reader);
        let service_name = reader.optional(&OTEL_SERVICE_NAME);
        let service_name =
            service_name.or_else(|| OTEL_SERVICE_NAME.default.text().map(str::to_owned));
        let (headers, service_name) = (headers?, service_name?);
        Some(whole.or(base).map(|endpoint| Self { endpoint, headers, service_name }))
    }
}

fn endpoint(text: &str) -> Checked<Url> {
    let url = Url::parse(text).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.fragment().is_none()
            && url.query().is_none()
    });
    let url = url.ok_or("must be the address of a collector, such as http://127.0.0.1:4318")?;
    match url.username().is_empty() && url.password().is_none() {
        true => Ok(url),
        false => {
            Err("must not contain a password: that belongs into OTEL_EXPORTER_OTLP_HEADERS".into())
        }
    }
}

fn with_path(mut base: Url) -> Url {
    if let Ok(mut path) = base.path_segments_mut() {
        path.pop_if_empty().extend(["v1", "traces"]);
    }
    base
}

fn read_headers(reader: &mut Reader) -> Option<HeaderMap> {
    match reader.secret(&OTEL_EXPORTER_OTLP_HEADERS) {
        Secret::Unset => Some(HeaderMap::new()),
        Secret::Faulty => None,
        Secret::Value(text) => {
            let headers = text.split(',').map(header).collect::<Option<HeaderMap>>();
            if headers.is_none() {
                // The value is not shown: it may be a credential.
                reader.fault(
                    &OTEL_EXPORTER_OTLP_HEADERS,
                    "must be NAME=VALUE, separated by commas, such as authorization=Bearer%20…",
                );
            }
            headers
        }
    }
}

fn header(text: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = text.split_once('=')?;
    let value = percent_decode_str(value.trim()).decode_utf8().ok()?;
    let mut value = HeaderValue::from_str(&value).ok()?;
    value.set_sensitive(true);
    Some((name.trim().parse().ok()?, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::settings::{Source, faults::Faults, list};

    fn read(values: &[(&str, &str)]) -> Result<Option<TraceSettings>, Faults> {
        let mut reader = Reader::new(Source::new(values), list::variables());
        let settings = TraceSettings::read(&mut reader);
        reader.finish(settings)
    }

    fn endpoint_of(values: &[(&str, &str)]) -> Option<String> {
        read(values).expect("right settings").map(|settings| settings.endpoint.to_string())
    }

    #[test]
    fn the_path_is_appended_to_the_general_endpoint_alone() {
        assert_eq!(endpoint_of(&[]), None);
        assert_eq!(endpoint_of(&[("OTEL_SERVICE_NAME", "shop")]), None);
        for (base, whole) in [
            ("http://127.0.0.1:4318", "http://127.0.0.1:4318/v1/traces"),
            ("http://127.0.0.1:4318/", "http://127.0.0.1:4318/v1/traces"),
            ("https://otlp.example/otlp", "https://otlp.example/otlp/v1/traces"),
        ] {
            assert_eq!(
                endpoint_of(&[("OTEL_EXPORTER_OTLP_ENDPOINT", base)]).as_deref(),
                Some(whole)
            );
        }
        let own = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:4318/own");
        let general = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1");
        assert_eq!(endpoint_of(&[general, own]).as_deref(), Some("http://127.0.0.1:4318/own"));
    }

    #[test]
    fn headers_are_decoded_and_never_shown() {
        let endpoint = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318");
        let text = "authorization=Bearer%20hush, x-tenant = shop=1";
        let settings = read(&[endpoint, ("OTEL_EXPORTER_OTLP_HEADERS", text)]);
        let settings = settings.expect("right settings").expect("an endpoint");
        assert_eq!(settings.headers["authorization"], "Bearer hush");
        assert_eq!(settings.headers["x-tenant"], "shop=1");
        assert_eq!(settings.service_name, "zuora-cors-sample");
        assert!(!format!("{settings:?}").contains("hush"));
        for wrong in ["hush", "na me=hush", "name=hush%0Aother: 1", "a=b,,", "name=hush%ff"] {
            let faults = read(&[endpoint, ("OTEL_EXPORTER_OTLP_HEADERS", wrong)]);
            let faults = faults.expect_err(wrong).to_string();
            assert!(faults.contains("OTEL_EXPORTER_OTLP_HEADERS: must be NAME=VALUE"), "{faults}");
            assert!(!faults.contains("hush"), "{faults}");
        }
    }

    #[test]
    fn an_endpoint_is_an_http_address_without_a_password() {
        for wrong in ["127.0.0.1:4318", "grpc://127.0.0.1:4317", "http://", "http://a/?key=hush"] {
            assert!(read(&[("OTEL_EXPORTER_OTLP_ENDPOINT", wrong)]).is_err(), "{wrong}");
            assert!(read(&[("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", wrong)]).is_err(), "{wrong}");
        }
        let faults = read(&[("OTEL_EXPORTER_OTLP_ENDPOINT", "https://shop:hush@otlp.example")]);
        assert!(faults.expect_err("a password").to_string().contains("OTEL_EXPORTER_OTLP_HEADERS"));
    }
}
