//! `servemap plan --interactive`: a script of answers in, a plan out; wrong answers, going back, the end of the input.

use super::{Ended, World, words};

/// The answers to the template's own example, one a line.
const EXAMPLE: &str = "Answer tickets\nsla\n\nus-east-1\n\nnone\n\non\nallow\nnew\n+1y\nllama-4-maverick\nml-platform\nlatency\n\
    the SLA needs predictable latency\ngpt-oss-120b\n2026-12-01\nplanned\n2027-01-31\n";

fn answered(world: &World, line: &str, answers: &str) -> Ended {
    let line = format!("plan --interactive --as-of 2026-10-20 {line}");
    let output = world.command().args(words(&line)).write_stdin(answers).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ended { output: text(output.stdout), messages: text(output.stderr), code: output.status.code().unwrap() }
}

#[test]
fn a_script_of_answers_makes_the_plan_that_flags_make() {
    let world = World::new();
    let ended = answered(&world, "", &format!("{EXAMPLE}asked.toml\n"));
    assert_eq!(ended.code, 0, "{}", ended.messages);
    assert!(ended.output.contains("Verdict: ! conditional"), "{}", ended.output);
    assert!(ended.messages.ends_with("wrote 'asked.toml'\n"), "{}", ended.messages);
    world.fine(
        "plan --as-of 2026-10-20 --mode provisioned-throughput --region us-east-1 --model databricks-llama-4-maverick \
         --owner ml-platform --reason-kind latency --reason 'the SLA needs predictable latency' --workload sla \
         --sentence 'Answer tickets' --residency none --routing on --preview allow --use new --needed-until 2027-10-20 \
         --replacement gpt-oss-120b --test-date 2026-12-01 --test-status planned --review-by 2027-01-31 -o flags.toml",
    );
    assert_eq!(world.read("asked.toml"), world.read("flags.toml"));
    assert!(!ended.messages.contains('\u{1b}'), "no colour, no cursor");
}

#[test]
fn the_questions_stand_in_the_planners_order_and_tell_the_verdict() {
    let world = World::new();
    let ended = answered(&world, "", &format!("{EXAMPLE}-\n"));
    let mut rest = ended.messages.as_str();
    for words in [
        "Workload in one sentence [not stated]: Answer tickets\n",
        "Workload shape [not stated]: sla\n",
        "Serving mode [provisioned-throughput, recommended: only reserved capacity",
        "Verdict so far: ",
        "Primary region: us-east-1\n",
        "blocked: ",
        "Secondary region [none]: \n",
        "Residency [not stated]: none\n",
        "Constraint [not stated]: \n",
        "Routing [not known]: on\n",
        "Previews [not stated]: allow\n",
        "Use [not known]: new\n",
        "Needed until [not stated]: +1y\n",
        "Open here for chat, best first:\n",
        "Model: llama-4-maverick\n",
        "Verdict: ! conditional (Preview vs GA status)",
        "Region support",
        "Owner: ml-platform\n",
        "Because of [not stated]: latency\n",
        "Reason [not stated]: the SLA",
        "Replacement model [not stated]: gpt-oss-120b\n",
        "Test date [not stated]: 2026-12-01\n",
        "Test status [not tested]: planned\n",
        "Review by [not stated]: 2027-01-31\n",
        "Save to [llama-4-maverick-provisioned-throughput-us-east-1.toml]: -\n",
    ] {
        let at = rest.find(words).unwrap_or_else(|| panic!("{words} in\n{}", ended.messages));
        rest = &rest[at + words.len()..];
    }
    assert!(ended.output.starts_with("schema = "), "{}", ended.output);
    assert_eq!(world.names(), Vec::<String>::new());
}

/// What is proposed is the shortlist, in its order.
#[test]
fn the_models_that_are_proposed_are_the_shortlist() {
    let world = World::new();
    let place = "--as-of 2026-10-20 --mode pay-per-token --region us-east-1 --workload interactive";
    let list = world.run(&format!("models --shortlist {place} --json")).json();
    let best: Vec<&str> =
        list["models"].as_array().unwrap().iter().map(|model| model["endpoint"].as_str().unwrap()).collect();
    let flags = "--mode pay-per-token --region us-east-1 --workload interactive";
    let ended = answered(&world, flags, &"\n".repeat(9));
    let (_, behind) = ended.messages.split_once("Open here for chat, best first:\n").unwrap();
    let lines = behind.lines().take_while(|line| line.starts_with("  ")).filter(|line| line.contains(": "));
    let proposed: Vec<&str> = lines.map(|line| line.trim_start().split(": ").next().unwrap()).collect();
    assert_eq!(proposed, best, "{}", ended.messages);
}

#[test]
fn what_flags_say_is_not_asked() {
    let world = World::new();
    let flags = "--sentence x --mode pay-per-token --region us-east-1 --model gpt-oss-120b --owner ml --reason-kind cost";
    let ended = answered(&world, &format!("{flags} -o a.toml"), &"\n".repeat(20));
    assert_eq!(ended.code, 0, "{}", ended.messages);
    for label in ["Workload in", "Serving mode", "Primary region", "Model:", "Owner", "Because of", "Save to"]
    {
        assert!(!ended.messages.contains(&format!("\n{label}")), "{label}: {}", ended.messages);
    }
    assert!(ended.messages.contains("\nWorkload shape [not stated]: "), "{}", ended.messages);
    assert!(world.read("a.toml").contains("owner = \"ml\""));
}

