//! Drafts: kept after each change, offered at the next start, resumed, forgotten, gone once nothing would be lost.

use std::path::Path;

use servemap::host::{Folder, Host};
use servemap::store::Drafts;
use servemap::tui::decisions::DecisionPlaces;
use servemap::tui::effect::{Effect, perform};
use servemap::tui::message::Outcome;
use servemap::tui::{End, Start};

use super::support::{Session, TestHost, host, play, play_on};
use super::{PLAN, example, opened};

/// The next session, with what the one before left behind.
fn next(session: Session, keys: &str) -> Session {
    play_on(left_behind(session), &Start::default(), (120, 40), keys)
}

/// The world after a session that was cut off.
fn left_behind(session: Session) -> TestHost {
    assert!(session.host.own_draft().is_some());
    session.host
}

#[test]
fn each_change_is_kept_and_the_next_start_offers_it() {
    let session = play("");
    assert_eq!(session.host.own_draft(), None);
    let session = session.play("<tab><tab>jj<enter>");
    assert!(session.host.own_draft().unwrap().contains("provisioned-throughput"));
    let session = session.play("/us-east-1<enter>");
    assert!(session.host.own_draft().unwrap().contains("us-east-1"));
    let session = next(session, "");
    assert!(session.screen().contains("Unsaved plans of earlier sessions"), "{}", session.screen());
    assert_eq!(session.app.session.plan.mode, None);
}

#[test]
fn a_resumed_plan_is_the_one_that_was_left_and_counts_as_unsaved() {
    let before = example();
    let (plan, draft) = (before.app.session.plan.clone(), before.host.own_draft());
    let session = next(before, "<enter>");
    assert_eq!(session.app.session.plan, plan);
    assert!(session.app.is_dirty());
    assert_eq!(session.host.own_draft(), draft);
    assert!(session.host.drafts() == 0, "it is this session's own now");
    let session = session.play("u");
    assert_eq!(session.app.session.plan, plan, "undo does not throw it away");
}

/// A crash costs nothing: the changes go on in the file they were made to, with its comments.
#[test]
fn a_resumed_plan_goes_on_in_the_file_that_it_came_from() {
    let commented = format!("# why we asked\n{PLAN}");
    let start = Start { plan: Some("plan.toml".into()), ..Start::default() };
    let world = host().with_file("plan.toml", &commented);
    let session = next(play_on(world, &start, (120, 40), "<a-5> "), "<enter>");
    let screen = session.screen();
    assert!(screen.contains("resumed the unsaved changes of 'plan.toml'"), "{screen}");
    assert!(session.app.is_dirty());
    let session = session.play("<c-s>");
    assert!(session.app.popup.is_none() && !session.app.is_dirty(), "{}", session.screen());
    let saved = session.host.contents("plan.toml").unwrap();
    assert!(saved.starts_with("# why we asked\n") && saved != commented, "{saved}");
}

/// Offered over the board, it is the plan that is on the screen afterwards, and that is saved.
#[test]
fn a_plan_that_is_resumed_from_the_board_leaves_the_board() {
    let world = left_behind(opened("<a-5> "));
    let places = DecisionPlaces { paths: vec![".".into()], asked: true, ..DecisionPlaces::default() };
    let start = Start { decisions: Some(places), ..Start::default() };
    let session = play_on(world, &start, (120, 40), "<enter>");
    assert!(!session.app.on_board && session.app.is_dirty(), "{}", session.screen());
    let session = session.play("<c-s>");
    assert!(session.screen().contains("saved to 'plan.toml'"), "{}", session.screen());
    assert_ne!(session.host.contents("plan.toml").unwrap(), PLAN);
}

/// Somebody else's changes are not overwritten by a draft from before them.
#[test]
fn a_resumed_plan_whose_file_was_changed_or_is_gone_has_no_file() {
    let changed =
        left_behind(opened("<a-5> ")).with_file("plan.toml", PLAN.replace("us-east-1", "us-west-2"));
    let mut gone = left_behind(opened("<a-5> "));
    gone.remove(Path::new("plan.toml"));
    for world in [changed, gone] {
        let before = world.contents("plan.toml");
        let session = play_on(world, &Start::default(), (120, 40), "<enter>");
        let screen = session.screen();
        assert!(screen.contains("resumed; its changes to 'plan.toml' were not saved"), "{screen}");
        let session = session.play("<c-s>");
        assert!(session.screen().contains("Save the plan as"), "{}", session.screen());
        assert_eq!(session.host.contents("plan.toml"), before);
    }
}

