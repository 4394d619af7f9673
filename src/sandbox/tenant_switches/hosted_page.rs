//! The switches of the hosted page.

use serde::Deserialize;

/// Whether every parameter in a hosted page's address must also be in the request for its signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ParameterValidation {
    /// Zuora, in its tutorial.
    #[default]
    Off,
    /// Zuora: the tenant's setting "Validate Client-Side HPM Parameters", which it recommends.
    On,
}

/// How a hosted page writes the base64 in its callback.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CallbackValues {
    /// Inferred from Zuora's sample, which encodes the values itself.
    #[default]
    Plain,
    /// Recorded, of one tenant.
    PercentEncoded,
}

/// Whether a hosted page asks for a CAPTCHA.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Captcha {
    #[default]
    Off,
    /// Zuora, in a comment of its sample: a token serves one submission then.
    On,
}

/// The error with which a hosted page answers every submission.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum PageErrorSwitch {
    #[default]
    #[serde(rename = "none")]
    None,
    // Zuora: the codes.
    BusinessValidationError,
    #[serde(rename = "Decryption_Error")]
    DecryptionError,
    GatewayTransactionError,
    GeneralSystemError,
    #[serde(rename = "Invalid_PaymentGateway")]
    InvalidPaymentGateway,
    #[serde(rename = "Invalid_Request_Method")]
    InvalidRequestMethod,
    #[serde(rename = "ReCaptcha_Validation_Failed")]
    ReCaptchaValidationFailed,
    #[serde(rename = "Submit_Too_Quick")]
    SubmitTooQuick,
    #[serde(rename = "ThreeDs2_Authentication_Exception")]
    ThreeDs2AuthenticationException,
}

impl PageErrorSwitch {
    /// Zuora's code.
    pub fn code(self) -> Option<&'static str> {
        Some(match self {
            Self::None => return None,
            Self::BusinessValidationError => "BusinessValidationError",
            Self::DecryptionError => "Decryption_Error",
            Self::GatewayTransactionError => "GatewayTransactionError",
            Self::GeneralSystemError => "GeneralSystemError",
            Self::InvalidPaymentGateway => "Invalid_PaymentGateway",
            Self::InvalidRequestMethod => "Invalid_Request_Method",
            Self::ReCaptchaValidationFailed => "ReCaptcha_Validation_Failed",
            Self::SubmitTooQuick => "Submit_Too_Quick",
            Self::ThreeDs2AuthenticationException => "ThreeDs2_Authentication_Exception",
        })
    }
}
