//! Models and regions side by side, and what of it the plan and the note keep.

use servemap::matrix::{ModelId, RegionId};
use servemap::tui::order::{ExploreView, Step};

use super::example;
use super::support::{Session, play};

fn considered(session: &Session) -> Vec<(&str, &str)> {
    let considered = session.app.session.plan.considered.iter();
    considered.map(|other| (other.model.0.as_str(), other.reason.as_str())).collect()
}

fn note(session: Session) -> String {
    let session = session.play("<esc><esc><a-7><enter><enter>");
    let stem = session.app.session.plan.file_name().replace(".toml", "");
    session.host.contents(format!("{stem}-note.md")).unwrap_or_default()
}

#[test]
fn what_was_compared_stands_in_the_note_with_the_gate_or_the_reason_that_removed_it() {
    // Under the cursor a model that provisioned throughput does not offer; then one that nothing stands against.
    let session = example().play("3/claude-sonnet-4-6<esc>ca");
    assert!(session.screen().contains("A model to compare"), "{}", session.screen());
    let session = session.play("oss-20b<enter>rtoo weak for <bs><bs><bs><bs>in tests<enter>c");
    assert_eq!(session.app.explore, None);
    assert_eq!(
        considered(&session),
        [("databricks-claude-sonnet-4-6", ""), ("databricks-gpt-oss-20b", "too weak in tests")]
    );
    let note = note(session);
    let line = |model: &str| note.lines().find(|line| line.contains(model)).unwrap_or_default();
    assert!(line("sonnet-4-6:").contains("blocked. Region support: "), "{note}");
    assert!(line("oss-20b:").ends_with("Not taken: too weak in tests."), "{note}");
}

#[test]
fn leaving_is_one_change_and_the_chosen_model_is_not_among_those_considered() {
    let before = example().play("3/oss-20b<esc>").app.session.plan;
    let session = example().play("3/oss-20b<esc>c");
    assert_eq!(session.app.session.plan, before, "opening changes nothing");
    let session = session.play("<esc>");
    assert_eq!(considered(&session), [("databricks-gpt-oss-20b", "")]);
    let session = session.play("u");
    assert_eq!(session.app.session.plan, before);
    let session = session.play("c2");
    assert_eq!((session.app.explore, session.app.step), (None, Step::Region), "any way out is one");
}

#[test]
fn taking_a_column_swaps_it_with_the_model_that_was_chosen() {
    let session = example().play("3/oss-20b<esc>c<enter>");
    assert_eq!(session.app.step, Step::Record);
    assert_eq!(session.app.session.plan.model, Some(ModelId("databricks-gpt-oss-20b".into())));
    assert_eq!(considered(&session), [("databricks-llama-4-maverick", "")]);
}

#[test]
fn a_column_that_is_taken_out_is_forgotten_and_comes_back_when_that_is_undone() {
    let session = example().play("3/oss-20b<esc> c");
    let session = session.play("x");
    assert!(considered(&session).is_empty(), "{}", session.screen());
    assert!(session.screen().contains("two to four models"), "{}", session.screen());
    let session = session.play("u");
    assert_eq!(considered(&session), [("databricks-gpt-oss-20b", "")]);
    assert!(session.screen().contains("2 models"), "{}", session.screen());
}

#[test]
fn four_is_the_most_and_five_are_not_lost() {
    let marks = ["oss-20b", "oss-120b", "gemma", "qwen", "sonnet-4-6"];
    let keys = marks.map(|mark| format!("/<c-u>{mark}<esc> ")).concat();
    let session = example().play(&format!("3{keys}"));
    let before = considered(&session).len();
    assert!(before >= 4, "{:?}", considered(&session));
    let session = session.play("ca");
    assert!(session.screen().contains("x removes one"), "{}", session.screen());
    let session = session.play("<esc>");
    assert_eq!(considered(&session).len(), before);
}

#[test]
fn a_reason_is_text_and_the_chosen_model_has_its_own() {
    let session = example().play("3/oss-20b<esc>crcqm?<esc>");
    assert_eq!(session.app.explore, Some(ExploreView::Compare), "every letter was text");
    assert!(considered(&session).is_empty());
    let session = session.play("hr");
    assert!(session.screen().contains("its reason is in step 4"), "{}", session.screen());
}

#[test]
fn turned_over_regions_stand_side_by_side_and_one_is_taken() {
    let session = example().play("3c<tab>");
    let screen = session.screen();
    assert!(
        screen.contains("regions for databricks-llama-4-maverick") && screen.contains("us-east-2"),
        "{screen}"
    );
    let session = session.play("xx<right>a").play("us-east-2<enter><enter>");
    assert_eq!(session.app.session.plan.region, Some(RegionId("us-east-2".into())), "{}", session.screen());
    assert_eq!(session.app.explore, Some(ExploreView::Compare));
    let session = session.play("<esc>");
    assert_eq!(session.app.explore, Some(ExploreView::Compare), "first back to the models");
    let session = session.play("<esc>");
    assert_eq!(session.app.explore, None);
}

#[test]
fn nothing_to_compare_says_what_to_do() {
    let session = play("<tab>c");
    assert!(session.screen().contains("mark models as considered"), "{}", session.screen());
    let session = session.play("<tab>rx<enter><right><left><pgdn><esc>");
    assert_eq!((session.app.explore, considered(&session).len()), (None, 0));
}

#[test]
fn the_model_under_the_cursor_is_among_the_four_although_four_others_are_named() {
    let marks = ["oss-20b", "oss-120b", "gemma", "qwen"];
    let keys = marks.map(|mark| format!("/<c-u>{mark}<esc> ")).concat();
    let session = example().play(&format!("3{keys}/<c-u>claude-sonnet-4-6<esc>c"));
    let screen = session.screen();
    for name in ["Meta Llama 4 Maverick", "Anthropic Claude", "4 of 6 models"] {
        assert!(screen.contains(name), "{name} in {screen}");
    }
    // One that the plan names too, but behind four others.
    let session = example().play(&format!("3{keys}c"));
    let under = session.app.session.plan.considered.last().unwrap().model.clone();
    assert!(session.app.explore_views.compare.has_model(&under), "{}", session.screen());
}
