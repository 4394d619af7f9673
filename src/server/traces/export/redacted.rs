//! A span as it leaves: through the same last safeguard as the log.

use crate::server::log::redact::redact;
use opentelemetry::{Value, trace::Status};
use opentelemetry_sdk::trace::SpanData;

/// The span without anything that may be a card number.
pub fn redacted(mut span: SpanData) -> SpanData {
    span.name = redact(&span.name).into();
    for attribute in &mut span.attributes {
        if let Value::String(text) = &attribute.value {
            attribute.value = redact(text.as_str()).into();
        }
    }
    if let Status::Error { description } = &span.status {
        span.status = Status::error(redact(description));
    }
    span
}

#[cfg(test)]
mod tests {
    use super::*;
    use opentelemetry::{
        KeyValue,
        trace::{Span as _, Tracer as _, TracerProvider as _},
    };
    use opentelemetry_sdk::{
        error::OTelSdkResult,
        trace::{SdkTracerProvider, Span, SpanProcessor},
    };
    use std::{
        sync::{Arc, Mutex},
        time::Duration,
    };

    #[derive(Clone, Debug, Default)]
    struct Ended(Arc<Mutex<Vec<SpanData>>>);

    impl SpanProcessor for Ended {
        fn on_start(&self, _: &mut Span, _: &opentelemetry::Context) {}

        fn on_end(&self, span: SpanData) {
            self.0.lock().expect("one thread").push(span);
        }

        fn force_flush(&self) -> OTelSdkResult {
            Ok(())
        }

        fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
            Ok(())
        }
    }

    #[test]
    fn t11_no_card_number_leaves_in_a_span() {
        const CARD: &str = "4111 1111 1111 1111";
        let ended = Ended::default();
        let provider = SdkTracerProvider::builder().with_span_processor(ended.clone()).build();
        let mut span = provider.tracer("test").start(format!("GET {CARD}"));
        span.set_attribute(KeyValue::new("text", format!("card {CARD}")));
        span.set_attribute(KeyValue::new("id", "6f9619ff-8b86-4011-b42d-00c04fc964ff"));
        span.set_attribute(KeyValue::new("count", 3));
        span.set_status(Status::error(format!("no {CARD}")));
        span.end();
        let span = redacted(ended.0.lock().expect("one thread").remove(0));
        let shown = format!("{span:?}");
        assert!(!shown.contains("1111"), "{shown}");
        assert_eq!(shown.matches("[card number]").count(), 3, "{shown}");
        assert!(shown.contains("6f9619ff-8b86-4011-b42d-00c04fc964ff") && shown.contains("I64(3)"));
    }
}
