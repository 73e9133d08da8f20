//! Reviews: who looked at a decision, on which day, what they said, and what exactly they looked at.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{FullChoice, Plan, Status};
use crate::error::{Error, Result};
use crate::text;
use crate::text::words;

/// What a reviewer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReviewVerdict {
    /// The decision may stand as it was seen.
    Approve,
    /// Something has to be changed first.
    RequestChanges,
    /// Neither: a remark.
    Comment,
    /// Another decision takes its place.
    Supersede,
    /// It is no longer wanted.
    Withdraw,
}

words! { ReviewVerdict {
    Approve = "approve", "approved";
    RequestChanges = "request-changes", "requested changes";
    Comment = "comment", "commented";
    Supersede = "supersede", "superseded";
    Withdraw = "withdraw", "withdrew", "withdrawn";
} }

/// One person's word on a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Who looked at it.
    pub by: String,
    /// On which day.
    pub on: NaiveDate,
    /// What they say.
    pub verdict: ReviewVerdict,
    /// In their words; may be empty.
    pub comment: String,
    /// What they looked at; none where the file does not say.
    pub seen: Option<FullChoice>,
}

/// What the reviews say together of what is chosen now: the latest word of each person who approved or requested changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Approvals<'a> {
    /// Approvals of what is chosen now.
    pub holding: Vec<&'a Review>,
    /// Approvals of something else, or that do not say of what.
    pub outdated: Vec<&'a Review>,
    /// Requests for changes that their person has not taken back.
    pub changes_requested: Vec<&'a Review>,
}

impl Review {
    /// Whether it decides: an approval, or a request for changes.
    fn decides(&self) -> bool {
        matches!(self.verdict, ReviewVerdict::Approve | ReviewVerdict::RequestChanges)
    }
}

