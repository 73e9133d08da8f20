//! Step 4: the template's model record. What the matrix knows is filled in; the rest is the user's.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};

use super::Reply;
use crate::date;
use crate::error::Result;
use crate::gates::{Case, Gate, RETIREMENT, ROUTING, STATUS};
use crate::gates::{NeedsRouting, needs_routing};
use crate::matrix::{Lifecycle, Mode};
use crate::plan::Plan;
use crate::plan::Reason;
use crate::text::Words;
use crate::tui::message::Message;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::detail::Detail;
use crate::tui::widget::form::{Asked, Form, Kind, Row, State};
use crate::tui::widget::{gates, line, pane};

/// The state of step 4.
#[derive(Debug)]
pub struct RecordStep {
    form: Form,
}

impl Default for RecordStep {
    /// The cursor begins where the user has something to say.
    fn default() -> Self {
        Self { form: Form { cursor: OWNER, ..Form::default() } }
    }
}

const OWNER: usize = 6;
const REASON_KIND: usize = 7;
const REASON: usize = 8;
const REPLACEMENT: usize = 9;
const TEST_DATE: usize = 10;
const TEST_STATUS: usize = 11;
const REVIEW_BY: usize = 12;

/// Whether everything the template asks for is there.
pub(super) fn is_complete(session: &Session) -> bool {
    let record = &session.plan.record;
    let replaced = session.model().zip(record.replacement.as_ref()).is_some_and(|(model, id)| {
        let case = session.criteria().case(model);
        session.matrix.model(id).is_some_and(|other| case.replacement(other).refused.is_none())
    });
    replaced
        && !record.owner.is_empty()
        && record.reason_words().is_some()
        && session.plan.test_date().is_some()
}

impl RecordStep {
    pub(super) fn takes_text(&self) -> bool {
        self.form.editing.is_some()
    }

    pub(super) fn update(&mut self, message: &Message, session: &Session, plan: &mut Plan) -> Reply {
        let rows = rows(session);
        let place = self.form.cursor;
        match self.form.update(&rows, message) {
            Asked::Nothing => {}
            Asked::Unused => return Reply::Unused,
            Asked::GoOn => return Reply::GoOn,
            Asked::Pick => return Reply::PickReplacement,
            Asked::Edit => self.form.edit(&rows[place].value),
            Asked::Turn { back } => turn(place, back, plan),
            Asked::Clear if place == REPLACEMENT => plan.record.replacement = None,
            Asked::Clear => {
                // An empty text is always taken.
                let _ = write(place, "", session, plan);
            }
            Asked::Commit(text) => match write(place, &text, session, plan) {
                Ok(()) => self.form.taken(rows.len()),
                Err(error) => self.form.refused(error.to_string().replace('\n', "; ")),
            },
        }
        Reply::Done
    }

    pub(super) fn click(&mut self, session: &Session, area: Rect, column: u16, row: u16) -> bool {
        let (left, _) = areas(area);
        self.form.click(rows(session).len(), pane::inside(left), column, row)
    }

    pub(super) fn view(
        &self,
        session: &Session,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let (left, _) = areas(area);
        let inside = pane::frame("Model record", true, theme, left, buffer);
        self.form.view(&rows(session), true, theme, inside, buffer)
    }
}

/// The gates of the chosen model.
pub(super) fn detail(session: &Session, theme: &Theme, area: Rect) -> Detail {
    let (_, place) = areas(area);
    let width = pane::inside(place).width;
    let lines = match session.judged() {
        Some(judged) => gates::lines(&judged, width, theme),
        None => line::wrapped(&session.unjudged(), width, theme.warn),
    };
    Detail::framed("Gates", place, lines)
}

fn areas(area: Rect) -> (Rect, Rect) {
    let [left, right] = Layout::horizontal([Constraint::Fill(3), Constraint::Fill(2)]).areas(area);
    (left, right)
}

fn turn(place: usize, back: bool, plan: &mut Plan) {
    let status = plan.test_status();
    let record = &mut plan.record;
    match place {
        REASON_KIND => {
            record.reason_kind = Some(record.reason_kind.map_or(Reason::Latency, |kind| kind.cycle(back)));
        }
        TEST_STATUS => plan.set_test_status(status.cycle(back)),
        _ => {}
    }
}

fn write(place: usize, text: &str, session: &Session, plan: &mut Plan) -> Result<()> {
    let as_of = session.as_of;
    let day =
        || if text.is_empty() { Ok(None) } else { date::When::read(text).map(|when| Some(when.on(as_of))) };
    let plan = plan;
    match place {
        OWNER => text.clone_into(&mut plan.record.owner),
        REASON => text.clone_into(&mut plan.record.reason),
        TEST_DATE => plan.set_test_date(day()?),
        REVIEW_BY => plan.review_by = day()?,
        _ => {}
    }
    Ok(())
}

/// The template's rows, then what a decision needs besides.
fn rows(session: &Session) -> Vec<Row> {
    let mut rows = known(session);
    rows.extend(asked(session));
    rows
}

