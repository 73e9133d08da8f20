//! Whatever is saved is read again as it was: over nothing, over another plan, over a file with marks and comments.

use chrono::NaiveDate;
use proptest::prelude::*;
use toml_edit::DocumentMut;

use super::{read, write};
use crate::matrix::{Cloud, Mode, ModelId, RegionId, Workload};
use crate::plan::Verdict;
use crate::plan::{
    Choice, Decided, FullChoice, Plan, Posture, PreviewRule, Question, Reason, Residency, Review,
    ReviewVerdict, Routing, Status, TestStatus, Use, Waiver, guardrail,
};
use crate::text;
use crate::text::Words;

/// What may stand in text: TOML's own signs, blanks of all kinds, what steers or reorders, what cannot be seen.
const PIECES: [&str; 52] = [
    "",
    "a",
    "Z",
    "0",
    " ",
    "  ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\"",
    "\"\"\"",
    "'",
    "'''",
    "\\",
    "\\u0041",
    "#",
    "# c",
    "=",
    "[",
    "]",
    "[x]",
    "{",
    "}",
    ",",
    ".",
    "|",
    "true",
    "2026-10-04",
    "é",
    "東京",
    "e\u{301}",
    "👩‍💻",
    "\u{0}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
    "\u{2028}",
    "\u{2029}",
    "\u{202e}",
    "\u{2060}",
    "\u{2066}",
    "\u{2069}",
    "\u{feff}",
    "\u{fff9}",
    "\u{e0041}",
    "\u{3000}",
];

fn raw() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned);
    prop_oneof![
        4 => prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        2 => "[a-z][a-z0-9-]{0,12}",
    ]
}

fn day() -> impl Strategy<Value = Option<NaiveDate>> {
    prop::option::of(
        (0..=9999_i32, 1..=365_u32).prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day).unwrap()),
    )
}

fn member<T: Words + std::fmt::Debug>() -> impl Strategy<Value = T> {
    prop::sample::select(T::WORDS.iter().map(|word| word.member).collect::<Vec<T>>())
}

type Choices = (Option<Mode>, String, String, String, Option<Workload>, Cloud);

fn choices() -> impl Strategy<Value = Choices> {
    (
        prop::option::of(prop::sample::select(Mode::ALL.to_vec())),
        raw(),
        raw(),
        raw(),
        prop::option::of(prop::sample::select(Workload::ALL.to_vec())),
        prop::sample::select(Cloud::ALL.to_vec()),
    )
}

fn posture() -> impl Strategy<Value = Posture> {
    let words = (member::<Residency>(), member::<Routing>(), member::<PreviewRule>(), member::<Use>());
    (words, raw(), day()).prop_map(|((residency, routing, preview, usage), words, needed_until)| Posture {
        residency,
        residency_words: words,
        routing,
        preview,
        usage,
        needed_until,
        ..Posture::default()
    })
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    (0..=9999_i32, 1..=365_u32).prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day).unwrap())
}

fn full_choice() -> impl Strategy<Value = Option<FullChoice>> {
    let parts = (prop::option::of(member::<Mode>()), raw(), raw(), prop::option::of(raw()));
    prop::option::of(parts.prop_map(|(mode, region, model, replacement)| FullChoice {
        choice: Choice { mode, region: Some(RegionId(region)), model: Some(ModelId(model)) },
        replacement: replacement.map(ModelId),
    }))
}

type Gathered = (Vec<Decided>, Vec<Waiver>, Vec<Review>, (Option<Status>, String, Vec<String>));

/// What a plan gathers over time.
fn gathered() -> impl Strategy<Value = Gathered> {
    let reasons = prop::collection::vec(raw(), 0..3);
    let decided =
        (some_day(), some_day(), member::<Verdict>(), reasons, full_choice(), prop::option::of(raw()));
    let decided = decided.prop_map(|(on, matrix, verdict, because, chosen, by)| Decided {
        on,
        matrix,
        verdict,
        because,
        chosen,
        by,
    });
    let waiver = (raw(), some_day(), raw(), raw());
    let waiver = waiver.prop_map(|(rule, until, by, reason)| Waiver { rule, until, by, reason });
    let review = (raw(), some_day(), member::<ReviewVerdict>(), raw(), full_choice());
    let review =
        review.prop_map(|(by, on, verdict, comment, seen)| Review { by, on, verdict, comment, seen });
    let links = (prop::option::of(member::<Status>()), raw(), prop::collection::vec(raw(), 0..3));
    (
        prop::collection::vec(decided, 0..4),
        prop::collection::vec(waiver, 0..3),
        prop::collection::vec(review, 0..4),
        links,
    )
}

