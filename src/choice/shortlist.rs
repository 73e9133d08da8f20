//! The best models for a workload, by rules that are stated and can be told: never a hidden score.

use std::fmt;

use chrono::NaiveDate;

use super::estimate::dbu_words;
use crate::gates::{Case, Criteria, Verdict};
use crate::matrix::{Mode, Model, Realtime, Task, Workload};
use crate::plan::Tokens;

/// How many are listed.
pub const SIZE: usize = 5;

/// The best for a task, and what became of the others.
#[derive(Debug, Clone)]
pub struct Shortlist<'a> {
    pub task: Task,
    pub best: Vec<Listed<'a>>,
    /// The first rule that leaves a model out, with how many it leaves out.
    pub not_listed: Vec<(NotListed, usize)>,
}

/// A model on the list, with what the rules ask of it.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    pub case: Case<'a>,
    pub verdict: Verdict,
    /// DBU, in the unit of [`Listed::price_words`]; none where nobody knows it.
    price: Option<f64>,
    tokens: Tokens,
}

/// Why a model is not on the list. In the order of the rules: the first that holds counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotListed {
    Blocked,
    /// A gate does not know whether it is open.
    Unknown,
    /// It ends, or may, by the day until which it is needed.
    EndsBy(NaiveDate),
    AnotherTask,
    TaskUnknown,
    /// The rules put others before it.
    Behind,
}

impl NotListed {
    /// The stable word in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Unknown => "unknown",
            Self::EndsBy(_) => "ends-by",
            Self::AnotherTask => "another-task",
            Self::TaskUnknown => "task-unknown",
            Self::Behind => "behind",
        }
    }
}

impl fmt::Display for NotListed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blocked => f.write_str("blocked"),
            Self::Unknown => f.write_str("not known to be open"),
            Self::EndsBy(day) => write!(f, "ending by {day}"),
            Self::AnotherTask => f.write_str("for another task"),
            Self::TaskUnknown => f.write_str("of unknown task"),
            Self::Behind => f.write_str("behind these"),
        }
    }
}

impl<'a> Shortlist<'a> {
    /// Lists the best of some models for a task.
    pub fn new(
        models: impl IntoIterator<Item = &'a Model>,
        criteria: Criteria<'a>,
        task: Task,
        tokens: Tokens,
    ) -> Self {
        let mut best = Vec::new();
        let mut left_out = Vec::new();
        for model in models {
            let case = criteria.case(model);
            let (verdict, _) = case.verdict();
            match reason_against(&case, verdict, task) {
                Some(why) => left_out.push(why),
                None => best.push(Listed { case, verdict, price: price(&case, tokens), tokens }),
            }
        }
        // Stable: equals stay in the order of the matrix.
        best.sort_by(|one: &Listed<'_>, other| {
            let by_price =
                one.price.unwrap_or(f64::INFINITY).total_cmp(&other.price.unwrap_or(f64::INFINITY));
            (one.verdict, one.realtime_rank()).cmp(&(other.verdict, other.realtime_rank())).then(by_price)
        });
        left_out.extend(std::iter::repeat_n(NotListed::Behind, best.len().saturating_sub(SIZE)));
        best.truncate(SIZE);
        left_out.sort_unstable();
        let mut not_listed: Vec<(NotListed, usize)> = Vec::new();
        for why in left_out {
            match not_listed.last_mut() {
                Some((known, count)) if *known == why => *count += 1,
                _ => not_listed.push((why, 1)),
            }
        }
        Self { task, best, not_listed }
    }

    /// What became of the others, in a sentence.
    pub fn rest(&self) -> String {
        let parts: Vec<String> =
            self.not_listed.iter().map(|(why, count)| format!("{count} {why}")).collect();
        if parts.is_empty() { String::new() } else { format!("Not listed: {}.", parts.join(", ")) }
    }
}

/// The rules in their order, in words.
pub fn rules(criteria: &Criteria<'_>, task: Task, tokens: Tokens) -> Vec<String> {
    let ends = match criteria.posture.needed_until {
        Some(day) => format!("not ending by {day}, the day until which it is needed"),
        None => "needed until is not stated, so no later end counts against a model".to_owned(),
    };
    let realtime = match criteria.workload {
        Some(Workload::Interactive) => "on the real-time list before others, for interactive work",
        _ => "the real-time list counts for interactive work only",
    };
    let price = match criteria.mode {
        Some(Mode::PayPerToken) | None if tokens.is_stated() => "the lower cost of a month",
        Some(Mode::PayPerToken) | None => "the lower price, 1M tokens in and 1M out together",
        Some(Mode::AiFunctions | Mode::ProvisionedThroughput) => "the lower price of an hour",
        Some(Mode::ExternalModels) => "prices of external models are not known",
    };
    vec![
        "open here, available before conditional".to_owned(),
        ends,
        format!("task {}", task.id()),
        realtime.to_owned(),
        format!("{price}; unknown prices last"),
    ]
}

