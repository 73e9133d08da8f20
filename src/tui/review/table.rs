//! The columns of the board: measured once when the decisions change, laid out in the width there is, sorted.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::choice::filter_language::Match;
use crate::plan::Verdict;
use crate::review::{Column, DecisionSummary, Urgency};
use crate::text;
use crate::tui::theme::Theme;
use crate::tui::widget::{line, list};

/// The columns of the screen before the name: cursor, blank, sign and blank.
const LEAD: usize = 5;
/// What a name keeps before another column is shown, and what it takes at most.
const LEAST_NAME: usize = 18;
const MOST_NAME: usize = 40;
/// The most another column takes; what is longer is cut with `…`.
const MOST: usize = 28;
/// What stands before nearly every endpoint's name.
const PREFIX: &str = "databricks-";
/// The blanks between columns.
const GAP: usize = 2;

/// From left to right, what a review needs first: what has no room is left out from the right.
const ORDER: [Column; 10] = [
    Column::Decision,
    Column::Verdict,
    Column::Left,
    Column::Approvals,
    Column::Model,
    Column::Region,
    Column::Status,
    Column::Owner,
    Column::Guardrails,
    Column::Review,
];

#[derive(Debug)]
pub struct Table {
    column: Column,
    reversed: bool,
    /// How wide each column of [`ORDER`] is.
    widths: [usize; ORDER.len()],
    /// For each decision, its place in the order.
    ranks: Vec<usize>,
}

/// Nobody has sorted: worst first.
impl Default for Table {
    fn default() -> Self {
        Self { column: Column::Verdict, reversed: false, widths: [0; ORDER.len()], ranks: Vec::new() }
    }
}

/// A column that fits, and where it begins in the row.
#[derive(Debug, Clone, Copy)]
struct Shown {
    column: Column,
    left: usize,
    width: usize,
}

impl Table {
    /// Measures the columns of the decisions, and puts these in order.
    pub fn measure(&mut self, summaries: &[DecisionSummary]) {
        for (width, column) in self.widths.iter_mut().zip(ORDER) {
            let widest =
                summaries.iter().map(|summary| text::width(&cell(column, summary))).max().unwrap_or(0);
            let most = if column == Column::Decision { MOST_NAME } else { MOST };
            *width = widest.min(most).max(text::width(head(column)));
        }
        self.sort(summaries);
    }

    fn sort(&mut self, summaries: &[DecisionSummary]) {
        let mut places: Vec<usize> = (0..summaries.len()).collect();
        places.sort_by(|left, right| self.column.order(&summaries[*left], &summaries[*right], self.reversed));
        self.ranks = vec![0; summaries.len()];
        for (rank, place) in places.into_iter().enumerate() {
            self.ranks[place] = rank;
        }
    }

    /// Where a decision stands in the order.
    pub fn rank(&self, place: usize) -> usize {
        self.ranks.get(place).copied().unwrap_or(place)
    }

    /// Whether somebody has sorted.
    pub fn is_sorted(&self) -> bool {
        self.column != Column::Verdict || self.reversed
    }

    /// Sorts by the next column; behind the last one the worst come first again.
    pub fn sort_by_next(&mut self, summaries: &[DecisionSummary]) {
        let place = ORDER.iter().position(|column| *column == self.column).unwrap_or(0);
        self.column = ORDER[(place + 1) % ORDER.len()];
        self.reversed = false;
        self.sort(summaries);
    }

    pub fn reverse(&mut self, summaries: &[DecisionSummary]) {
        self.reversed = !self.reversed;
        self.sort(summaries);
    }

    /// Sorts by a column whose head was clicked; a second click sorts the other way round.
    pub fn sort_by(&mut self, column: Column, summaries: &[DecisionSummary]) {
        self.reversed = self.column == column && !self.reversed;
        self.column = column;
        self.sort(summaries);
    }

    /// The sort in words for the title; nothing where the worst come first.
    pub fn sorted(&self, theme: &Theme) -> String {
        let arrow = if self.reversed { theme.symbols.descending } else { theme.symbols.ascending };
        if self.is_sorted() {
            format!(" {} {} {arrow}", theme.symbols.dot, self.column.name())
        } else {
            String::new()
        }
    }

    /// The columns that fit, from left to right. The name takes what the others leave.
    fn layout(&self, width: u16) -> Vec<Shown> {
        let room = usize::from(width).saturating_sub(LEAD);
        let least = self.widths[0].min(LEAST_NAME).min(room);
        let mut used = least;
        let mut count = 1;
        for wide in &self.widths[1..] {
            if used + GAP + wide > room {
                break;
            }
            used += GAP + wide;
            count += 1;
        }
        let name = (least + room - used).min(self.widths[0]);
        let mut left = LEAD;
        let columns = ORDER.iter().zip(&self.widths).take(count);
        columns
            .map(|(column, wide)| {
                let width = if *column == Column::Decision { name } else { *wide };
                let shown = Shown { column: *column, left, width };
                left += width + GAP;
                shown
            })
            .collect()
    }

