//! What a timeline shows: a row for each end that is announced and each preview of a matrix, or for each decision.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::choice::end::End;
use crate::choice::end_kind::{EndKind, EndStage};
use crate::date;
use crate::decision::Decision;
use crate::matrix::{Lifecycle, LifecycleFact, Matrix, Mode, Model, TimelineEntry};
use crate::plan::Verdict;

/// The rows of a timeline, and the days it is drawn for.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    pub as_of: NaiveDate,
    /// A day that matters to all rows.
    pub needed_until: Option<NaiveDate>,
    pub rows: Vec<TimelineRow>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct TimelineRow {
    /// The name of the model.
    pub model: String,
    /// The modes it is about.
    pub modes: String,
    pub kind: EndKind,
    /// The end in a few words: `announced for 2026-11-22`.
    pub end: String,
    /// The days left in words: `29 days left`; empty where no day is known.
    pub left: String,
    /// The day on which the model itself ends.
    pub day: Option<NaiveDate>,
    /// The last day on which another answers in its place.
    pub redirected_until: Option<NaiveDate>,
    pub replacement: Option<String>,
    /// The decision that the row is of.
    pub decision: Option<TimelineDecision>,
}

/// What a row says of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineDecision {
    pub name: String,
    pub verdict: Verdict,
    pub region: String,
    pub needed_until: Option<NaiveDate>,
    pub review_by: Option<NaiveDate>,
}

impl Timeline {
    /// The rows in the order in which they are read: what lies ahead, the next first; what has no day; previews; then what
    /// has ended, the latest first.
    pub fn of_matrix(
        matrix: &Matrix,
        entries: &[TimelineEntry],
        as_of: NaiveDate,
        needed_until: Option<NaiveDate>,
    ) -> Self {
        let rows = entries.iter().filter_map(|entry| TimelineRow::of_entry(entry, matrix, as_of));
        let mut rows: Vec<TimelineRow> = rows.collect();
        rows.sort_by_key(|row| {
            let stage = row.kind.stage();
            let day = row.last_day().map(|day| date::days(as_of, day));
            (stage, if stage == EndStage::Ended { day.map(|days| -days) } else { day })
        });
        Self { as_of, needed_until, rows }
    }

