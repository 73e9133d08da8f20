//! Plan files: read or refused, and written again without losing a word.

use std::fmt::Write;
use std::sync::LazyLock;

use fastrand::Rng;
use servemap::check;
use servemap::plan::file;
use servemap::plan::{Plan, Status};
use servemap::text;
use toml_edit::DocumentMut;

use super::change::{Source, hostile_text, pick, quoted};
use super::{fixtures, hold};
use crate::run::{Proof, Rounds};

/// What means something in a plan.
const PIECES: &[&str] = &[
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    " = ",
    ".",
    "\"",
    "\"\"\"",
    "'''",
    "#",
    "# comment\n",
    "\n# comment\n",
    " # beside",
    "\\u0000",
    "\\U0010FFFF",
    "\\x",
    "\\\n",
    "true",
    "unknown",
    "schema = \"servemap/plan/1\"\n",
    "schema = \"servemap/plan/2\"\n",
    "cloud = \"gcp\"\n",
    "status = \"accepted\"\n",
    "superseded_by = \"other.toml\"\n",
    "supersedes = [\"a.toml\", \"b.toml\"]\n",
    "mode = \"pay-per-token\"\n",
    "mode = \"PROVISIONED throughput\"\n",
    "region = \"US East (Ohio)\"\n",
    "secondary = \"us-west-2\"\n",
    "model = \"Llama 4 Maverick\"\n",
    "model = \"external:azure-openai/ours (chat)\"\n",
    "considered = [\"databricks-gpt-5\", \"databricks-gpt-5\"]\n",
    "considered = [\n  \"a\", # why\n  # above\n  \"b\",\n]\n",
    "review_by = 2026-12-31\n",
    "\n[posture]\n",
    "posture.routing = \"on\"\n",
    "posture = { residency = \"in-geo\", use = \"existing\" }\n",
    "needed_until = \"2026-12-31\"\n",
    "\n[usage]\ntokens_in = \"120M\"\ntokens_out = 5_000\n",
    "\n[record]\n",
    "owner = \"ops\"\n",
    "reason = '''\ntwo\nlines'''\n",
    "test_date = 2026-11-01\ntest_status = \"passed\"\n",
    "\n[not_taken]\n\"databricks-gpt-5\" = \"slow\"\n",
    "\n[guardrails]\nfeature-flag = true\n",
    "\n[runbook]\nfor = \"\"\"\na\nb\"\"\"\n",
    "\n[[decided]]\non = 2026-10-01\nmatrix = 2026-10-04\nverdict = \"available\"\n",
    "\n[[reviews]]\nby = \"Ana\"\non = 2026-10-02\nverdict = \"approve\"\n",
    "comment = \"fine\"\n",
    "seen = { mode = \"pay-per-token\", region = \"us-east-1\", model = \"databricks-gpt-5\" }\n",
    "\n[[waivers]]\nrule = \"guardrail-open\"\nuntil = 2026-12-31\nby = \"Ana\"\nreason = \"later\"\n",
    "<<<<<<< HEAD\n",
    "||||||| base\n",
    "=======\n",
    ">>>>>>> topic\n",
];

static SOURCE: LazyLock<Source> = LazyLock::new(|| Source::new(fixtures::plans(), PIECES));

/// A plan, or what is left of one.
pub fn any_text(random: &mut Rng) -> String {
    SOURCE.text(random)
}

#[test]
fn any() {
    let rounds = Rounds { short: 120, long: 100_000 };
    let proof = Proof { name: "readers plan any", what: "inputs", rounds };
    proof.run_on(|random| SOURCE.text(random), |text| is_read_or_refused(text));
}

/// Where words are free, any words: such a plan is always read.
#[test]
fn words() {
    let rounds = Rounds { short: 80, long: 60_000 };
    let proof = Proof { name: "readers plan words", what: "inputs", rounds };
    // Not made smaller: what is left might be no plan.
    proof.run(|round| {
        let text = of_free_words(&mut round.random);
        round.input(text.clone());
        is_read_or_refused(&text);
        if let Err(error) = file::read("plan.toml", &text) {
            panic!("{error}");
        }
    });
}