/// The first rule that leaves a model out.
fn reason_against(case: &Case<'_>, verdict: Verdict, task: Task) -> Option<NotListed> {
    match verdict {
        Verdict::Blocked => return Some(NotListed::Blocked),
        Verdict::Unknown => return Some(NotListed::Unknown),
        Verdict::Available | Verdict::Conditional => {}
    }
    if let Some(until) = case.criteria.posture.needed_until
        && case.end().is_by(until)
    {
        return Some(NotListed::EndsBy(until));
    }
    match case.model.task {
        None => Some(NotListed::TaskUnknown),
        Some(other) => (other != task).then_some(NotListed::AnotherTask),
    }
}

/// What the rule about prices compares: a month where its tokens are stated, else the price of the mode.
fn price(case: &Case<'_>, tokens: Tokens) -> Option<f64> {
    let mode = case.criteria.mode?;
    if mode == Mode::PayPerToken && tokens.is_stated() {
        return case.monthly_dbu(tokens).ok();
    }
    case.model.price_in(mode)
}

impl Listed<'_> {
    /// Where the rule about the real-time list puts it; all alike where the work is not interactive.
    fn realtime_rank(&self) -> u8 {
        if self.case.criteria.workload != Some(Workload::Interactive) {
            return 0;
        }
        match self.case.model.realtime {
            Some(Realtime::Yes | Realtime::Preview) => 0,
            None => 1,
            Some(Realtime::No) => 2,
        }
    }

    /// Why it is where it is: the verdict, the real-time list where it counts, the price.
    pub fn why(&self) -> String {
        let mut parts = vec![self.verdict_words()];
        if self.case.criteria.workload == Some(Workload::Interactive) {
            let list = match self.case.model.realtime {
                Some(Realtime::Yes) => "on the real-time list",
                Some(Realtime::Preview) => "on the real-time list as a preview",
                Some(Realtime::No) => "not on the real-time list",
                None => "real-time list not known",
            };
            parts.push(list.to_owned());
        }
        parts.push(self.price_words());
        parts.join(" · ")
    }

    /// `available`, or `conditional: routing unknown`: the code of the reason that decides.
    fn verdict_words(&self) -> String {
        let judged = self.case.judge();
        match judged.deciding() {
            Some((gate, judgement)) => {
                let code = judgement.reason.code().replace('-', " ");
                let named = code.contains(gate.id);
                let code = if named { code } else { format!("{}, {code}", gate.label.to_lowercase()) };
                format!("{}: {code}", self.verdict.id())
            }
            None => self.verdict.id().to_owned(),
        }
    }

    fn price_words(&self) -> String {
        let unknown = "price not known".to_owned();
        let Some(price) = self.price else { return unknown };
        match self.case.criteria.mode {
            Some(Mode::PayPerToken) if self.tokens.is_stated() => {
                format!("about {} DBU a month", dbu_words(price))
            }
            Some(Mode::PayPerToken) => {
                let of = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| value.to_string());
                let Some(both) = &self.case.model.price else { return unknown };
                format!("{}/{} DBU per 1M in/out", of(both.input), of(both.output))
            }
            _ => format!("{price} DBU per hour"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, Matrix, bundled};
    use crate::plan::{Plan, Posture, PreviewRule};
    use rstest::rstest;

    fn matrix() -> Matrix {
        bundled::matrix(Cloud::Aws).unwrap()
    }

    fn plan() -> Plan {
        Plan {
            mode: Some(Mode::PayPerToken),
            region: Some(crate::matrix::RegionId("us-east-1".into())),
            ..Plan::default()
        }
    }

    fn list<'a>(plan: &'a Plan, matrix: &'a Matrix, task: Task) -> Shortlist<'a> {
        let criteria = plan.criteria(matrix, crate::date::parse("2026-10-20").unwrap());
        Shortlist::new(criteria.candidates(), criteria, task, plan.tokens)
    }

    fn ids<'a>(list: &Shortlist<'a>) -> Vec<&'a str> {
        list.best.iter().map(|listed| listed.case.model.id.0.as_str()).collect()
    }

    #[test]
    fn every_model_is_listed_or_counted_once() {
        let (matrix, plan) = (matrix(), plan());
        for task in Task::ALL {
            let list = list(&plan, &matrix, task);
            let counted: usize = list.not_listed.iter().map(|(_, count)| count).sum();
            let all = plan.criteria(&matrix, crate::date::parse("2026-10-20").unwrap()).candidates().count();
            assert_eq!(list.best.len() + counted, all);
            assert!(list.best.len() <= SIZE && list.best.iter().all(|one| one.verdict.is_open()));
            assert!(list.best.iter().all(|one| one.case.model.task == Some(task)));
        }
    }

    /// "Open here (available before conditional) … then price, unknown price last."
    #[test]
    fn the_rules_count_in_their_order() {
        let matrix = matrix();
        for workload in [None, Some(Workload::Interactive), Some(Workload::Batch)] {
            let plan = Plan { workload, ..plan() };
            let list = list(&plan, &matrix, Task::Chat);
            let keys: Vec<(Verdict, u8)> =
                list.best.iter().map(|one| (one.verdict, one.realtime_rank())).collect();
            assert!(keys.is_sorted(), "{keys:?}");
            for pair in list.best.windows(2) {
                let same =
                    (pair[0].verdict, pair[0].realtime_rank()) == (pair[1].verdict, pair[1].realtime_rank());
                let price = |one: &Listed<'_>| one.price.unwrap_or(f64::INFINITY);
                assert!(!same || price(&pair[0]) <= price(&pair[1]), "{:?}", ids(&list));
            }
        }
    }

    #[test]
    fn the_real_time_list_counts_for_interactive_work_only() {
        let matrix = matrix();
        let interactive = Plan { workload: Some(Workload::Interactive), ..plan() };
        let listed = list(&interactive, &matrix, Task::Chat);
        assert!(listed.best.iter().all(|one| one.why().contains("real-time list")), "{:?}", ids(&listed));
        assert!(listed.best[0].why().contains(" · on the real-time list · "), "{}", listed.best[0].why());
        let open = plan();
        let listed = list(&open, &matrix, Task::Chat);
        assert!(listed.best.iter().all(|one| !one.why().contains("real-time")));
    }

    /// The day before the end, the day, the day after.
    #[rstest]
    #[case("2026-11-21", true)]
    #[case("2026-11-22", false)]
    #[case("2026-11-23", false)]
    fn what_ends_by_the_day_it_is_needed_is_left_out(#[case] until: &str, #[case] may_be_listed: bool) {
        let matrix = matrix();
        let until = crate::date::parse(until).ok();
        let plan = Plan { posture: Posture { needed_until: until, ..Posture::default() }, ..plan() };
        let criteria = plan.criteria(&matrix, crate::date::parse("2026-10-20").unwrap());
        let ending = |case: &Case<'_>| {
            case.end() == crate::choice::end::End::On(crate::date::parse("2026-11-22").unwrap())
        };
        let model = criteria.candidates().find(|model| {
            let case = criteria.case(model);
            ending(&case) && case.judge().verdict.is_open()
        });
        let Some(model) = model else { return };
        let case = criteria.case(model);
        let why = reason_against(&case, case.judge().verdict, model.task.unwrap());
        assert_eq!(why.is_none(), may_be_listed, "{why:?}");
    }

    #[test]
    fn another_task_is_left_out_and_counted() {
        let (matrix, plan) = (matrix(), plan());
        let embeddings = list(&plan, &matrix, Task::Embedding);
        assert!(!embeddings.best.is_empty());
        assert!(embeddings.rest().contains("for another task"), "{}", embeddings.rest());
    }

    #[test]
    fn a_month_counts_where_its_tokens_are_stated() {
        let matrix = matrix();
        let plan = Plan { tokens: Tokens { input: Some(1_000_000), output: Some(0) }, ..plan() };
        let list = list(&plan, &matrix, Task::Chat);
        assert!(list.best[0].why().contains("DBU a month"), "{}", list.best[0].why());
        assert!(rules(&list.best[0].case.criteria, Task::Chat, plan.tokens)[4].contains("month"));
    }

    #[test]
    fn a_condition_is_named() {
        let matrix = matrix();
        let plan = Plan {
            mode: Some(Mode::ProvisionedThroughput),
            posture: Posture { preview: PreviewRule::Allow, ..Posture::default() },
            ..plan()
        };
        let criteria = plan.criteria(&matrix, crate::date::parse("2026-10-20").unwrap());
        let maverick = matrix.model(&crate::matrix::ModelId("databricks-llama-4-maverick".into())).unwrap();
        let list = Shortlist::new([maverick], criteria, Task::Chat, Tokens::default());
        assert!(list.best[0].why().starts_with("conditional: "), "{}", list.best[0].why());
        assert!(list.best[0].why().contains("preview"), "{}", list.best[0].why());
    }

    #[test]
    fn where_nothing_is_open_the_list_is_empty_and_says_why() {
        let matrix = matrix();
        let plan = Plan { mode: None, ..plan() };
        let list = list(&plan, &matrix, Task::Chat);
        assert!(list.best.is_empty() && list.rest().contains("not known to be open"), "{}", list.rest());
    }
}
