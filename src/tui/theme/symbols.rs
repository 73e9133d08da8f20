//! The symbols of the screens, and the signs that stand for them on terminals without Unicode.

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
    /// Needs routing.
    pub routing: &'static str,
    /// The chosen row.
    pub chosen: &'static str,
    /// The row to fall back to, or one that is considered.
    pub second: &'static str,
    /// The row under the cursor.
    pub cursor: &'static str,
    /// Between parts of a line.
    pub dot: &'static str,
}

pub const SYMBOLS: Symbols = Symbols {
    pass: "✓",
    warn: "!",
    unknown: "?",
    block: "✗",
    routing: "⥂",
    chosen: "●",
    second: "○",
    cursor: "▸",
    dot: "·",
};

/// Replaces every symbol and line on a drawn screen. Letters of names stay: they are data.
pub fn to_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let plain = match cell.symbol() {
            "✓" | "†" | "╭" | "╮" | "╰" | "╯" => '+',
            "✗" => 'x',
            "⥂" | "≈" => '~',
            "●" => '*',
            "○" => 'o',
            "▸" | "→" => '>',
            "←" => '<',
            "↑" => '^',
            "↓" => 'v',
            "·" | "─" | "−" => '-',
            "│" | "╷" => '|',
            "…" | "┄" => '.',
            _ => continue,
        };
        cell.set_char(plain);
    }
}
