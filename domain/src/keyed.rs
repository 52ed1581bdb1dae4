//! Enums whose values have a key: the same in the database, in JSON, in forms and in addresses.

/// Declares one: the variants with their keys, all of them in order, and reading a key back.
macro_rules! keyed {
    ($($(#[$doc:meta])* pub enum $name:ident {
        $($(#[$inner:meta])* $variant:ident = $key:literal,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$inner])* #[serde(rename = $key)] $variant,)*
        }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The key in the database, in forms and in addresses.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }

            /// The value of a key.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.key() == key)
            }
        }
    )*};
}

pub(crate) use keyed;