fn known(session: &Session) -> Vec<Row> {
    let row = |label, value: String, help: String| Row {
        label,
        value,
        kind: Kind::Known,
        state: State::Good,
        help,
    };
    let case = session.model().map(|model| session.criteria().case(model));
    let of = |words: &dyn Fn(&Case<'_>) -> String| case.as_ref().map(words).unwrap_or_default();
    let judged = session.judged();
    let reason = |gate: &Gate| {
        let says = judged.as_ref().and_then(|judged| judged.gate(gate));
        says.map(|says| says.reason.to_string()).unwrap_or_default()
    };
    vec![
        row("Model family", of(&|case| case.model.name.clone()), "From the matrix.".to_owned()),
        row(
            "Databricks model name",
            of(&|case| case.model.label().to_owned()),
            "From the matrix.".to_owned(),
        ),
        row(
            "Endpoint type",
            session.plan.mode.map(|mode| mode.endpoint_type().to_owned()).unwrap_or_default(),
            "Follows from the mode.".to_owned(),
        ),
        row("Status", of(&status), reason(&STATUS)),
        row("Retirement", of(&retirement), reason(&RETIREMENT)),
        row("Routing required", of(&routing), reason(&ROUTING)),
    ]
}

fn status(case: &Case<'_>) -> String {
    if case.criteria.mode == Some(Mode::ExternalModels) {
        return BY_PROVIDER.to_owned();
    }
    let ending = case.lifecycle().fact().is_some();
    match case.is_preview() {
        _ if ending => "Retired soon".to_owned(),
        Some(true) if case.preview_is_unclear() => "preview unclear: verify".to_owned(),
        Some(true) => "Preview".to_owned(),
        Some(false) => "GA".to_owned(),
        None => "unknown: verify".to_owned(),
    }
}

/// What only the vendor of an external model knows.
const BY_PROVIDER: &str = "unknown: ask the provider";

fn retirement(case: &Case<'_>) -> String {
    match case.lifecycle() {
        _ if case.criteria.mode == Some(Mode::ExternalModels) => BY_PROVIDER.to_owned(),
        Lifecycle::Active => "nothing announced".to_owned(),
        Lifecycle::Legacy(_) => "legacy, no date".to_owned(),
        Lifecycle::Deprecated { retires, .. } => format!("on {retires}"),
        Lifecycle::Redirected { redirect, .. } => format!("redirected until {}", redirect.to),
        Lifecycle::Unclear { since, .. } => format!("unknown since {since}: verify"),
        Lifecycle::Retired { since, .. } => {
            since.map_or_else(|| "retired".to_owned(), |since| format!("retired since {since}"))
        }
    }
}

fn routing(case: &Case<'_>) -> String {
    match needs_routing(case) {
        NeedsRouting::Yes => "Yes",
        NeedsRouting::No => "No",
        NeedsRouting::Disputed | NeedsRouting::Unknown => "unknown: verify",
        NeedsRouting::ByProvider => BY_PROVIDER,
    }
    .to_owned()
}

fn asked(session: &Session) -> Vec<Row> {
    let record = &session.plan.record;
    let row = |label, value: String, kind, state, help: &str| Row {
        label,
        value,
        kind,
        state,
        help: help.to_owned(),
    };
    let day = |date: Option<chrono::NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let (replacement, state, help) = replacement(session);
    let tested_before = session.plan.tested_before().map(|before| {
        format!("What was tested is another choice: {before}. It does not count for this one.")
    });
    vec![
        row(
            "Owner",
            record.owner.clone(),
            Kind::Text,
            State::Open,
            "The team or person that owns the decision. Enter types.",
        ),
        row(
            "Because of",
            record.reason_kind.map(|kind| kind.id().to_owned()).unwrap_or_default(),
            Kind::Choice,
            State::Good,
            "Latency, cost or governance: left and right turn it.",
        ),
        row(
            "Reason",
            record.reason.clone(),
            Kind::Text,
            State::Open,
            "Ends the note's first sentence: We will use … because …",
        ),
        Row { label: "Replacement model", value: replacement, kind: Kind::Pick, state, help },
        row(
            "Test date",
            day(session.plan.test_date()),
            Kind::Text,
            State::Open,
            "The day of the test, such as 2027-01-15.",
        ),
        row(
            "Test status",
            session.plan.test_status().name().to_owned(),
            Kind::Choice,
            if tested_before.is_some() { State::Bad } else { State::Good },
            tested_before.as_deref().unwrap_or("How far the test has come: left and right turn it."),
        ),
        row(
            "Review by",
            day(session.plan.review_by),
            Kind::Text,
            State::Open,
            "The day by which the decision is looked at again.",
        ),
    ]
    .into_iter()
    .map(|row| Row {
        state: if row.value.is_empty() || row.state == State::Bad { row.state } else { State::Good },
        ..row
    })
    .collect()
}

fn replacement(session: &Session) -> (String, State, String) {
    let Some(id) = &session.plan.record.replacement else {
        let help = "The model to switch to, judged by the same gates. Enter opens the list.";
        return (String::new(), State::Open, help.to_owned());
    };
    let Some((model, other)) = session.model().zip(session.matrix.model(id)) else {
        return (id.to_string(), State::Good, "Judged once the model is chosen.".to_owned());
    };
    let replacement = session.criteria().case(model).replacement(other);
    if let Some(why) = replacement.refused {
        return (other.label().to_owned(), State::Bad, why);
    }
    let chain = replacement.chain_words().map(|chain| format!("; {chain}")).unwrap_or_default();
    let verdict = replacement.judged.verdict.id();
    (other.label().to_owned(), State::Good, format!("The gates say {verdict}{chain}."))
}