/// Two sides of a merge: told as such, and never taken for a plan.
#[test]
fn conflicts() {
    let rounds = Rounds { short: 40, long: 30_000 };
    let proof = Proof { name: "readers plan conflicts", what: "inputs", rounds };
    proof.run(|round| {
        let text = &in_conflict(&mut round.random);
        round.input(format!("{text:?}"));
        let error = file::read("plan.toml", text).expect_err("a conflict is no plan");
        hold::is_error_of(&error, "plan.toml", text);
        if let Ok(Some(sides)) = file::conflict_sides("plan.toml", text) {
            for (label, side) in sides {
                hold::is_safe_line("the name of a side", &label);
                assert!(file::read("side.toml", &side).is_ok(), "a side is no plan: {side}");
            }
        }
    });
}

fn is_read_or_refused(text: &str) {
    let read = file::read("plan.toml", text);
    let file = check::File { name: "plan.toml".into(), text: Ok(text.to_owned()), documents: Vec::new() };
    let loaded = check::read(file);
    assert_eq!(loaded.plan(), read.as_ref().ok(), "check reads it otherwise");
    for problem in loaded.problems() {
        hold::is_safe_line("a finding", &problem.message);
        hold::is_safe_line("what to do", &problem.hint);
        let line = problem.line.unwrap_or(1);
        assert!((1..=text.split('\n').count()).contains(&line), "line {line}");
    }
    match read {
        Err(error) => hold::is_error_of(&error, "plan.toml", text),
        Ok(plan) => is_written_again(&plan, text),
    }
}

/// Written over what it was read from, and over nothing, it is the same plan; and the words around it stay.
fn is_written_again(plan: &Plan, text: &str) {
    let alone = file::write(plan, None).expect("a plan that was read can be written");
    assert_eq!(file::read("alone.toml", &alone).as_ref().ok(), Some(plan), "written alone:\n{alone}");
    let written = file::write(plan, Some(text)).expect("a plan that was read can be written over its file");
    assert_eq!(file::read("written.toml", &written).as_ref().ok(), Some(plan), "written over it:\n{written}");
    assert_eq!(file::write(plan, Some(&written)).ok().as_ref(), Some(&written), "written twice:\n{written}");
    // Words that steer or hide are not kept as they were.
    let keeps = text::plain(text) == text::clean(&text::plain(text))
        && !["\\u", "\\U", "\\x", "\\e", "\\t", "\\b", "\\f", "\\r", "\\n"]
            .iter()
            .any(|escape| text.contains(escape));
    let lost = |written| if keeps { lost(text, written) } else { Vec::new() };
    assert_eq!(lost(&written), Vec::<&str>::new(), "lines are lost; written:\n{written}");
    let mut changed = plan.clone();
    let owner = if plan.record.owner == "new" { "newer" } else { "new" };
    owner.clone_into(&mut changed.record.owner);
    changed.status = if plan.status == Some(Status::Proposed) { None } else { Some(Status::Proposed) };
    let edited = file::write(&changed, Some(text)).expect("a changed plan can be written");
    assert_eq!(
        file::read("edited.toml", &edited).as_ref().ok(),
        Some(&changed),
        "with another owner:\n{edited}"
    );
    let missing =
        lost(&edited).into_iter().filter(|line| !line.contains("owner") && !line.contains("status"));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&str>::new(), "lines are lost; edited:\n{edited}");
    assert_eq!(text::split_mark(text).0, text::split_mark(&edited).0, "the byte-order mark");
}

/// The keys whose values are words of a set: a file gets their official form.
const SETS: [&str; 13] = [
    "cloud",
    "status",
    "workload",
    "mode",
    "residency",
    "routing",
    "preview",
    "use",
    "reason_kind",
    "test_status",
    "test_mode",
    "verdict",
    "posture",
];