#[test]
fn a_draft_is_offered_beside_a_named_plan_too() {
    let world = left_behind(opened("<a-5> ")).with_file("plan.toml", PLAN);
    let start = Start { plan: Some("plan.toml".into()), ..Start::default() };
    let session = play_on(world, &start, (120, 40), "");
    let screen = session.screen();
    assert!(screen.contains("Unsaved plans of earlier sessions"), "{screen}");
    assert!(screen.contains("  changes of plan.toml"), "{screen}");
    let later = session.play("<esc>");
    assert!(!later.app.is_dirty() && later.app.session.file.is_some());
    assert_eq!(later.host.drafts(), 1, "Esc leaves it for later");
}

#[test]
fn a_draft_is_forgotten_only_when_asked_for() {
    let session = next(example(), "<c-d>dog");
    assert_eq!(session.host.drafts(), 1, "letters may be meant for the plan");
    let session = session.play("<esc><tab>q");
    assert!(session.left);
    assert_eq!(session.host.drafts(), 1);
    let session = next(example(), "<del>");
    assert!(session.host.drafts() == 0 && session.app.popup.is_none());
}

#[test]
fn a_draft_that_cannot_be_read_is_shown_and_stays() {
    let world = host().with_draft("plan-1", "schema = \"servemap/plan/1\"\nmode = \"ptu\"\n");
    let session = play_on(world, &Start::default(), (120, 40), "<enter>");
    assert!(session.screen().contains("'ptu'"), "{}", session.screen());
    assert_eq!(session.host.drafts(), 1, "a later version may read it");
}

#[test]
fn a_draft_stays_while_its_plan_cannot_be_kept() {
    let mut world = left_behind(example());
    let mut drafts = Drafts::new(world.folder(Folder::State).map(|state| state.join("drafts")));
    let [draft] = drafts.orphans().try_into().unwrap();
    drafts.save("schema = \"servemap/plan/1\"\n").unwrap();
    // Where the next one would be written, something is in the way.
    let own = world.list(Path::new("/state/drafts")).unwrap().into_iter().find(|path| {
        path.extension().is_some_and(|extension| extension == "toml")
            && path.file_name() != draft.path.file_name()
    });
    let own = own.unwrap();
    world.remove(&own);
    world.put(own.join("in the way"), "");
    let message = perform(Effect::ResumeDraft(draft), &mut world, &mut drafts);
    assert!(matches!(message, Some(Outcome::DraftNotSaved(_))), "{message:?}");
    assert_eq!(world.drafts(), 1, "at no moment is there none");
}

#[test]
fn that_no_draft_can_be_kept_is_said_at_once_and_once_only() {
    let world = host().with_file("/state", "no folder");
    let session = play_on(world, &Start::default(), (120, 40), "<tab><tab><enter>");
    assert!(session.screen().contains("cannot save a draft"), "{}", session.screen());
    let session = session.play("jj<enter>");
    assert!(session.app.session.plan.region.is_some() && session.app.popup.is_none());
    assert!(!session.screen().contains("cannot save a draft"), "{}", session.screen());
}

#[test]
fn many_drafts_can_all_be_reached() {
    let mut world = host();
    for number in 0..40 {
        let plan = format!("schema = \"servemap/plan/1\"\nregion = \"region-{number:02}\"\n");
        world = world.with_draft(&format!("plan-{number:02}"), &plan);
    }
    let session = play_on(world, &Start::default(), (80, 24), &"<down>".repeat(39));
    let marked = session.screen().lines().any(|line| line.contains('›') && line.contains("region-39"));
    assert!(marked, "{}", session.screen());
}

#[test]
fn nothing_is_kept_once_it_is_saved_taken_back_or_left() {
    assert_eq!(example().play("<c-s><enter>").host.own_draft(), None);
    assert_eq!(play("<tab><tab><enter>u").host.own_draft(), None);
    let session = play("<tab><tab><enter>qy");
    assert!(session.left && session.host.own_draft().is_none());
}

#[test]
fn a_hang_up_and_a_request_to_end_keep_even_what_is_being_typed() {
    for (keys, end) in [("<hang-up>", End::Requested(129)), ("<terminate>", End::Requested(143))] {
        let session = play(&format!("<tab><tab>jj<enter>6Tickets only{keys}"));
        assert_eq!(session.end, end);
        let kept = session.host.own_draft().unwrap();
        assert!(kept.contains("provisioned-throughput") && kept.contains("Tickets only"), "{kept}");
    }
}

#[test]
fn a_file_name_with_a_line_break_does_not_break_the_draft() {
    let start = Start { plan: Some("a\nb.toml".into()), ..Start::default() };
    let session = play_on(host().with_file("a\nb.toml", PLAN), &start, (120, 40), "<a-5> ");
    let session = next(session, "<enter>");
    assert_eq!(session.app.session.plan.ticked.len(), 1, "{}", session.screen());
}
