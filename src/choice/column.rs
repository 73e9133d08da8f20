//! The columns of a list of models: what each says of a case, and how it sorts. What nobody knows is `?`, and in every
//! order last.

use std::cmp::Ordering;

use super::end::End;
use super::estimate::dbu_words;
use crate::gates::{Case, Gate, RETIREMENT, STATUS, Verdict};
use crate::matrix::{Host, Mode, Realtime, Task};
use crate::plan::Tokens;
use crate::text::{short_amount, words};

/// A fact of a model that a list has a column for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The sign of the verdict; its order is the one that stands where nobody sorts: best first.
    Verdict,
    Model,
    /// The vendor of an external model.
    Provider,
    Task,
    /// DBU per million tokens in, pay-per-token.
    Input,
    /// DBU per million tokens out.
    Output,
    /// DBU per month, where the tokens are stated.
    Month,
    /// DBU per hour, in the other modes.
    Hour,
    Context,
    Inputs,
    /// Whether the list of models for real-time inference names it.
    Realtime,
    Ends,
    /// The gate that decides, in a short word.
    Why,
}

// The name stands in a title that tells the sort.
words! { Column {
    Verdict = "verdict", "verdict";
    Model = "model", "model";
    Provider = "provider", "provider";
    Task = "task", "task";
    Input = "price-in", "price in";
    Output = "price-out", "price out";
    Month = "price-month", "price per month";
    Hour = "price-hour", "price";
    Context = "context", "context";
    Inputs = "inputs", "inputs";
    Realtime = "realtime", "real-time";
    Ends = "ends", "ends";
    Why = "why", "why not";
} }

/// A candidate whose facts stand in a row.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    pub case: Case<'a>,
    pub verdict: Verdict,
    /// The gate that decides; none where all pass.
    pub gate: Option<&'static Gate>,
    /// The tokens of a month, if somebody has stated them.
    pub tokens: Tokens,
}

/// What a column sorts by. Numbers first, then words.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
pub struct SortKey {
    number: f64,
    words: String,
}

impl SortKey {
    fn number(number: f64) -> Self {
        Self { number, words: String::new() }
    }

    fn words(words: &str) -> Self {
        Self { number: 0.0, words: words.to_lowercase() }
    }
}

impl Column {
    /// The columns of a mode's models, from left to right. Prices are in the unit of the mode; those of a month are there
    /// where the tokens are stated and paid.
    pub fn of(mode: Option<Mode>, tokens: Tokens) -> Vec<Self> {
        use Column::{
            Context, Ends, Hour, Input, Inputs, Model, Month, Output, Provider, Realtime, Task, Verdict, Why,
        };
        let mut columns = match mode {
            Some(Mode::PayPerToken) => {
                vec![Verdict, Model, Input, Output, Month, Context, Inputs, Realtime, Ends, Why]
            }
            Some(Mode::AiFunctions | Mode::ProvisionedThroughput) => {
                vec![Verdict, Model, Hour, Context, Inputs, Realtime, Ends, Why]
            }
            Some(Mode::ExternalModels) => vec![Verdict, Model, Provider, Task, Why],
            None => vec![Verdict, Model, Provider, Context, Inputs, Realtime, Ends],
        };
        columns.retain(|column| *column != Month || tokens.is_stated());
        columns
    }

    /// How telling it is, the most telling first: what does not fit is left out from the other end.
    pub const fn rank(self) -> usize {
        match self {
            Self::Verdict | Self::Model => 0,
            Self::Month => 1,
            Self::Input | Self::Hour | Self::Provider => 2,
            Self::Output | Self::Task => 3,
            Self::Realtime => 4,
            Self::Ends => 5,
            Self::Why => 6,
            Self::Context => 7,
            Self::Inputs => 8,
        }
    }

