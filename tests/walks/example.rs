//! The template's own example, from the empty screen to the documents.

use servemap::tui::step::Mark;

use super::support::play;
use super::{FILE, RECORD, TO_RECORD, example};

#[test]
fn the_example_ends_in_a_saved_plan_that_opens_as_it_was() {
    let session = example().play("<c-s><enter>");
    assert!(!session.app.is_dirty());
    let text = session.host.contents(FILE).unwrap();
    let plan = servemap::plan::file::read(FILE, &text).unwrap();
    assert_eq!(plan, session.app.session.plan);
    assert_eq!(plan.last_decided().unwrap().verdict.id(), "conditional");
    assert!(session.screen().contains(&format!("saved to '{FILE}'")), "{}", session.screen());
}

#[test]
fn the_example_ends_in_the_row_and_the_sentences_to_the_letter() {
    let session = example().play("7<enter><enter>");
    let stem = FILE.trim_end_matches(".toml");
    let written = |kind: &str| session.host.contents(format!("{stem}{kind}.md")).unwrap_or_default();
    let row = "| us-east-1 | Provisioned throughput | databricks-llama-4-maverick | Yes | No | Check release notes | ml-platform |";
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert!(lines(&written("-row")).contains(&row.to_owned()), "{:?}", session.screen());
    let note = lines(&written("-note"));
    for sentence in [
        "We will use databricks-llama-4-maverick on Provisioned throughput in us-east-1 because tickets are answered within two seconds.",
        "If databricks-llama-4-maverick is retired or unavailable, we will switch to databricks-gpt-oss-120b and re-test prompts, output format, and latency before rollout.",
    ] {
        assert!(note.contains(&sentence.to_owned()), "{sentence}\n{}", written("-note"));
    }
}

#[test]
fn every_step_is_marked_once_it_has_what_the_template_asks_for() {
    let session = play(&format!("{TO_RECORD}{RECORD}"));
    let marks = |session: &super::Session| session.app.marks;
    let [mode, region, model, record, guardrails, runbook, export] = marks(&session);
    assert_eq!([mode, region, model], [Mark::Done, Mark::Done, Mark::Warn], "the model is a preview");
    assert_eq!(record, Mark::OpenEntries(1), "the test date");
    assert!(matches!((guardrails, runbook), (Mark::Required(_), Mark::OpenEntries(_))));
    assert_eq!(export, Mark::Open, "nothing is written yet");
    let session = session.play("2026-11-30<enter>");
    assert_eq!(marks(&session)[3], Mark::Done);
    let session = session.play("5 j jj jj ");
    assert_eq!(marks(&session)[4], Mark::Done, "{}", session.screen());
    let mut session = session.play("6");
    for answer in ["tickets", "anything else", "the bot", "gpt-oss", "the platform lead"] {
        session = session.play(&format!("<c-u>{answer}<enter>"));
        // Enter leads on to the next question, and from the last one to the next step.
        if session.app.step != servemap::tui::order::Step::Runbook {
            break;
        }
    }
    assert_eq!(marks(&session)[5], Mark::Done, "{}", session.screen());
}

#[test]
fn an_external_model_takes_the_same_road_to_its_end() {
    let session = play(
        "<tab><tab>jjj<enter>/us-east-1<enter><a-3>/gpt-4o<enter>risk<enter><right><right><right><enter>",
    );
    let model = session.app.session.plan.model.clone().unwrap();
    let session = session.play("the contract is with the vendor<enter><enter><enter><a-7><enter><enter>");
    assert_ne!(session.app.session.plan.record.replacement, None, "{}", session.screen());
    assert_ne!(session.app.session.plan.record.replacement, Some(model));
    let stem = session.app.session.plan.file_name().replace(".toml", "");
    let row = session.host.contents(format!("{stem}-row.md")).unwrap_or_default();
    assert!(row.contains("| us-east-1 | External model |") && row.contains("| risk |"), "{row}");
}

/// How many keys a walk takes, and how many of them are not letters of a text.
fn keys(walk: &str) -> (usize, usize) {
    let events = super::support::parse(walk);
    let is_letter = |event: &servemap::tui::events::Event| {
        matches!(event, servemap::tui::events::Event::Input(crossterm::event::Event::Key(key))
            if matches!(key.code, crossterm::event::KeyCode::Char(_)) && key.modifiers.is_empty())
    };
    (events.len(), events.iter().filter(|event| !is_letter(event)).count())
}

/// A chatbot for customers in the EU whose data must stay there, needed for a year: every question is met once, by Enter.
#[test]
fn a_chatbot_for_the_eu_is_decided_without_a_dead_end() {
    let walk = "Answer questions of EU customers in a chat<enter><enter><enter>/eu-central-1<enter>\
        <left><enter>in the EU<enter><enter><enter><right><enter>+1y<enter>\
        <enter>\
        support<enter><right><enter>customers wait for it<enter><enter><enter><enter><enter>+6m<enter>";
    let session = play(walk);
    let plan = &session.app.session.plan;
    assert_eq!(session.app.step, servemap::tui::order::Step::Guardrails, "{}", session.screen());
    assert_eq!(plan.posture.residency, servemap::plan::Residency::InGeo);
    assert_eq!(plan.posture.usage, servemap::plan::Use::New);
    assert_eq!(plan.posture.needed_until.unwrap().to_string(), "2027-10-20");
    assert_eq!(plan.review_by.unwrap().to_string(), "2027-04-20");
    assert!(plan.record.replacement.is_some() && plan.record.owner == "support", "{}", session.screen());
    assert!(session.app.session.judged().unwrap().verdict.is_open(), "{}", session.screen());
    let (all, commands) = keys(walk);
    assert!(all <= 130 && commands <= 26, "{all} keys, {commands} of them no text");
}

#[test]
fn the_templates_example_takes_few_keys() {
    let walk = "Answer tickets<enter>jj<enter><enter>/us-east-1<enter><enter><enter><enter><enter><enter><enter>\
        /maverick<enter>ml-platform<enter><right><enter>tickets are answered within two seconds<enter>\
        <enter>oss-120b<enter><enter><enter><enter>";
    let session = play(walk);
    let plan = &session.app.session.plan;
    assert_eq!(plan.mode.unwrap().id(), "provisioned-throughput", "an SLA recommends it");
    assert_eq!(session.app.step, servemap::tui::order::Step::Guardrails, "{}", session.screen());
    assert!(plan.model.as_ref().unwrap().0.contains("maverick") && plan.record.replacement.is_some());
    let (all, commands) = keys(walk);
    assert!(all <= 115 && commands <= 23, "{all} keys, {commands} of them no text");
}
