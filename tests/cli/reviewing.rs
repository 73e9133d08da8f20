//! `servemap approve` and its sisters: what they write, whose name it has, what they refuse.

use rstest::rstest;

use super::{Ended, World, words};

const DAY: &str = "--as-of 2026-11-26";

/// A plan as a person wrote it.
pub const PLAN: &str = "# ticket 4711\nschema = \"servemap/plan/1\"\ncloud = \"aws\"\nmode = \"pay-per-token\" # cheap\nregion = \"us-east-1\"\n\
    model = \"databricks-gpt-oss-120b\"\n\n[posture]\nrouting = \"unknown\"\nuse = \"unknown\"\n\n\
    [record]\nowner = \"search\"\nreplacement = \"databricks-gpt-oss-20b\"\ntest_status = \"not-tested\"\n\n\
    [guardrails]\nfeature-flag = false\nfallback = false\ntracker = false\npermissions = true\n\
    routing-validated = false\nload-test = false\n";
/// A plan of a model that has retired.
const RETIRED: &str = "schema = \"servemap/plan/1\"\nmode = \"pay-per-token\"\nregion = \"us-east-1\"\n\
    model = \"databricks-claude-sonnet-4\"\n";
const SEEN: &str = "seen = { mode = \"pay-per-token\", region = \"us-east-1\", model = \"databricks-gpt-oss-120b\", \
    replacement = \"databricks-gpt-oss-20b\" }\n";

fn world() -> World {
    let world = World::new();
    world.write("a.toml", PLAN);
    world
}

fn run_with(world: &World, variables: &[(&str, &str)], line: &str) -> Ended {
    let output = world.command().envs(variables.iter().copied()).args(words(line)).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ended { output: text(output.stdout), messages: text(output.stderr), code: output.status.code().unwrap() }
}

#[test]
fn an_approval_is_a_block_at_the_end_and_the_rest_stays() {
    let world = world();
    let ended = world.run(&format!("approve a.toml --by 'Ana Diaz' --comment 'as agreed' {DAY}"));
    assert_eq!((ended.code, ended.messages.as_str()), (0, "wrote 'a.toml'\n"), "{}", ended.output);
    let block = format!(
        "\n[[reviews]] # Ana Diaz\non = 2026-11-26\nverdict = \"approve\" # Ana Diaz\ncomment = \"as agreed\"\n{SEEN}by = \"Ana Diaz\"\n"
    );
    let status = PLAN.replace("mode =", "status = \"accepted\"\nmode =");
    assert_eq!(world.read("a.toml"), status + &block);
    for line in [
        "  Ana Diaz approved on 2026-11-26: as agreed\n",
        "  Status:     accepted\n",
        "  Approvals:  1 holding (Ana Diaz)\n",
        "  Verdict:    + available\n",
    ] {
        assert!(ended.output.contains(line), "{line}: {}", ended.output);
    }
}

