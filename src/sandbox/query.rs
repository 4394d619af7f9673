//! `POST /v1/action/query`: a query in ZOQL, of which the sandbox knows as much as finds an account.
//!
//! Zuora: keywords are in lower case; only fields that have a value are returned, and the id in any
//! case (its sample). Inferred: capital letters do not matter in the names of objects and fields,
//! and do in a text that is compared.

use crate::sandbox::{
    authorisation::AuthorisedCaller, error_reply::ErrorReply, fields::object,
    real_card_numbers::reject_real_card_numbers, records::Account, reply::zuora_json,
    tenant::TenantStore,
};
use axum::{body::Bytes, extract::State, http::StatusCode, response::Response};
use serde_json::{Map, Value, json};

/// A field of an account that can be asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Id,
    AccountNumber,
    Name,
    CrmId,
}

impl Field {
    const ALL: [Self; 4] = [Self::Id, Self::AccountNumber, Self::Name, Self::CrmId];

    fn name(self) -> &'static str {
        match self {
            Self::Id => "Id",
            Self::AccountNumber => "AccountNumber",
            Self::Name => "Name",
            Self::CrmId => "CrmId",
        }
    }

    fn of(self, account: &Account) -> Option<&str> {
        match self {
            Self::Id => Some(&account.id),
            Self::AccountNumber => Some(&account.number),
            Self::Name => Some(&account.name),
            Self::CrmId => account.crm_id.as_deref(),
        }
    }
}

/// `select … from Account where … = '…'`
struct Query<'a> {
    selected: Vec<Field>,
    condition: Field,
    value: &'a str,
}

/// Zuora ignores unknown fields of the body.
pub async fn query(
    _: AuthorisedCaller,
    State(tenant): State<TenantStore>,
    body: Bytes,
) -> Result<Response, ErrorReply> {
    let body = object(&body)?;
    reject_real_card_numbers(&body)?;
    let text = body.get("queryString").and_then(Value::as_str).unwrap_or_default();
    let query = parse(text)?;
    let tenant = tenant.lock();
    let found =
        tenant.accounts.iter().filter(|account| query.condition.of(account) == Some(query.value));
    let records: Vec<Value> = found.map(|account| record(account, &query.selected)).collect();
    let reply = json!({"size": records.len(), "records": records, "done": true});
    Ok(zuora_json(StatusCode::OK, &reply))
}

fn record(account: &Account, selected: &[Field]) -> Value {
    let fields = selected.iter().chain([&Field::Id]);
    let values = fields.filter_map(|field| Some((field.name(), field.of(account)?)));
    values.map(|(name, value)| (name.to_owned(), value.into())).collect::<Map<_, _>>().into()
}

fn parse(text: &str) -> Result<Query<'_>, ErrorReply> {
    // Recorded: code and text.
    let malformed =
        || ErrorReply::Fault("MALFORMED_QUERY", "You have an error in your ZOQL syntax".to_owned());
    let select = text.trim().strip_prefix("select ").ok_or_else(malformed)?;
    let (fields, rest) = select.split_once(" from ").ok_or_else(malformed)?;
    let (table, condition) = rest.split_once(" where ").ok_or_else(malformed)?;
    let (field, value) = condition.split_once('=').ok_or_else(malformed)?;
    if !table.trim().eq_ignore_ascii_case("Account") {
        let message = "The sandbox answers queries of the form: select Id, AccountNumber, Name, CrmId \
                       from Account where CrmId = '…'";
        return Err(ErrorReply::Fault("INVALID_TYPE", message.to_owned()));
    }
    let selected = fields.split(',').map(find_field).collect::<Result<_, _>>()?;
    let condition = find_field(field)?;
    let value = value.trim().strip_prefix('\'').and_then(|value| value.strip_suffix('\''));
    // A second condition has quotes of its own.
    let value = value.filter(|value| !value.contains(['\'', '\\'])).ok_or_else(malformed)?;
    match condition {
        Field::CrmId | Field::AccountNumber => Ok(Query { selected, condition, value }),
        Field::Id | Field::Name => Err(malformed()),
    }
}

/// Recorded: code and text.
fn find_field(name: &str) -> Result<Field, ErrorReply> {
    let name = name.trim();
    let found = Field::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name));
    found.ok_or_else(|| {
        ErrorReply::Fault("INVALID_FIELD", format!("invalid field for query: Account.{name}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A query has one condition, whose value cannot contain another.
    #[test]
    fn fuzz_zoql() {
        crate::fuzz::fuzz("zoql", |bytes| {
            let text = String::from_utf8_lossy(bytes);
            let Ok(query) = parse(&text) else { return };
            assert!(!query.value.contains(['\'', '\\']) && text.contains(query.value));
            assert!(!query.selected.is_empty());
            assert!(matches!(query.condition, Field::CrmId | Field::AccountNumber));
        });
    }
}
