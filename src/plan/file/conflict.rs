//! A plan file that git left with a merge conflict in it: both sides are read as whole plans, and one problem says what
//! differs between them in the field's words. Nothing is repaired here.

mod markers;

use self::markers::{Conflict, Side, find, leftover};
use super::read_whole;
use crate::error::Result;
use crate::plan::Plan;
use crate::plan::change::{Change, changes, differing, review_noun};
use crate::toml_file::{List, Problems};

/// How much of a value is shown.
const SHOWN: usize = 40;

/// How many differences of a side are named.
const NAMED: usize = 3;

/// What a reader removes when the conflict is resolved.
const MARKERS: &str = "remove the lines that begin with <<<<<<<, ======= and >>>>>>>";
const MARKERS_AND_BASE: &str =
    "remove the lines that begin with <<<<<<<, ======= and >>>>>>>, and all from ||||||| to =======";

/// A side read as a plan, or its problems.
type SideRead = std::result::Result<Plan, List>;

/// Reports the conflict of a text, or what is left of one; whether there is any.
pub(super) fn report(text: &str, problems: &Problems<'_>) -> bool {
    if let Some(conflict) = find(text) {
        let both = read_side(&conflict.both);
        let [upper, lower] = conflict.sides.each_ref().map(|side| read_side(&side.text));
        let (message, hint) = conflict.describe([&upper, &lower], both.ok().as_ref());
        problems.report(&conflict.span, message, Some(hint));
        return true;
    }
    let left = leftover(text);
    if let Some(span) = &left {
        let message = "a line of a merge conflict is left over, and the others are gone";
        let hint = "remove the line, and see that what is around it is whole";
        problems.report(span, message, Some(hint.to_owned()));
    }
    left.is_some()
}

/// Both sides of a merge conflict as whole texts, each with what git calls it; none where there is no conflict.
///
/// # Errors
/// When a side is no plan.
pub fn conflict_sides(name: &str, text: &str) -> Result<Option<[(String, String); 2]>> {
    let Some(conflict) = find(text) else { return Ok(None) };
    if conflict.sides.iter().any(|side| read_side(&side.text).is_err()) {
        // Says which, with the line of the file.
        return super::read(name, text).map(|_| None);
    }
    Ok(Some(conflict.sides.map(|side| (side.label, side.text))))
}

/// One side, read as a plan.
fn read_side(text: &str) -> SideRead {
    let problems = Problems::new("", text);
    let (plan, _) = read_whole(text, &problems);
    if problems.is_empty() { Ok(plan) } else { Err(problems.into_list()) }
}

impl Conflict {
    /// What is in conflict, and what would be right. `sides` and `both` are what could be read of them.
    fn describe(&self, sides: [&SideRead; 2], both: Option<&Plan>) -> (String, String) {
        let [upper, lower] = &self.sides;
        let places = if self.places == 1 { String::new() } else { format!(" in {} places", self.places) };
        let head = format!("merge conflict{places} between {} and {}", upper.label, lower.label);
        let markers = if self.has_base { MARKERS_AND_BASE } else { MARKERS };
        let [Ok(old), Ok(new)] = sides else {
            let broken = self.sides.iter().zip(sides);
            let broken = broken.filter_map(|(side, read)| Some(side.broken(read.as_ref().err()?)));
            let broken = broken.collect::<Vec<_>>().join("; ");
            return (format!("{head}: {broken}"), format!("keep what is right, and {markers}"));
        };
        let fields = fields(old, new);
        let added = [added(new, old), added(old, new)];
        if fields.is_empty() && added.iter().all(Vec::is_empty) {
            let hint = format!("both sides say the same: keep either, and {markers}");
            return (format!("{head}: nothing of the decision differs"), hint);
        }
        let words = |at: usize, side: &Side| {
            let values = fields.iter().map(|change| field_words(change, at));
            let added = added[at].iter().map(|what| format!("adds {what}"));
            let mut parts: Vec<String> = values.chain(added).collect();
            if parts.is_empty() {
                parts.push("adds nothing".to_owned());
            }
            let more = parts.len().saturating_sub(NAMED);
            parts.truncate(NAMED);
            let more = if more == 0 { String::new() } else { format!(" and {more} more") };
            format!("{}: {}{more}", side.label, parts.join(", "))
        };
        let message = format!("{head}. {}; {}", words(0, upper), words(1, lower));
        let hint = if !fields.is_empty() {
            format!("choose, keep the reviews of both sides, and {markers}")
        } else if both.is_some_and(|both| added_nothing(both, old) && added_nothing(both, new)) {
            format!("keep both: {markers}, and nothing else")
        } else {
            format!("keep both as whole blocks, and {markers}")
        };
        (message, hint)
    }
}