#[test]
fn line_ends_and_a_byte_order_mark_stay() {
    let world = World::new();
    world.write("a.toml", format!("\u{feff}{}", PLAN.replace('\n', "\r\n")));
    world.fine(&format!("approve a.toml --by Ana {DAY}"));
    let text = world.read("a.toml");
    assert!(text.starts_with("\u{feff}# ticket 4711\r\n") && text.ends_with("by = \"Ana\"\r\n"), "{text:?}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[rstest]
#[case("request-changes", "comment = \"too dear\"", Some("proposed"))]
#[case("comment", "verdict = \"comment\"", None)]
#[case("withdraw", "verdict = \"withdraw\"", Some("withdrawn"))]
fn each_command_writes_its_verdict_and_what_follows(
    #[case] command: &str,
    #[case] line: &str,
    #[case] status: Option<&str>,
) {
    let world = world();
    world.fine(&format!("{command} a.toml --by Ana --comment 'too dear' {DAY}"));
    let text = world.read("a.toml");
    assert!(text.contains(line), "{text}");
    let stated = text.lines().find_map(|line| line.strip_prefix("status = "));
    assert_eq!(stated.map(|word| word.trim_matches('"')), status);
}

#[test]
fn a_review_date_is_set_with_the_review_that_sets_it() {
    let world = world();
    world.fine(&format!("comment a.toml --review-by +90d --by Ana {DAY}"));
    let text = world.read("a.toml");
    assert!(
        text.contains("review_by = 2027-02-24\n") && text.contains("comment = \"review by 2027-02-24\"\n"),
        "{text}"
    );
    let ended = world.run(&format!("approve a.toml --review-by 2027-05-01 --by Ana {DAY}"));
    assert!(ended.output.contains("  Review by:  2027-05-01\n"), "{}", ended.output);
}

#[test]
fn who_reviews_is_said_by_flag_then_variable_then_settings_then_git() {
    let world = world();
    world.write("home/.gitconfig", "[user]\nname = Gitta Global\n");
    world.fine(&format!("comment a.toml --comment 1 {DAY}"));
    // The name that a commit of the plan would have.
    world.write(".git/HEAD", "ref: refs/heads/main\n");
    world.write(".git/config", "[core]\nrepositoryformatversion = 0\n[user]\nname = Gitta Local\n");
    world.write(".git/objects/x", "");
    world.write(".git/refs/x", "");
    world.write("elsewhere/x", "");
    let mut command = world.command();
    let line = format!("comment ../a.toml --comment 2 {DAY}");
    assert!(
        command.current_dir(world.path("elsewhere")).args(words(&line)).output().unwrap().status.success()
    );
    world.write("servemap.toml", "schema = \"servemap/config/1\"\nreviewer = \"Petra Project\"\n");
    let ended = world.run(&format!("comment a.toml --comment 3 {DAY}"));
    assert!(
        ended.messages.contains("From the configuration: reviewer Petra Project (servemap.toml:2)\n"),
        "{}",
        ended.messages
    );
    let variable = [("SERVEMAP_REVIEWER", "Vera Variable")];
    assert_eq!(run_with(&world, &variable, &format!("comment a.toml --comment 4 {DAY}")).code, 0);
    assert_eq!(
        run_with(&world, &variable, &format!("comment a.toml --comment 5 --by 'Fay Flag' {DAY}")).code,
        0
    );
    let text = world.read("a.toml");
    let names: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("by = ")).collect();
    assert_eq!(
        names,
        ["\"Gitta Global\"", "\"Gitta Local\"", "\"Petra Project\"", "\"Vera Variable\"", "\"Fay Flag\""]
    );
    let ended = world.run("config show");
    assert!(ended.output.contains("Petra Project"), "{}", ended.output);
}

#[test]
fn without_a_name_nothing_is_written_and_the_ways_are_said() {
    let world = world();
    let ended = world.run(&format!("approve a.toml {DAY}"));
    assert_eq!((ended.code, ended.output.as_str()), (2, ""));
    for way in ["who reviews is not known", "--by ", "SERVEMAP_REVIEWER", "git config --global user.name"] {
        assert!(ended.messages.contains(way), "{way}: {}", ended.messages);
    }
    assert_eq!(world.read("a.toml"), PLAN);
    let ended = world.run(&format!("approve a.toml --by ' ' {DAY}"));
    assert!(ended.code == 2 && ended.messages.contains("--by: the name is empty"), "{}", ended.messages);
}

#[rstest]
#[case::withdrawn("approve", "status = \"withdrawn\"\n", "'a.toml': the decision is withdrawn")]
#[case::changes("request-changes", "status = \"withdrawn\"\n", "'a.toml': the decision is withdrawn")]
#[case::superseded(
    "withdraw",
    "status = \"superseded\"\nsuperseded_by = \"b.toml\"\n",
    "the decision is superseded by b.toml"
)]
#[case::incomplete("approve", "region = \"\"\n", "nothing to approve yet: no region")]
#[case::broken("comment --comment x", "status = \"acepted\"\n", "'acepted'")]
fn what_makes_no_sense_is_refused(#[case] command: &str, #[case] lines: &str, #[case] why: &str) {
    let world = World::new();
    let plan = PLAN.replace(
        "region = \"us-east-1\"\n",
        if lines.contains("region") { "" } else { "region = \"us-east-1\"\n" },
    );
    let plan = plan.replace("mode = ", &format!("{lines}mode = "));
    world.write("a.toml", &plan);
    let ended = world.run(&format!("{command} a.toml --by Ana {DAY}"));
    assert_eq!(ended.code, 2, "{}", ended.output);
    assert!(ended.messages.contains(why), "{}", ended.messages);
    assert_eq!(world.read("a.toml"), plan);
}

