//! Colours by role, read from TOML; code asks for a role, never for a colour. Symbols stand beside every colour.

mod symbols;

use std::collections::HashMap;
use std::ops::Range;

use ratatui::style::{Color, Modifier, Style};

use crate::error::{Error, Result};
use crate::gates::{Outcome, Verdict};
use crate::toml_file::{self, Fields, Placed, Problems};
pub use symbols::{ASCII, SYMBOLS, Symbols, to_ascii};

/// The themes that ship, by name; the first is the default.
pub const SHIPPED: [(&str, &str); 5] = [
    ("terminal", include_str!("../../themes/terminal.toml")),
    ("dark", include_str!("../../themes/dark.toml")),
    ("light", include_str!("../../themes/light.toml")),
    ("high-contrast", include_str!("../../themes/high-contrast.toml")),
    ("sixteen", include_str!("../../themes/sixteen.toml")),
];

/// A style for each role, and the symbols that say the same without colour.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Running text and the ground of the screen.
    pub text: Style,
    /// What matters less.
    pub dim: Style,
    pub title: Style,
    /// Lines around panes.
    pub border: Style,
    /// Title and lines of the pane that has the keys.
    pub focus: Style,
    /// The row under the cursor.
    pub selected: Style,
    /// Letters that matched the filter.
    pub letters: Style,
    /// Keys in the bottom line.
    pub key: Style,
    /// Pass, available.
    pub pass: Style,
    /// Warn, conditional.
    pub warn: Style,
    pub unknown: Style,
    /// Block, blocked.
    pub block: Style,
    pub chosen: Style,
    /// What nobody may miss.
    pub alert: Style,
    pub error: Style,
    pub symbols: &'static Symbols,
    /// Whether the terminal shows ASCII only.
    pub ascii: bool,
}

impl Theme {
    /// The theme of this name, among those that ship.
    ///
    /// # Errors
    /// When there is none; the names are listed.
    pub fn shipped(name: &str) -> Result<Self> {
        let found = SHIPPED.iter().find(|(known, _)| *known == name);
        let Some((name, text)) = found else {
            let names = SHIPPED.map(|(name, _)| name).join(", ");
            return Err(Error::new(format!("unknown theme '{}'", crate::text::clean_line(name)))
                .hint(format!("available: {names}; or a path that ends in .toml")));
        };
        Self::read(&format!("themes/{name}.toml"), text)
    }

    /// Reads a theme: every role must be there.
    ///
    /// # Errors
    /// Every problem of the file at once.
    pub fn read(name: &str, text: &str) -> Result<Self> {
        let problems = Problems::new(name, text);
        let table = toml_file::parse(text, &problems);
        let root = Fields::new(table.get_ref(), 0..0, &problems);
        let palette = read_palette(&root);
        let theme = root.table("roles").map(|roles| {
            let theme = read_roles(&roles, &palette);
            roles.finish();
            theme
        });
        if theme.is_none() {
            root.missing("roles", "a table of roles");
        }
        root.finish();
        problems.into_result()?;
        theme.ok_or_else(|| Error::new(format!("'{name}' is not a theme")))
    }

    /// Symbol and style of an outcome.
    pub fn outcome(&self, outcome: Outcome) -> (&'static str, Style) {
        match outcome {
            Outcome::Pass => (self.symbols.pass, self.pass),
            Outcome::Warn => (self.symbols.warn, self.warn),
            Outcome::Unknown => (self.symbols.unknown, self.unknown),
            Outcome::Block => (self.symbols.block, self.block),
        }
    }

    /// Symbol and style of a verdict.
    pub fn verdict(&self, verdict: Verdict) -> (&'static str, Style) {
        self.outcome(match verdict {
            Verdict::Available => Outcome::Pass,
            Verdict::Conditional => Outcome::Warn,
            Verdict::Unknown => Outcome::Unknown,
            Verdict::Blocked => Outcome::Block,
        })
    }
}

