//! The verdict of the plan, as every screen shows it: the word, what decides it, and how long the model lasts.

use ratatui::style::Style;
use ratatui::text::Span;

use super::session::Session;
use super::theme::Theme;
use crate::decision::since::{self, VerdictNow};
use crate::gates::{Judged, Verdict};
use crate::plan::Decided;

/// How much of it there is room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Room {
    Word,
    Reason,
    Whole,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanVerdict {
    /// None while a choice is open.
    pub verdict: Option<Verdict>,
    /// What decides it, in a word for each gate with the worst outcome; or the choices that are open.
    reasons: Vec<String>,
    /// When the model ends.
    end: Option<String>,
    /// Whether that is a day.
    dated: bool,
}

impl PlanVerdict {
    /// The verdict of the plan as it stands, and what all gates say if they could be asked.
    pub fn of(session: &Session, judged: Option<&Judged<'_>>) -> Self {
        let plan = &session.plan;
        let choices = [
            ("mode", plan.mode.is_none()),
            ("region", plan.region.is_none()),
            ("model", plan.model.is_none()),
        ];
        let open: Vec<String> =
            choices.iter().filter(|(_, open)| *open).map(|(name, _)| (*name).to_owned()).collect();
        if !open.is_empty() {
            return Self { reasons: open, ..Self::default() };
        }
        let (Some(judged), Some(case)) = (judged, session.case()) else {
            let reasons = vec!["model not in this matrix".to_owned()];
            return Self { verdict: Some(Verdict::Unknown), reasons, ..Self::default() };
        };
        let end = case.end();
        Self {
            verdict: Some(judged.verdict),
            reasons: since::reasons(&since::codes(judged)),
            end: Some(end.left(session.as_of)),
            dated: end.day().is_some(),
        }
    }

    /// Whether it says by when something has to be done.
    pub fn has_day(&self) -> bool {
        self.dated
    }

    /// As much of it as there is room for.
    pub fn spans(&self, room: Room, theme: &Theme) -> Vec<Span<'static>> {
        let Some(verdict) = self.verdict else {
            let words = match room {
                Room::Word => "no verdict yet".to_owned(),
                Room::Reason | Room::Whole => format!("no verdict yet: {} open", self.reasons.join(", ")),
            };
            return vec![Span::styled(words, theme.dim)];
        };
        let (symbol, style) = theme.verdict(verdict);
        let mut spans = vec![Span::styled(format!("{symbol} {}", verdict.id()), style.bold())];
        if room >= Room::Reason && !self.reasons.is_empty() {
            spans.push(Span::styled(format!(": {}", self.reasons.join(", ")), style));
        }
        if let Some(end) = self.end.as_ref().filter(|_| room == Room::Whole) {
            let style = if self.dated { style } else { theme.dim };
            spans.push(Span::styled(format!(" {} {end}", theme.symbols.dot), style));
        }
        spans
    }

    /// What changed since the plan was decided, in a line; none if nothing did.
    pub fn since(&self, decided: &Decided, session: &Session) -> Option<(String, Option<Verdict>)> {
        let now = VerdictNow {
            verdict: self.verdict,
            reasons: &self.reasons,
            end: self.end.as_deref().filter(|_| self.dated),
            matrix: session.matrix.as_of,
        };
        since::since(decided, &now).map(|since| (since.words, self.verdict))
    }

    /// The style of the verdict.
    pub fn style(verdict: Option<Verdict>, theme: &Theme) -> Style {
        verdict.map_or(theme.unknown, |verdict| theme.verdict(verdict).1)
    }
}
