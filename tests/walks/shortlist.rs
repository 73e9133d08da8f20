//! The best five for a workload, what a month costs, and what would open more: each can be taken and undone.

use servemap::gates::Verdict;
use servemap::plan::{Residency, Tokens};
use servemap::tui::Start;
use servemap::tui::order::Step;

use super::choosing::{MODELS, models};
use super::support::{Session, host, play_on};

/// The names of the models of a shortlist, in its order.
fn listed(session: &Session) -> Vec<String> {
    let screen = session.screen();
    let rows = screen.lines().flat_map(|line| line.split('│')).filter_map(|part| {
        let mut words = part.split_whitespace().filter(|word| !["›", "●", "○"].contains(word));
        let number = words.next()?;
        let sign = words.next()?;
        let is_row = number.len() == 1 && number.parse::<u8>().is_ok() && ["✓", "!"].contains(&sign);
        is_row.then(|| words.collect::<Vec<_>>().join(" "))
    });
    rows.collect()
}

#[test]
fn the_shortlist_names_five_with_why_and_its_rules() {
    for size in [(80, 24), (120, 40)] {
        let session = models("workload = \"interactive\"\n", size, "b");
        let screen = session.screen();
        assert_eq!(listed(&session).len(), 5, "{screen}");
        assert!(screen.contains("task chat"), "{screen}");
        assert!(screen.contains("on the real-time list"), "{screen}");
        assert!(screen.contains(" DBU per 1M"), "{screen}");
        assert!(screen.contains("Rules, in this order: 1 open here"), "{screen}");
        assert!(screen.contains("Not listed: "), "{screen}");
    }
}

#[test]
fn enter_takes_the_model_and_goes_on_and_undo_takes_it_back() {
    let session = models("", (120, 40), "b");
    let second = listed(&session)[1].clone();
    let session = session.play("j<enter>");
    assert!(session.app.popup.is_none());
    let chosen = session.app.session.model().unwrap();
    let name = chosen.id.0.clone();
    assert!(second.contains(&chosen.name), "{second} {name}");
    assert_eq!(session.app.step, Step::Record);
    // The record begins in a row of text, where u is a letter.
    let session = session.play("<a-5>u");
    assert!(session.app.session.plan.model.is_none(), "{}", session.screen());
    assert!(session.play("<c-r>").app.session.plan.model.is_some_and(|id| id.0 == name));
}

#[test]
fn space_marks_as_considered_and_the_list_stays() {
    let session = models("", (120, 40), "bj<space>");
    assert!(session.screen().contains("Rules, in this order"), "{}", session.screen());
    assert_eq!(session.app.session.plan.considered.len(), 1);
    assert!(session.screen().contains("›○"), "{}", session.screen());
    let session = session.play("<space>");
    assert!(session.app.session.plan.considered.is_empty());
}

#[test]
fn the_task_is_the_filters_then_the_models_then_chat_and_can_be_changed() {
    assert!(models("", (120, 40), "b").screen().contains("task chat"));
    assert!(models("", (120, 40), "/task:embedding<esc>b").screen().contains("task embedding"));
    let chosen = "model = \"databricks-gte-large-en\"\n";
    assert!(models(chosen, (120, 40), "b").screen().contains("task embedding"));
    let session = models("", (120, 40), "b<right>");
    assert!(session.screen().contains("task embedding"), "{}", session.screen());
    let session = session.play("<left>");
    assert!(session.screen().contains("task chat"), "{}", session.screen());
}

#[test]
fn other_keys_change_nothing_and_the_shortlist_closes() {
    let session = models("", (120, 40), "b");
    let before = session.app.session.plan.clone();
    let session = session.play("xc1/3$<tab>");
    assert!(session.app.popup.is_some(), "{}", session.screen());
    assert_eq!(session.app.session.plan, before);
    for key in ["<esc>", "b", "q"] {
        let session = models("", (120, 40), "b").play(key);
        assert!(session.app.popup.is_none() && !session.left, "{key}: {}", session.screen());
    }
}

#[test]
fn where_nothing_is_open_the_shortlist_says_so() {
    let start = Start::default();
    let session = play_on(host(), &start, (120, 40), &format!("{MODELS}b"));
    assert!(session.screen().contains("No model is left by these rules"), "{}", session.screen());
    let session = session.play("<enter> ");
    assert!(session.app.session.plan.model.is_none() && session.app.session.plan.considered.is_empty());
}