impl Side {
    /// That it is no plan, and the first problem at its line in the file.
    fn broken(&self, problems: &List) -> String {
        let Some(first) = problems.shown.first() else {
            return format!("{} is not a valid plan", self.label);
        };
        let line = self.lines.get(first.line.saturating_sub(1)).copied().unwrap_or(first.line);
        format!("{} is not a valid plan, line {line}: {}", self.label, first.message)
    }
}

/// What both sides say otherwise. Entries that one of them adds are named by themselves, and whether an approval is outdated
/// follows from the rest.
fn fields(old: &Plan, new: &Plan) -> Vec<Change> {
    let mut fields = changes(old, new, &[]);
    fields.retain(|change| !["reviews", "approvals", "waivers"].contains(&change.key.as_str()));
    fields
}

fn field_words(change: &Change, at: usize) -> String {
    format!("{} {}", change.field, change.shown(SHOWN)[at])
}

/// What a side has that the other does not: reviews, waivers, and what was decided.
fn added(other: &Plan, side: &Plan) -> Vec<String> {
    let reviews = differing(&other.reviews, &side.reviews, |_, _| false).into_iter();
    let reviews = reviews.filter_map(|(_, new)| Some(format!("{} {}", review_noun(new?.verdict), new?.by)));
    let waivers = differing(&other.waivers, &side.waivers, |_, _| false).into_iter();
    let waivers = waivers.filter_map(|(_, new)| Some(format!("the waiver of {} by {}", new?.rule, new?.by)));
    let decided = differing(&other.decided, &side.decided, |_, _| false).into_iter();
    let decided = decided.filter_map(|(_, new)| Some(format!("what was decided on {}", new?.on)));
    reviews.chain(waivers).chain(decided).collect()
}

