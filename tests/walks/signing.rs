//! What the planner saves is signed and added to the history: nothing in it is lost by undo, or by a file that others changed.

use servemap::config::{Config, Origin, Stated};
use servemap::plan::{Plan, ReviewVerdict, file};
use servemap::tui::Start;

use super::support::{Session, TestHost, host, play_at_once, play_on};
use super::{FILE, PLAN, RECORD, TO_RECORD};

fn example(world: TestHost, start: &Start) -> Session {
    play_at_once(world, start, (120, 40), &format!("{TO_RECORD}{RECORD}<a-5>"))
}

/// The planner with the plan of [`PLAN`] open, on a host where git knows a name.
fn opened(keys: &str) -> Session {
    let start = Start { plan: Some("plan.toml".into()), ..Start::default() };
    let world = host().with_file("plan.toml", PLAN).with_git_name("Ana Diaz");
    play_on(world, &start, (120, 40), &format!("<a-5>{keys}"))
}

fn saved(session: &Session, name: &str) -> Plan {
    file::read(name, &session.host.contents(name).unwrap()).unwrap()
}

fn deciders(plan: &Plan) -> Vec<&str> {
    plan.decided.iter().map(|decided| decided.by.as_deref().unwrap_or("nobody")).collect()
}

#[test]
fn git_is_asked_once_and_not_before_the_first_save() {
    let session = example(host().with_git_name("Ana Diaz"), &Start::default());
    assert_eq!(session.host.git_asked(), 0);
    let session = session.play("<c-s><enter>");
    assert_eq!((session.host.git_asked(), deciders(&saved(&session, FILE))), (1, vec!["Ana Diaz"]));
    let session = session.play("j <c-s>");
    assert!(!session.app.is_dirty(), "{}", session.screen());
    assert_eq!((session.host.git_asked(), deciders(&saved(&session, FILE))), (1, vec!["Ana Diaz"]));
}

#[test]
fn what_is_configured_needs_no_git() {
    let reviewer = Stated { value: "Petra".to_owned(), origin: Origin::Flag("x") };
    let config = Config { reviewer: Some(reviewer), ..Config::default() };
    let session =
        example(host().with_git_name("Ana"), &Start { config, ..Start::default() }).play("<c-s><enter>");
    assert_eq!((session.host.git_asked(), deciders(&saved(&session, FILE))), (0, vec!["Petra"]));
}

#[test]
fn without_a_name_it_is_saved_all_the_same_and_git_is_not_asked_again() {
    let session = example(host(), &Start::default()).play("<c-s><enter>j <c-s>");
    assert!(!session.app.is_dirty());
    assert_eq!((session.host.git_asked(), deciders(&saved(&session, FILE))), (1, vec!["nobody"]));
}

#[test]
fn a_plan_that_decides_nothing_is_signed_by_nobody() {
    let session =
        play_on(host().with_git_name("Ana"), &Start::default(), (120, 40), "<tab><tab><enter><c-s>");
    let session = session.play("<c-u>a.toml<enter>");
    assert!(saved(&session, "a.toml").decided.is_empty());
    assert_eq!(session.host.git_asked(), 0);
}

#[test]
fn the_list_of_files_saves_the_plan_signed_too() {
    let session = example(host().with_git_name("Ana Diaz"), &Start::default()).play("<a-7><enter><enter>");
    assert_eq!((session.host.git_asked(), deciders(&saved(&session, FILE))), (1, vec!["Ana Diaz"]));
    assert!(!session.app.is_dirty() && session.app.is_written(), "{}", session.screen());
}

#[test]
fn whoever_leaves_and_saves_on_the_way_leaves() {
    let session = opened(" qs");
    assert!(session.left, "{}", session.screen());
    assert_eq!(deciders(&saved(&session, "plan.toml")), ["Ana Diaz"]);
}

/// What was decided and saved is not undone: the history tells of both.
#[test]
fn undo_takes_nothing_out_of_the_history() {
    let session = opened("<c-s><a-2>/us-west-2<enter><a-5><c-s>");
    assert_eq!(saved(&session, "plan.toml").decided.len(), 2, "{}", session.screen());
    let session = session.play("u<c-s>");
    let plan = saved(&session, "plan.toml");
    let regions: Vec<String> = plan
        .decided
        .iter()
        .map(|decided| decided.chosen.as_ref().unwrap().choice.region.as_ref().unwrap().to_string())
        .collect();
    assert_eq!(regions, ["us-east-1", "us-west-2", "us-east-1"], "{}", session.screen());
}

/// A colleague approves while the plan is open here; what is then saved over their file keeps their word.
#[test]
fn what_others_reviewed_meanwhile_survives_overwriting() {
    let review = "\n[[reviews]] # Bob\non = 2026-10-19\nverdict = \"approve\"\nby = \"Bob\"\n";
    let theirs = format!("{}{review}", PLAN.replace("cloud =", "status = \"accepted\"\ncloud ="));
    let mut session = opened(" ");
    session.host.put("plan.toml", &theirs);
    let session = session.play("<c-s>");
    assert!(session.screen().contains("changed on disk since it was read"), "{}", session.screen());
    let session = session.play("o");
    let plan = saved(&session, "plan.toml");
    assert_eq!((plan.reviews.len(), plan.reviews[0].verdict), (1, ReviewVerdict::Approve));
    assert!(plan.status.is_some() && plan.ticked.contains("feature-flag") && deciders(&plan) == ["Ana Diaz"]);
    assert_eq!(session.app.session.plan, plan);
    assert!(!session.app.is_dirty());
    // The next save has nothing against it.
    let session = session.play("j <c-s>");
    assert!(!session.app.is_dirty(), "{}", session.screen());
}

#[test]
fn the_list_of_files_keeps_what_others_reviewed_meanwhile() {
    let review = "\n[[reviews]] # Bob\non = 2026-10-19\nverdict = \"approve\"\nby = \"Bob\"\n";
    let mut session = opened(" ");
    session.host.put("plan.toml", format!("{PLAN}{review}"));
    let session = session.play("<a-7><enter>");
    assert!(session.screen().contains("changed on disk since it was read"), "{}", session.screen());
}
