//! Beside the list: the gates of the model under the cursor, its ways out if it is closed, and its facts.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::choice::alternative::Alternative;
use crate::choice::candidates::Candidate;
use crate::gates::Case;
use crate::matrix::{Mode, Model, Realtime};
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::{facts, gates, line};

/// The columns before a way out: the cursor, and the sign of its verdict.
const LEAD: u16 = 4;

/// Its lines in a width, and those of each way out.
pub(super) fn lines(
    session: &Session,
    row: &Candidate,
    model: &Model,
    width: u16,
    theme: &Theme,
) -> (Vec<Line<'static>>, Vec<Range<usize>>) {
    let case = session.criteria().case(model);
    let (symbol, style) = theme.verdict(row.verdict);
    let mut lines = vec![Line::styled(format!("{symbol} {}", row.verdict.id()), style)];
    lines.extend(line::wrapped(&place(session), width, theme.dim));
    lines.extend(gates::lines(&case.judge(), width, theme));
    let mut choices = Vec::new();
    for way in ways_out(&case, row) {
        if choices.is_empty() {
            lines.push(Line::styled("Nearest alternatives", theme.title));
            lines.extend(line::wrapped("Tab, then Enter takes one.", width, theme.dim));
        }
        let first = lines.len();
        lines.extend(way_out(&way, width, theme));
        choices.push(first..lines.len());
    }
    lines.extend(own_facts(session, &case, width, theme));
    (lines, choices)
}

/// The ways out, in the order they are shown; none where the model is open.
pub(super) fn ways_out<'a>(case: &Case<'a>, row: &Candidate) -> Vec<Alternative<'a>> {
    if row.verdict.is_open() { Vec::new() } else { case.alternatives() }
}

fn place(session: &Session) -> String {
    let mode = session.plan.mode.map_or("no mode", Mode::name);
    let region = session.plan.region.as_ref().map_or("no region", |region| region.0.as_str());
    format!("{mode}, {region}")
}

/// What it is, with its verdict; a refused one with the reason.
fn way_out(way: &Alternative<'_>, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let (symbol, style) = theme.verdict(way.verdict);
    let (symbol, style) =
        if way.refused.is_some() { (theme.symbols.block, theme.block) } else { (symbol, style) };
    let verdict = if way.refused.is_some() { "refused" } else { way.verdict.id() };
    let mut lines = indented(&format!("{}: {verdict}", way.words()), symbol, style, width, theme.text);
    if let Some(why) = &way.refused {
        lines.extend(indented(why, " ", style, width, theme.dim));
    }
    lines
}

fn indented(words: &str, symbol: &str, sign: Style, width: u16, style: Style) -> Vec<Line<'static>> {
    let rows = line::wrapped(words, width.saturating_sub(LEAD), style).into_iter().enumerate();
    rows.map(|(row, mut line)| {
        let symbol = if row == 0 { format!("{symbol} ") } else { "  ".to_owned() };
        line.spans.splice(0..0, [Span::raw("  "), Span::styled(symbol, sign)]);
        line
    })
    .collect()
}

fn own_facts(session: &Session, case: &Case<'_>, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let (model, tokens) = (case.model, session.plan.tokens);
    let mut sentences = vec![
        format!("{} {} {}", model.name, theme.symbols.dot, model.provider_name()),
        format!(
            "{}; in: {}; context {} tokens, output {}; real-time list: {}",
            model.task.map_or("task ?", crate::matrix::Task::id),
            facts::inputs(model),
            facts::tokens(model.context),
            facts::tokens(model.max_output),
            model.realtime.map_or("?", Realtime::name),
        ),
    ];
    if tokens.is_stated() {
        sentences.push(format!("{} a month: {}.", tokens.words(), case.monthly_words(tokens)));
    }
    sentences.extend(facts::price(model, &session.matrix));
    if model.is_external() {
        sentences.push("Price and retirement: unknown here, the provider decides.".to_owned());
    }
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
