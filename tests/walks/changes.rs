//! Every change can be taken back and made again, and a change above keeps what was chosen below.

use servemap::matrix::{Cloud, Mode};
use servemap::tui::Start;

use super::support::{host, play, play_on};
use super::{RECORD, Session, TO_RECORD, example};

/// One kind of change each: where it begins, and the keys that make it.
const CHANGES: &[(&str, &str, &str)] = &[
    ("mode", "1", "gj<enter>"),
    ("workload", "1<tab><tab>", "j "),
    ("sentence", "1<tab>", "Answer tickets<enter>"),
    ("region", "2/us-west-2", "<enter>"),
    ("secondary", "2/us-west-2<esc>", " "),
    ("residency", "2<tab>", "<right>"),
    ("constraint", "2<tab>j", "stays in the US<enter>"),
    ("routing", "2<tab>j<down>", "<right>"),
    ("previews", "2<tab>j<down>j", "<right>"),
    ("use", "2<tab>j<down>jj", "<right>"),
    ("needed until", "2<tab>j<down>jjj", "2027-06-30<enter>"),
    ("model", "3/oss-20b", "<enter>"),
    ("considered", "3/oss-20b<esc>", " "),
    ("reason of a considered one", "3/oss-20b<esc> c", "rtoo weak<enter>"),
    ("posture on trial", "3", "i<right><enter>"),
    ("pair", "2<s-tab>j", "<enter>"),
    ("primary taken away", "2", "x"),
    ("compared", "3/oss-20b<esc>c", "<esc>"),
    ("owner", "4", "<c-u>somebody<enter>"),
    ("kind of reason", "4<down>", "<right>"),
    ("reason", "4<down>j", "<c-u>it is cheap<enter>"),
    ("replacement", "4<down>j<down>", "<enter>oss-20b<enter>"),
    ("replacement taken away", "4<down>j<down>", "<del>"),
    ("test date", "4<down>j<down><down>", "2026-12-01<enter>"),
    ("test status", "4<down>j<down><down><down>", "<right>"),
    ("review by", "4<down>j<down><down><down>j", "2027-01-01<enter>"),
    ("tick", "5", " "),
    ("runbook", "6", "Tickets<a-enter>only<enter>"),
    ("cloud", "", "C"),
];

#[test]
fn every_kind_of_change_is_undone_and_redone() {
    for (what, way, keys) in CHANGES {
        let session = example().play(way);
        let before = session.app.session.plan.clone();
        let session = session.play(keys);
        let after = session.app.session.plan.clone();
        assert_ne!(after, before, "{what}: nothing changed\n{}", session.screen());
        let session = session.play("<esc><esc><a-u>");
        assert_eq!(session.app.session.plan, before, "{what}: one key takes it back\n{}", session.screen());
        let session = session.play("<c-r>");
        assert_eq!(session.app.session.plan, after, "{what}: one key makes it again");
        assert_eq!(session.app.session.matrix.cloud, after.cloud, "{what}");
    }
}

#[test]
fn all_changes_are_undone_to_the_empty_plan_and_redone_to_the_last() {
    let session = example();
    let last = session.app.session.plan.clone();
    let session = session.play(&format!("<a-5>{}", "u".repeat(30)));
    assert_eq!(session.app.session.plan, servemap::plan::Plan::default());
    assert!(session.screen().contains("nothing to undo"));
    let session = session.play(&"<c-r>".repeat(30));
    assert_eq!(session.app.session.plan, last);
}

#[test]
fn a_change_above_keeps_what_was_chosen_below() {
    let chosen = example().play("5 6Tickets<a-1>");
    let below = |session: &Session| {
        let plan = session.app.session.plan.clone();
        (plan.model, plan.record, plan.ticked, plan.runbook)
    };
    let kept = below(&chosen);
    let session = chosen.play("g<enter>");
    assert_eq!(session.app.session.plan.mode, Some(Mode::PayPerToken));
    assert_eq!(below(&session), kept);
    let session = session.play("2/eu-west-3<enter>");
    assert_eq!(below(&session), kept);
    let session = session.play("2<tab><right>");
    assert_eq!(below(&session), kept);
    let session = session.play("<esc>CC");
    assert_eq!(below(&session), kept);
    assert_eq!(session.app.session.plan.region.unwrap().0, "eu-west-3");
}

#[test]
fn a_cloud_that_does_not_know_the_choices_says_so_and_the_way_back_is_free() {
    let before = example();
    let plan = before.app.session.plan.clone();
    let session = before.play("C4");
    assert_eq!(session.app.session.plan.cloud, Cloud::Azure);
    let screen = session.screen();
    assert!(screen.contains("us-east-1") && screen.contains("Azure"), "{screen}");
    let session = session.play("<a-5>CC");
    assert_eq!(session.app.session.plan, plan);
    assert_eq!(session.app.session.matrix.cloud, Cloud::Aws);
}

#[test]
fn the_matrix_the_user_named_is_still_there_after_a_look_at_another_cloud() {
    let own = "schema = \"servemap/matrix/1\"\ncloud = \"aws\"\nas_of = 2026-10-11\nsource = \"page\"\n\
        [sources.page]\ntitle = \"A page\"\n[regions]\nus-east-1 = { location = \"Virginia\" }\n";
    let start = Start { matrix: Some("own.toml".into()), ..Start::default() };
    let session = play_on(host().with_file("own.toml", own), &start, (120, 40), "<tab>CCC");
    assert_eq!(session.app.session.matrix.origin.to_string(), "own.toml");
    let session = session.play("Cu");
    assert_eq!(session.app.session.matrix.origin.to_string(), "own.toml");
}

#[test]
fn a_cloud_whose_matrix_cannot_be_read_is_not_taken() {
    let broken = host().with_file("/data/matrix/azure.toml", "schema = 1");
    let session = play_on(broken, &Start::default(), (120, 40), "<tab>C");
    assert!(session.screen().contains("/data/matrix/azure.toml"), "{}", session.screen());
    assert_eq!(session.app.session.plan.cloud, Cloud::Aws, "it is judged by the matrix that is there");
    let session = session.play("<esc><tab>jj<enter>");
    assert!(session.app.popup.is_none(), "and is not asked for again\n{}", session.screen());
}

#[test]
fn a_second_region_keeps_the_cursor_under_a_filter() {
    let session = play("<tab><tab><enter>/us<esc>jj");
    let session = session.play(" ");
    let first = session.app.session.plan.secondary.clone();
    assert!(first.is_some());
    let session = session.play(" ");
    assert_eq!(session.app.session.plan.secondary, None, "the same key on the same row takes it back");
}

#[test]
fn looking_at_a_chosen_step_and_going_on_changes_nothing() {
    let session = super::opened("");
    let plan = session.app.session.plan.clone();
    let session = session.play("<a-1><enter><enter><enter>");
    assert_eq!(session.app.session.plan, plan, "Enter takes what is chosen, for the cursor begins there");
}

#[test]
fn the_cursor_of_the_record_is_where_the_user_has_something_to_say() {
    let session = play(&format!("{TO_RECORD}{RECORD}"));
    assert_eq!(session.app.session.plan.record.owner, "ml-platform");
}
