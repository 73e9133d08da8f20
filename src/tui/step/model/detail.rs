//! Beside the list: the gates of the model under the cursor, its ways out if it is closed, and its facts.

use ratatui::text::{Line, Span};

use crate::choice::candidates::Candidate;
use crate::gates::Verdict;
use crate::matrix::{Mode, Model};
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::{facts, gates, line};

/// Its lines in a width; `ways` are its ways out, if it is closed.
pub(super) fn lines(
    session: &Session,
    row: &Candidate,
    model: &Model,
    ways: &[(Verdict, String)],
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let (symbol, style) = theme.verdict(row.verdict);
    let mut lines = vec![Line::from(vec![
        Span::styled(format!("{symbol} {}", row.verdict.id()), style),
        Span::styled(format!("  {}", place(session)), theme.dim),
    ])];
    lines.extend(gates::lines(&session.criteria().case(model).judge(), width, theme));
    lines.extend(ways_out(ways, width, theme));
    lines.extend(own_facts(session, model, width, theme));
    lines
}

fn place(session: &Session) -> String {
    let mode = session.plan.mode.map_or("no mode", Mode::name);
    let region = session.plan.region.as_ref().map_or("no region", |region| region.0.as_str());
    format!("{mode}, {region}")
}

fn ways_out(ways: &[(Verdict, String)], width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if !ways.is_empty() {
        lines.push(Line::styled("Nearest ways out", theme.title));
    }
    for (verdict, words) in ways {
        let (symbol, style) = theme.verdict(*verdict);
        for (row, mut line) in
            line::wrapped(words, width.saturating_sub(2), theme.text).into_iter().enumerate()
        {
            let lead = if row == 0 { format!("{symbol} ") } else { "  ".to_owned() };
            line.spans.insert(0, Span::styled(lead, style));
            lines.push(line);
        }
    }
    lines
}

fn own_facts(session: &Session, model: &Model, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let mut told = vec![
        format!("{} {} {}", model.name, theme.symbols.dot, model.provider_name()),
        format!(
            "{}; in: {}; context {} tokens, output {}",
            model.task.map_or("task ?", crate::matrix::Task::id),
            facts::inputs(model),
            facts::tokens(model.context),
            facts::tokens(model.max_output),
        ),
    ];
    told.extend(facts::price(model, &session.matrix));
    if let Some(days) = model.prompts_kept {
        told.push(format!("Prompts and responses are kept {days} days for safety review."));
    }
    if model.adi_services {
        told.push("Provided through ADI Services (†).".to_owned());
    }
    told.extend(model.notes.clone());
    let mut lines = vec![Line::styled("Facts", theme.title)];
    lines.extend(told.iter().flat_map(|fact| line::wrapped(fact, width, theme.dim)));
    lines
}
