//! Step 5: the template's guardrails, which of them this plan requires, and why.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::Mark;
use crate::decision::guardrail::{self, Check};
use crate::plan;
use crate::plan::Plan;
use crate::text;
use crate::tui::areas::below;
use crate::tui::message::Message;
use crate::tui::reply::Reply;
use crate::tui::screen::Screen;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::detail::Detail;
use crate::tui::widget::{line, list, pane};

/// Lines each guardrail takes.
const LINES: usize = 2;

#[derive(Debug, Default)]
pub struct GuardrailsStep {
    cursor: usize,
}

/// How many required guardrails are open; what is required depends on the model.
pub(super) fn mark(session: &Session) -> Mark {
    if session.model().is_none() {
        return Mark::Open;
    }
    match checks(session).iter().filter(|check| check.is_open()).count() {
        0 => Mark::Done,
        open => Mark::Required(open),
    }
}

fn checks(session: &Session) -> Vec<Check> {
    guardrail::checks(session.case().as_ref(), &session.plan.ticked)
}

/// Whether it is required and why, as the line below it says.
fn reason(check: &Check) -> String {
    match &check.because {
        Some(why) => format!("        required: {why}"),
        None => "        not required by this plan".to_owned(),
    }
}

impl Screen for GuardrailsStep {
    fn update(&mut self, message: &Message, _session: &Session, plan: &mut Plan, _area: Rect) -> Reply {
        let all = plan::guardrail::all();
        if let Some(cursor) = list::moved(self.cursor, all.len(), message) {
            self.cursor = cursor;
            return Reply::Done;
        }
        match message {
            Message::Toggle => {
                let Some(guardrail) = all.get(self.cursor) else { return Reply::Done };
                if !plan.ticked.remove(&guardrail.id) {
                    plan.ticked.insert(guardrail.id.clone());
                }
                Reply::Done
            }
            Message::Accept => Reply::GoOn,
            _ => Reply::Unused,
        }
    }

    fn click(&mut self, session: &Session, area: Rect, column: u16, row: u16) {
        let (inside, count) = (pane::inside(area), checks(session).len());
        if let Some(line) = list::row_at(inside, 0, count * LINES, column, row) {
            self.cursor = line / LINES;
        }
    }

    fn view(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let checks = checks(session);
        let open = checks.iter().filter(|check| check.is_open()).count();
        let title = match (session.model().is_some(), open) {
            (false, _) => "Guardrails: what is required depends on the model (step 3)".to_owned(),
            (true, 0) => "Guardrails: all required ones are in place".to_owned(),
            (true, open) => format!("Guardrails: {open} required and open"),
        };
        let inside = pane::frame(&title, true, theme, area, buffer);
        for (place, check) in checks.iter().enumerate() {
            let here = place == self.cursor;
            line::write(title_line(check, here, inside.width, theme), inside, place * LINES, buffer);
            let style = if check.is_open() { theme.warn } else { theme.dim };
            line::write(Line::styled(reason(check), style), inside, place * LINES + 1, buffer);
        }
        None
    }

    /// The guardrail under the cursor in full.
    fn detail(&self, session: &Session, theme: &Theme, area: Rect) -> Option<Detail> {
        let (inside, checks) = (pane::inside(area), checks(session));
        let place = below(inside, checks.len() * LINES + 1);
        let check = checks.get(self.cursor)?;
        let words = format!("{} {}", check.guardrail.why, check.guardrail.how);
        let mut lines = line::wrapped(&words, place.width, theme.text);
        let why = reason(check);
        if text::width(&why) > usize::from(inside.width) {
            // Above it is cut.
            lines.extend(line::wrapped(why.trim_start(), place.width, theme.dim));
        }
        Some(Detail { title: None, place, lines, choices: Vec::new() })
    }
}

fn title_line(check: &Check, here: bool, width: u16, theme: &Theme) -> Line<'static> {
    let tick = if check.ticked { "[x]" } else { "[ ]" };
    let style = match (check.ticked, check.is_open()) {
        (true, _) => theme.pass,
        (false, true) => theme.warn,
        (false, false) => theme.dim,
    };
    let spans = vec![
        list::lead(here, "", theme.text, theme),
        Span::styled(format!("{tick} "), style),
        Span::styled(check.guardrail.label.clone(), theme.text),
    ];
    list::row(spans, here, width, theme)
}
