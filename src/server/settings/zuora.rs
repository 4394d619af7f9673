//! The client that signs at Zuora, and the page that Zuora hosts.

use crate::server::settings::{
    app_env::AppEnv,
    base_url::{BaseUrl, ZUORA_BASE_URL},
    customers::ZUORA_ACCOUNT_KEY,
    reader::Reader,
    sandbox,
    secrets::Secret,
    setting::{DefaultValue, Setting},
    target::{Client, Zuora},
    values::Checked,
};

const OAUTH_CLIENTS: &str =
    "in Zuora's UI: Settings > Administration > Manage Users > OAuth Clients";

pub const ZUORA_CLIENT_ID: Setting = Setting {
    variable: "ZUORA_CLIENT_ID",
    default: DefaultValue::Described("the sandbox's demo client"),
    meaning: "Your OAuth client. Required with `ZUORA_BASE_URL`.",
    where_to_find: Some(OAUTH_CLIENTS),
    example: Some("00000000-0000-0000-0000-000000000000"),
    secret_file: None,
};

pub const ZUORA_CLIENT_SECRET: Setting = Setting {
    variable: "ZUORA_CLIENT_SECRET",
    default: DefaultValue::Described("the sandbox's demo client"),
    meaning: "The secret of the OAuth client. Required with `ZUORA_BASE_URL`.",
    where_to_find: Some(OAUTH_CLIENTS),
    example: Some("…"),
    secret_file: Some("ZUORA_CLIENT_SECRET_FILE"),
};

pub const ZUORA_ENTITY_ID: Setting = Setting {
    variable: "ZUORA_ENTITY_ID",
    default: DefaultValue::Described("none"),
    meaning: "The entity to act in, sent as `Zuora-Entity-Ids`. Only with Multi-entity, and a client \
              that is valid for more than one entity.",
    where_to_find: None,
    example: Some("00000000-0000-0000-0000-000000000000"),
    secret_file: None,
};

pub const ZUORA_PAGE_ID: Setting = Setting {
    variable: "ZUORA_PAGE_ID",
    default: DefaultValue::Described("the sandbox's demo page"),
    meaning: "Id of the Payment Pages 2.0 page that `/hosted-page` shows. With a tenant of your own and \
              no id, that page is off.",
    where_to_find: Some("in Zuora's UI: Settings > Payments > Setup Payment Page and Payment Link"),
    example: Some("00000000000000000000000000000000"),
    secret_file: None,
};

pub const ZUORA_PAGE_CALLBACK_PATH: Setting = Setting {
    variable: "ZUORA_PAGE_CALLBACK_PATH",
    default: DefaultValue::Described("the sandbox's"),
    meaning: "The page's Callback Path, as it is typed in Zuora. Zuora's signature over the page's report \
              covers it. With a tenant of your own and no path, only the page's own address is tried in its \
              place.",
    where_to_find: Some(
        "in Zuora's UI: Settings > Payments > Setup Payment Page and Payment Link, the page's Callback Path",
    ),
    example: Some("/Hosted-Page/Callback"),
    secret_file: None,
};

/// No path that somebody has typed is longer.
const MAX_CALLBACK_PATH_CHARACTERS: usize = 255;

#[derive(Debug)]
pub struct ZuoraSettings {
    pub target: Zuora,
    /// Zuora: the id of a Payment Pages 2.0 page.
    pub page_id: Option<String>,
    /// The page's Callback Path, as Zuora signs it: in lower case.
    pub page_callback_path: Option<String>,
    /// The account that `--check` looks up.
    pub account_key: Option<String>,
}