/// The lines of a text that another one has no more, or not in this order. A line that holds more than one key may change,
/// and a word may become the official one.
fn lost<'t>(text: &'t str, written: &str) -> Vec<&'t str> {
    let ((_, text), (_, written)) = (text::split_mark(text), text::split_mark(written));
    let (before, after): (Vec<&str>, Vec<&str>) = (text.lines().collect(), written.lines().collect());
    let operations = similar::capture_diff_slices(similar::Algorithm::Myers, &before, &after);
    let kept: std::collections::HashSet<usize> = operations
        .iter()
        .filter(|operation| operation.tag() == similar::DiffTag::Equal)
        .flat_map(similar::DiffOp::old_range)
        .collect();
    let lost: Vec<&str> =
        before.iter().enumerate().filter(|(at, _)| !kept.contains(at)).map(|(_, line)| *line).collect();
    let key = |line: &&str| {
        line.split('=')
            .next()
            .unwrap_or_default()
            .trim()
            .trim_matches('"')
            .rsplit('.')
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let is_word = |line: &&str| {
        SETS.contains(&key(line).as_str()) && !line.rsplit('"').next().is_some_and(|rest| rest.contains('#'))
    };
    // What a test or a use belongs to is written down where it is open.
    let is_filled = |line: &&str| {
        let value = line.split_once('=').map_or("", |(_, value)| value.trim());
        (key(line).starts_with("test_") || key(line) == "use_model")
            && !value.is_empty()
            && value.chars().all(|letter| matches!(letter, '\'' | '"' | ' '))
    };
    // The end of a text of several lines is gone with the word that takes its place.
    let is_quotes = |line: &&str| line.chars().all(|letter| matches!(letter, '\'' | '"'));
    let is_one = |line: &&str| {
        !line.contains(['{', '[', ',']) && !is_word(line) && !is_quotes(line) && !is_filled(line)
    };
    lost.into_iter().filter(is_one).collect()
}

/// A plan with any words where words are free.
pub fn of_free_words(random: &mut Rng) -> String {
    const TABLES: [(&str, &[&str]); 4] = [
        ("", &["sentence", "region", "secondary", "model", "superseded_by"]),
        ("[posture]\n", &["residency_words"]),
        ("[record]\n", &["owner", "reason", "replacement"]),
        ("[runbook]\n", &["for", "not_for", "breaks", "next", "approver"]),
    ];
    let mut text = String::from("schema = \"servemap/plan/1\"\n");
    for (header, keys) in TABLES {
        text.push_str(header);
        for key in keys.iter().filter(|_| random.u8(..10) < 7).collect::<Vec<_>>() {
            let _ = writeln!(text, "{key} = {}", quoted(&hostile_text(random)));
        }
    }
    for _ in 0..random.u8(..3) {
        let comment = quoted(&hostile_text(random));
        let _ = writeln!(
            text,
            "[[reviews]]\nby = \"Ana\"\non = 2026-10-02\nverdict = \"comment\"\ncomment = {comment}"
        );
    }
    text
}

/// A plan in which lines are in conflict.
fn in_conflict(random: &mut Rng) -> String {
    // Inside a fence of an answer such lines are text.
    let good = String::from_utf8_lossy(&SOURCE.good(random)).replace("```", "");
    let other = if random.bool() { SOURCE.text(random) } else { good.clone() };
    let lines: Vec<&str> = good.lines().collect();
    let from = random.usize(..lines.len());
    let to = random.usize(from..lines.len());
    let theirs: Vec<&str> = other.lines().filter(|line| !is_marker(line)).take(random.usize(..20)).collect();
    let long = "a".repeat(500);
    let label = pick(random, &["HEAD", "topic", "", "feature/x y", "\u{1b}[31m", &long]);
    let base = if random.bool() {
        format!("||||||| base\n{}\n", lines[from..=to].join("\n"))
    } else {
        String::new()
    };
    let end = pick(random, &["\n", "\r\n"]);
    let text = format!(
        "{}\n<<<<<<< {label}\n{}\n{base}=======\n{}\n>>>>>>> {label}\n{}\n",
        lines[..from].join("\n"),
        lines[from..=to].join("\n"),
        theirs.join("\n"),
        lines[to + 1..].join("\n"),
    );
    text.replace('\n', end)
}

fn is_marker(line: &str) -> bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>", "```"].iter().any(|mark| line.starts_with(mark))
}

/// TOML itself is not what is tested here: what its editor refuses is no plan either.
#[test]
fn what_is_read_is_toml() {
    let rounds = Rounds { short: 60, long: 50_000 };
    let proof = Proof { name: "readers plan what_is_read_is_toml", what: "inputs", rounds };
    proof.run_on(
        |random| SOURCE.text(random),
        |text: &String| {
            if file::read("plan.toml", text).is_ok() {
                assert!(text::plain(text).parse::<DocumentMut>().is_ok(), "the editor of TOML refuses it");
            }
        },
    );
}