#[test]
fn tokens_per_month_bring_a_column_and_a_sentence() {
    let session = models("", (120, 40), "$120M 30M<enter>");
    assert_eq!(
        session.app.session.plan.tokens,
        Tokens { input: Some(120_000_000), output: Some(30_000_000) }
    );
    let screen = session.screen();
    assert!(screen.contains("DBU/month"), "{screen}");
    let session = session.play("/gpt-oss-120b<esc>");
    let screen = session.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(screen.contains(" 514 "), "{screen}");
    let session = session.play("u");
    assert!(!session.app.session.plan.tokens.is_stated() && !session.screen().contains("DBU/month"));
}

#[test]
fn tokens_that_are_no_numbers_are_asked_for_again() {
    for (typed, why) in [
        ("many", "Expected two numbers"),
        ("120M", "Expected two numbers"),
        ("1.5 2", "Invalid number of tokens"),
        ("-1 5", "Invalid number of tokens"),
        ("1 2 3", "Expected two numbers"),
        ("9000000B 1", "are too many"),
    ] {
        let session = models("", (120, 40), "$").play(&format!("{typed}<enter>"));
        let screen = session.screen();
        let said = screen.contains(why) || typed == "many" && screen.contains("Invalid number of tokens");
        assert!(session.app.popup.is_some() && said, "{typed}: {screen}");
        assert!(!session.app.session.plan.tokens.is_stated());
        let session = session.play("<esc>");
        assert!(session.app.popup.is_none());
    }
    // An empty line takes the estimate away.
    let session = models("[usage]\ntokens_in = 5\ntokens_out = 5\n", (120, 40), "$<c-u><enter>");
    assert!(!session.app.session.plan.tokens.is_stated());
}

/// A model that is closed here: Sonnet 4.6 in Paris, with routing off.
fn closed(keys: &str) -> Session {
    let plan = "schema = \"servemap/plan/1\"\ncloud = \"aws\"\nmode = \"pay-per-token\"\nregion = \"eu-west-3\"\n\
        [posture]\nrouting = \"off\"\n";
    let start = Start { plan: Some("plan.toml".into()), ..Start::default() };
    let keys = format!("{MODELS}/claude-sonnet-4-6<esc>{keys}");
    play_on(host().with_file("plan.toml", plan), &start, (120, 40), &keys)
}

fn verdict(session: &Session) -> Verdict {
    let id = session.app.steps.model.under().unwrap();
    let app = &session.app.session;
    app.criteria().case(app.matrix.model(id).unwrap()).judge().verdict
}

#[test]
fn a_way_out_is_taken_where_it_stands_and_undone() {
    let session = closed("");
    assert_eq!(verdict(&session), Verdict::Blocked, "{}", session.screen());
    let before = session.app.session.plan.clone();
    let under = session.app.steps.model.under().cloned();
    let session = session.play("<tab><enter>");
    assert_ne!(session.app.session.plan, before, "{}", session.screen());
    assert!(session.screen().contains("; u undoes it"), "{}", session.screen());
    assert_eq!(session.app.step, Step::Model);
    assert_eq!(session.app.steps.model.under().cloned(), under, "the cursor stays with the model");
    assert!(verdict(&session).is_open(), "{}", session.screen());
    let session = session.play("u");
    assert_eq!(session.app.session.plan, before);
}

#[test]
fn arrows_go_over_the_ways_out_and_letters_scroll() {
    let session = closed("<tab><down>");
    assert!(session.app.scroll.choice() == Some(1), "{:?}", session.app.scroll);
    let session = session.play("<up><up><up>");
    assert_eq!(session.app.scroll.choice(), Some(0));
    let before = session.app.session.plan.clone();
    let session = session.play("JJKo x<esc>");
    assert_eq!(session.app.session.plan, before);
    // Without the keys, Enter means the model again.
    assert_eq!(session.app.scroll.choice(), None);
}

/// Sonnet 3.7 is retired, and its replacement is closed in Paris with routing off.
#[test]
fn every_way_out_says_its_verdict_and_a_refused_one_is_not_taken() {
    let session = closed("");
    let before = session.app.session.plan.clone();
    let mut session = session.play("/<c-u>claude-3-7-sonnet<esc><tab>");
    assert!(session.screen().contains(": refused"), "{}", session.screen());
    for _ in 0..12 {
        session = session.play("<enter>");
        if session.screen().contains("not taken: ") {
            assert_eq!(session.app.session.plan, before);
            assert_eq!(session.app.step, Step::Model);
            return;
        }
        assert_ne!(session.app.session.plan, before, "one that is not refused is taken");
        session = session.play("u<tab><down>");
    }
    panic!("no way out was refused: {}", session.screen());
}

