//! The columns of the list of models: measured once when the list changes, laid out in the width there is, sorted.

use ratatui::text::{Line, Span};

use crate::choice::candidates::Candidate;
use crate::choice::column::{self, Column, Row, SortKey};
use crate::choice::filter_language::Match;
use crate::gates::Verdict;
use crate::matrix::{Model, Realtime};
use crate::text;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::{line, list, name};

/// The columns of the screen before the name: cursor, mark and blank, sign and blank.
const LEAD: usize = 5;
/// What a name keeps before another column is shown.
const LEAST_NAME: usize = 20;
/// The most a provider takes; a longer name of one is cut with `…`.
const MOST_PROVIDER: usize = 18;
/// The blanks between columns.
const GAP: usize = 2;
/// What the endpoints of the docs begin with.
const PREFIX: &str = "databricks-";
/// The unit of the prices in and out, which stands before their heads.
const UNIT: &str = "DBU/1M";

/// By which column the list is sorted, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sort {
    pub column: Column,
    pub reversed: bool,
}

/// Nobody has sorted: best first.
impl Default for Sort {
    fn default() -> Self {
        Self { column: Column::Verdict, reversed: false }
    }
}

/// What the columns say of each candidate, how wide they are, and in which order the candidates stand.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub sort: Sort,
    columns: Vec<Measured>,
    /// For each candidate, what each column says.
    cells: Vec<Vec<String>>,
    /// For each candidate, its place in the order; none where the order of the candidates stands.
    ranks: Option<Vec<usize>>,
}

#[derive(Debug, Clone, Copy)]
struct Measured {
    column: Column,
    width: usize,
}

/// A column that fits, and where it begins in the row.
#[derive(Debug, Clone, Copy)]
struct Shown {
    column: Column,
    /// Its place among all columns.
    place: usize,
    left: usize,
    width: usize,
}

impl Table {
    /// Measures the columns of the candidates, and keeps the sort where the mode has its column.
    pub fn refresh(&mut self, session: &Session) {
        let columns = Column::of(session.plan.mode, session.plan.tokens);
        if !columns.contains(&self.sort.column) {
            self.sort = Sort::default();
        }
        self.cells =
            rows(session).map(|(_, row)| columns.iter().map(|one| one.cell(&row)).collect()).collect();
        let measured = |(place, column): (usize, &Column)| {
            let widest = self.cells.iter().map(|cells: &Vec<String>| text::width(&cells[place])).max();
            let widest = match column {
                // A sign stands for the word.
                Column::Realtime => 1,
                Column::Provider => widest.unwrap_or(0).min(MOST_PROVIDER),
                _ => widest.unwrap_or(0),
            };
            Measured { column: *column, width: widest.max(text::width(column.head())) }
        };
        self.columns = columns.iter().enumerate().map(measured).collect();
        self.rank(session);
    }

    fn rank(&mut self, session: &Session) {
        self.ranks = None;
        if self.sort == Sort::default() {
            return;
        }
        let sort = self.sort;
        let mut keys: Vec<(usize, Verdict, Option<SortKey>)> =
            rows(session).map(|(place, row)| (place, row.verdict, sort.column.key(&row))).collect();
        if sort.column == Column::Verdict {
            keys.reverse();
        } else {
            keys.sort_by(|(_, left, left_key), (_, right, right_key)| {
                column::order((*left, left_key.as_ref()), (*right, right_key.as_ref()), sort.reversed)
            });
        }
        let mut ranks = vec![0; session.candidates.list.len()];
        for (rank, (place, ..)) in keys.into_iter().enumerate() {
            ranks[place] = rank;
        }
        self.ranks = Some(ranks);
    }

    /// The place of each candidate in the order; none where nobody has sorted.
    pub fn ranks(&self) -> Option<&[usize]> {
        self.ranks.as_deref()
    }