    /// What stands above it. The unit of `in` and `out` stands before them.
    pub const fn head(self) -> &'static str {
        match self {
            Self::Verdict => "",
            Self::Input => "in",
            Self::Output => "out",
            Self::Month => "DBU/month",
            Self::Hour => "DBU/h",
            Self::Realtime => "RT",
            other => other.name(),
        }
    }

    /// Whether it is a number, which is read from its right end.
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Input | Self::Output | Self::Month | Self::Hour | Self::Context)
    }

    /// What it says of a candidate.
    pub fn cell(self, row: &Row<'_>) -> String {
        let Row { case, verdict, gate, tokens } = row;
        let model = case.model;
        match self {
            Self::Verdict => verdict.id().to_owned(),
            Self::Model => model.name.clone(),
            Self::Provider => provider(case).unwrap_or("?").to_owned(),
            Self::Task => model.task.map_or("?", Task::id).to_owned(),
            Self::Output if has_no_output(case) => "–".to_owned(),
            Self::Input | Self::Output | Self::Hour => {
                self.price(case).map_or_else(|| "?".to_owned(), |price| format!("{price:.2}"))
            }
            Self::Month => case.monthly_dbu(*tokens).map_or_else(|_| "?".to_owned(), dbu_words),
            Self::Context => model.context.map_or_else(|| "?".to_owned(), short_amount),
            Self::Inputs if model.inputs.is_empty() => "?".to_owned(),
            Self::Inputs => model.inputs.iter().map(|input| short_input(input)).collect::<Vec<_>>().join(" "),
            Self::Realtime => model.realtime.map_or("?", Realtime::id).to_owned(),
            Self::Ends => case.end().to_string(),
            Self::Why => gate.map(|gate| short_word(gate, case)).unwrap_or_default().to_owned(),
        }
    }

    /// What it sorts by; none where nobody knows it.
    #[expect(clippy::cast_precision_loss, reason = "an order of sizes")]
    pub fn key(self, row: &Row<'_>) -> Option<SortKey> {
        let Row { case, verdict, gate, tokens } = row;
        let model = case.model;
        Some(match self {
            Self::Verdict => SortKey::number(f64::from(*verdict as u8)),
            Self::Model => SortKey::words(model.short_name().unwrap_or(&model.name)),
            Self::Provider => SortKey::words(provider(case)?),
            Self::Task => SortKey::words(model.task?.id()),
            Self::Output if has_no_output(case) => SortKey::number(0.0),
            Self::Input | Self::Output | Self::Hour => SortKey::number(self.price(case)?),
            Self::Month => SortKey::number(case.monthly_dbu(*tokens).ok()?),
            Self::Context => SortKey::number(model.context? as f64),
            Self::Inputs if model.inputs.is_empty() => return None,
            Self::Inputs => SortKey { number: model.inputs.len() as f64, words: model.inputs.join(" ") },
            Self::Realtime => SortKey::number(match model.realtime? {
                Realtime::Yes => 0.0,
                Realtime::Preview => 1.0,
                Realtime::No => 2.0,
            }),
            Self::Ends => match case.end() {
                End::Unclear(_) | End::Unknown => return None,
                End::Retired(_) => SortKey::number(f64::MIN),
                End::Legacy => SortKey::number(f64::MAX / 2.0),
                End::Never => SortKey::number(f64::MAX),
                end => SortKey::number(crate::date::days(chrono::NaiveDate::default(), end.day()?) as f64),
            },
            Self::Why => SortKey::words(gate.map(|gate| short_word(gate, case)).unwrap_or_default()),
        })
    }

    fn price(self, case: &Case<'_>) -> Option<f64> {
        let price = case.model.price.as_ref()?;
        match self {
            Self::Input => price.input,
            Self::Output => price.output,
            _ => case.model.price_in(case.criteria.mode?),
        }
    }
}

/// The order of two cases by a column. A model that is open stands above one that is not, whichever way it is sorted, and
/// what nobody knows comes last.
pub fn order(
    (left, left_key): (Verdict, Option<&SortKey>),
    (right, right_key): (Verdict, Option<&SortKey>),
    reversed: bool,
) -> Ordering {
    let group = |verdict: Verdict| if verdict.is_open() { 0 } else { verdict as u8 };
    group(left).cmp(&group(right)).then_with(|| match (left_key, right_key) {
        (Some(left), Some(right)) => {
            let order = left.partial_cmp(right).unwrap_or(Ordering::Equal);
            if reversed { order.reverse() } else { order }
        }
        (left, right) => left.is_none().cmp(&right.is_none()),
    })
}

/// A short word for what a gate holds against the model.
pub fn short_word(gate: &'static Gate, case: &Case<'_>) -> &'static str {
    if *gate == STATUS && case.is_preview() == Some(true) {
        "preview"
    } else if *gate == RETIREMENT {
        if matches!(case.end(), End::Retired(_)) { "retired" } else { "retires" }
    } else {
        gate.id
    }
}

/// A kind of input in as few letters as people know it by.
fn short_input(input: &str) -> &str {
    match input {
        "image" => "img",
        "video" => "vid",
        "audio" => "aud",
        other => other,
    }
}

/// Who serves an external model, or who made a hosted one.
fn provider<'a>(case: &Case<'a>) -> Option<&'a str> {
    match &case.model.host {
        Host::Vendor { provider, .. } => Some(provider),
        Host::Databricks => case.model.provider.as_deref(),
    }
}

/// Embeddings have no price for output: that is none, not unknown.
fn has_no_output(case: &Case<'_>) -> bool {
    case.model.task == Some(Task::Embedding)
        && case.model.price.as_ref().is_some_and(|price| price.input.is_some() && price.output.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    /// "With a sort by price blocked ones still stand below open ones", and unknown values last either way.
    #[rstest]
    #[case::open_first(Verdict::Conditional, Some(9.0), Verdict::Blocked, Some(1.0), Ordering::Less)]
    #[case::available_and_conditional_are_one(
        Verdict::Available,
        Some(9.0),
        Verdict::Conditional,
        Some(1.0),
        Ordering::Greater
    )]
    #[case::unknown_verdict_before_blocked(
        Verdict::Unknown,
        Some(9.0),
        Verdict::Blocked,
        None,
        Ordering::Less
    )]
    #[case::unknown_price_last(Verdict::Available, None, Verdict::Available, Some(9.0), Ordering::Greater)]
    fn groups_stand_whichever_way_it_is_sorted(
        #[case] left: Verdict,
        #[case] left_key: Option<f64>,
        #[case] right: Verdict,
        #[case] right_key: Option<f64>,
        #[case] expected: Ordering,
    ) {
        let (left_key, right_key) = (left_key.map(SortKey::number), right_key.map(SortKey::number));
        let sorted = |reversed| order((left, left_key.as_ref()), (right, right_key.as_ref()), reversed);
        assert_eq!(sorted(false), expected);
        let turns = left.is_open() && right.is_open() && left_key.is_some() && right_key.is_some();
        assert_eq!(sorted(true), if turns { expected.reverse() } else { expected });
    }
}
