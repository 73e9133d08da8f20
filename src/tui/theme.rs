//! Colours by role, read from TOML; code asks for a role, never for a colour. Symbols stand beside every colour.

mod symbols;

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use ratatui::style::{Color, Modifier, Style};

use super::colour::Background;
use crate::error::{Error, Result};
use crate::gates::{Outcome, Verdict};
use crate::toml_file::{self, Fields, Placed, Problems};
pub use symbols::{ASCII, SYMBOLS, Symbols, to_ascii};

/// The themes that ship, by name; the first is the default.
pub const SHIPPED: [(&str, &str); 7] = [
    ("terminal", include_str!("../../themes/terminal.toml")),
    ("dark", include_str!("../../themes/dark.toml")),
    ("light", include_str!("../../themes/light.toml")),
    ("high-contrast", include_str!("../../themes/high-contrast.toml")),
    ("sixteen", include_str!("../../themes/sixteen.toml")),
    ("colour-blind", include_str!("../../themes/colour-blind.toml")),
    ("colour-blind-light", include_str!("../../themes/colour-blind-light.toml")),
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
    /// Its name and its text: another ground of the terminal may ask for other colours.
    pub(super) source: Rc<(String, String)>,
    /// The ground its colours are for.
    pub(super) ground: Option<Background>,
    /// Whether the terminal shows ASCII only.
    pub ascii: bool,
    /// Whether the terminal shows no colours: what stands out by its ground is reversed.
    pub colourless: bool,
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
        Self::read_on(name, text, None)
    }

    /// The theme that ships behind this one; behind one of the user's own the first.
    #[must_use]
    pub fn next(&self) -> &'static str {
        let place = SHIPPED.iter().position(|(name, _)| *name == self.name());
        SHIPPED[place.map_or(0, |place| (place + 1) % SHIPPED.len())].0
    }

    /// What it is called: a name of those that ship, or the file it was read from.
    pub fn name(&self) -> &str {
        let name = self.source.0.strip_prefix("themes/").and_then(|name| name.strip_suffix(".toml"));
        name.unwrap_or(&self.source.0)
    }

    /// The theme with the colours for a ground.
    #[must_use]
    pub fn on(&self, background: Option<Background>) -> Self {
        let (name, text) = &*self.source;
        let mut theme = self.clone();
        // At a start the ground is mostly not known: the file need not be read once more. It was read before, so this cannot
        // fail.
        if background != self.ground
            && let Ok(changed) = Self::read_on(name, text, background)
        {
            theme = Self { ascii: self.ascii, colourless: self.colourless, ..changed };
        }
        if theme.colourless {
            theme.reverse_grounds();
        }
        theme
    }

    /// Without colours a ground of its own is not seen.
    fn reverse_grounds(&mut self) {
        let ground = self.text.bg;
        for (_, style) in ROLES {
            let style = style(self);
            if style.bg.is_some() && style.bg != ground {
                *style = style.add_modifier(Modifier::REVERSED);
            }
        }
    }

    fn read_on(name: &str, text: &str, background: Option<Background>) -> Result<Self> {
        let problems = Problems::new(name, text);
        let table = toml_file::parse(text, &problems);
        let root = Fields::new(table.get_ref(), 0..0, &problems);
        let palette = read_palette(&root);
        let theme = root.table("roles").map(|roles| {
            let mut theme = Self::bare(Rc::new((name.to_owned(), text.to_owned())));
            for (role, style) in ROLES {
                *style(&mut theme) = read_role(&roles, role, &palette);
            }
            roles.finish();
            theme
        });
        let theme = theme.map(|mut theme| {
            for (table, ground) in [("dark", Background::Dark), ("light", Background::Light)] {
                if let Some(roles) = root.table(table) {
                    let mut changed = theme.clone();
                    read_changes(&roles, &palette, &mut changed);
                    roles.finish();
                    if background == Some(ground) {
                        theme = changed;
                    }
                }
            }
            theme
        });
        if theme.is_none() {
            root.missing("roles", "a table of roles");
        }
        root.finish();
        problems.into_result()?;
        let theme = theme.map(|theme| Self { ground: background, ..theme });
        theme.ok_or_else(|| Error::new(format!("'{name}' is not a theme")))
    }

    /// Without any style.
    fn bare(source: Rc<(String, String)>) -> Self {
        let none = Style::new();
        Self {
            text: none,
            dim: none,
            title: none,
            border: none,
            focus: none,
            selected: none,
            letters: none,
            key: none,
            pass: none,
            warn: none,
            unknown: none,
            block: none,
            chosen: none,
            alert: none,
            error: none,
            symbols: &SYMBOLS,
            source,
            ground: None,
            ascii: false,
            colourless: false,
        }
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

/// A role by its name in the file.
type Role = (&'static str, fn(&mut Theme) -> &mut Style);

pub const ROLES: [Role; 15] = [
    ("text", |theme| &mut theme.text),
    ("dim", |theme| &mut theme.dim),
    ("title", |theme| &mut theme.title),
    ("border", |theme| &mut theme.border),
    ("focus", |theme| &mut theme.focus),
    ("selected", |theme| &mut theme.selected),
    ("letters", |theme| &mut theme.letters),
    ("key", |theme| &mut theme.key),
    ("pass", |theme| &mut theme.pass),
    ("warn", |theme| &mut theme.warn),
    ("unknown", |theme| &mut theme.unknown),
    ("block", |theme| &mut theme.block),
    ("chosen", |theme| &mut theme.chosen),
    ("alert", |theme| &mut theme.alert),
    ("error", |theme| &mut theme.error),
];

/// The roles that a table for one ground holds.
fn read_changes(roles: &Fields<'_, '_>, palette: &Palette, theme: &mut Theme) {
    let held: Vec<Role> = ROLES.into_iter().filter(|(role, _)| roles.has(role)).collect();
    for (role, style) in held {
        *style(theme) = read_role(roles, role, palette);
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
            ["invalid colour 'rde'", "unknown field 'bolt'", "did you mean 'bold'?", "'dim' is missing"]
        {
            assert!(error.contains(part), "{part} in {error}");
        }
    }

    #[test]
    fn a_ground_changes_what_its_table_holds_and_nothing_else() {
        let text = include_str!("../../themes/terminal.toml");
        let theme = Theme::read("themes/terminal.toml", text).unwrap();
        let (dark, light) = (theme.on(Some(Background::Dark)), theme.on(Some(Background::Light)));
        assert_ne!((dark.selected, dark.warn), (light.selected, light.warn));
        assert_eq!((theme.on(None).selected, dark.warn), (theme.selected, theme.warn));
        assert_eq!(light.on(Some(Background::Dark)).warn, theme.warn, "back again");
        let error = Theme::read("x.toml", &format!("{text}\nwran = {{ }}\n")).unwrap_err().to_string();
        assert!(error.contains("unknown field 'wran'"), "{error}");
    }

    /// In every theme, on every ground, and not in one that has colours.
    #[test]
    fn without_colours_the_selection_is_reversed() {
        for (name, _) in SHIPPED {
            let theme = Theme { colourless: true, ..Theme::shipped(name).unwrap() };
            for ground in [None, Some(Background::Dark), Some(Background::Light)] {
                let reversed = theme.on(ground);
                assert!(reversed.selected.add_modifier.contains(Modifier::REVERSED), "{name}");
                assert!(!reversed.text.add_modifier.contains(Modifier::REVERSED), "{name}");
                assert!(reversed.on(None).colourless);
            }
        }
        let theme = Theme::shipped("terminal").unwrap().on(None);
        assert!(!theme.selected.add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn themes_follow_each_other_in_a_circle() {
        let mut seen = vec!["terminal"];
        while seen.len() < SHIPPED.len() {
            seen.push(Theme::shipped(seen[seen.len() - 1]).unwrap().next());
        }
        assert_eq!(seen, SHIPPED.map(|(name, _)| name));
        assert_eq!(Theme::shipped(seen[seen.len() - 1]).unwrap().next(), "terminal");
        let own = Theme::read("mine.toml", SHIPPED[1].1).unwrap();
        assert_eq!((own.name(), own.next()), ("mine.toml", "terminal"));
    }

    /// The contrast of two colours: <https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio>.
    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let luminance = |rgb: [u8; 3]| {
            let linear = rgb.map(|part| match f64::from(part) / 255.0 {
                part if part <= 0.03928 => part / 12.92,
                part => ((part + 0.055) / 1.055).powf(2.4),
            });
            0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn rgb(colour: Option<Color>) -> Option<[u8; 3]> {
        match colour {
            Some(Color::Rgb(red, green, blue)) => Some([red, green, blue]),
            Some(Color::Indexed(index @ 16..)) => Some(crate::tui::colour::indexed_rgb(index)),
            _ => None,
        }
    }

    /// WCAG AA: 4.5 for text, 3 for lines, on the ground and on the band of the selection.
    fn assert_readable(name: &str, theme: &Theme, ground: [u8; 3]) {
        let mut theme = theme.clone();
        let band = rgb(theme.selected.bg);
        for (role, style) in ROLES {
            let style = *style(&mut theme);
            let Some(colour) = rgb(style.fg) else { continue };
            let least = if role == "border" { 3.0 } else { 4.5 };
            let own = rgb(style.bg);
            for under in [own.or(Some(ground)), band.filter(|_| own.is_none())].into_iter().flatten() {
                let ratio = contrast(colour, under);
                assert!(ratio >= least, "{name}: {role} has a contrast of {ratio:.2} on {under:?}");
            }
        }
    }

    #[test]
    fn every_role_can_be_read_on_its_ground_and_on_the_selection() {
        let mut measured = 0;
        for (name, _) in SHIPPED {
            let theme = Theme::shipped(name).unwrap();
            if let Some(ground) = rgb(theme.text.bg) {
                assert_readable(name, &theme, ground);
                measured += 1;
            }
        }
        assert_eq!(measured, 5);
        let terminal = Theme::shipped("terminal").unwrap();
        assert_readable("terminal on white", &terminal.on(Some(Background::Light)), [255; 3]);
        assert_readable("terminal on black", &terminal.on(Some(Background::Dark)), [0; 3]);
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
