//! The timeline: the day moves, and everything that is judged moves with it.

use chrono::NaiveDate;
use servemap::choice::candidates::Candidates;
use servemap::gates::Verdict;
use servemap::tui::Start;

use super::support::{Session, host, play, play_at_once, play_on, today};

fn day(text: &str) -> NaiveDate {
    servemap::date::parse(text).unwrap()
}

fn on(text: &str, keys: &str) -> Session {
    play_on(host(), &Start { as_of: Some(day(text)), ..Start::default() }, (120, 40), keys)
}

fn verdict(session: &Session, model: &str) -> Verdict {
    let matrix = &session.app.session.matrix;
    let model = matrix.models().iter().position(|known| known.id.0 == model).unwrap();
    session.app.session.candidates.list.iter().find(|row| row.model == model).unwrap().verdict
}

#[test]
fn keys_move_the_day_by_days_months_and_ends_and_back_to_today() {
    for (keys, expected) in [
        ("<right>", "2026-10-21"),
        ("<left><left>", "2026-10-18"),
        ("+", "2026-11-20"),
        ("-", "2026-09-20"),
        ("]", "2026-10-30"),
        ("[", "2026-10-09"),
        ("[[", "2026-10-02"),
        ("]+-0", "2026-10-20"),
    ] {
        let session = play(&format!("<tab><tab><enter>/us-east-1<enter><a-3>t{keys}"));
        assert_eq!(session.app.session.as_of, day(expected), "{keys}");
        let badge = format!("as of {expected}, not today");
        assert_eq!(session.screen().contains(&badge), session.app.session.as_of != today(), "{keys}");
    }
}

/// Claude Sonnet 4 retires in pay-per-token on 2026-10-09: the day before, the day, the day after.
#[test]
fn the_model_list_the_gates_and_the_map_change_with_the_day() {
    for (as_of, expected, sign) in [
        ("2026-10-08", Verdict::Conditional, "conditional"),
        ("2026-10-09", Verdict::Blocked, "blocked"),
        ("2026-10-10", Verdict::Blocked, "blocked"),
    ] {
        let keys = "<tab><tab><enter>/us-east-1<enter><a-3>t";
        let session = on(as_of, keys);
        assert_eq!(verdict(&session, "databricks-claude-sonnet-4"), expected, "{as_of}");
        let map = on(as_of, &format!("{keys}m/sonnet-4<esc>/<c-u>claude-sonnet-4<esc>"));
        let row = map.screen().lines().find(|line| line.contains("Claude Sonnet 4  ")).unwrap().to_owned();
        assert_eq!(row.contains('✗'), expected == Verdict::Blocked, "{row}");
        let list = on(as_of, &format!("{keys}3/claude-sonnet-4<esc>G"));
        assert!(list.screen().contains(sign), "{}", list.screen());
    }
}

/// The keys and the flag lead to the same.
#[test]
fn scrubbing_to_a_day_shows_what_the_flag_shows() {
    for (as_of, keys) in [
        ("2026-12-20", "++"),
        ("2026-08-20", "--"),
        ("2026-10-30", "]"),
        ("2026-10-03", "[<left><left><left><left><left><left>"),
    ] {
        let by_keys = play(&format!("<tab><tab><enter>/us-east-1<enter><a-3>t{keys}"));
        assert_eq!(by_keys.app.session.as_of, day(as_of));
        let fresh =
            Candidates::new(by_keys.app.session.plan.criteria(&by_keys.app.session.matrix, day(as_of)));
        assert_eq!(by_keys.app.session.candidates.list, fresh.list, "{as_of}");
        let by_flag = on(as_of, "<tab><tab><enter>/us-east-1<enter><a-3>");
        assert_eq!(by_keys.play("3").screen(), by_flag.screen());
    }
}

#[test]
fn a_row_taken_judges_for_its_day_and_tells_what_closes() {
    let session = play("<tab><tab><enter>/us-east-1<enter><a-3>t]");
    let screen = session.screen();
    assert!(screen.contains("against today"), "{screen}");
    assert!(screen.contains("closed: databricks-inkling"), "{screen}");
    let session = session.play("0");
    assert!(session.screen().contains("As of today, 2026-10-20"));
    let session = session.play("k<enter>");
    assert_eq!(session.app.session.as_of, day("2026-10-09"), "{}", session.screen());
}