    /// Sorts by the next column; behind the last one the best come first again.
    pub fn sort_by_next(&mut self, session: &Session) {
        let place = self.columns.iter().position(|one| one.column == self.sort.column).unwrap_or(0);
        let next = self.columns.get(place + 1).or(self.columns.first());
        self.sort = next.map_or_else(Sort::default, |next| Sort { column: next.column, reversed: false });
        self.rank(session);
    }

    pub fn reverse(&mut self, session: &Session) {
        self.sort.reversed = !self.sort.reversed;
        self.rank(session);
    }

    /// Sorts by a column whose head was clicked; a second click sorts the other way round.
    pub fn sort_by(&mut self, column: Column, session: &Session) {
        let again = self.sort.column == column;
        self.sort = Sort { column, reversed: again && !self.sort.reversed };
        self.rank(session);
    }

    /// The sort in words for the title; none where the best come first.
    pub fn sorted(&self, theme: &Theme) -> Option<String> {
        let arrow = if self.sort.reversed { theme.symbols.descending } else { theme.symbols.ascending };
        (self.sort != Sort::default())
            .then(|| format!(" {} {} {arrow}", theme.symbols.dot, self.sort.column.name()))
    }

    /// The columns that fit, from left to right. The name comes first and takes what the others leave.
    fn layout(&self, width: u16) -> Vec<Shown> {
        let width = usize::from(width);
        let is_name = |one: &&Measured| one.column == Column::Model;
        let natural = self.columns.iter().find(is_name).map_or(0, |one| one.width);
        let mut room = width.saturating_sub(LEAD + natural.min(LEAST_NAME));
        let mut by_rank: Vec<usize> = (0..self.columns.len()).collect();
        by_rank.sort_by_key(|place| self.columns[*place].column.rank());
        let mut fits = vec![false; self.columns.len()];
        for place in by_rank {
            let Measured { column, width } = self.columns[place];
            let needed = if column.rank() == 0 { 0 } else { width + GAP };
            if needed > room {
                // Left out with all that tell less: what is shown never depends on how long a lesser one is.
                break;
            }
            room -= needed;
            fits[place] = true;
        }
        let name = (natural.min(LEAST_NAME) + room).min(natural).min(width.saturating_sub(LEAD));
        let mut left = LEAD;
        let mut shown = Vec::new();
        for (place, one) in self.columns.iter().enumerate().filter(|(place, _)| fits[*place]) {
            let (at, width) = match one.column {
                Column::Verdict => (LEAD - 2, 1),
                Column::Model => (LEAD, name),
                _ => (left + GAP, one.width),
            };
            left = left.max(at + width);
            shown.push(Shown { column: one.column, place, left: at, width });
        }
        shown
    }

    /// The column whose head is at a place of the row.
    pub fn column_at(&self, width: u16, at: u16) -> Option<Column> {
        let at = usize::from(at);
        let shown = self.layout(width);
        // The blanks before a column belong to it: a head of two letters is small.
        let hit = shown.iter().rev().find(|one| at + GAP >= one.left);
        hit.filter(|one| at < one.left + one.width).map(|one| one.column)
    }

