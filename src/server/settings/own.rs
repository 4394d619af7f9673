//! The settings of a shop's own customers. They are not listed: only the shop's file knows them.

use crate::server::settings::{faults::Fault, reader::Reader};
use std::{collections::HashMap, fmt, fs};

/// The names of all of them begin like this.
const PREFIX: &str = "SHOP_";

/// The values of every variable that begins with `SHOP_`, from the environment or `.env`.
#[derive(Clone, Default)]
#[cfg_attr(feature = "demo", allow(dead_code))]
pub struct OwnSettings(HashMap<String, String>);

/// Secrets may be among the values.
impl fmt::Debug for OwnSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}

#[cfg_attr(feature = "demo", allow(dead_code))]
impl OwnSettings {
    pub(super) fn read(reader: &Reader) -> Self {
        Self(reader.beginning_with(PREFIX))
    }

    /// The values of these variables, each with what it is. A variable `NAME_FILE` names a file
    /// with the value of `NAME`, as for every secret.
    ///
    /// # Errors
    /// A fault for each that is missing.
    pub fn required<const N: usize>(
        &self,
        settings: [(&'static str, &str); N],
    ) -> Result<[String; N], Vec<Fault>> {
        let values = settings.map(|(name, meaning)| self.value(name, meaning));
        let faults: Vec<_> = values.iter().filter_map(|value| value.clone().err()).collect();
        match faults.is_empty() {
            true => Ok(values.map(Result::unwrap_or_default)),
            false => {
                Err(faults.into_iter().map(|(name, problem)| Fault::new(name, problem)).collect())
            }
        }
    }

    fn value(&self, name: &'static str, meaning: &str) -> Result<String, (String, String)> {
        let file_variable = format!("{name}_FILE");
        match (self.0.get(name), self.0.get(&file_variable)) {
            (Some(value), None) => Ok(value.clone()),
            (None, Some(path)) => match fs::read_to_string(path) {
                Ok(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
                Ok(_) => Err((file_variable, format!("{path:?} is an empty file"))),
                Err(error) => Err((file_variable, format!("{path:?} cannot be read: {error}"))),
            },
            (Some(_), Some(_)) => {
                Err((file_variable, format!("is set, and so is {name}: set only one of them")))
            }
            (None, None) => Err((name.to_owned(), format!("required: {meaning}"))),
        }
    }
}

#[cfg(test)]
impl<const N: usize> From<[(&str, &str); N]> for OwnSettings {
    fn from(values: [(&str, &str); N]) -> Self {
        Self(values.map(|(name, value)| (name.to_owned(), value.to_owned())).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::settings::Source;

    #[test]
    fn a_shops_settings_are_those_with_its_prefix_and_every_missing_one_is_a_fault() {
        let source = Source::from([("SHOP_A", " a "), ("SHOP_EMPTY", " "), ("OTHER", "o")]);
        let own = OwnSettings::read(&Reader::new(source, []));
        assert_eq!(own.required([("SHOP_A", "an a")]).expect("it is set"), ["a"]);
        let faults = own.required([("SHOP_A", "an a"), ("SHOP_EMPTY", "one"), ("OTHER", "two")]);
        let faults: Vec<_> = faults
            .expect_err("two are missing")
            .into_iter()
            .map(|fault| (fault.variable.into_owned(), fault.problem))
            .collect();
        let expected = [("SHOP_EMPTY", "required: one"), ("OTHER", "required: two")];
        assert_eq!(faults, expected.map(|(name, problem)| (name.to_owned(), problem.to_owned())));
    }

    #[test]
    fn a_secret_comes_from_a_file_and_is_not_shown() {
        let file = std::env::temp_dir().join(format!("own-settings-{}", uuid::Uuid::new_v4()));
        fs::write(&file, "hush\n").expect("a file");
        let path = file.to_string_lossy().into_owned();
        let own = OwnSettings::from([("SHOP_SECRET_FILE", &*path), ("SHOP_OTHER", "hush")]);
        assert_eq!(own.required([("SHOP_SECRET", "a secret")]).expect("it is read"), ["hush"]);
        assert!(!format!("{own:?}").contains("hush"), "{own:?}");
        fs::remove_file(&file).expect("it was there");
        let faults = own.required([("SHOP_SECRET", "a secret")]).expect_err("it is gone");
        assert_eq!(faults[0].variable, "SHOP_SECRET_FILE");
        let both = OwnSettings::from([("SHOP_A", "a"), ("SHOP_A_FILE", &*path)]);
        assert!(both.required([("SHOP_A", "an a")]).is_err());
    }
}
