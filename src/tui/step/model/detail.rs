//! Beside the list: the gates of the model under the cursor, its ways out if it is closed, and its facts.

use ratatui::text::{Line, Span};

use crate::choice::candidates::Candidate;
use crate::gates::Case;
use crate::matrix::{Mode, Model};
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::{facts, gates, line};

/// How many ways out are shown.
const WAYS_OUT: usize = 6;

/// Its lines in a width.
pub(super) fn lines(
    session: &Session,
    row: &Candidate,
    model: &Model,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let case = session.criteria().case(model);
    let (symbol, style) = theme.verdict(row.verdict);
    let mut lines = vec![Line::from(vec![
        Span::styled(format!("{symbol} {}", row.verdict.id()), style),
        Span::styled(format!("  {}", place(session)), theme.dim),
    ])];
    lines.extend(gates::lines(&case.judge(), width, theme));
    if !row.verdict.is_open() {
        lines.extend(ways_out(&case, width, theme));
    }
    lines.extend(own_facts(session, model, width, theme));
    lines
}

fn place(session: &Session) -> String {
    let mode = session.plan.mode.map_or("no mode", Mode::name);
    let region = session.plan.region.as_ref().map_or("no region", |region| region.0.as_str());
    format!("{mode}, {region}")
}

fn ways_out(case: &Case<'_>, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for way in case.alternatives().iter().take(WAYS_OUT) {
        if lines.is_empty() {
            lines.push(Line::styled("Nearest alternatives", theme.title));
        }
        let (symbol, style) = theme.verdict(way.verdict);
        for (row, mut line) in
            line::wrapped(&way.words(), width.saturating_sub(2), theme.text).into_iter().enumerate()
        {
            let lead = if row == 0 { format!("{symbol} ") } else { "  ".to_owned() };
            line.spans.insert(0, Span::styled(lead, style));
            lines.push(line);
        }
    }
    lines
}

fn own_facts(session: &Session, model: &Model, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let mut sentences = vec![
        format!("{} {} {}", model.name, theme.symbols.dot, model.provider_name()),
        format!(
            "{}; in: {}; context {} tokens, output {}",
            model.task.map_or("task ?", crate::matrix::Task::id),
            facts::inputs(model),
            facts::tokens(model.context),
            facts::tokens(model.max_output),
        ),
    ];
    sentences.extend(facts::price(model, &session.matrix));
    if let Some(days) = model.prompts_kept {
        sentences.push(format!("Prompts and responses are kept {days} days for safety review."));
    }
    if model.adi_services {
        sentences.push("Provided through ADI Services (†).".to_owned());
    }
    sentences.extend(model.notes.clone());
    let mut lines = vec![Line::styled("Facts", theme.title)];
    lines.extend(sentences.iter().flat_map(|fact| line::wrapped(fact, width, theme.dim)));
    lines
}
