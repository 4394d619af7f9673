//! The four operations on Zuora's list of CORS-enabled ones. A fifth goes here too (docs/add-an-operation.md).

use super::{
    AccountKey, Bound, Fields, FromFields, Method, Operation, bound::bound, is_credential,
};

/// *Create a credit card payment method* (Zuora: `POST /v1/payment-methods/credit-cards`, the older operation: the newer
/// `POST /v1/payment-methods` is not CORS-enabled).
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
    /// The id of the new payment method.
    pub payment_method_id: String,
}

impl FromFields for PaymentMethodCreated {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        Some(Self { payment_method_id: json.text("paymentMethodId")? })
    }
}

bound! {
    /// The name of the account that is to be created.
    AccountName = Some("name");
}

/// *Create an account*, with a card in it (Zuora: `POST /v1/accounts`; whole or not at all).
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
    /// The number of the new account, as customers read it.
    pub account_number: String,
    /// The id of its card.
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
    /// The file that is to be fetched. Zuora: no parameter is bound, for the URI names it.
    FileId = None;
}

/// *Retrieve a file* (Zuora: `GET /v1/files/{file-id}`). It answers with the file's bytes, and with JSON only when it refuses.
#[derive(Debug)]
pub enum GetFile {}

impl Operation for GetFile {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/files/{file-id}";
    type Bound = FileId;
    type Reply = NoJson;
}

/// Not a reply: the operation answers with something else than JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoJson {}

impl FromFields for NoJson {
    fn from_fields(_: &impl Fields) -> Option<Self> {
        None
    }
}

bound! {
    /// The Payment Pages 2.0 page that is to be shown.
    PageId = Some("pageId");
}

/// *Generate an RSA signature* (Zuora: `POST /v1/rsa-signatures`), the right to show one hosted page once.
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
    /// Zuora: null when too many fields were to be signed; then there is no reply.
    pub signature: String,
    /// The token of this one showing.
    pub token: String,
    /// The tenant whose page it is.
    pub tenant_id: String,
    /// The tenant's public key.
    pub key: String,
}

impl FromFields for RsaSignature {
    fn from_fields(json: &impl Fields) -> Option<Self> {
        let credential = |name| json.text(name).filter(|text| is_credential(text));
        Some(Self {
            signature: credential("signature")?,
            token: credential("token")?,
            tenant_id: json.code("tenantId").filter(|id| is_credential(id))?,
            key: credential("key")?,
        })
    }
}