type Palette = HashMap<String, Color>;

fn read_palette(root: &Fields<'_, '_>) -> Palette {
    let colours = root.table("palette").map(|table| table.each_line()).unwrap_or_default();
    let read = |(name, colour): (Placed<&str>, Placed<&str>)| {
        Some((name.value.to_owned(), read_colour(root, &Palette::new(), colour.value, &colour.span)?))
    };
    colours.into_iter().filter_map(read).collect()
}

fn read_colour(fields: &Fields<'_, '_>, palette: &Palette, text: &str, span: &Range<usize>) -> Option<Color> {
    let colour = palette.get(text).copied().or_else(|| text.parse().ok());
    if colour.is_none() {
        let message = format!("invalid colour '{}'", crate::text::clean_line(text));
        let hint = "use a name from [palette], an ANSI name such as light-blue, or \"#88c0d0\"";
        fields.problems().report(span, message, Some(hint.to_owned()));
    }
    colour
}

fn read_roles(roles: &Fields<'_, '_>, palette: &Palette) -> Theme {
    let role = |name| read_role(roles, name, palette);
    Theme {
        text: role("text"),
        dim: role("dim"),
        title: role("title"),
        border: role("border"),
        focus: role("focus"),
        selected: role("selected"),
        letters: role("letters"),
        key: role("key"),
        pass: role("pass"),
        warn: role("warn"),
        unknown: role("unknown"),
        block: role("block"),
        chosen: role("chosen"),
        alert: role("alert"),
        error: role("error"),
        symbols: &SYMBOLS,
        ascii: false,
    }
}

fn read_role(roles: &Fields<'_, '_>, name: &'static str, palette: &Palette) -> Style {
    let Some(fields) = roles.table(name) else {
        roles.missing(name, "{ fg = \"cyan\", bold = true }");
        return Style::default();
    };
    let colour = |key| {
        let colour = fields.line(key)?;
        read_colour(&fields, palette, &colour.value, &colour.span)
    };
    let (fg, bg) = (colour("fg"), colour("bg"));
    let mut style = Style { fg, bg, ..Style::default() };
    for (key, modifier) in [
        ("bold", Modifier::BOLD),
        ("dim", Modifier::DIM),
        ("italic", Modifier::ITALIC),
        ("underlined", Modifier::UNDERLINED),
        ("reversed", Modifier::REVERSED),
    ] {
        if fields.flag(key) {
            style = style.add_modifier(modifier);
        }
    }
    fields.finish();
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_that_ships_is_whole() {
        for (name, _) in SHIPPED {
            Theme::shipped(name).unwrap();
        }
    }

    /// Adding a file without its line in the list would ship it to nobody.
    #[test]
    fn every_theme_file_is_in_the_list() {
        let mut files: Vec<String> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/themes"))
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        files.sort();
        let mut listed = SHIPPED.map(|(name, _)| name.to_owned()).to_vec();
        listed.sort();
        assert_eq!(files, listed);
    }

    #[test]
    fn a_faulty_theme_tells_every_fault() {
        let error =
            Theme::read("x.toml", "[roles]\ntext = { fg = \"rde\", bolt = true }\n").unwrap_err().to_string();
        for part in
            ["invalid colour 'rde'", "'bolt' is no known field", "did you mean 'bold'?", "'dim' is missing"]
        {
            assert!(error.contains(part), "{part} in {error}");
        }
    }

    /// Meaning rests on symbols and words too, but where there is colour, outcomes must differ.
    #[test]
    fn outcomes_look_different_in_every_theme() {
        for (name, _) in SHIPPED {
            let theme = Theme::shipped(name).unwrap();
            let styles = [theme.pass, theme.warn, theme.unknown, theme.block];
            for (at, style) in styles.iter().enumerate() {
                assert!(!styles[at + 1..].contains(style), "{name}");
            }
        }
    }
}