#[test]
fn a_wrong_answer_is_asked_again_with_what_would_be_right() {
    let world = World::new();
    let answers = "x\ncircle\n?\nsla\nnothing\n\nus-east\nus-east-1\n\nmaybe\n\n\n\n\n\nsoon\n90d\n\nno-such-model\n?\n\n\
        llama-4-maverick\n\nml\n\n\nbecause\nllama-4-maverick\n\n\n\n\nwrong.txt\na.toml\n";
    let ended = answered(&world, "", answers);
    for words in [
        "unknown value 'circle'\nhint: expected one of: interactive, batch, sla, external\nWorkload shape ",
        "  sla: Bound by an SLA\n",
        "unknown value 'nothing'",
        "unknown region 'us-east'",
        "unknown value 'maybe'\nhint: expected one of: not-stated, none, in-geo\nResidency ",
        "invalid date 'soon'",
        "did you mean '+90d'",
        "unknown model 'no-such-model'",
        "an answer is needed",
        "the replacement is refused: ",
        "'wrong.txt' is not a name for a plan",
    ] {
        assert!(ended.messages.contains(words), "{words} in\n{}", ended.messages);
    }
    assert_eq!(ended.code, 0, "{}", ended.messages);
    assert_eq!(world.names(), ["a.toml"]);
}

#[test]
fn back_goes_back_one_question() {
    let world = World::new();
    let ended = answered(&world, "", "back\nold\nback\nnew\nbatch\nback\ninteractive\n");
    assert!(ended.messages.contains("This is the first question."), "{}", ended.messages);
    assert!(ended.messages.contains("Workload in one sentence [old]: new\n"), "{}", ended.messages);
    assert!(ended.messages.contains("Workload shape [batch]: interactive\n"), "{}", ended.messages);
}

#[test]
fn the_end_of_the_answers_writes_nothing_and_says_so() {
    let world = World::new();
    for lines in 0..=EXAMPLE.lines().count() {
        let answers: String =
            EXAMPLE.lines().take(lines).fold(String::new(), |text, line| text + line + "\n");
        let ended = answered(&world, "", &answers);
        assert_eq!((ended.code, ended.output.as_str()), (2, ""), "{lines}");
        assert!(ended.messages.contains("nothing was written"), "{lines}: {}", ended.messages);
        assert!(world.names().is_empty());
    }
}

#[test]
fn a_file_that_is_there_stays_and_another_name_is_asked_for() {
    let world = World::new();
    world.write("mine.toml", "# mine\n");
    let ended = answered(&world, "", &format!("{EXAMPLE}mine.toml\nno/where.toml\nother.toml\n"));
    assert_eq!(ended.code, 0, "{}", ended.messages);
    assert!(ended.messages.contains("'mine.toml' exists already"), "{}", ended.messages);
    assert!(ended.messages.contains("'no' does not exist"), "{}", ended.messages);
    assert_eq!(world.read("mine.toml"), "# mine\n");
    assert!(world.read("other.toml").contains("llama-4-maverick"));
}

#[test]
fn an_update_asks_with_what_the_plan_says() {
    let world = World::new();
    answered(&world, "", &format!("{EXAMPLE}a.toml\n"));
    world.write("a.toml", format!("# ticket 4711\n{}", world.read("a.toml")));
    let mut answers = vec![""; 19];
    answers[12] = "another team";
    answers[16] = "-";
    let ended = answered(&world, "--update -o a.toml", &(answers.join("\n") + "\n"));
    assert!(ended.messages.contains("Owner [ml-platform]: another team\n"), "{}", ended.messages);
    assert!(ended.messages.contains("Test date [2026-12-01]: -\n"), "{}", ended.messages);
    let plan = world.read("a.toml");
    assert!(plan.starts_with("# ticket 4711\n") && plan.contains("owner = \"another team\""), "{plan}");
    assert!(!plan.contains("test_date"), "{plan}");
    let ended = answered(&world, "--update -o -", "");
    assert_eq!(ended.code, 2);
    assert!(ended.messages.contains("cannot both come from"), "{}", ended.messages);
}

#[test]
fn json_goes_out_apart_from_the_questions() {
    let world = World::new();
    let ended = answered(&world, "--format json", &format!("{EXAMPLE}a.toml\n"));
    let object = ended.json();
    assert_eq!((object["verdict"].as_str(), object["file"].as_str()), (Some("conditional"), Some("a.toml")));
}

#[test]
fn answers_that_would_steer_a_terminal_are_made_safe() {
    let world = World::new();
    let ended = answered(&world, "", "\u{1b}[2J\u{202e}tickets\r\n\u{1b}]0;x\n");
    assert!(
        !ended.messages.contains('\u{1b}') && !ended.messages.contains('\u{202e}'),
        "{:?}",
        ended.messages
    );
    assert!(
        ended.messages.contains("Workload shape [not stated]: ]0;x\nunknown value ']0;x'"),
        "{:?}",
        ended.messages
    );
}
