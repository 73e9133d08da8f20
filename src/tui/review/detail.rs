//! What the board tells of the decision under the cursor: how it stands, what changed since it was decided, and the note as it
//! would read, with the story of the decision in it.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::table::sign;
use crate::check::LoadedPlan;
use crate::export::{self, Export, Format, Templates};
use crate::plan::status::status_words;
use crate::review::DecisionSummary;
use crate::store::Decisions;
use crate::text::{self, capitalized};
use crate::tui::theme::Theme;
use crate::tui::widget::{line, markdown};

/// The note of a decision; why there is none where a choice is open.
pub fn note(decisions: &Decisions, place: usize, templates: &Templates) -> String {
    let Some((plan, matrix)) = decisions.resolved(place) else { return String::new() };
    let made = plan
        .decide(matrix, decisions.as_of)
        .and_then(|decision| export::document(Export::Note, &decision, templates, Format::Markdown));
    made.unwrap_or_else(|error| format!("No note yet: {}.", error.message()))
}

/// All of it, in the width of the pane.
pub fn lines(
    decisions: &Decisions,
    place: usize,
    summary: &DecisionSummary,
    note: &str,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut lines = told(summary, width, theme);
    lines.push(Line::default());
    if note.is_empty() {
        let findings = decisions.plans().get(place).map(LoadedPlan::problems).unwrap_or_default();
        for finding in findings {
            let at = finding.line.map(|line| format!("line {line}: ")).unwrap_or_default();
            lines.extend(line::wrapped(&text::clean(&format!("{at}{}", finding.message)), width, theme.text));
            lines.extend(line::wrapped(&text::clean(&format!("  {}", finding.hint)), width, theme.dim));
        }
        return lines;
    }
    lines.extend(markdown::lines(note, width, theme));
    lines
}

/// How it stands, in a few lines: the verdict with what changed, what it needs somebody for, who owns and approves it.
pub fn told(summary: &DecisionSummary, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let (words, style) = verdict_words(summary, theme);
    let mut lines = line::wrapped(&words, width, style);
    if summary.is_broken() {
        return lines;
    }
    let owner =
        summary.owner.as_deref().map_or_else(|| "no owner".to_owned(), |owner| format!("owner {owner}"));
    let review = summary.review_by.map(|day| format!("review by {day}"));
    let guardrails = Some(&summary.open_guardrails)
        .filter(|open| !open.is_empty())
        .map(|open| format!("{} open", text::count(open.len(), "guardrail")));
    let dot = format!(" {} ", theme.symbols.dot);
    let facts = [Some(status_words(summary.status).to_owned()), Some(owner), review, guardrails];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    lines.extend(line::wrapped(&text::clean_line(&capitalized(&facts.join(&dot))), width, theme.dim));
    lines.extend(approvals(summary).into_iter().flat_map(|(words, stands_out)| {
        line::wrapped(&words, width, if stands_out { theme.warn } else { theme.text })
    }));
    lines
}

/// The verdict with its sign and with what is to be known beside it.
pub fn verdict_words(summary: &DecisionSummary, theme: &Theme) -> (String, Style) {
    let (symbol, style) = sign(summary, theme);
    let remark = text::clean_line(&summary.remark()).into_owned();
    let remark = if remark.is_empty() { remark } else { format!(": {remark}") };
    (format!("{symbol} {}{remark}", summary.verdict_word()), style)
}

/// Who approves, who approved another choice, who wants changes; and whether that asks for somebody.
fn approvals(summary: &DecisionSummary) -> Vec<(String, bool)> {
    let approvals = &summary.approvals;
    let comment = |comment: &str| if comment.is_empty() { String::new() } else { format!(": {comment}") };
    let mut words = Vec::new();
    for review in &approvals.holding {
        words.push((format!("{} approved on {}{}", review.by, review.on, comment(&review.comment)), false));
    }
    for review in &approvals.outdated {
        let why = if review.changed.is_empty() {
            "it does not say what was seen".to_owned()
        } else {
            format!("another {} since", review.changed.join(", "))
        };
        words.push((format!("{} approved on {}, outdated: {why}", review.by, review.on), true));
    }
    for review in &approvals.changes_requested {
        let asked = format!("{} requested changes on {}{}", review.by, review.on, comment(&review.comment));
        words.push((asked, true));
    }
    words.into_iter().map(|(words, out)| (text::clean_line(&words).into_owned(), out)).collect()
}

/// A row in a picker: sign and name, then what it is.
pub fn picker_row(summary: &DecisionSummary, theme: &Theme) -> Vec<Span<'static>> {
    let (symbol, style) = sign(summary, theme);
    let what =
        [summary.model.clone(), summary.region.clone(), summary.mode.map(|mode| mode.name().to_owned())];
    let what = what.into_iter().flatten().collect::<Vec<_>>().join(", ");
    vec![
        Span::styled(format!("{symbol} "), style),
        Span::styled(text::clean_line(&summary.name).into_owned(), theme.text),
        Span::styled(format!("  {}", text::clean_line(&what)), theme.dim),
    ]
}
