//! Zuora's four CORS-enabled operations. A fifth goes here too (docs/add-an-operation.md).

use super::{
    AccountKey, Bound, Fields, FromFields, Method, Operation, bound::bound, is_credential,
};

/// *Create a credit card payment method* (Zuora: `POST /v1/payment-methods/credit-cards`, the older
/// operation: the newer `POST /v1/payment-methods` is not CORS-enabled).
#[derive(Debug)]
pub enum CreatePaymentMethod {}

impl Operation for CreatePaymentMethod {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/payment-methods/credit-cards";
    type Bound = AccountKey;
    type Reply = PaymentMethodCreated;
}

/// Zuora's reply to [`CreatePaymentMethod`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentMethodCreated {
    pub payment_method_id: String,
}

impl FromFields for PaymentMethodCreated {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        Some(Self { payment_method_id: json.text("paymentMethodId")? })
    }
}

bound! {
    /// The name of the account to create.
    AccountName = Some("name");
}

/// *Create an account* with a card (Zuora: `POST /v1/accounts`; account and card are created
/// together or not at all).
#[derive(Debug)]
pub enum CreateAccount {}

impl Operation for CreateAccount {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/accounts";
    type Bound = AccountName;
    type Reply = AccountCreated;
}

/// Zuora's reply to [`CreateAccount`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountCreated {
    /// The number that customers see.
    pub account_number: String,
    /// The id of the account's card.
    pub payment_method_id: String,
}

impl FromFields for AccountCreated {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        Some(Self {
            account_number: json.text("accountNumber")?,
            payment_method_id: json.text("paymentMethodId")?,
        })
    }
}

bound! {
    /// The file to download. Zuora: no parameter is bound, because the URI names the file.
    FileId = None;
}

/// *Retrieve a file* (Zuora: `GET /v1/files/{file-id}`). The response is the file's bytes, and JSON
/// only when Zuora refuses.
#[derive(Debug)]
pub enum GetFile {}

impl Operation for GetFile {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/files/{file-id}";
    type Bound = FileId;
    type Reply = NoJson;
}

/// Not a reply: the operation does not send JSON on success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoJson {}

impl FromFields for NoJson {
    fn from_fields(_: &impl Fields) -> Option<Self> {
        None
    }
}

bound! {
    /// The Payment Pages 2.0 page to show.
    PageId = Some("pageId");
}

/// *Generate an RSA signature* (Zuora: `POST /v1/rsa-signatures`), with which one hosted page can
/// be opened once.
#[derive(Debug)]
pub enum RsaSignatures {}

impl Operation for RsaSignatures {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/rsa-signatures";
    type Bound = PageId;
    type Reply = RsaSignature;
}

/// Zuora's reply to [`RsaSignatures`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RsaSignature {
    /// Zuora: null when the names and values of the page's parameters are too long for the key.
    pub signature: Option<String>,
    /// The token to open the page with.
    pub token: String,
    pub tenant_id: String,
    pub key: String,
}

impl FromFields for RsaSignature {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        let credential = |name| json.text(name).filter(|text| is_credential(text));
        Some(Self {
            signature: match json.has("signature") {
                true => Some(credential("signature")?),
                false => None,
            },
            token: credential("token")?,
            tenant_id: json.code("tenantId").filter(|id| is_credential(id))?,
            key: credential("key")?,
        })
    }
}
