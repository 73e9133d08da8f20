//! Opening: broken plans, unknown regions and models, unsaved changes, plans of other clouds.

use servemap::matrix::Cloud;
use servemap::tui::order::Step;
use servemap::tui::{self, Start};

use super::support::{host, play_on};
use super::{PLAN, Session, example, opened};

const BROKEN: &str = "schema = \"servemap/plan/1\"\nmode = \"ptu\"\nmodle = \"x\"\nreview_by = \"soon\"\n[record]\nowner = 3\n";

const AZURE: &str = "schema = \"servemap/plan/1\"\ncloud = \"azure\"\nmode = \"provisioned-throughput\"\nregion = \"westeurope\"\n";

fn in_world(keys: &str) -> Session {
    let world = host()
        .with_file("plan.toml", PLAN)
        .with_file("broken.toml", BROKEN)
        .with_file("azure.toml", AZURE)
        .with_file("foreign.toml", PLAN.replace("us-east-1", "us-east-9").replace("maverick", "falcon"))
        .with_file("foreign-model.toml", PLAN.replace("maverick", "falcon"))
        .with_file("ends.toml", PLAN.replace("servemap/plan/1", "servemap/plan/9"))
        .with_folder("folder");
    play_on(world, &Start::default(), (120, 40), keys)
}

#[test]
fn a_broken_plan_shows_all_its_problems_and_the_current_one_stays() {
    let session = in_world("<tab><tab><enter><c-o>broken.toml<enter>y");
    let screen = session.screen();
    for problem in ["'ptu'", "modle", "'soon'", "owner"] {
        assert!(screen.contains(problem), "{problem}: {screen}");
    }
    let session = session.play("<esc>");
    assert!(
        session.app.session.file.is_none()
            && session.app.session.plan.mode.is_some()
            && session.app.is_dirty()
    );
}

#[test]
fn a_broken_plan_on_the_command_line_is_refused_with_all_its_problems() {
    let mut world = host().with_file("broken.toml", BROKEN);
    let start = Start { plan: Some("broken.toml".into()), ..Start::default() };
    let words = tui::open(&start, &mut world).unwrap_err().to_string();
    for place in ["broken.toml:2", "broken.toml:3", "broken.toml:4", "broken.toml:6"] {
        assert!(words.contains(place), "{place}: {words}");
    }
}

#[test]
fn opening_asks_only_when_something_would_be_lost() {
    let session = in_world("<c-o>plan.toml<enter>");
    assert_eq!(session.app.session.plan.record.owner, "ml-platform");
    let session = in_world("<tab><tab><enter><c-o>plan.toml<enter>");
    assert!(session.screen().contains("has unsaved changes"), "{}", session.screen());
    let kept = session.play("<esc>");
    assert!(kept.app.session.file.is_none() && kept.app.is_dirty());
    let session = kept.play("<c-o>plan.toml<enter>y");
    assert_eq!(session.app.session.plan.record.owner, "ml-platform");
    assert!(!session.app.is_dirty() && session.host.own_draft().is_none());
}

#[test]
fn what_cannot_be_opened_is_said_and_nothing_changes() {
    for (name, why) in [
        ("nowhere.toml", "does not exist"),
        ("folder", "is a folder"),
        ("ends.toml", "wrong schema"),
        ("", "enter a file name"),
    ] {
        let session = in_world(&format!("<c-o>{name}<enter>"));
        assert!(session.screen().contains(why), "{name}: {}", session.screen());
        assert!(session.app.session.file.is_none());
    }
}

#[test]
fn undo_never_leads_back_beyond_an_opened_plan() {
    let session = in_world("<tab><tab><enter><c-o>plan.toml<enter>yu");
    assert_eq!(
        session.app.session.plan.record.owner, "ml-platform",
        "the file would get another plan's choices"
    );
    assert!(!session.app.is_dirty());
    let session = session.play("5 u");
    assert!(!session.app.is_dirty(), "its own changes are taken back");
}

#[test]
fn an_unknown_region_opens_and_the_gates_say_so() {
    let session = in_world("<c-o>foreign.toml<enter>3");
    assert!(session.screen().contains("us-east-9"), "{}", session.screen());
    for step in 1..=7 {
        let _ = example().play(&step.to_string());
    }
    let session = session.play("7");
    assert!(session.screen().contains("us-east-9"), "{}", session.screen());
    assert_eq!(session.app.session.plan.region.as_ref().unwrap().0, "us-east-9", "it is not thrown away");
}

#[test]
fn an_unknown_model_opens_and_is_said_to_be_unknown() {
    let session = in_world("<c-o>foreign-model.toml<enter>4");
    let screen = session.screen();
    assert!(screen.contains("databricks-llama-4-falcon"), "{screen}");
    assert!(!screen.contains("No model is chosen yet"), "{screen}");
    let session = session.play("7");
    assert!(session.screen().contains("falcon"), "{}", session.screen());
    let session = session.play("5 <c-s>");
    assert!(session.host.contents("foreign-model.toml").unwrap().contains("falcon"), "it is not thrown away");
}

#[test]
fn a_plan_of_another_cloud_brings_its_matrix() {
    let session = in_world("<c-o>azure.toml<enter>");
    assert_eq!(
        (session.app.session.plan.cloud, session.app.session.matrix.cloud),
        (Cloud::Azure, Cloud::Azure)
    );
    assert!(!session.app.is_dirty());
    let start = Start { plan: Some("azure.toml".into()), ..Start::default() };
    let session = play_on(host().with_file("azure.toml", AZURE), &start, (120, 40), "2");
    assert_eq!(session.app.session.matrix.cloud, Cloud::Azure);
    assert!(!session.app.is_dirty() && session.screen().contains("westeurope"));
}

