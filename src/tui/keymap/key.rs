//! A key as it is pressed, its name, and the same read from what people write.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::error::{Error, Result};

/// A key as it is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    pub code: KeyCode,
    pub control: bool,
    pub alt: bool,
}

pub const fn letter(letter: char) -> Key {
    key(KeyCode::Char(letter))
}

pub const fn control(letter: char) -> Key {
    Key { control: true, ..key(KeyCode::Char(letter)) }
}

pub const fn alt(code: KeyCode) -> Key {
    Key { alt: true, ..key(code) }
}

pub const fn key(code: KeyCode) -> Key {
    Key { code, control: false, alt: false }
}

/// The keys that have a name, with other words for them.
const NAMED: [(KeyCode, &[&str]); 17] = [
    (KeyCode::Char(' '), &["Space"]),
    (KeyCode::Enter, &["Enter", "Return"]),
    (KeyCode::Esc, &["Esc", "Escape"]),
    (KeyCode::Tab, &["Tab"]),
    (KeyCode::BackTab, &["Shift-Tab", "BackTab"]),
    (KeyCode::Backspace, &["Backspace"]),
    (KeyCode::Delete, &["Delete", "Del"]),
    (KeyCode::Insert, &["Insert", "Ins"]),
    (KeyCode::Home, &["Home"]),
    (KeyCode::End, &["End"]),
    (KeyCode::PageUp, &["PgUp", "PageUp", "Page-Up"]),
    (KeyCode::PageDown, &["PgDn", "PageDown", "Page-Down"]),
    (KeyCode::Up, &["↑", "Up"]),
    (KeyCode::Down, &["↓", "Down"]),
    (KeyCode::Left, &["←", "Left"]),
    (KeyCode::Right, &["→", "Right"]),
    (KeyCode::Char('-'), &["Minus"]),
];

/// Letters that a terminal sends with Ctrl in place of another key, and that key.
const SENT_AS: [(char, &str); 5] =
    [('i', "Tab"), ('m', "Enter"), ('j', "Enter"), ('h', "Backspace"), ('[', "Esc")];

const EXPECTED: &str = "write a letter, a name such as space or f2, or one with ctrl- or alt- before it: \"g\", \"ctrl-x\", \"alt-u\"";

impl Key {
    pub fn fits(self, event: &KeyEvent) -> bool {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        let other = event.modifiers.contains(KeyModifiers::SUPER);
        self.code == event.code && self.control == control && self.alt == alt && !other
    }

    /// The key as people write it.
    pub fn name(self) -> String {
        let known = NAMED.iter().find(|(code, names)| *code == self.code && names[0] != "Minus");
        let name = match (known, self.code) {
            (Some((_, names)), _) => names[0].to_owned(),
            (None, KeyCode::Char(letter)) if self.control || self.alt => letter.to_uppercase().to_string(),
            (None, KeyCode::Char(letter)) => letter.to_string(),
            (None, KeyCode::F(number)) => format!("F{number}"),
            (None, other) => format!("{other:?}"),
        };
        let control = if self.control { "Ctrl-" } else { "" };
        let alt = if self.alt { "Alt-" } else { "" };
        format!("{control}{alt}{name}")
    }

    /// The key of a name, as it is shown or as other programs write it: `Ctrl-S`, `ctrl+s`, `C-s`, `alt-1`, `f2`, `G`.
    ///
    /// # Errors
    /// When it is no key, or one that a terminal does not tell from another.
    pub fn read(written: &str) -> Result<Self> {
        let wrong = |why: &str| Error::new(format!("'{}' {why}", crate::text::clean_line(written)));
        let (mut control, mut alt, mut shift, mut rest) = (false, false, false, written);
        while let Some((held, behind)) = modifier(rest) {
            match held {
                Modifier::Control => control = true,
                Modifier::Alt => alt = true,
                Modifier::Shift => shift = true,
            }
            rest = behind;
        }
        let Some(code) = code(rest) else {
            return Err(
                Error::new(format!("unknown key '{}'", crate::text::clean_line(written))).hint(EXPECTED)
            );
        };
        let code = match code {
            KeyCode::Tab if shift => KeyCode::BackTab,
            KeyCode::Char(letter) if shift && letter.is_alphabetic() && !control && !alt => {
                KeyCode::Char(letter.to_uppercase().next().unwrap_or(letter))
            }
            _ if shift => {
                return Err(wrong("cannot be told from the key without Shift").hint("leave out shift-"));
            }
            KeyCode::Char(letter) if control || alt => {
                KeyCode::Char(letter.to_lowercase().next().unwrap_or(letter))
            }
            code => code,
        };
        if control && alt {
            return Err(wrong("is how AltGr is sent").hint("use one of ctrl- and alt-"));
        }
        if let KeyCode::Char(letter) = code
            && control
        {
            if let Some((_, other)) = SENT_AS.iter().find(|(known, _)| *known == letter) {
                return Err(wrong(&format!("is {other} in a terminal")).hint("choose another letter"));
            }
            if !letter.is_ascii_lowercase() {
                return Err(
                    wrong("is not a key that terminals send").hint("ctrl- goes with the letters a to z")
                );
            }
        } else if control || alt && !matches!(code, KeyCode::Char(_)) {
            return Err(wrong("is not a key that all terminals send").hint(EXPECTED));
        }
        Ok(Self { code, control, alt })
    }