#[rstest]
#[case("approve", "required arguments were not provided")]
#[case("approve d", "'d' is a folder")]
#[case("approve no.toml", "'no.toml' does not exist")]
#[case("approve a.toml --cloud azure", "is a plan for")]
#[case("comment a.toml", "required arguments were not provided")]
#[case("withdraw a.toml --review-by +90d", "unexpected argument '--review-by'")]
#[case("approve a.toml --review-by soon", "invalid value 'soon'")]
#[case("approve a.toml --format sarif", "invalid value 'sarif'")]
fn what_cannot_be_reviewed_is_said(#[case] line: &str, #[case] why: &str) {
    let world = world();
    world.write("d/b.toml", PLAN);
    let ended = world.run(&format!("{line} --by Ana {DAY}"));
    assert_eq!(ended.code, 2, "{line}");
    assert!(ended.messages.contains(why), "{line}: {}", ended.messages);
    assert_eq!(world.read("a.toml"), PLAN);
}

#[test]
fn of_several_plans_none_is_written_unless_all_can_be_and_every_fault_is_said() {
    let world = world();
    world.write("b.toml", PLAN.replace("[record]", "status = 3\n[record]"));
    world.write("c.toml", PLAN.replace("mode =", "status = \"withdrawn\"\nmode ="));
    let ended = world.run(&format!("approve a.toml b.toml c.toml no.toml --by '' {DAY}"));
    assert_eq!(ended.code, 2);
    for part in [
        "nothing was written: 4 problems",
        "b.toml:",
        "'c.toml': the decision is withdrawn",
        "no.toml",
        "name is empty",
    ] {
        assert!(ended.messages.contains(part), "{part}: {}", ended.messages);
    }
    assert_eq!(world.read("a.toml"), PLAN);

    world.write("b.toml", PLAN);
    let ended = world.run(&format!("approve a.toml b.toml ./a.toml --by Ana {DAY}"));
    assert_eq!((ended.code, ended.messages.as_str()), (0, "wrote 'a.toml'\nwrote 'b.toml'\n"));
    assert_eq!(world.read("a.toml").matches("[[reviews]]").count(), 1);
}

#[test]
fn a_decision_that_does_not_hold_is_approved_loudly() {
    let world = World::new();
    world.write("a.toml", RETIRED);
    world.write("b.toml", RETIRED.replace("claude-sonnet-4", "no-such-model"));
    let ended = world.run(&format!("approve a.toml b.toml --by Ana {DAY}"));
    assert_eq!(ended.code, 0);
    for part in [
        "WARNING: 'a.toml' is approved although it is blocked (Retirement notice): ",
        "WARNING: 'b.toml' is approved although it is unknown: unknown model 'databricks-no-such-model'",
    ] {
        assert!(ended.messages.contains(part), "{part}: {}", ended.messages);
    }
    assert!(ended.output.contains("  Verdict:    x blocked (Retirement notice)\n"), "{}", ended.output);
    assert!(!world.run(&format!("request-changes a.toml --by Bob {DAY}")).messages.contains("WARNING"));
}

#[test]
fn a_dash_reads_the_plan_and_prints_it() {
    let world = World::new();
    let line = format!("approve - --by Ana {DAY}");
    let output = world.command().args(words(&line)).write_stdin(PLAN).output().unwrap();
    let (plan, messages) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(
        plan.starts_with("# ticket 4711\n") && plan.ends_with(&format!("{SEEN}by = \"Ana\"\n")),
        "{plan}"
    );
    assert!(messages.contains("Ana approved on 2026-11-26") && !messages.contains("wrote"), "{messages}");
    let output = world.command().args(words(&format!("{line} --json"))).write_stdin(PLAN).output().unwrap();
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(object["reviews"][0]["plan"], plan);
}

