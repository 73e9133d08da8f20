//! Beside the list: the gates of the model under the cursor, its ways out if it is closed, and its facts.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::matrix::{Mode, Model};
use crate::plan::Verdict;
use crate::text;
use crate::tui::board::{Row, Scene};
use crate::tui::theme::Theme;
use crate::tui::widget::{gates, line, pane};

/// Draws it; `ways` are its ways out, if it is closed.
pub(super) fn view(
    scene: &Scene<'_>,
    row: &Row,
    model: &Model,
    ways: &[(Verdict, String)],
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let inside = pane::frame(model.label(), false, theme, area, buffer);
    let (symbol, style) = theme.verdict(row.judged.verdict);
    let mut lines = vec![Line::from(vec![
        Span::styled(format!("{symbol} {}", row.judged.verdict.word()), style),
        Span::styled(format!("  {}", place(scene)), theme.dim),
    ])];
    lines.extend(gates::lines(&row.judged, inside.width, theme));
    lines.extend(ways_out(ways, inside.width, theme));
    lines.extend(facts(scene, model, inside.width, theme));
    line::write_all(lines, inside, buffer);
}

fn place(scene: &Scene<'_>) -> String {
    let mode = scene.plan.mode.map_or("no mode", Mode::name);
    let region = scene.plan.region.as_ref().map_or("no region", |region| region.0.as_str());
    format!("{mode}, {region}")
}

fn ways_out(ways: &[(Verdict, String)], width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if !ways.is_empty() {
        lines.push(Line::styled("Nearest ways out", theme.title));
    }
    for (verdict, words) in ways {
        let (symbol, style) = theme.verdict(*verdict);
        let words = text::fit(words, usize::from(width.saturating_sub(2)));
        lines.push(Line::from(vec![
            Span::styled(format!("{symbol} "), style),
            Span::styled(words, theme.text),
        ]));
    }
    lines
}

fn facts(scene: &Scene<'_>, model: &Model, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let tokens = |count: Option<u64>| count.map_or("?".to_owned(), thousands);
    let mut facts = vec![
        format!("{} {} {}", model.name, theme.symbols.dot, model.provider_name()),
        format!(
            "{}; in: {}; context {} tokens, output {}",
            model.task.map_or("task ?", crate::matrix::Task::id),
            if model.inputs.is_empty() { "?".to_owned() } else { model.inputs.join(", ") },
            tokens(model.context),
            tokens(model.max_output),
        ),
    ];
    if let Some(price) = &model.price {
        facts.push(price_words(price, scene));
    }
    if let Some(days) = model.prompts_kept {
        facts.push(format!("Prompts and responses are kept {days} days for safety review."));
    }
    if model.adi_services {
        facts.push("Provided through ADI Services (†).".to_owned());
    }
    facts.extend(model.notes.clone());
    let mut lines = vec![Line::styled("Facts", theme.title)];
    lines.extend(facts.iter().flat_map(|fact| line::wrapped(fact, width, theme.dim)));
    lines
}

fn price_words(price: &crate::matrix::Price, scene: &Scene<'_>) -> String {
    let part = |name: &str, value: Option<f64>| value.map(|value| format!("{name} {value}"));
    let parts: Vec<String> = [
        part("in", price.input),
        part("out", price.output),
        part("batch/h", price.batch_hour),
        part("reserved/h", price.provisioned_hour),
    ]
    .into_iter()
    .flatten()
    .collect();
    let read = scene.matrix.source_of_price(price).read.map(|read| format!(" ({read})")).unwrap_or_default();
    format!("DBU per 1M tokens or hour: {}{read}", parts.join(", "))
}

/// 1,000,000 as people read it.
fn thousands(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