#[test]
fn the_days_that_matter_to_the_plan_are_marked() {
    let session = play("<tab><tab><enter>/us-east-1<enter>2<tab>j<down>jjj2027-03-31<enter>t++");
    let screen = session.screen();
    for word in ["│today", "│as of", "│needed until"] {
        assert!(screen.contains(word), "{word} in {screen}");
    }
}

/// The day is no part of the plan: moving it leaves nothing to save, and no step lost.
#[test]
fn moving_the_day_changes_no_plan() {
    let session = play("<tab>t]]+-<right><esc>q");
    assert!(session.left && !session.app.is_dirty());
}

#[test]
fn no_day_is_too_far() {
    let at_once = |keys: &str| play_at_once(host(), &Start::default(), (120, 40), &format!("<tab>t{keys}"));
    let session = at_once(&"+".repeat(3000));
    assert!(session.app.session.as_of <= day("2200-12-31"), "{}", session.app.session.as_of);
    let session = at_once(&"-".repeat(5000));
    assert!(session.app.session.as_of >= day("1900-01-01"), "{}", session.app.session.as_of);
}

/// The lines of the rows, which begin with a model's name.
fn title(session: &Session) -> String {
    session.screen().lines().find(|line| line.contains("Timeline:")).unwrap().to_owned()
}

#[test]
fn the_rows_are_filtered_by_the_language_of_the_lists() {
    let session = play("<tab><tab><enter>/us-east-1<enter><a-3>t/provider:anthropic");
    assert!(title(&session).contains(" of 37 endings"), "{}", session.screen());
    assert!(!session.screen().contains("Llama"), "{}", session.screen());
    // The ends of what is shown are those the brackets go to.
    let session = session.play("<esc>[");
    assert_ne!(session.app.session.as_of, today());
    let session = session.play("0<esc>");
    assert!(title(&session).contains("Timeline: 37 endings"), "{}", session.screen());
    let session = session.play("/taks:chat");
    assert!(session.screen().contains("did you mean 'task'?"), "{}", session.screen());
    assert!(title(&session).contains("Timeline: 37 endings"), "{}", session.screen());
    let session = session.play("<c-u>zzzz");
    assert!(session.screen().contains("Ctrl-U clears"), "{}", session.screen());
    let session = session.play("<esc><esc><esc>");
    assert_eq!(session.app.explore, None);
}

#[test]
fn a_row_is_judged_in_the_modes_it_is_about() {
    // The retirement holds in pay-per-token; the plan is about another mode.
    let session = play("<tab><tab>jj<enter>/us-east-1<enter><a-3>t/sonnet-4 retires:<=2026-10-09");
    assert!(session.screen().contains("Claude Sonnet 4 "), "{}", session.screen());
    assert!(title(&session).contains(" of 37"), "{}", session.screen());
}

#[test]
fn a_mode_in_the_filter_is_the_one_that_a_row_is_about() {
    for (mode, other) in
        [("pay-per-token", "provisioned-throughput"), ("provisioned-throughput", "pay-per-token")]
    {
        for keys in ["<tab>t", "<tab><tab>jj<enter>/us-east-1<enter><a-3>t"] {
            let screen = play(&format!("{keys}/mode:{mode}<esc>")).screen();
            let rows: Vec<&str> =
                screen.lines().filter(|line| line.contains('✗') || line.contains("··")).collect();
            assert!(rows.len() > 3, "{screen}");
            assert!(!rows.iter().any(|row| row.contains(other) && !row.contains(mode)), "{screen}");
            let screen = play(&format!("{keys}/-mode:{other}<esc>")).screen();
            assert!(!screen.contains(&format!("preview: {other} │")), "{screen}");
        }
    }
}

#[test]
fn enter_in_the_filter_judges_for_the_day_of_the_best_row() {
    let session =
        play("<tab><tab><enter>/us-east-1<enter><a-3>t/claude-sonnet-4 retires:<=2026-10-09<enter>");
    assert!(
        !session.app.explore_views.get(servemap::tui::order::ExploreView::Timeline).is_filtering(),
        "{}",
        session.screen()
    );
    assert_eq!(session.app.session.as_of.to_string(), "2026-10-09", "{}", session.screen());
    let session = play("<tab><tab>jj<enter>/us-east-1<enter><a-3>tG<enter>");
    assert!(session.screen().contains("no date is announced for this row"), "{}", session.screen());
}
