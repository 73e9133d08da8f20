//! The symbols of the screens, and the signs that stand for them on terminals without Unicode.
//!
//! Each was looked up in DejaVu Sans Mono, Hack, JetBrains Mono and Liberation Mono: all have it, but for the tick and the
//! cross, which the rest borrow from a font that every desktop has. A new one needs the same before it is added.

use ratatui::buffer::Buffer;

#[derive(Debug)]
pub struct Symbols {
    /// Pass or available.
    pub pass: &'static str,
    /// Warn or conditional.
    pub warn: &'static str,
    pub unknown: &'static str,
    /// Block or blocked.
    pub block: &'static str,
    /// Needs routing: ⥂ in the docs, which few fonts have.
    pub routing: &'static str,
    /// The chosen row.
    pub chosen: &'static str,
    /// The row to fall back to, or one that is considered.
    pub second: &'static str,
    /// The row under the cursor.
    pub cursor: &'static str,
    /// Sorted from the least on, and from the most on.
    pub ascending: &'static str,
    pub descending: &'static str,
    /// Behind the name of a file with unsaved changes.
    pub unsaved: &'static str,
    /// Between parts of a line.
    pub dot: &'static str,
}

pub const SYMBOLS: Symbols = Symbols {
    pass: "✓",
    warn: "!",
    unknown: "?",
    block: "✗",
    routing: "↔",
    chosen: "●",
    second: "○",
    cursor: "›",
    ascending: "▲",
    descending: "▼",
    unsaved: "•",
    dot: "·",
};

/// Every sign that is drawn besides ASCII and the letters of names, and what stands for it.
pub const ASCII: &[(&str, char)] = &[
    ("✓", '+'),
    ("✗", 'x'),
    ("↔", '~'),
    ("●", '*'),
    ("○", 'o'),
    ("›", '>'),
    ("·", '-'),
    ("…", '.'),
    ("→", '>'),
    ("←", '<'),
    ("↑", '^'),
    ("↓", 'v'),
    ("▲", '^'),
    ("▼", 'v'),
    ("−", '-'),
    ("–", '-'),
    ("≈", '~'),
    ("†", '+'),
    ("│", '|'),
    ("─", '-'),
    ("╭", '+'),
    ("╮", '+'),
    ("╰", '+'),
    ("╯", '+'),
    ("┌", '+'),
    ("┐", '+'),
    ("└", '+'),
    ("┘", '+'),
    ("├", '+'),
    ("┤", '+'),
    ("┬", '+'),
    ("┴", '+'),
    ("┼", '+'),
    ("╴", '-'),
    ("╶", '-'),
    ("╵", '|'),
    ("╷", '|'),
    ("•", '*'),
    // In words of the docs alone.
    ("⥂", '~'),
];

/// Replaces every symbol and line on a drawn screen. Letters of names stay: they are data.
pub fn to_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if cell.symbol().is_ascii() {
            continue;
        }
        if let Some((_, plain)) = ASCII.iter().find(|(sign, _)| *sign == cell.symbol()) {
            cell.set_char(*plain);
        }
    }
}