impl ZuoraSettings {
    pub(super) fn read(reader: &mut Reader, base_url: &BaseUrl, app_env: AppEnv) -> Option<Self> {
        let sandbox_addr = sandbox::read_addr(reader);
        let own_page_id = reader.optional(&ZUORA_PAGE_ID);
        let own_callback_path = reader.parse(&ZUORA_PAGE_CALLBACK_PATH, callback_path);
        if base_url.is_set() {
            if own_page_id.is_some() && reader.optional(&ZUORA_PAGE_CALLBACK_PATH).is_none() {
                reader.warn(
                    "ZUORA_PAGE_CALLBACK_PATH is not set, and ZUORA_PAGE_ID is: Zuora signs what the page \
                     reports with the Callback Path that is typed in the page's settings"
                        .into(),
                );
            }
            return Some(Self {
                target: read_tenant(reader, base_url)?,
                page_id: own_page_id,
                page_callback_path: own_callback_path,
                account_key: reader.optional(&ZUORA_ACCOUNT_KEY),
            });
        }
        if app_env.is_production() {
            let problem = "required in production, which never uses the sandbox";
            reader.fault(&ZUORA_BASE_URL, problem);
            return None;
        }
        refuse_half_a_client(reader);
        let target = sandbox::target(reader, sandbox_addr)?;
        Some(Self {
            target,
            page_id: own_page_id.or(sandbox::PAGE_ID.map(str::to_owned)),
            page_callback_path: own_callback_path
                .or(sandbox::PAGE_CALLBACK_PATH.map(str::to_lowercase)),
            account_key: sandbox::ACCOUNT_KEY.map(str::to_owned),
        })
    }
}

/// A Callback Path, in lower case (Zuora's sample: that is how it is signed, with the query if there
/// is one).
fn callback_path(text: &str) -> Checked<String> {
    let is_plain = |character: char| !character.is_whitespace() && !character.is_control();
    if !text.starts_with('/') {
        Err("must start with a slash, such as /hosted-page/callback: only the path, not the domain"
            .into())
    } else if text.contains('#') {
        // It separates the parts that Zuora signs.
        Err("must not contain #".into())
    } else if !text.chars().all(is_plain) {
        Err("must not contain spaces".into())
    } else if text.chars().count() > MAX_CALLBACK_PATH_CHARACTERS {
        Err(format!("must have at most {MAX_CALLBACK_PATH_CHARACTERS} characters"))
    } else {
        Ok(text.to_lowercase())
    }
}

fn read_tenant(reader: &mut Reader, base_url: &BaseUrl) -> Option<Zuora> {
    let url = base_url.url(reader);
    let id = reader.optional(&ZUORA_CLIENT_ID);
    let secret = reader.secret(&ZUORA_CLIENT_SECRET);
    let required = |setting: &Setting| format!("required with ZUORA_BASE_URL ({})", setting.hint());
    match &id {
        None => reader.fault(&ZUORA_CLIENT_ID, required(&ZUORA_CLIENT_ID)),
        Some(id) if id.len() != 36 => {
            // The value is not shown: it may be the secret, pasted into the wrong variable.
            let problem = format!("must have exactly 36 characters, and has {}", id.len());
            reader.fault(&ZUORA_CLIENT_ID, problem);
        }
        Some(_) => {}
    }
    if secret == Secret::Unset {
        reader.fault(&ZUORA_CLIENT_SECRET, required(&ZUORA_CLIENT_SECRET));
    }
    let entity_id = reader.optional(&ZUORA_ENTITY_ID);
    let client = Client { id: id?, secret: secret.value()?.into(), entity_id };
    Some(Zuora::Tenant { base_url: url?, client })
}

/// Refuses the settings of a tenant without its address: nothing would use them.
fn refuse_half_a_client(reader: &mut Reader) {
    let of_a_tenant =
        [&ZUORA_CLIENT_ID, &ZUORA_CLIENT_SECRET, &ZUORA_ENTITY_ID, &ZUORA_ACCOUNT_KEY];
    let set: Vec<_> =
        of_a_tenant.into_iter().flat_map(|setting| reader.variables_set(setting)).collect();
    if !set.is_empty() {
        let set = set.join(", ");
        reader.fault(
            &ZUORA_BASE_URL,
            format!(
                "is not set, and {set} would have no effect: set it (such as https://rest.test.zuora.com), or remove them to use the sandbox"
            ),
        );
    }
}