#[test]
fn w_says_what_would_open_most_and_enter_takes_it() {
    let session = closed("w");
    let screen = session.screen();
    assert!(screen.contains("What would open more than "), "{screen}");
    assert!(screen.contains("routing on would open "), "{screen}");
    let before = session.app.session.plan.clone();
    let open = session.app.session.candidates.remain();
    let session = session.play("<enter>");
    assert_ne!(session.app.session.plan, before);
    assert!(session.app.session.candidates.remain() > open);
    assert!(session.screen().contains("; u undoes it"), "{}", session.screen());
    let session = session.play("u");
    assert_eq!(session.app.session.plan, before);
    for key in ["<esc>", "w", "q"] {
        let session = closed("w").play("x /1").play(key);
        assert!(session.app.popup.is_none() && !session.left, "{key}");
        assert_eq!(session.app.session.plan, before);
    }
}

#[test]
fn w_without_a_mode_or_region_says_what_is_missing() {
    let session = play_on(host(), &Start::default(), (120, 40), &format!("{MODELS}w"));
    assert!(session.screen().contains("Choose a mode first"), "{}", session.screen());
    let session = session.play("<enter>");
    assert!(session.app.popup.is_none() && session.app.session.plan.mode.is_none());
}

/// Of everything that would open more, the rule comes last, and says what it is before it is taken.
#[test]
fn a_residency_rule_is_shown_as_a_rule_and_last() {
    let plan = "schema = \"servemap/plan/1\"\ncloud = \"aws\"\nmode = \"pay-per-token\"\nregion = \"eu-west-3\"\n\
        [posture]\nresidency = \"in-geo\"\nrouting = \"on\"\n";
    let start = Start { plan: Some("plan.toml".into()), ..Start::default() };
    let keys = format!("{MODELS}w");
    let session = play_on(host().with_file("plan.toml", plan), &start, (120, 40), &keys);
    let (rule, warning) = ("changing the rule: residency rule none", "the organisation's residency rule");
    let screen = session.screen();
    let rows: Vec<&str> = screen.lines().filter(|line| line.contains(" would open ")).collect();
    assert!(rows.len() > 1 && rows[rows.len() - 1].contains(rule), "{screen}");
    assert!(!screen.contains(warning), "{screen}");
    let session = session.play("<end>");
    assert!(session.screen().contains(warning), "{}", session.screen());
    let session = session.play("<enter>");
    assert_eq!(session.app.session.plan.posture.residency, Residency::None);
    assert_eq!(session.play("u").app.session.plan.posture.residency, Residency::InGeo);
}

/// "When no model fits, the list as a whole says what would open most."
#[test]
fn a_list_without_an_open_model_says_what_would_open_most() {
    // No page lists this region for the mode.
    let plan = "schema = \"servemap/plan/1\"\ncloud = \"aws\"\nmode = \"ai-functions\"\nregion = \"us-west-1\"\n\
        [posture]\nrouting = \"off\"\npreview = \"deny\"\n";
    let start = Start { plan: Some("plan.toml".into()), ..Start::default() };
    let session = play_on(host().with_file("plan.toml", plan), &start, (120, 40), MODELS);
    assert_eq!(session.app.session.candidates.remain(), 0);
    let screen = session.screen();
    assert!(
        screen.contains("No model is open here: region ") && screen.contains(" w what opens"),
        "{screen}"
    );
    let session = session.play("w<enter>");
    assert!(session.app.session.candidates.remain() > 0, "{}", session.screen());
    assert!(!session.screen().contains("No model is open here"), "{}", session.screen());
}

/// "It may serve as the note's cost reason": offered where the row is empty, never put there unasked.
#[test]
fn the_estimate_is_offered_as_the_reason_of_cost() {
    let plan = "model = \"databricks-gpt-oss-120b\"\n[usage]\ntokens_in = 120_000_000\ntokens_out = 30_000_000\n\
        [record]\nowner = \"team\"\nreason_kind = \"cost\"\n";
    let to_reason = "<a-4><down><down>";
    let session = models(plan, (120, 40), to_reason);
    assert!(session.screen().contains("Right puts"), "{}", session.screen());
    assert_eq!(session.app.session.plan.record.reason, "");
    let session = session.play("<right><enter>");
    let reason = &session.app.session.plan.record.reason;
    assert!(reason.starts_with("it costs about 514 DBU a month at list price"), "{reason}");
    let other = models(&plan.replace("cost", "latency"), (120, 40), to_reason).play("<right><enter>");
    assert_eq!(other.app.session.plan.record.reason, "");
}