    /// A row for each decision, the next to end first, as the tracker has them.
    pub fn of_decisions(decisions: &[(String, Decision<'_>)], as_of: NaiveDate) -> Self {
        let row = |(name, decision): &(String, Decision<'_>)| TimelineRow::of_decision(name, decision, as_of);
        let mut rows: Vec<TimelineRow> = decisions.iter().map(row).collect();
        rows.sort_by_key(|row| {
            let decision = row.decision.as_ref();
            let verdict = decision.map(|decision| std::cmp::Reverse(decision.verdict));
            let name = decision.map(|decision| decision.name.clone());
            (row.last_day().is_none(), row.last_day(), verdict, name)
        });
        Self { as_of, needed_until: None, rows }
    }

    /// The rows of a part, in their order.
    pub fn stage(&self, stage: EndStage) -> impl Iterator<Item = &TimelineRow> {
        self.rows.iter().filter(move |row| row.kind.stage() == stage)
    }

    pub fn is_of_decisions(&self) -> bool {
        self.rows.iter().any(|row| row.decision.is_some())
    }

    /// The first and the last day to draw: whole months around the days of the rows, from half a year before the as-of date
    /// to three years after it. What lies outside is drawn at the edge, with its day in words.
    pub fn span(&self) -> (NaiveDate, NaiveDate) {
        let day = self.as_of;
        let back = |months: u32| day.checked_sub_months(Months::new(months)).unwrap_or(day);
        let ahead = |months: u32| day.checked_add_months(Months::new(months)).unwrap_or(day);
        let days = || self.rows.iter().flat_map(TimelineRow::days).chain(self.needed_until);
        let first = days().min().unwrap_or(day).clamp(back(6), back(1));
        let last = days().max().unwrap_or(day).clamp(ahead(6), ahead(36));
        let first = first.with_day(1).unwrap_or(first);
        let next = last.checked_add_months(Months::new(1)).and_then(|next| next.with_day(1));
        (first, next.unwrap_or(last))
    }
}

impl TimelineRow {
    fn of_entry(entry: &TimelineEntry, matrix: &Matrix, as_of: NaiveDate) -> Option<Self> {
        let model = entry.model(matrix)?;
        let (mut row, about) = match entry.fact(matrix) {
            Some(fact) => (Self::of_fact(fact, fact.on(as_of), matrix, as_of), entry.modes.clone()),
            None => Self::of_preview(model, &entry.modes, matrix, as_of)?,
        };
        model.name.clone_into(&mut row.model);
        row.modes = Mode::in_words(&about);
        Some(row)
    }

    /// A preview in the modes where no end is known: an announced one has a row of its own. None where all have one.
    fn of_preview(
        model: &Model,
        previewed: &[Mode],
        matrix: &Matrix,
        as_of: NaiveDate,
    ) -> Option<(Self, Vec<Mode>)> {
        let end_in = |mode: &Mode| End::in_mode(matrix, model, *mode, as_of);
        let is_open = |mode: &Mode| matches!(end_in(mode), End::Never | End::Unknown);
        let without: Vec<Mode> = previewed.iter().copied().filter(is_open).collect();
        let unknown = without.iter().any(|mode| end_in(mode) == End::Unknown);
        let known = if unknown { EndKind::Unknown } else { EndKind::Nothing };
        let end = format!("{}, {}", EndKind::Preview.name(), known.name());
        (!without.is_empty()).then(|| (Self { end, ..Self::without_fact(EndKind::Preview) }, without))
    }

    fn of_decision(name: &str, decision: &Decision<'_>, as_of: NaiveDate) -> Self {
        let (matrix, lifecycle) = (decision.matrix(), decision.case.lifecycle());
        let mut row = match lifecycle.fact() {
            Some(fact) => Self::of_fact(fact, lifecycle, matrix, as_of),
            None if decision.case.end() == End::Unknown => Self::without_fact(EndKind::Unknown),
            None => Self::without_fact(EndKind::Nothing),
        };
        let record = &decision.plan.record;
        let chosen = record.replacement.as_ref().map(|id| {
            decision.replacement.as_ref().map_or(id.0.as_str(), |known| &known.model.name).to_owned()
        });
        decision.model.name.clone_into(&mut row.model);
        decision.mode.id().clone_into(&mut row.modes);
        row.replacement = chosen;
        row.decision = Some(TimelineDecision {
            name: name.to_owned(),
            verdict: decision.judged.verdict,
            region: decision.region.to_string(),
            needed_until: decision.plan.posture.needed_until,
            review_by: decision.plan.review_by,
        });
        row
    }

    fn of_fact(fact: &LifecycleFact, lifecycle: Lifecycle<'_>, matrix: &Matrix, as_of: NaiveDate) -> Self {
        let end = End::of(lifecycle);
        let redirect = fact.redirect.as_ref();
        let target = redirect.map(|redirect| {
            let name = matrix.model(&redirect.target).map_or(redirect.target.0.as_str(), |model| &model.name);
            format!("{name} (redirect)")
        });
        let left = match end {
            // Until when it runs is told beside it.
            End::Redirected(_, last) => format!("{} left", date::in_words(date::days(as_of, last))),
            end if end.day().is_some() => end.left(as_of),
            _ => String::new(),
        };
        Self {
            model: String::new(),
            modes: String::new(),
            kind: EndKind::of(lifecycle),
            end: lifecycle.to_string(),
            left,
            day: end.day(),
            redirected_until: redirect.filter(|_| end.day().is_some()).map(|redirect| redirect.until),
            replacement: fact.replacement.clone().or(target),
            decision: None,
        }
    }

    /// A row without an announcement: its kind says all there is.
    fn without_fact(kind: EndKind) -> Self {
        Self {
            model: String::new(),
            modes: String::new(),
            kind,
            end: kind.name().to_owned(),
            left: String::new(),
            day: None,
            redirected_until: None,
            replacement: None,
            decision: None,
        }
    }

    /// The last day on which anything answers.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.redirected_until.or(self.day)
    }

    /// Every day that the row marks.
    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let decision = self.decision.as_ref();
        let marks = decision.map(|decision| [decision.needed_until, decision.review_by]);
        self.day.into_iter().chain(self.redirected_until).chain(marks.into_iter().flatten().flatten())
    }

    /// How many days it is needed beyond its end, where that is known.
    pub fn needed_longer(&self) -> Option<i64> {
        let until = self.decision.as_ref()?.needed_until?;
        Some(date::days(self.last_day()?, until)).filter(|days| *days > 0)
    }
}

/// The first days of the months of a span, at most so many: every month, every quarter, every half year or every year.
pub fn months((from, to): (NaiveDate, NaiveDate), most: usize) -> Vec<NaiveDate> {
    let days = from.iter_days().take_while(|day| *day < to);
    let firsts: Vec<NaiveDate> = days.filter(|day| day.day() == 1).collect();
    let every = |step: u32| -> Vec<NaiveDate> {
        firsts.iter().copied().filter(|day| (day.month() - 1).is_multiple_of(step)).collect()
    };
    let steps = [1, 2, 3, 6, 12].map(every);
    let last = steps.last().cloned().unwrap_or_default();
    steps.into_iter().find(|months| months.len() <= most).unwrap_or(last)
}

/// The day after, for a bar that a chart ends before.
pub fn day_after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}
