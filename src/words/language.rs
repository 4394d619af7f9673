//! The languages of the site.

/// Makes the enum. A row has the language, its tag (BCP 47), its own name, and the direction in
/// which it is written.
macro_rules! languages {
    ($($language:ident: $tag:literal, $name:literal, $direction:literal;)+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Language {
            $($language,)+
        }

        impl Language {
            /// Every language, in the order of the menu.
            pub const ALL: &'static [Self] = &[$(Self::$language),+];

            /// The tag, as in `lang`, `Accept-Language` and `?lang=`.
            pub fn tag(self) -> &'static str {
                match self {
                    $(Self::$language => $tag,)+
                }
            }

            /// The language's own name for itself.
            #[cfg(not(target_arch = "wasm32"))]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$language => $name,)+
                }
            }

            /// `ltr` or `rtl`, as in `dir`.
            #[cfg(not(target_arch = "wasm32"))]
            pub fn direction(self) -> &'static str {
                match self {
                    $(Self::$language => $direction,)+
                }
            }
        }
    };
}

languages! {
    English: "en", "English", "ltr";
    German: "de", "Deutsch", "ltr";
}

impl Language {
    /// The language of a page when the browser wants none of ours.
    pub const DEFAULT: Self = Self::English;

    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// The language of the page that is being rendered, or that this code runs in.
    pub fn current() -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let current = leptos::prelude::use_context();
        #[cfg(target_arch = "wasm32")]
        let current = document_language().and_then(|tag| Self::from_tag(&tag));
        current.unwrap_or(Self::DEFAULT)
    }
}

/// The language in which the server has rendered the page.
#[cfg(target_arch = "wasm32")]
fn document_language() -> Option<String> {
    web_sys::window()?.document()?.document_element()?.get_attribute("lang")
}