    /// The column whose head is at a place of the row.
    pub fn column_at(&self, width: u16, at: u16) -> Option<Column> {
        let at = usize::from(at);
        let shown = self.layout(width);
        let hit = shown.iter().rev().find(|one| at + GAP >= one.left)?;
        (at < one_end(hit)).then_some(hit.column)
    }

    /// The heads of the columns.
    pub fn heads(&self, width: u16, theme: &Theme) -> Line<'static> {
        let mut spans = vec![Span::raw(" ".repeat(LEAD))];
        for one in self.layout(width) {
            let style = if one.column == self.column && self.is_sorted() { theme.focus } else { theme.dim };
            spans.push(Span::styled(aligned(head(one.column), one), style));
            spans.push(Span::raw(" ".repeat(GAP)));
        }
        Line::from(line::fitted(spans, usize::from(width)))
    }

    /// The row of a decision.
    pub fn row(
        &self,
        summary: &DecisionSummary,
        found: &Match,
        here: bool,
        width: u16,
        theme: &Theme,
    ) -> Line<'static> {
        let (symbol, style) = sign(summary, theme);
        let base = if summary.is_past() { theme.dim } else { theme.text };
        let mut spans = vec![list::lead(here, " ", base, theme), Span::styled(format!("{symbol} "), style)];
        for one in self.layout(width) {
            let words = cell(one.column, summary);
            match one.column {
                Column::Decision => {
                    spans.extend(line::fitted(
                        line::marked(&words, found.in_field(0), base, theme.letters),
                        one.width,
                    ));
                }
                Column::Verdict => spans.push(Span::styled(aligned(&words, one), style)),
                column => spans.push(Span::styled(aligned(&words, one), needs(column, summary, base, theme))),
            }
            spans.push(Span::raw(" ".repeat(GAP)));
        }
        list::row(spans, here, width, theme)
    }
}

fn one_end(shown: &Shown) -> usize {
    shown.left + shown.width
}

fn head(column: Column) -> &'static str {
    match column {
        Column::Review => "review by",
        Column::Approvals => "reviews",
        Column::Guardrails => "open",
        column => column.id(),
    }
}

/// What a column says. Beside the verdict of today stands the one that was decided, where it is another.
fn cell(column: Column, summary: &DecisionSummary) -> String {
    let words = match column {
        Column::Verdict => match was(summary) {
            Some(then) => format!("{}, was {}", summary.verdict_word(), then.id()),
            None => summary.verdict_word().to_owned(),
        },
        Column::Guardrails => match summary.open_guardrails.len() {
            0 => String::new(),
            open => open.to_string(),
        },
        // As in the list of models: what every name begins with tells nothing.
        Column::Model => column.cell(summary).trim_start_matches(PREFIX).to_owned(),
        column => column.cell(summary),
    };
    text::clean_line(&words).into_owned()
}

/// The verdict that was decided, where it is no longer the one of today.
fn was(summary: &DecisionSummary) -> Option<Verdict> {
    let (now, then) = (summary.verdict?, summary.decided.as_ref()?.verdict);
    (now != then).then_some(then)
}

/// The sign before a decision, and its style. What is past has none of a verdict.
pub fn sign(summary: &DecisionSummary, theme: &Theme) -> (&'static str, Style) {
    let symbols = theme.symbols;
    match (summary.verdict, summary.urgency) {
        (_, Urgency::Past) => ("–", theme.dim),
        (Some(verdict), _) => theme.verdict(verdict),
        (None, Urgency::Failing) => (symbols.block, theme.block),
        (None, _) => (symbols.unknown, theme.unknown),
    }
}

/// What needs somebody stands out; the rest does not.
fn needs(column: Column, summary: &DecisionSummary, base: Style, theme: &Theme) -> Style {
    use crate::review::Need;
    let about = |needs: &[Need]| needs.iter().any(|need| summary.needs.contains(need));
    let stands_out = match column {
        Column::Approvals => about(&[Need::ApprovalOutdated, Need::ApprovalMissing, Need::ChangesRequested]),
        Column::Review => about(&[Need::ReviewOverdue]),
        Column::Left => about(&[Need::Retiring]) || summary.is_retired() && !summary.is_past(),
        Column::Guardrails => !summary.is_past(),
        _ => false,
    };
    if stands_out { theme.warn } else { base }
}

fn aligned(words: &str, shown: Shown) -> String {
    let cell = text::fit(words, shown.width);
    let blanks = " ".repeat(shown.width.saturating_sub(text::width(&cell)));
    let is_number = matches!(shown.column, Column::Left | Column::Guardrails);
    if is_number { blanks + &cell } else { cell + &blanks }
}
