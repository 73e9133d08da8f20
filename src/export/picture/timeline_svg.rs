//! The timeline as SVG: words above, the bar below them, so that both have the whole width.

use chrono::{Datelike, NaiveDate};

use super::caption::Caption;
use super::svg_frame::{self, MARGIN};
use super::timeline::{Timeline, TimelineRow, months};
use crate::choice::end_kind::{EndKind, EndStage};
use crate::date;
use crate::export::svg::{Anchor, Drawing, columns, width};
use crate::gates::Verdict;
use crate::text;

/// The width of the whole picture: what a page gives it, or little more.
const WIDE: usize = 760;
const LINE: usize = 18;

pub(super) fn render(timeline: &Timeline, caption: &Caption) -> String {
    let mut drawing = Drawing::default();
    let mut y = svg_frame::head(&mut drawing, caption, WIDE);
    y = legend(&mut drawing, timeline, y);
    let scale = Scale::of(timeline);
    y = scale.axis(&mut drawing, y);
    let top = y;
    let mut rows = Drawing::default();
    if timeline.is_of_decisions() {
        for row in &timeline.rows {
            y = self::row(&mut rows, timeline, row, &scale, y);
        }
    } else {
        for stage in EndStage::ALL {
            y = section(&mut rows, timeline, stage, &scale, y);
        }
    }
    // Below the rows, so that no word is struck through.
    scale.days(&mut drawing, timeline, top, y);
    drawing.add(&rows);
    y = svg_frame::lines(&mut drawing, &caption.closing, "small dim", WIDE, y + 12);
    drawing.finish((WIDE, y + MARGIN), &caption.title, &description(timeline, caption))
}

/// Which day is drawn where.
struct Scale {
    from: NaiveDate,
    to: NaiveDate,
}

impl Scale {
    fn of(timeline: &Timeline) -> Self {
        let (from, to) = timeline.span();
        Self { from, to }
    }

    /// The place of a day; at the edge where it lies outside.
    fn x(&self, day: NaiveDate) -> usize {
        let days = |to| usize::try_from(date::days(self.from, to)).unwrap_or(0);
        let all = days(self.to).max(1);
        MARGIN + days(day).min(all) * (WIDE - 2 * MARGIN) / all
    }

    /// Whether there is something to draw of a row: what ended long ago is told in words alone.
    fn shows(&self, row: &TimelineRow) -> bool {
        row.decision.is_some()
            || row.last_day().map_or(row.kind.stage() != EndStage::Ended, |day| day >= self.from)
    }

