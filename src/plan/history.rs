//! What of a plan is history: it is added to, and neither overwritten nor undone.

use super::{Decided, Plan, Review};
use crate::text;

impl Plan {
    /// Takes over from another state of this plan what was decided and said of it: nobody undoes that.
    pub fn take_history(&mut self, now: &Self) {
        self.status = now.status;
        self.superseded_by.clone_from(&now.superseded_by);
        self.supersedes.clone_from(&now.supersedes);
        self.decided.clone_from(&now.decided);
        self.waivers.clone_from(&now.waivers);
        self.reviews.clone_from(&now.reviews);
    }

    /// A new plan in the place of this one: its history goes on, what is in force of it ends.
    #[must_use]
    pub fn begin_anew(&self) -> Self {
        Self {
            supersedes: self.supersedes.clone(),
            decided: self.decided.clone(),
            reviews: self.reviews.clone(),
            ..Self::default()
        }
    }

    /// Adds what somebody else has written into the history meanwhile. Whether there was anything.
    ///
    /// The status goes with the reviews: who has not seen them cannot have meant another one.
    pub fn add_history(&mut self, other: &Self) -> bool {
        let decided = joined(&other.decided, &self.decided, same_decided);
        let reviews = joined(&other.reviews, &self.reviews, same_review);
        let reviewed = reviews.len() > self.reviews.len();
        let grew = reviewed || decided.len() > self.decided.len();
        if reviewed {
            self.status = other.status;
            self.superseded_by.clone_from(&other.superseded_by);
        }
        if grew {
            (self.decided, self.reviews) = (decided, reviews);
        }
        grew
    }
}

/// What is in either list, each entry once: first theirs, then what is ours alone.
fn joined<T: Clone>(theirs: &[T], ours: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut open: Vec<&T> = theirs.iter().collect();
    let mut joined = theirs.to_vec();
    for entry in ours {
        match open.iter().position(|other| same(other, entry)) {
            Some(place) => drop(open.remove(place)),
            None => joined.push(entry.clone()),
        }
    }
    joined
}

// The names in a choice may be written in two ways: what was said, by whom and when, tells entries apart.
fn same_decided(one: &Decided, other: &Decided) -> bool {
    let by = |decided: &Decided| decided.by.as_deref().map(text::fold);
    (one.on, one.matrix, one.verdict, by(one)) == (other.on, other.matrix, other.verdict, by(other))
}

fn same_review(one: &Review, other: &Review) -> bool {
    (one.on, one.verdict, &one.comment) == (other.on, other.verdict, &other.comment)
        && text::fold(&one.by) == text::fold(&other.by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{ReviewVerdict, Status};
    use chrono::NaiveDate;

    fn review(by: &str, day: u32) -> Review {
        Review {
            by: by.into(),
            on: NaiveDate::from_ymd_opt(2026, 11, day).unwrap(),
            verdict: ReviewVerdict::Approve,
            comment: String::new(),
            seen: None,
        }
    }

    #[test]
    fn what_others_wrote_meanwhile_is_added_once() {
        let mut disk = Plan { status: Some(Status::Accepted), ..Plan::default() };
        disk.reviews = vec![review("Ana", 1), review("Bob", 2)];
        let mut ours = Plan { reviews: vec![review("ANA", 1), review("ana", 1)], ..Plan::default() };
        assert!(ours.add_history(&disk));
        let names: Vec<&str> = ours.reviews.iter().map(|review| review.by.as_str()).collect();
        assert_eq!((names, ours.status), (vec!["Ana", "Bob", "ana"], Some(Status::Accepted)));
        assert!(!ours.clone().add_history(&disk));
    }

    #[test]
    fn a_new_plan_in_an_old_place_keeps_the_history_and_no_status() {
        let mut plan = Plan { status: Some(Status::Withdrawn), ..Plan::default() };
        plan.reviews = vec![review("Ana", 1)];
        let new = plan.begin_anew();
        assert_eq!((new.status, new.reviews.len()), (None, 1));
    }
}