impl Plan {
    /// What holds of the approvals now.
    pub fn approvals(&self) -> Approvals<'_> {
        let now = self.full_choice();
        // Two on one day: the one that stands later in the file is the later word.
        let mut latest: HashMap<String, (NaiveDate, usize)> = HashMap::new();
        for (place, review) in self.reviews.iter().enumerate().filter(|(_, review)| review.decides()) {
            let word = latest.entry(text::fold(&review.by)).or_insert((review.on, place));
            *word = (review.on, place).max(*word);
        }
        let mut places: Vec<usize> = latest.into_values().map(|(_, place)| place).collect();
        places.sort_unstable();
        let mut approvals = Approvals::default();
        for review in places.into_iter().map(|place| &self.reviews[place]) {
            if review.verdict == ReviewVerdict::RequestChanges {
                approvals.changes_requested.push(review);
            } else if review.seen.as_ref() == Some(&now) {
                approvals.holding.push(review);
            } else {
                approvals.outdated.push(review);
            }
        }
        approvals
    }

    /// What a review of the plan as it stands now would write: `seen` is what is chosen, and the status follows.
    ///
    /// # Errors
    /// When the verdict makes no sense for a plan in this state, or nobody signs it.
    pub fn add_review(&mut self, review: Review) -> Result<()> {
        let by = text::entry_line(&review.by);
        if by.is_empty() {
            return Err(Error::new("nobody signs the review: the name is empty"));
        }
        self.can_be_reviewed(review.verdict)?;
        self.status = match (review.verdict, self.status) {
            (ReviewVerdict::Approve, None | Some(Status::Proposed)) => Some(Status::Accepted),
            (ReviewVerdict::RequestChanges, None) => Some(Status::Proposed),
            (ReviewVerdict::Supersede, _) => Some(Status::Superseded),
            (ReviewVerdict::Withdraw, _) => Some(Status::Withdrawn),
            (_, status) => status,
        };
        let seen = review.seen.or_else(|| Some(self.full_choice())).filter(|seen| !seen.is_open());
        self.reviews.push(Review { by, comment: text::entry_line(&review.comment), seen, ..review });
        Ok(())
    }

    /// Whether a review with this verdict can be written now.
    ///
    /// # Errors
    /// Why not, and what would be right.
    pub fn can_be_reviewed(&self, verdict: ReviewVerdict) -> Result<()> {
        let past = self.status.filter(|status| status.is_past());
        if let Some(status) = past.filter(|_| verdict != ReviewVerdict::Comment) {
            let by = self.superseded_by.as_ref().map(|file| format!(" by {file}")).unwrap_or_default();
            return Err(Error::new(format!("the decision is {}{by}", status.name()))
                .hint("state another status first: servemap plan --update --status proposed -o FILE"));
        }
        let open = [
            ("serving mode", self.mode.is_none()),
            ("region", self.region.is_none()),
            ("model", self.model.is_none()),
        ];
        let open: Vec<&str> = open.into_iter().filter_map(|(what, open)| open.then_some(what)).collect();
        if verdict == ReviewVerdict::Approve && !open.is_empty() {
            return Err(Error::new(format!(
                "there is nothing to approve yet: no {} is chosen",
                open.join(", no ")
            ))
            .hint("complete the plan first, or request changes"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Mode, ModelId, RegionId};

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    fn plan() -> Plan {
        Plan {
            mode: Some(Mode::PayPerToken),
            region: Some(RegionId("us-east-1".into())),
            model: Some(ModelId("a".into())),
            ..Plan::default()
        }
    }

    fn word(by: &str, on: u32, verdict: ReviewVerdict) -> Review {
        Review { by: by.into(), on: day(on), verdict, comment: String::new(), seen: None }
    }

    fn names(reviews: &[&Review]) -> String {
        reviews.iter().map(|review| review.by.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn state(plan: &Plan) -> [String; 3] {
        let approvals = plan.approvals();
        [approvals.holding, approvals.outdated, approvals.changes_requested].map(|all| names(&all))
    }

    /// "An approval holds only for what was seen: when the choice changes, the approval is shown as outdated."
    #[test]
    fn an_approval_holds_for_what_was_seen_alone() {
        type Change = fn(&mut Plan);
        let changes: [(&str, Change, bool); 7] = [
            ("nothing", |_| {}, true),
            ("owner", |plan| plan.record.owner = "b".into(), true),
            ("mode", |plan| plan.mode = Some(Mode::AiFunctions), false),
            ("region", |plan| plan.region = Some(RegionId("us-east-2".into())), false),
            ("model", |plan| plan.choose(ModelId("b".into())), false),
            ("replacement", |plan| plan.record.replacement = Some(ModelId("c".into())), false),
            ("cleared", |plan| plan.model = None, false),
        ];
        for (what, change, holds) in changes {
            let mut plan = plan();
            plan.add_review(word("Ana", 1, ReviewVerdict::Approve)).unwrap();
            change(&mut plan);
            let (holding, outdated) = if holds { ("Ana", "") } else { ("", "Ana") };
            assert_eq!(state(&plan), [holding, outdated, ""], "{what}");
        }
    }

    #[test]
    fn an_approval_that_does_not_say_what_was_seen_does_not_count() {
        let mut plan = plan();
        plan.reviews.push(word("Ana", 1, ReviewVerdict::Approve));
        assert_eq!(state(&plan), ["", "Ana", ""]);
    }

    #[test]
    fn the_latest_word_of_each_person_counts() {
        let mut plan = plan();
        plan.add_review(word("Ana", 3, ReviewVerdict::Approve)).unwrap();
        plan.add_review(word("Bob", 1, ReviewVerdict::Approve)).unwrap();
        plan.add_review(word("ana", 2, ReviewVerdict::RequestChanges)).unwrap();
        plan.add_review(word("Ana", 4, ReviewVerdict::Comment)).unwrap();
        assert_eq!(state(&plan), ["Ana Bob", "", ""]);
        plan.add_review(word("ANA", 3, ReviewVerdict::RequestChanges)).unwrap();
        assert_eq!(state(&plan), ["Bob", "", "ANA"]);
    }

    #[test]
    fn the_status_follows_the_reviews() {
        use ReviewVerdict::{Approve, Comment, RequestChanges, Supersede, Withdraw};
        use Status::{Accepted, Proposed, Superseded, Withdrawn};
        for (before, verdict, after) in [
            (None, Approve, Some(Accepted)),
            (Some(Proposed), Approve, Some(Accepted)),
            (None, RequestChanges, Some(Proposed)),
            (Some(Accepted), RequestChanges, Some(Accepted)),
            (None, Comment, None),
            (Some(Withdrawn), Comment, Some(Withdrawn)),
            (Some(Accepted), Supersede, Some(Superseded)),
            (None, Withdraw, Some(Withdrawn)),
        ] {
            let mut plan = Plan { status: before, ..plan() };
            plan.add_review(word("Ana", 1, verdict)).unwrap();
            assert_eq!(plan.status, after, "{before:?} {verdict:?}");
            assert_eq!(plan.reviews[0].seen, Some(plan.full_choice()));
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused_with_what_would_be_right() {
        let error = |plan: Plan, by: &str, verdict| {
            let mut after = plan.clone();
            let error = after.add_review(word(by, 1, verdict)).unwrap_err().to_string();
            assert_eq!(after, plan);
            error
        };
        let past = Plan { status: Some(Status::Superseded), superseded_by: Some("b.toml".into()), ..plan() };
        assert!(error(past, "Ana", ReviewVerdict::Approve).contains("superseded by b.toml"));
        let open = Plan { model: None, region: None, ..plan() };
        assert!(error(open, "Ana", ReviewVerdict::Approve).contains("no region, no model is chosen"));
        assert!(error(plan(), " ", ReviewVerdict::Comment).contains("the name is empty"));
    }
}
