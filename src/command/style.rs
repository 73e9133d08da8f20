//! How output looks: colour only on a terminal, and a sign and a word beside every colour.

use anstyle::{AnsiColor, Style};

use crate::gates::{Outcome, Verdict};
use crate::host::Host;
use crate::tui::colour::{self, ColourLevel};

/// The terminal's own colours: its theme decides how they look.
pub const RED: Style = AnsiColor::Red.on_default();
pub const YELLOW: Style = AnsiColor::Yellow.on_default();
pub const GREEN: Style = AnsiColor::Green.on_default();
pub const CYAN: Style = AnsiColor::Cyan.on_default();
const MAGENTA: Style = AnsiColor::Magenta.on_default();

/// What an output can show.
#[derive(Debug, Clone, Copy, Default)]
pub struct OutputStyle {
    pub colour: bool,
    /// How many columns it has; none where nothing is cut, as in a pipe.
    pub width: Option<usize>,
}

impl OutputStyle {
    /// The width of prose where the output does not say its own.
    pub const PAGE: usize = 100;

    /// What a stream can show: colour on a terminal only, unless the environment says otherwise.
    pub fn detect(is_terminal: bool, host: &dyn Host) -> Self {
        let level = colour::detect(&|name| host.variable(name), is_terminal);
        let size = if is_terminal { crossterm::terminal::size().ok() } else { None };
        let width = size.map(|(columns, _)| usize::from(columns)).filter(|width| *width > 0);
        Self { colour: level != ColourLevel::None, width }
    }

    /// Text in a style, where the output shows colour.
    pub fn paint(self, style: Style, text: &str) -> String {
        let style = if self.colour && !text.is_empty() { style } else { Style::new() };
        format!("{style}{text}{style:#}")
    }

    /// A verdict with its sign.
    pub fn verdict(self, verdict: Verdict) -> String {
        self.paint(colour(verdict), &signed(verdict))
    }

    /// An outcome with its sign, as wide as the widest.
    pub fn outcome(self, outcome: Outcome) -> String {
        let verdict = Verdict::from(outcome);
        let padding = " ".repeat("unknown".len() - outcome.id().len());
        self.paint(colour(verdict), &format!("{} {}", sign(verdict), outcome.id())) + &padding
    }
}

/// A verdict with its sign, uncoloured.
pub fn signed(verdict: Verdict) -> String {
    format!("{} {}", sign(verdict), verdict.id())
}

/// Plain ASCII, so that a ticket, a log and a mail show it as it is.
fn sign(verdict: Verdict) -> char {
    match verdict {
        Verdict::Available => '+',
        Verdict::Conditional => '!',
        Verdict::Unknown => '?',
        Verdict::Blocked => 'x',
    }
}

pub fn colour(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Available => GREEN,
        Verdict::Conditional => YELLOW,
        Verdict::Unknown => MAGENTA,
        Verdict::Blocked => RED,
    }
}