#[test]
fn a_matrix_of_another_cloud_than_the_plan_is_refused() {
    let own = "schema = \"servemap/matrix/1\"\ncloud = \"gcp\"\nas_of = 2026-10-11\nsource = \"page\"\n\
        [sources.page]\ntitle = \"A page\"\n[regions]\nus-east4 = { location = \"Virginia\" }\n";
    let mut world = host().with_file("own.toml", own).with_file("azure.toml", AZURE);
    let matrix = Some("own.toml".into());
    let start = Start { plan: Some("azure.toml".into()), matrix: matrix.clone(), ..Start::default() };
    let words = tui::open(&start, &mut world).unwrap_err().to_string();
    assert!(words.contains("is for Google Cloud, not for Azure"), "{words}");
    let app = tui::open(&Start { matrix, ..Start::default() }, &mut world).unwrap();
    assert_eq!(app.session.plan.cloud, Cloud::Gcp);
    assert!(!app.is_dirty());
}

/// Whoever opens a plan reads it first: no letter is typed into it, and q leaves.
#[test]
fn an_opened_plan_begins_where_letters_are_keys() {
    let sentence_only = "schema = \"servemap/plan/1\"\ncloud = \"aws\"\nsentence = \"Answer tickets\"\n";
    for (plan, step) in [(PLAN, Step::Record), (sentence_only, Step::Mode), (AZURE, Step::Model)] {
        let start = Start { plan: Some("plan.toml".into()), ..Start::default() };
        let begun = |keys| play_on(host().with_file("plan.toml", plan), &start, (120, 40), keys);
        let session = begun("");
        assert_eq!(session.app.step, step, "{}", session.screen());
        assert!(session.play("q").left, "{plan}");
        assert!(begun("7").app.step == Step::Export, "{plan}");
    }
    // Who comes to the record to fill it in is in the first row that asks something.
    let session = opened("<a-4><c-u>data platform<enter>");
    assert_eq!(session.app.session.plan.record.owner, "data platform");
}

#[test]
fn an_opened_plan_is_not_changed_by_looking_at_it() {
    let session = opened("<a-1>23<a-4><a-5><a-6><a-7><esc><esc><a-2><tab><tab><a-1><tab><tab>");
    assert!(!session.app.is_dirty() && session.host.own_draft().is_none());
    assert!(session.play("q").left);
}

/// Whoever opens another plan wants to see it, not the explore view of the one before; undo does not lead back into that one.
#[test]
fn another_plan_opened_over_a_sheet_takes_its_place() {
    for explore in ["m", "t", "c", "i", "m<tab>", "m/claude<esc>"] {
        let host = super::support::host().with_file("plan.toml", super::PLAN);
        let start = servemap::tui::Start::default();
        let session =
            super::support::play_on(host, &start, (80, 24), &format!("<tab>{explore}<c-o>plan.toml<enter>"));
        assert_eq!(session.app.explore, None, "{explore}: {}", session.screen());
        assert_eq!(session.app.session.plan.region.as_ref().unwrap().0, "us-east-1", "{explore}");
        assert!(!session.app.is_dirty(), "{explore}");
        let plan = session.app.session.plan.clone();
        assert_eq!(session.play("u").app.session.plan, plan, "{explore}");
    }
}

/// The cloud may turn below every explore view, and round again: nothing panics, and what is shown is the new cloud's.
#[test]
fn the_cloud_turns_below_a_explore() {
    for explore in ["m", "m<tab>", "t", "c", "i"] {
        for (clouds, name) in [("C", "Azure"), ("CC", "Google Cloud"), ("CCC", "AWS")] {
            let keys =
                format!("<tab><tab><enter>/us-east-1<enter><a-3>/opus<esc> j {explore}{clouds}jjjllhk");
            let session = super::support::play_at(80, 24, &keys);
            assert!(session.screen().lines().next().unwrap().contains(name), "{explore}{clouds}");
        }
    }
}

/// One line, where nothing can be said of models yet, and for whoever has begun with nothing.
#[test]
fn a_new_plan_says_what_comes_of_it_and_how_to_leave_until_something_is_chosen() {
    const WORDS: &str = "Nothing is written here until you save.";
    let line = |keys: &str| {
        let screen = play_on(host(), &Start::default(), (120, 40), keys).screen();
        screen.lines().rev().nth(1).unwrap().to_owned()
    };
    assert!(line("").contains(WORDS) && line("").ends_with("Ctrl-C quits."), "{}", line(""));
    assert!(line("<tab>").ends_with(" q quits."), "in a list q is no text: {}", line("<tab>"));
    for keys in ["<tab> ", "<tab><tab> ", "<tab><a-2>", "<a-3>", "<a-7>", "<tab>m", "<tab>C"] {
        assert!(!line(keys).contains(WORDS), "{keys}: {}", line(keys));
    }
    assert!(line("<tab><tab> uu<a-1><esc>").contains(WORDS), "what is undone was not chosen");
    let plan = Start { plan: Some("plan.toml".into()), ..Start::default() };
    let opened = play_on(host().with_file("plan.toml", PLAN), &plan, (120, 40), "<a-1>");
    assert!(!opened.screen().contains(WORDS));
    for width in [10, 30, 60, 79, 80, 119] {
        let screen = play_on(host(), &Start::default(), (width, 24), "").screen();
        let line = screen.lines().rev().nth(1).unwrap();
        assert!(line.is_empty() || line.ends_with("quits."), "{width}: {line}");
    }
}