    /// The heads of the columns.
    pub fn heads(&self, width: u16, theme: &Theme) -> Line<'static> {
        let mut spans: Vec<Span<'static>> = Vec::new();
        let mut at = 0;
        let shown = self.layout(width);
        let has_unit = shown.iter().any(|one| one.column == Column::Input);
        for one in shown {
            let style =
                if one.column == self.sort.column && self.ranks.is_some() { theme.focus } else { theme.dim };
            spans.push(Span::raw(" ".repeat(one.left.saturating_sub(at))));
            let head = one.column.head();
            if one.column == Column::Model && has_unit && one.width > text::width(head) + text::width(UNIT) {
                let rest = one.width - text::width(head);
                spans.push(Span::styled(head, style));
                spans.push(Span::styled(format!("{UNIT:>rest$}"), theme.dim));
            } else {
                spans.push(Span::styled(aligned(head, one), style));
            }
            at = one.left + one.width;
        }
        Line::from(line::fitted(spans, usize::from(width)))
    }

    /// The row of a candidate.
    pub fn row(
        &self,
        session: &Session,
        place: usize,
        found: &Match,
        here: bool,
        width: u16,
        theme: &Theme,
    ) -> Line<'static> {
        let Some((row, model)) = session.candidate(place) else { return Line::default() };
        let cells = self.cells.get(place).map(Vec::as_slice).unwrap_or_default();
        let (symbol, verdict) = theme.verdict(row.verdict);
        let mark = if session.plan.model.as_ref() == Some(&model.id) {
            theme.symbols.chosen
        } else if session.plan.considered(&model.id).is_some() {
            theme.symbols.second
        } else {
            " "
        };
        let base = if mark == theme.symbols.chosen { theme.chosen } else { theme.text };
        let mut spans = vec![list::lead(here, mark, base, theme)];
        let mut at = LEAD - 2;
        for one in self.layout(width) {
            spans.push(Span::raw(" ".repeat(one.left.saturating_sub(at))));
            let cell = cells.get(one.place).map_or("", String::as_str);
            match one.column {
                Column::Verdict => spans.push(Span::styled(symbol, verdict)),
                Column::Model => spans.extend(name(model, found, one.width, base, theme)),
                Column::Realtime => spans.push(Span::styled(realtime(model, theme), theme.text)),
                Column::Why => spans.push(Span::styled(aligned(cell, one), verdict)),
                _ if matches!(cell, "?" | "–") => spans.push(Span::styled(aligned(cell, one), theme.dim)),
                _ => spans.push(Span::styled(aligned(cell, one), theme.text)),
            }
            at = one.left + one.width;
        }
        list::row(spans, here, width, theme)
    }
}

/// The candidates by their places, with what the columns ask of them.
fn rows(session: &Session) -> impl Iterator<Item = (usize, Row<'_>)> {
    let (criteria, tokens) = (session.criteria(), session.plan.tokens);
    let row = move |row: &Candidate, model| Row {
        case: criteria.case(model),
        verdict: row.verdict,
        gate: row.gate,
        tokens,
    };
    (0..session.candidates.list.len()).filter_map(move |place| {
        session.candidate(place).map(|(candidate, model)| (place, row(candidate, model)))
    })
}

/// The name; a match in the endpoint alone shows itself there, or the row would look unrelated.
fn name(
    model: &Model,
    found: &Match,
    width: usize,
    base: ratatui::style::Style,
    theme: &Theme,
) -> Vec<Span<'static>> {
    let in_endpoint = found.in_field(0).is_empty() && !found.in_field(1).is_empty();
    match (&model.endpoint, in_endpoint) {
        (Some(endpoint), true) => {
            // What all endpoints begin with says nothing, and the column is narrow.
            let short = endpoint.0.strip_prefix(PREFIX).unwrap_or(&endpoint.0);
            let gone = u32::try_from(endpoint.0.len() - short.len()).unwrap_or(0);
            let letters: Vec<u32> =
                found.in_field(1).iter().filter_map(|letter| letter.checked_sub(gone)).collect();
            line::fitted(line::marked(short, &letters, base, theme.letters), width)
        }
        _ => name::spans(model, found.in_field(0), width, base, theme.letters),
    }
}

/// The mark of the real-time list, in one letter.
fn realtime(model: &Model, theme: &Theme) -> String {
    let mark = match model.realtime {
        Some(Realtime::Yes) => theme.symbols.chosen,
        Some(Realtime::Preview) => theme.symbols.second,
        Some(Realtime::No) => theme.symbols.dot,
        None => theme.symbols.unknown,
    };
    text::pad(mark, text::width(Column::Realtime.head()))
}

fn aligned(cell: &str, shown: Shown) -> String {
    let cell = text::fit(cell, shown.width);
    let blanks = " ".repeat(shown.width.saturating_sub(text::width(&cell)));
    if shown.column.is_number() { blanks + &cell } else { cell + &blanks }
}
