//! How answers look: colour only on a terminal, and a sign and a word beside every colour.

use crate::gates::{Outcome, Verdict};

/// What the output can show.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Whether it shows colour.
    pub colour: bool,
    /// How many columns it has; none where nothing is cut, as in a pipe.
    pub width: Option<usize>,
}

impl Look {
    /// The width of prose where the output does not say its own.
    pub const PAGE: usize = 100;

    /// A verdict with its sign.
    pub fn verdict(self, verdict: Verdict) -> String {
        self.paint(colour(verdict), &format!("{} {}", sign(verdict), verdict.word()))
    }

    /// An outcome with its sign, as wide as the widest.
    pub fn outcome(self, outcome: Outcome) -> String {
        let verdict = Verdict::from(outcome);
        let padding = " ".repeat("unknown".len() - outcome.word().len());
        self.paint(colour(verdict), &format!("{} {}", sign(verdict), outcome.word())) + &padding
    }

    /// Text in one of the terminal's own colours.
    pub fn paint(self, colour: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// Plain ASCII, so that a ticket, a log and a mail show it as it is.
pub fn sign(verdict: Verdict) -> char {
    match verdict {
        Verdict::Available => '+',
        Verdict::Conditional => '!',
        Verdict::Unknown => '?',
        Verdict::Blocked => 'x',
    }
}

/// The terminal's own green, yellow, magenta and red: its theme decides how they look.
pub fn colour(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Available => "32",
        Verdict::Conditional => "33",
        Verdict::Unknown => "35",
        Verdict::Blocked => "31",
    }
}