    /// Whether it types text.
    pub fn is_printable(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && !self.control && !self.alt
    }

    /// Whether it means the same for everybody: moving about, confirming and going back, and the ways out and to the help.
    pub fn is_fixed(self) -> bool {
        let named = NAMED.iter().any(|(code, _)| *code == self.code);
        let free = matches!(self.code, KeyCode::Char(_) | KeyCode::Insert);
        named && !free || self == control('c') || self == key(KeyCode::F(1))
    }
}

enum Modifier {
    Control,
    Alt,
    Shift,
}

/// The modifier that a name begins with, and what follows.
fn modifier(name: &str) -> Option<(Modifier, &str)> {
    let at = name.find(['-', '+'])?;
    let behind = &name[at + 1..];
    let modifier = match name[..at].to_lowercase().as_str() {
        "ctrl" | "control" | "c" | "^" => Modifier::Control,
        "alt" | "meta" | "a" | "m" => Modifier::Alt,
        "shift" | "s" => Modifier::Shift,
        _ => return None,
    };
    (!behind.is_empty()).then_some((modifier, behind))
}

fn code(name: &str) -> Option<KeyCode> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        let arrow = NAMED.iter().find(|(_, names)| names[0] == name).map(|(code, _)| *code);
        return arrow.or_else(|| (!letter.is_control()).then_some(KeyCode::Char(letter)));
    }
    let lower = name.to_lowercase();
    let named = NAMED.iter().find(|(_, names)| names.iter().any(|known| known.to_lowercase() == lower));
    let function = || {
        let number: u8 = lower.strip_prefix('f')?.parse().ok()?;
        (1..=12).contains(&number).then_some(KeyCode::F(number))
    };
    named.map(|(code, _)| *code).or_else(function)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keymap::bindings::BINDINGS;
    use rstest::rstest;

    #[rstest]
    #[case("ctrl-s", control('s'))]
    #[case("Ctrl-S", control('s'))]
    #[case("ctrl+s", control('s'))]
    #[case("C-s", control('s'))]
    #[case("alt-1", alt(KeyCode::Char('1')))]
    #[case("Alt-U", alt(KeyCode::Char('u')))]
    #[case("f1", key(KeyCode::F(1)))]
    #[case("F12", key(KeyCode::F(12)))]
    #[case("f", letter('f'))]
    #[case("g", letter('g'))]
    #[case("G", letter('G'))]
    #[case("shift-g", letter('G'))]
    #[case("space", letter(' '))]
    #[case(" ", letter(' '))]
    #[case("-", letter('-'))]
    #[case("+", letter('+'))]
    #[case("minus", letter('-'))]
    #[case("ä", letter('ä'))]
    #[case("page-up", key(KeyCode::PageUp))]
    #[case("Shift-Tab", key(KeyCode::BackTab))]
    #[case("↑", key(KeyCode::Up))]
    #[case("insert", key(KeyCode::Insert))]
    fn a_key_is_read_as_people_write_it(#[case] written: &str, #[case] expected: Key) {
        assert_eq!(Key::read(written).unwrap(), expected);
    }

    #[rstest]
    #[case("", "unknown key")]
    #[case("ctrl-", "unknown key")]
    #[case("f13", "unknown key")]
    #[case("hyper-x", "unknown key")]
    #[case("ctrl-i", "is Tab in a terminal")]
    #[case("ctrl-m", "is Enter in a terminal")]
    #[case("ctrl-alt-x", "is how AltGr is sent")]
    #[case("ctrl-shift-s", "cannot be told from the key without Shift")]
    #[case("ctrl-1", "is not a key that terminals send")]
    #[case("ctrl-f2", "is not a key that all terminals send")]
    #[case("alt-enter", "is not a key that all terminals send")]
    fn what_is_no_key_is_told_with_what_would_be_right(#[case] written: &str, #[case] why: &str) {
        let error = Key::read(written).unwrap_err();
        assert!(error.message().contains(why) && !error.hints().is_empty(), "{error}");
    }

    #[test]
    fn every_key_is_read_by_the_name_it_is_shown_with() {
        for key in BINDINGS.iter().flat_map(|binding| binding.keys) {
            assert_eq!(Key::read(&key.name()).unwrap(), *key, "{}", key.name());
        }
    }
}