/// Whether a side has nothing that the plan lacks.
fn added_nothing(plan: &Plan, side: &Plan) -> bool {
    added(plan, side).is_empty() && fields(plan, side).is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::{SCHEMA, conflict_sides, examine, read};
    use rstest::rstest;

    const HEAD: &str = "schema = \"servemap/plan/1\"\ncloud = \"aws\"\n";

    const ANA: &str = "[[reviews]] # Ana\non = 2026-06-21\nverdict = \"approve\"\nby = \"Ana\"\n";
    const BOB: &str = "[[reviews]] # Bob\non = 2026-06-22\nverdict = \"approve\"\nby = \"Bob\"\n";

    /// A conflict as git writes it.
    fn block(upper: &str, lower: &str) -> String {
        format!("<<<<<<< HEAD\n{upper}=======\n{lower}>>>>>>> topic\n")
    }

    /// The one problem: its line, what is said, and what would be right.
    fn told(text: &str) -> (usize, String, String) {
        let mut list = examine("a.toml", text).unwrap_err();
        assert_eq!((list.shown.len(), list.more), (1, 0), "{:?}", list.shown);
        let problem = list.shown.remove(0);
        (problem.line, problem.message, problem.hint.unwrap_or_default())
    }

    #[rstest]
    #[case::a_choice(
        format!("{HEAD}{}", block("model = \"a\"\n", "model = \"b\"\n")),
        3,
        "merge conflict between HEAD and topic. HEAD: Model a; topic: Model b",
        "choose, keep the reviews of both sides"
    )]
    #[case::several_fields(
        format!("{HEAD}{}", block("mode = \"ptu\"\n", "").replace("ptu", "pay-per-token") + "[record]\n" + &block("owner = \"x\"\n", "owner = \"y\"\n")),
        3,
        "merge conflict in 2 places between HEAD and topic. HEAD: Mode Pay-per-token, Owner x; topic: Mode not set, Owner y",
        "choose"
    )]
    #[case::two_approvals(
        format!("{HEAD}{}", block(ANA, BOB)),
        3,
        "merge conflict between HEAD and topic. HEAD: adds the approval of Ana; topic: adds the approval of Bob",
        "keep both: remove the lines that begin with <<<<<<<, ======= and >>>>>>>, and nothing else"
    )]
    #[case::two_approvals_that_git_interleaved(
        format!("{HEAD}{}on = 2026-06-21\nverdict = \"approve\"\n{}", block("[[reviews]] # Ana\n", "[[reviews]] # Bob\n"), block("by = \"Ana\"\n", "by = \"Bob\"\n")),
        3,
        "merge conflict in 2 places between HEAD and topic. HEAD: adds the approval of Ana; topic: adds the approval of Bob",
        "keep both as whole blocks, and remove"
    )]
    #[case::one_side_adds(
        format!("{HEAD}{}", block(ANA, "")),
        3,
        "merge conflict between HEAD and topic. HEAD: adds the approval of Ana; topic: adds nothing",
        "keep both"
    )]
    #[case::history(
        format!("{HEAD}{}", block(
            "[[decided]]\non = 2026-06-20\nmatrix = 2026-06-17\nverdict = \"available\"\n",
            "[[decided]]\non = 2026-06-21\nmatrix = 2026-06-17\nverdict = \"available\"\n",
        )),
        3,
        "merge conflict between HEAD and topic. HEAD: adds what was decided on 2026-06-20; topic: adds what was decided on 2026-06-21",
        "keep both"
    )]
    #[case::the_same(
        format!("{HEAD}{}", block("mode = \"pay-per-token\"\n", "mode = \"pay-per-token\" # as said\n")),
        3,
        "merge conflict between HEAD and topic: nothing of the decision differs",
        "both sides say the same: keep either"
    )]
    #[case::a_side_that_is_no_plan(
        format!("{HEAD}{}", block("mode = \"pay-per-token\"\n", "mode = \"ptuu\"\n")),
        3,
        "merge conflict between HEAD and topic: topic is not a valid plan, line 6: unknown serving mode 'ptuu'",
        "keep what is right, and remove"
    )]
    #[case::with_what_was_there_before(
        format!("{HEAD}<<<<<<< HEAD\nmodel = \"a\"\n||||||| 1a2b3c4\nmodel = \"o\"\n=======\nmodel = \"b\"\n>>>>>>> 5d6e7f8 (model: b)\n"),
        3,
        "merge conflict between HEAD and 5d6e7f8 (model: b). HEAD: Model a; 5d6e7f8 (model: b): Model b",
        "and all from ||||||| to ======="
    )]
    #[case::without_names(
        format!("{HEAD}<<<<<<<\nmodel = \"a\"\n=======\nmodel = \"b\"\n>>>>>>>\n"),
        3,
        "merge conflict between the upper side and the lower side. the upper side: Model a; the lower side: Model b",
        "choose"
    )]
    #[case::inside_an_answer(
        format!("{HEAD}[runbook]\nfor = \"\"\"\nTickets\n{}\"\"\"\n", block("only\n", "and mails\n")),
        6,
        "merge conflict between HEAD and topic. HEAD: What this model is for Tickets only; topic: What this model is for Tickets and mails",
        "choose"
    )]
    #[case::behind_a_marker_that_is_text(
        format!("{HEAD}sentence = \"\"\"\n<<<<<<< a\n\"\"\"\n{}", block("model = \"a\"\n", "model = \"b\"\n")),
        6,
        "HEAD: Model a; topic: Model b",
        "choose"
    )]
    fn both_sides_are_named_with_what_they_say(
        #[case] text: String,
        #[case] line: usize,
        #[case] message: &str,
        #[case] hint: &str,
    ) {
        for text in [text.clone(), text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
            let told = told(&text);
            assert_eq!(told.0, line, "{told:?}");
            assert!(told.1.ends_with(message) && told.2.contains(hint), "{told:?}");
        }
    }

    #[rstest]
    #[case::a_beginning_alone("<<<<<<< HEAD\nis what git writes\n")]
    #[case::an_underline("A heading\n=======\n")]
    #[case::not_at_the_start("  <<<<<<< HEAD\n  =======\n  >>>>>>> topic\n")]
    #[case::longer("<<<<<<<< HEAD\n========\n>>>>>>>> topic\n")]
    #[case::in_a_fence("```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> topic\n```\n")]
    #[case::the_wrong_way_round(">>>>>>> topic\n=======\n<<<<<<< HEAD\n")]
    fn markers_in_an_answer_are_text(#[case] answer: &str) {
        let text = format!("{HEAD}[runbook]\nbreaks = \"\"\"\n{answer}\"\"\"\n");
        let plan = read("a.toml", &text).unwrap();
        assert_eq!(plan.runbook.answer(crate::plan::Question::Breaks), answer.trim());
    }

    #[test]
    fn a_marker_that_was_left_over_is_one() {
        for marker in ["<<<<<<< HEAD", "=======", ">>>>>>> topic", "||||||| 1a2b3c4"] {
            let (line, message, _) = told(&format!("{HEAD}{marker}\nmode = \"pay-per-token\"\n"));
            assert_eq!(
                (line, message.as_str()),
                (3, "a line of a merge conflict is left over, and the others are gone")
            );
        }
    }

    #[test]
    fn both_sides_are_whole_texts() {
        let text = format!("{HEAD}{}", block(ANA, BOB));
        let [(head, upper), (topic, lower)] = conflict_sides("a.toml", &text).unwrap().unwrap();
        assert_eq!([head.as_str(), topic.as_str()], ["HEAD", "topic"]);
        assert_eq!([upper, lower], [format!("{HEAD}{ANA}"), format!("{HEAD}{BOB}")]);
        assert_eq!(conflict_sides("a.toml", &format!("schema = \"{SCHEMA}\"\n")).unwrap(), None);
        let broken = format!("{HEAD}{}", block("mode = 1\n", ""));
        assert!(
            conflict_sides("a.toml", &broken)
                .unwrap_err()
                .message()
                .contains("HEAD is not a valid plan, line 4")
        );
    }
}