/// A plan as somebody may have typed it, before anything is made safe.
fn typed() -> impl Strategy<Value = Plan> {
    let texts = prop::collection::vec(raw(), 9);
    let others = prop::collection::vec((raw(), raw()), 0..4);
    let record = (prop::option::of(member::<Reason>()), member::<TestStatus>(), day(), day());
    let ticks = prop::collection::vec(0..guardrail::all().len(), 0..6);
    // The model that was tested, or used, before the one that is chosen.
    let before = prop::option::of(raw());
    (choices(), posture(), texts, others, record, ticks, gathered(), before).prop_map(
        |(chosen, posture, texts, others, record, ticks, gathered, before)| {
            let (mode, region, secondary, model, workload, cloud) = chosen;
            let mut plan = Plan {
                cloud,
                sentence: texts[0].clone(),
                workload,
                mode,
                region: Some(RegionId(region)),
                secondary: Some(RegionId(secondary)),
                posture,
                model: before.map(ModelId),
                ..Plan::default()
            };
            plan.set_test_status(record.1);
            plan.set_test_date(record.2);
            plan.model = Some(ModelId(model));
            plan.record.owner.clone_from(&texts[1]);
            plan.record.reason.clone_from(&texts[2]);
            plan.record.reason_kind = record.0;
            plan.record.replacement = Some(ModelId(texts[3].clone()));
            plan.review_by = record.3;
            for (other, reason) in &others {
                plan.give_reason(&ModelId(other.clone()), reason);
            }
            plan.ticked = ticks.iter().map(|at| guardrail::all()[*at].id.clone()).collect();
            for (question, answer) in Question::ALL.into_iter().zip(&texts[4..]) {
                plan.runbook.write(question, answer);
            }
            let (status, superseded_by, supersedes);
            (plan.decided, plan.waivers, plan.reviews, (status, superseded_by, supersedes)) = gathered;
            (plan.status, plan.superseded_by, plan.supersedes) = (status, Some(superseded_by), supersedes);
            plan
        },
    )
}

/// The plan as fields, flags and files keep it: text by the rules of `text::entry`, nothing where nothing is said.
fn kept(typed: Plan) -> Plan {
    let id = |id: Option<String>| id.map(|id| text::entry_line(&id)).filter(|id| !id.is_empty());
    let region = |region: Option<RegionId>| id(region.map(|region| region.0)).map(RegionId);
    let model = |model: Option<ModelId>| id(model.map(|model| model.0)).map(ModelId);
    let mut plan = typed.clone();
    plan.sentence = text::entry_line(&typed.sentence);
    (plan.region, plan.secondary) = (region(typed.region), region(typed.secondary));
    plan.model = model(typed.model);
    plan.posture.residency_words = text::entry_line(&typed.posture.residency_words);
    plan.posture.use_model = model(typed.posture.use_model);
    plan.record.owner = text::entry_line(&typed.record.owner);
    plan.record.reason = text::entry_line(&typed.record.reason);
    plan.record.replacement = model(typed.record.replacement);
    let with = &mut plan.record.test.with;
    (with.region, with.model) = (region(with.region.take()), model(with.model.take()));
    plan.considered.clear();
    for other in typed.considered {
        if let Some(model) = model(Some(other.model)) {
            plan.give_reason(&model, &text::entry_line(&other.reason));
        }
    }
    for question in Question::ALL {
        plan.runbook.write(question, text::entry(typed.runbook.answer(question)));
    }
    let line = |text: &mut String| *text = text::entry_line(text);
    let lines = |all: &mut Vec<String>| {
        all.iter_mut().for_each(line);
        all.retain(|text| !text.is_empty());
    };
    let seen = |seen: Option<FullChoice>| {
        let FullChoice { choice, replacement } = seen?;
        let choice = Choice { mode: choice.mode, region: region(choice.region), model: model(choice.model) };
        Some(FullChoice { choice, replacement: model(replacement) }).filter(|seen| !seen.is_open())
    };
    plan.superseded_by = id(plan.superseded_by);
    lines(&mut plan.supersedes);
    for decided in &mut plan.decided {
        lines(&mut decided.because);
        (decided.chosen, decided.by) = (seen(decided.chosen.take()), id(decided.by.take()));
    }
    for waiver in &mut plan.waivers {
        [&mut waiver.rule, &mut waiver.by, &mut waiver.reason].into_iter().for_each(line);
    }
    plan.waivers
        .retain(|waiver| ![&waiver.rule, &waiver.by, &waiver.reason].iter().any(|text| text.is_empty()));
    for review in &mut plan.reviews {
        [&mut review.by, &mut review.comment].into_iter().for_each(line);
        review.seen = seen(review.seen.take());
    }
    plan.reviews.retain(|review| !review.by.is_empty());
    plan.stamp();
    plan
}

