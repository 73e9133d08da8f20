//! The questions of `servemap plan --interactive`, in the planner's order, and how each answer is read: by the functions
//! that read the flags and the planner's fields.

use chrono::NaiveDate;

use super::PlanArgs;
use super::record_flags;
use crate::choice::alternative::AlternativeKind;
use crate::choice::shortlist::{Listed, Shortlist};
use crate::command::case_flags;
use crate::error::{Error, Result};
use crate::matrix::{Matrix, Mode, Task};
use crate::plan::field::{self, PlanField};
use crate::plan::{Plan, Record};

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub enum Question {
    Field(&'static PlanField),
    Mode,
    Region,
    Secondary,
    Model,
    Replacement,
}

/// Whether a flag answers a question.
pub type IsAnswered = fn(&PlanArgs) -> bool;

/// Every question, with whether a flag answers it.
pub const QUESTIONS: [(Question, IsAnswered); 19] = [
    (Question::Field(&field::SENTENCE), |flags| flags.record.sentence.is_some()),
    (Question::Field(&field::SHAPE), |flags| flags.case.workload.is_some()),
    (Question::Mode, |flags| flags.case.mode.is_some()),
    (Question::Region, |flags| flags.region.is_some()),
    (Question::Secondary, |flags| flags.case.secondary.is_some()),
    (Question::Field(&field::RESIDENCY), |flags| flags.case.posture.residency.is_some()),
    (Question::Field(&field::RESIDENCY_WORDS), |flags| flags.record.residency_words.is_some()),
    (Question::Field(&field::ROUTING), |flags| flags.case.posture.routing.is_some()),
    (Question::Field(&field::PREVIEWS), |flags| flags.case.posture.preview.is_some()),
    (Question::Field(&field::USE), |flags| flags.case.posture.usage.is_some()),
    (Question::Field(&field::NEEDED_UNTIL), |flags| flags.case.posture.needed_until.is_some()),
    (Question::Model, |flags| flags.record.model.is_some()),
    (Question::Field(&field::OWNER), |flags| flags.record.owner.is_some()),
    (Question::Field(&field::REASON_KIND), |flags| flags.record.reason_kind.is_some()),
    (Question::Field(&field::REASON), |flags| flags.record.reason.is_some()),
    (Question::Replacement, |flags| flags.record.replacement.is_some()),
    (Question::Field(&field::TEST_DATE), |flags| flags.record.test_date.is_some()),
    (Question::Field(&field::TEST_STATUS), |flags| flags.record.test_status.is_some()),
    (Question::Field(&field::REVIEW_BY), |flags| flags.record.review_by.is_some()),
];

/// How many replacements are proposed.
const MOST: usize = 5;

/// Clears what stands in the brackets.
const CLEAR: &str = "-";

impl Question {
    pub fn label(self) -> &'static str {
        match self {
            Self::Field(field) => field.label,
            Self::Mode => "Serving mode",
            Self::Region => "Primary region",
            Self::Secondary => "Secondary region",
            Self::Model => "Model",
            Self::Replacement => "Replacement model",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Field(field) => field.hint,
            Self::Mode => "How the model is served.",
            Self::Region => "The region of the workspace: its code, location or name.",
            Self::Secondary => "The region to fail over to.",
            Self::Model => "Any model by its endpoint or its name in the docs.",
            Self::Replacement => "The model to switch to, judged by the same gates.",
        }
    }

    /// What Enter takes, as it stands in the brackets.
    pub fn default_words(self, plan: &Plan) -> String {
        let recommended = plan.mode.is_none().then(|| recommended(plan)).flatten();
        match (self, recommended) {
            (Self::Mode, Some((mode, why))) => format!("{}, recommended: {why}", mode.id()),
            _ => match self.value(plan) {
                value if !value.is_empty() => value,
                _ if self.is_required(plan) => String::new(),
                _ if matches!(self, Self::Secondary) => "none".to_owned(),
                _ => "not stated".to_owned(),
            },
        }
    }

    fn value(self, plan: &Plan) -> String {
        let id = |id: Option<&str>| id.unwrap_or_default().to_owned();
        match self {
            Self::Field(field) => (field.value)(plan),
            Self::Mode => id(plan.mode.map(Mode::id)),
            Self::Region => id(plan.region.as_ref().map(|region| region.0.as_str())),
            Self::Secondary => id(plan.secondary.as_ref().map(|region| region.0.as_str())),
            Self::Model => id(plan.model.as_ref().map(|model| model.0.as_str())),
            Self::Replacement => id(plan.record.replacement.as_ref().map(|model| model.0.as_str())),
        }
    }

    /// Whether a plan cannot do without it.
    fn is_required(self, plan: &Plan) -> bool {
        match self {
            Self::Mode | Self::Region | Self::Model => true,
            Self::Field(field) if field.label == field::OWNER.label => true,
            Self::Field(field) if field.label == field::REASON.label => {
                Record { reason: String::new(), ..plan.record.clone() }.reason_words().is_none()
            }
            _ => false,
        }
    }

    /// Keeps what stands in the brackets.
    ///
    /// # Errors
    /// When nothing does and a plan cannot do without it.
    pub fn keep(self, plan: &mut Plan) -> Result<()> {
        if let (Self::Mode, None, Some((mode, _))) = (self, plan.mode, recommended(plan)) {
            plan.mode = Some(mode);
        }
        if self.is_required(plan) && self.value(plan).is_empty() {
            return Err(Error::new("an answer is needed").hint(format!("{} ? says more", self.hint())));
        }
        Ok(())
    }

    /// Writes an answer into the plan.
    ///
    /// # Errors
    /// When it cannot be read, or is refused: what would be right.
    pub fn write(self, plan: &mut Plan, typed: &str, matrix: &Matrix, as_of: NaiveDate) -> Result<()> {
        let clears = typed == CLEAR && !self.is_required(plan);
        match self {
            Self::Field(field) if clears && field.words().is_empty() => field.write(plan, "", as_of)?,
            Self::Field(field) => field.write(plan, typed, as_of)?,
            Self::Mode => plan.mode = Some(field::word(typed)?),
            Self::Region => plan.region = Some(case_flags::region(typed, plan.mode, matrix)?),
            Self::Secondary if clears || typed.eq_ignore_ascii_case("none") => plan.secondary = None,
            Self::Secondary => plan.secondary = Some(case_flags::region(typed, plan.mode, matrix)?),
            Self::Model => plan.model = Some(record_flags::model(typed, plan.mode, matrix)?),
            Self::Replacement if clears => plan.record.replacement = None,
            Self::Replacement => {
                let id = record_flags::model(typed, plan.mode, matrix)?;
                let before = plan.record.replacement.replace(id);
                let refused =
                    plan.decide(matrix, as_of).ok().and_then(|decision| decision.replacement_refused());
                if let Some(why) = refused {
                    plan.record.replacement = before;
                    return Err(super::replacement_refused(&why));
                }
            }
        }
        Ok(())
    }

    /// What can be answered, one line each.
    pub fn help(self, plan: &Plan, matrix: &Matrix, as_of: NaiveDate) -> Vec<String> {
        let mut lines = vec![self.hint().to_owned()];
        match self {
            Self::Field(field) => lines.extend(field.words().into_iter().map(|(id, name)| choice(id, name))),
            Self::Mode => lines.extend(
                Mode::ALL.map(|mode| choice(mode.id(), &format!("{}; {}", mode.purpose(), mode.character()))),
            ),
            Self::Region | Self::Secondary => {
                lines.extend(matrix.regions().iter().map(|region| {
                    choice(&region.id.0, &format!("{}, {}", region.location, region.geo_name()))
                }));
            }
            Self::Model | Self::Replacement => lines.extend(self.proposals(plan, matrix, as_of)),
        }
        if !self.is_required(plan) && !matches!(self, Self::Field(field) if !field.words().is_empty()) {
            lines.push(choice(CLEAR, "clears what stands in the brackets"));
        }
        lines
    }

    /// The models to begin with: those that are open, in the order of the shortlist.
    pub fn proposals(self, plan: &Plan, matrix: &Matrix, as_of: NaiveDate) -> Vec<String> {
        let criteria = plan.criteria(matrix, as_of);
        match self {
            Self::Model => {
                let list = Shortlist::new(criteria.candidates(), criteria, task(plan, matrix), plan.tokens);
                let why = |listed: &Listed<'_>| listed.why().replace(" · ", ", ");
                list.best.iter().map(|listed| choice(listed.case.model.label(), &why(listed))).collect()
            }
            Self::Replacement => {
                let Some(model) = plan.model.as_ref().and_then(|id| matrix.model(id)) else {
                    return Vec::new();
                };
                let case = criteria.case(model);
                let same_place = |kind| matches!(kind, AlternativeKind::Replacement | AlternativeKind::Task);
                let mut lines: Vec<String> = Vec::new();
                for way in case.recommended().into_iter().chain(case.alternatives()) {
                    let line = choice(way.model.label(), way.verdict.id());
                    if same_place(way.kind) && way.is_open() && !lines.contains(&line) {
                        lines.push(line);
                    }
                }
                lines.truncate(MOST);
                lines
            }
            _ => Vec::new(),
        }
    }

    /// Whether the verdict is told after the answer: it decides it.
    pub fn decides(self) -> bool {
        match self {
            Self::Mode | Self::Region | Self::Secondary | Self::Model => true,
            Self::Field(field) => field.label == field::NEEDED_UNTIL.label,
            Self::Replacement => false,
        }
    }
}

/// The task that models are proposed for: that of the chosen model, else chat.
pub fn task(plan: &Plan, matrix: &Matrix) -> Task {
    let chosen = plan.model.as_ref().and_then(|id| matrix.model(id));
    chosen.and_then(|model| model.task).unwrap_or(Task::Chat)
}

fn recommended(plan: &Plan) -> Option<(Mode, &'static str)> {
    plan.workload.map(crate::matrix::Workload::recommends)
}

fn choice(word: &str, what: &str) -> String {
    format!("  {word}: {what}")
}