    fn holds(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    /// The months above the rows.
    fn axis(&self, drawing: &mut Drawing, y: usize) -> usize {
        let y = y + 16;
        for day in months((self.from, self.to), 14) {
            let words = if day.month() == 1 { day.format("%Y") } else { day.format("%b") };
            drawing.line((self.x(day), y + 2), (self.x(day), y + 8), "strong-rule");
            drawing.text((self.x(day) + 3, y), "small dim", Anchor::Start, &words.to_string());
        }
        drawing.line((MARGIN, y + 8), (WIDE - MARGIN, y + 8), "strong-rule");
        y + 12
    }

    /// The days that matter to all rows, from top to bottom.
    fn days(&self, drawing: &mut Drawing, timeline: &Timeline, top: usize, bottom: usize) {
        for day in months((self.from, self.to), 14) {
            drawing.line((self.x(day), top), (self.x(day), bottom), "rule");
        }
        if let Some(day) = timeline.needed_until.filter(|day| self.holds(*day)) {
            drawing.line((self.x(day), top), (self.x(day), bottom), "gap");
        }
        drawing.line((self.x(timeline.as_of), top), (self.x(timeline.as_of), bottom), "day");
    }
}

fn legend(drawing: &mut Drawing, timeline: &Timeline, y: usize) -> usize {
    let kinds = EndKind::ALL.into_iter().filter(|kind| timeline.rows.iter().any(|row| row.kind == *kind));
    let mut entries: Vec<(&str, &str, &str)> =
        kinds.map(|kind| (kind.sign(), class(kind), kind.name())).collect();
    let as_of = format!("as of {}", timeline.as_of);
    entries.push(("|", "used", &as_of));
    let needed = timeline.needed_until.map(|day| format!("needed until {day}"));
    match &needed {
        Some(words) => entries.push(("¦", "block", words)),
        None if timeline.is_of_decisions() => {
            entries.push(("▼", "used", "needed until"));
            entries.push(("◇", "used", "review by"));
        }
        None => {}
    }
    if timeline.rows.iter().any(|row| row.needed_longer().is_some()) {
        entries.push(("--", "block", "needed after the end"));
    }
    svg_frame::legend(drawing, &entries, WIDE, y)
}

fn section(drawing: &mut Drawing, timeline: &Timeline, stage: EndStage, scale: &Scale, y: usize) -> usize {
    let mut rows = timeline.stage(stage).peekable();
    if rows.peek().is_none() {
        return y;
    }
    drawing.text((MARGIN, y + 24), "head", Anchor::Start, stage.name());
    rows.fold(y + 30, |y, row| self::row(drawing, timeline, row, scale, y))
}

fn row(drawing: &mut Drawing, timeline: &Timeline, row: &TimelineRow, scale: &Scale, y: usize) -> usize {
    let mut y = y + LINE;
    drawing.group(&words(row), |drawing| {
        let right = end_words(row);
        // Bold letters are wider. Of a name that is too long the end is cut, not what stands behind it.
        let room = columns((WIDE - 2 * MARGIN).saturating_sub(width(&right, 12) + 30), 15);
        let (name, detail) = names(row);
        let name = text::fit(&name, room.saturating_sub(text::width(&detail).min(room / 2)));
        let detail = text::fit(&detail, room.saturating_sub(text::width(&name)));
        drawing.text_and((MARGIN, y), ("head over", &name), (detail_class(row), &detail));
        drawing.text((WIDE - MARGIN, y), &format!("small over {}", class(row.kind)), Anchor::End, &right);
        if !scale.shows(row) {
            return;
        }
        for line in
            text::wrap(&below(row), columns(WIDE - 2 * MARGIN, 12)).iter().filter(|line| !line.is_empty())
        {
            y += LINE - 2;
            drawing.text((MARGIN, y), "small over dim", Anchor::Start, line);
        }
        y += 12;
        bar(drawing, timeline, row, scale, y);
    });
    y += 9;
    drawing.line((MARGIN, y), (WIDE - MARGIN, y), "rule");
    y
}

/// The life up to the end, what comes after it, and the days of the decision.
fn bar(drawing: &mut Drawing, timeline: &Timeline, row: &TimelineRow, scale: &Scale, y: usize) {
    let line = |drawing: &mut Drawing, from: usize, to: usize, class: &str| {
        if from < to {
            drawing.line((from, y), (to, y), class);
        }
    };
    let Some(day) = row.day else {
        // Nobody said for how long: a line that does not end, and no mark on it.
        line(drawing, MARGIN, scale.x(timeline.as_of), "life");
        line(drawing, scale.x(timeline.as_of), WIDE - MARGIN, "life-open");
        marks(drawing, row, scale, y);
        return;
    };
    let end = scale.x(day);
    line(drawing, MARGIN, end, "life");
    let last = row.last_day().map_or(end, |last| scale.x(last));
    line(drawing, end, last, "redirect");
    if row.kind == EndKind::NotBefore {
        line(drawing, end, WIDE - MARGIN, "life-open");
    }
    if let Some(until) = row.decision.as_ref().and_then(|decision| decision.needed_until)
        && row.needed_longer().is_some()
    {
        line(drawing, last, scale.x(until), "gap");
    }
    let place = end.clamp(MARGIN + 9, WIDE - MARGIN - 9);
    drawing.rect((place - 9, y - 8), (18, 16), class(row.kind));
    drawing.text((place, y + 5), class(row.kind), Anchor::Middle, row.kind.sign());
    if !scale.holds(day) {
        let (at, arrow) = if day < scale.from { (place + 16, "←") } else { (place - 16, "→") };
        drawing.text((at, y + 5), "small over dim", Anchor::Middle, arrow);
    }
    marks(drawing, row, scale, y);
}

fn marks(drawing: &mut Drawing, row: &TimelineRow, scale: &Scale, y: usize) {
    let Some(decision) = &row.decision else { return };
    for (day, sign) in [(decision.needed_until, "▼"), (decision.review_by, "◇")] {
        let Some(day) = day.filter(|day| scale.holds(*day)) else { continue };
        drawing.text((scale.x(day), y + 5), "used over", Anchor::Middle, sign);
    }
}

/// What the row is called, and what stands behind that.
fn names(row: &TimelineRow) -> (String, String) {
    match &row.decision {
        Some(decision) => (decision.name.clone(), decision.verdict.id().to_owned()),
        None => (row.model.clone(), row.modes.clone()),
    }
}

/// The line below: the choice of a decision and its days, the replacement of a model.
fn below(row: &TimelineRow) -> String {
    let mut parts = Vec::new();
    if let Some(decision) = &row.decision {
        parts.extend([row.model.clone(), row.modes.clone(), decision.region.clone()]);
        parts.extend(decision.needed_until.map(|day| format!("needed until {day}")));
        parts.extend(row.needed_longer().map(|days| format!("{} after the end", date::in_words(days))));
        parts.extend(decision.review_by.map(|day| format!("review by {day}")));
    }
    parts.extend(row.replacement.as_ref().map(|name| format!("replacement: {name}")));
    parts.join(" · ")
}

fn end_words(row: &TimelineRow) -> String {
    let left = if row.left.is_empty() || row.kind.stage() == EndStage::Ended {
        String::new()
    } else {
        format!(" · {}", row.left)
    };
    format!("{} {}{left}", row.kind.sign(), row.end)
}

/// The row in a sentence, for whoever points at it or has it read out.
fn words(row: &TimelineRow) -> String {
    let (name, detail) = names(row);
    let left = if row.left.is_empty() { String::new() } else { format!(", {}", row.left) };
    let below = below(row);
    let below = if below.is_empty() { below } else { format!(". {below}") };
    format!("{name} ({detail}): {}{left}{below}", row.end)
}

/// How the words behind the name look.
fn detail_class(row: &TimelineRow) -> &'static str {
    match row.decision.as_ref().map(|decision| decision.verdict) {
        None => "small dim",
        Some(Verdict::Available) => "small pass",
        Some(Verdict::Conditional) => "small route",
        Some(Verdict::Unknown) => "small unknown",
        Some(Verdict::Blocked) => "small block",
    }
}

/// How a kind of end looks.
fn class(kind: EndKind) -> &'static str {
    match kind {
        EndKind::Announced
        | EndKind::Planned
        | EndKind::NotBefore
        | EndKind::Redirected
        | EndKind::Preview => "route",
        EndKind::Unclear | EndKind::Unknown => "unknown",
        EndKind::NoDate | EndKind::Nothing => "none",
        EndKind::Retired => "block",
    }
}

/// The picture in words: how many rows of each kind.
fn description(timeline: &Timeline, caption: &Caption) -> String {
    let count = |kind: EndKind| timeline.rows.iter().filter(|row| row.kind == kind).count();
    let counts = EndKind::ALL.into_iter().filter(|kind| count(*kind) > 0);
    let counts: Vec<String> = counts.map(|kind| format!("{} {}", count(kind), kind.name())).collect();
    let lines = caption.facts.iter().chain(&caption.warnings).cloned();
    lines.chain([format!("Rows: {}.", counts.join(", "))]).collect::<Vec<_>>().join(" ")
}
