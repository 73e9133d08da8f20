//! The words of closed sets: one table beside each enum, read and written by files, flags, filters, JSON and screens.

use super::fold;

/// The words of one member of a closed set.
#[derive(Debug)]
pub struct Word<T> {
    /// The member.
    pub member: T,
    /// In files, flags, filters and JSON.
    pub id: &'static str,
    /// On screens and in documents.
    pub name: &'static str,
    /// What else people and pages call it.
    pub also: &'static [&'static str],
}

/// A closed set whose members have words. The table is written with `words!`.
pub trait Words: Copy + PartialEq + 'static {
    /// The table, one entry a member, in the order of lists.
    const WORDS: &'static [Word<Self>];

    /// The member that a text names by any of its words; case, blanks, dashes and underscores are forgiven.
    fn read(text: &str) -> Option<Self> {
        // Files have the id: nothing need be folded for it.
        let exact = Self::WORDS.iter().find(|word| word.id == text);
        let named = || {
            let folded = fold(text);
            let same = |known: &str| fold(known) == folded;
            let is_called = |word: &&Word<Self>| {
                same(word.id) || same(word.name) || word.also.iter().any(|known| same(known))
            };
            Self::WORDS.iter().find(is_called)
        };
        exact.or_else(named).map(|word| word.member)
    }

    /// The ids, for a message that says which there are: `aws, azure, gcp`.
    fn ids() -> String {
        Self::WORDS.iter().map(|word| word.id).collect::<Vec<_>>().join(", ")
    }

    /// The place of the member in the table.
    fn place(self) -> usize {
        Self::WORDS.iter().position(|word| word.member == self).unwrap_or(0)
    }

    /// The words of the member.
    fn word(self) -> &'static Word<Self> {
        &Self::WORDS[self.place()]
    }

    /// The next member, or the one before; the last and the first are neighbours.
    #[must_use]
    fn cycle(self, back: bool) -> Self {
        let count = Self::WORDS.len();
        let step = if back { count - 1 } else { 1 };
        Self::WORDS[(self.place() + step) % count].member
    }

    /// Whether somebody has decided: files leave out what is "not stated".
    fn is_stated(self) -> bool {
        self.word().id != "not-stated"
    }
}

/// Writes the [`Words`] of an enum, and gives it `ALL`, `id()`, `name()` and a form in JSON, which is the id. One line a
/// member: `Aws = "aws", "AWS", "Amazon Web Services";`, which are the id, the name (the id where none is given), and
/// other words that are read. A member without a line does not compile.
macro_rules! words {
    ($set:ident { $(
        $member:ident $({ $($field:tt)* })? = $id:literal $(, $name:literal $(, $also:literal)*)?;
    )+ }) => {
        impl $crate::text::Words for $set {
            const WORDS: &'static [$crate::text::Word<Self>] = &[$($crate::text::Word {
                member: Self::$member $({ $($field)* })?,
                id: $id,
                name: $crate::text::words!(@name $id $($name)?),
                also: &[$($($also),*)?],
            }),+];
        }

        #[allow(dead_code, reason = "not every set is listed, named and written")]
        impl $set {
            /// Every member, in order.
            pub const ALL: [Self; <Self as $crate::text::Words>::WORDS.len()] =
                [$(Self::$member $({ $($field)* })?),+];

            /// The word in files, flags, filters and JSON.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$member $({ $($field)* })? => $id),+ }
            }

            /// The word on screens and in documents.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$member $({ $($field)* })? => $crate::text::words!(@name $id $($name)?)),+
                }
            }
        }

        impl serde::Serialize for $set {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.id())
            }
        }
    };
    (@name $id:literal) => { $id };
    (@name $id:literal $name:literal) => { $name };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Size {
        Small,
        VeryLarge,
    }

    words! { Size {
        Small = "small";
        VeryLarge = "very-large", "Very large", "huge";
    } }

    #[test]
    fn a_member_is_read_by_any_of_its_words() {
        for text in ["very-large", "VERY_LARGE", "Very large", " Huge"] {
            assert_eq!(Size::read(text), Some(Size::VeryLarge), "{text}");
        }
        assert_eq!(Size::read("smal"), None);
        assert_eq!(Size::read(""), None);
    }

    #[test]
    fn a_member_without_a_name_goes_by_its_id() {
        assert_eq!((Size::Small.id(), Size::Small.name()), ("small", "small"));
        assert_eq!(Size::ids(), "small, very-large");
        assert_eq!(serde_json::to_string(&Size::ALL).unwrap(), r#"["small","very-large"]"#);
    }

    #[test]
    fn members_are_gone_through_in_a_circle() {
        assert_eq!((Size::Small.cycle(true), Size::VeryLarge.cycle(false)), (Size::VeryLarge, Size::Small));
    }
}
