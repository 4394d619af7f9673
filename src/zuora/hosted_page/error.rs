//! The error codes of hosted pages, grouped by what a customer can do.

/// What a customer can do about an error of the hosted page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageErrorKind {
    /// A field of the form is wrong. The form says which one.
    Fields,
    /// The bank has declined the card.
    Declined,
    /// Zuora does not accept what was entered.
    NotAccepted,
    /// The bank could not confirm that the customer is the cardholder.
    NotAuthenticated,
    /// The CAPTCHA was not solved.
    Captcha,
    /// The form was submitted sooner than a person could have filled it in.
    TooQuick,
    /// The form was submitted too often, or its token has been used.
    TooManyAttempts,
    /// The form was open for too long.
    Expired,
    /// Zuora refuses the page, because of how the shop or its tenant is set up.
    SetUp,
    /// Zuora has a fault.
    ZuoraFault,
    /// Zuora has not documented the code.
    Unknown,
}

impl PageErrorKind {
    /// The kind of this `errorCode` (Zuora: "Error Handling for Payment Pages 2.0", and its
    /// samples).
    pub fn of(code: &str) -> Self {
        match code {
            "HostedPageFieldValidationError" => Self::Fields,
            "GatewayTransactionError" => Self::Declined,
            "BusinessValidationError" => Self::NotAccepted,
            "ThreeDs2_Authentication_Exception" => Self::NotAuthenticated,
            "ReCaptcha_Validation_Failed" => Self::Captcha,
            "Submit_Too_Quick" => Self::TooQuick,
            "Attempt_Exceed_Limitation" => Self::TooManyAttempts,
            "Token_Expired" => Self::Expired,
            "Invalid_Security"
            | "Invalid_Request_Method"
            | "Invalid_PaymentGateway"
            | "Decryption_Error"
            | "Validate_Dynamic_Params_Failed" => Self::SetUp,
            "GeneralSystemError" => Self::ZuoraFault,
            _ => Self::Unknown,
        }
    }

    /// Whether the form in the frame cannot be submitted any more.
    pub fn ends_form(self) -> bool {
        matches!(self, Self::NotAuthenticated | Self::TooManyAttempts | Self::Expired | Self::SetUp)
    }
}