/// A file as somebody keeps it: comments between the lines, other line ends, a mark at its start.
fn kept_by_hand(text: &str, comments: bool, windows: bool, mark: bool) -> String {
    let mut by_hand = String::new();
    for (at, line) in text.lines().enumerate() {
        // Between two lines of a string a comment would be text.
        if comments && by_hand.parse::<DocumentMut>().is_ok() {
            by_hand = format!("{by_hand}# note {at}\n");
        }
        by_hand = format!("{by_hand}{line}\n");
    }
    let by_hand = if windows { by_hand.replace('\n', "\r\n") } else { by_hand };
    if mark { format!("\u{feff}{by_hand}") } else { by_hand }
}

/// What a test or a use belongs to is nothing by itself, and nobody took it out.
#[rstest::rstest]
#[case::a_test("[record]\ntest_model = \"m\"\ntest_region = \"us-east-1\"\n")]
#[case::a_use("[posture]\nuse_model = \"m\"\n")]
#[case::an_empty_reason("considered = [\"m\"]\n\n[not_taken]\nm = \"\"\n")]
fn what_means_nothing_yet_stays_as_it_was_written(#[case] lines: &str) {
    let text = format!("schema = \"servemap/plan/1\"\ncloud = \"aws\"\nmode = \"pay-per-token\"\n{lines}");
    let plan = read("a.toml", &text).unwrap();
    let written = write(&plan, Some(&text)).unwrap();
    for line in lines.lines() {
        assert!(written.lines().any(|kept| kept == line), "{line}\n{written}");
    }
    let mut tested = plan.clone();
    tested.set_test_status(TestStatus::Passed);
    tested.posture.usage = Use::Existing;
    tested.considered.clear();
    tested.stamp();
    let written = write(&tested, Some(&text)).unwrap();
    assert_eq!(read("a.toml", &written).unwrap(), tested, "{written}");
    let again = write(&plan, Some(&written)).unwrap();
    assert!(!again.contains("test_mode") && !again.contains("not_taken"), "{again}");
}

#[test]
fn a_text_of_several_lines_stays_as_it_was_written() {
    let runbook = "[runbook]\nfor = \"\"\"\na\nb\n\"\"\" # asked Ana\n";
    let before = format!("schema = \"servemap/plan/1\"\n\n{runbook}");
    let mut plan = read("plan.toml", &before).unwrap();
    plan.record.owner = "ops".into();
    let written = write(&plan, Some(&before)).unwrap();
    assert!(written.contains(runbook), "{written}");
    assert_eq!(read("plan.toml", &written).unwrap(), plan);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_saved_is_read_as_equal(typed in typed()) {
        let plan = kept(typed);
        let written = write(&plan, None).unwrap();
        let again = read("plan.toml", &written);
        prop_assert_eq!(again.as_ref().ok(), Some(&plan), "{}\n{:?}", written, again);
        prop_assert_eq!(write(&plan, Some(&written)).unwrap(), written);
    }

    #[test]
    fn what_is_saved_over_another_plan_is_read_as_equal(
        old in typed(), new in typed(), comments: bool, windows: bool, mark: bool,
    ) {
        let (old, new) = (kept(old), kept(new));
        let before = kept_by_hand(&write(&old, None).unwrap(), comments, windows, mark);
        prop_assume!(read("plan.toml", &before).is_ok());
        let written = write(&new, Some(&before)).unwrap();
        let again = read("plan.toml", &written);
        prop_assert_eq!(again.as_ref().ok(), Some(&new), "{}\n{:?}", written, again);
        prop_assert_eq!(written.starts_with('\u{feff}'), mark);
        let ends = (written.matches("\r\n").count(), written.matches('\n').count());
        prop_assert_eq!(ends.0, if windows { ends.1 } else { 0 });
        let notes = |text: &str| text.lines().filter(|line| line.starts_with("# note ")).count();
        prop_assert_eq!(notes(&written), notes(&before), "{}\n\n{}", before, written);
    }

    /// Whatever slips in by another way: the file can be read, and says what the plan then holds.
    #[test]
    fn a_plan_with_unsafe_text_can_be_read_again(typed in typed()) {
        let mut typed = typed;
        // Whoever writes a review or a waiver says all of it.
        let kept = kept(typed.clone());
        (typed.reviews, typed.waivers) = (kept.reviews, kept.waivers);
        let written = write(&typed, None).unwrap();
        let plan = read("plan.toml", &written);
        prop_assert!(plan.is_ok(), "{}\n{:?}", written, plan);
        let plan = plan.unwrap();
        prop_assert_eq!(read("plan.toml", &write(&plan, Some(&written)).unwrap()).unwrap(), plan);
    }
}