#[test]
fn scripts_read_who_said_what_and_what_holds() {
    let world = world();
    world.fine(&format!("approve a.toml --by Eve {DAY}"));
    world.write(
        "a.toml",
        world
            .read("a.toml")
            .replacen("gpt-oss-120b", "gpt-oss-20b", 1)
            .replace("replacement = \"databricks-gpt-oss-20b\"\ntest", "test"),
    );
    world.fine(&format!("request-changes a.toml --by Bob {DAY}"));
    let ended = world.run(&format!("approve a.toml --by 'Ana Diaz' --comment ok --json {DAY}"));
    let object = ended.json();
    assert_eq!(object["schema"], "servemap/review/1");
    let review = &object["reviews"][0];
    for (key, value) in [
        ("file", "a.toml"),
        ("review", "approve"),
        ("by", "Ana Diaz"),
        ("on", "2026-11-26"),
        ("comment", "ok"),
        ("status", "accepted"),
        ("verdict", "available"),
    ] {
        assert_eq!(review[key], value, "{key}");
    }
    assert_eq!(review["seen"]["model"], "databricks-gpt-oss-20b");
    assert!(review["seen"]["replacement"].is_null() && review["written"] == true);
    let approvals = |key: &str| review["approvals"][key][0]["by"].clone();
    assert_eq!(approvals("holding"), "Ana Diaz");
    assert_eq!(approvals("outdated"), "Eve");
    assert_eq!(approvals("changes_requested"), "Bob");
    let error = world.run(&format!("approve no.toml --by Ana --json {DAY}")).json();
    assert!(error["error"]["message"].as_str().unwrap().contains("no.toml"), "{error}");
}

#[test]
fn the_same_word_twice_on_a_day_is_one_and_another_word_is_another() {
    let world = world();
    world.fine(&format!("approve a.toml --by 'Ana Diaz' {DAY}"));
    let once = world.read("a.toml");
    let ended = world.run(&format!("approve a.toml --by 'ana diaz' {DAY}"));
    assert_eq!((ended.code, ended.messages.as_str()), (0, "nothing new: 'a.toml' says it already\n"));
    assert_eq!(world.read("a.toml"), once);
    world.fine(&format!("request-changes a.toml --by 'ANA DIAZ' {DAY}"));
    let ended = world.run(&format!("approve a.toml --by 'Ana Diaz' {DAY}"));
    assert!(ended.output.contains("Approvals:  1 holding (Ana Diaz)\n"), "{}", ended.output);
    assert_eq!(world.read("a.toml").matches("[[reviews]]").count(), 3);
}

#[test]
fn names_in_other_spellings_are_the_same_choice() {
    let world = World::new();
    world.write(
        "a.toml",
        PLAN.replace("\"databricks-gpt-oss-120b\"", "\"GPT OSS 120B\"").replace("us-east-1", "US-EAST-1"),
    );
    let ended = world.run(&format!("approve a.toml --by Ana {DAY}"));
    assert!(ended.output.contains("1 holding (Ana)"), "{}", ended.output);
    let text = world.read("a.toml");
    assert!(text.contains(SEEN) && text.contains("model = \"GPT OSS 120B\"\n"), "{text}");
}

#[test]
fn a_comment_is_data() {
    let world = world();
    let mut command = world.command();
    let output = command
        .args(["approve", "a.toml", "--by", "A\u{1b}[31m|na", "--comment", "one\ntwo | \u{202e}x"])
        .output()
        .unwrap();
    assert!(output.status.success());
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'), "{shown:?}");
    assert!(world.read("a.toml").contains("comment = \"one two | x\"\n"), "{}", world.read("a.toml"));
}

/// Six at once on one file: the word of every one is there.
#[test]
fn of_many_who_review_at_once_nobody_is_lost() {
    let world = world();
    std::thread::scope(|scope| {
        for who in 0..6 {
            let world = &world;
            scope.spawn(move || world.fine(&format!("approve a.toml --by P{who} {DAY}")));
        }
    });
    let ended = world.run(&format!("comment a.toml --comment x --by Z {DAY}"));
    assert!(ended.output.contains("6 holding"), "{}", ended.output);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let world = World::new();
    world.write("d/a.toml", PLAN);
    std::os::unix::fs::symlink("d/a.toml", world.path("l.toml")).unwrap();
    world.fine(&format!("approve l.toml d/a.toml --by Ana {DAY}"));
    assert!(world.path("l.toml").is_symlink());
    assert_eq!(world.read("d/a.toml").matches("[[reviews]]").count(), 1);
}
