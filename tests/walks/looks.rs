//! What must be seen: the day that is not today, a matrix that is old, the chosen row without colour.

use chrono::NaiveDate;
use ratatui::style::{Modifier, Style};
use servemap::matrix::bundled;
use servemap::store;
use servemap::tui::Start;

use super::Session;
use super::support::{TestHost, host, play, play_on};

/// The styles of a word's cells.
fn styles(session: &Session, word: &str) -> Vec<Style> {
    let screen = session.screen();
    let (row, line) = screen
        .lines()
        .enumerate()
        .find(|(_, line)| line.contains(word))
        .unwrap_or_else(|| panic!("{word} in\n{screen}"));
    let first = line[..line.find(word).unwrap()].chars().count();
    let buffer = session.surface.buffer();
    let cell = |column: usize| buffer[(u16::try_from(column).unwrap(), u16::try_from(row).unwrap())].style();
    (first..first + word.chars().count()).map(cell).collect()
}

fn as_of(year: i32, month: u32, day: u32, theme: &str) -> Session {
    let start = Start {
        as_of: NaiveDate::from_ymd_opt(year, month, day),
        theme: Some(theme.to_owned()),
        ..Start::default()
    };
    play_on(host(), &start, (120, 40), "")
}

#[test]
fn a_day_that_is_not_today_stands_in_the_header_in_alert_style() {
    for theme in ["terminal", "dark", "light", "high-contrast", "sixteen"] {
        let session = as_of(2026, 11, 1, theme);
        let alert = session.app.theme.alert;
        for style in styles(&session, "as of 2026-11-01, not today") {
            assert_eq!((style.fg, style.bg), (alert.fg, alert.bg), "{theme}");
        }
        assert!(alert.bg.is_some(), "{theme}: nobody can miss it");
    }
    assert!(!play("").screen().contains("not today"));
}

#[test]
fn an_old_matrix_stands_in_the_header_in_alert_style() {
    for theme in ["terminal", "dark", "light", "high-contrast", "sixteen"] {
        assert!(!as_of(2026, 11, 18, theme).screen().contains("OLD"), "45 days");
        let session = as_of(2026, 11, 19, theme);
        let alert = session.app.theme.alert;
        for style in styles(&session, "OLD: verify") {
            assert_eq!((style.fg, style.bg), (alert.fg, alert.bg), "{theme}");
        }
    }
}

#[test]
fn an_old_matrix_and_another_day_are_both_seen() {
    let start = Start { as_of: NaiveDate::from_ymd_opt(2026, 12, 31), ..Start::default() };
    let session = play_on(host(), &start, (100, 24), "");
    let screen = session.screen();
    let header = screen.lines().next().unwrap();
    assert!(header.contains("OLD: verify") && header.contains("as of 2026-12-31"), "{header}");
}

#[test]
fn a_stored_matrix_is_named_in_the_header_with_its_day_and_age() {
    let day = |text| servemap::date::parse(text).unwrap();
    let matrix = |location: &str| {
        format!(
            "schema = \"servemap/matrix/1\"\ncloud = \"aws\"\nas_of = 2026-11-20\nsource = \"page\"\n\
            [sources.page]\ntitle = \"A page\"\n[regions]\nus-east-1 = {{ location = \"{location}\" }}\n"
        )
    };
    let mut world = TestHost::new(day("2026-11-22"));
    for (location, said) in
        [("one", "stored matrix 2026-11-20, 2 days old"), ("two", "stored (2) matrix 2026-11-20, 2 days old")]
    {
        let text = matrix(location);
        let imported = bundled::with_own("imported", &text).unwrap();
        store::add(&mut world, &imported, &text, "").unwrap();
        let screen = play_on(world.clone(), &Start::default(), (80, 24), "").screen();
        assert!(screen.lines().next().unwrap().contains(said), "{screen}");
    }
    let old = Start { as_of: Some(day("2027-01-05")), ..Start::default() };
    let screen = play_on(world, &old, (80, 24), "").screen();
    assert!(screen.lines().next().unwrap().contains("46 DAYS OLD"), "{screen}");
}

/// Where a row is seen to be chosen although no colour is drawn.
fn stands_out(style: &Style) -> bool {
    style.add_modifier.intersects(Modifier::REVERSED | Modifier::BOLD)
}

#[test]
fn the_row_under_the_cursor_is_seen_without_colour() {
    for (keys, word) in [
        ("<tab><tab>jj", "Provisioned throughput"),
        ("<tab><tab><enter>", "ap-northeast-1"),
        ("<tab><tab><enter>/us-east-1<enter><a-3>/maverick", "Llama 4 Maverick"),
        ("<a-4>", "Owner"),
        ("<a-5>", "Feature flag"),
        ("<a-6>", "What this model is for"),
        ("<a-7>", "[x]"),
    ] {
        let session = play(keys);
        let marked = session.screen().lines().any(|line| line.contains('›') && line.contains(word));
        assert!(marked, "{keys}: a sign stands before it\n{}", session.screen());
        let reversed = styles(&session, word);
        assert!(reversed.iter().all(stands_out), "{keys}: {reversed:?}");
    }
}

#[test]
fn the_step_one_is_on_is_seen_without_colour() {
    for (place, word) in ["1 Mode", "2 Region", "3 Model"].iter().enumerate() {
        let session = play(&format!("<a-{}>", place + 1));
        assert!(styles(&session, word).iter().all(stands_out), "{word}");
    }
}

/// The keys at the bottom of the screen.
fn bottom(session: &super::Session) -> String {
    session.screen().lines().last().unwrap().to_owned()
}

/// A part whose keys are its own says so.
#[test]
fn the_bottom_line_tells_no_key_that_does_nothing_here() {
    use super::support::play_at;
    let at = |keys: &str| bottom(&play_at(120, 40, keys));
    let pairs = at("<tab><tab><enter>/us-east-1<enter><a-3>2<s-tab>");
    assert!(pairs.contains("Enter select both") && pairs.contains("Tab next pane"), "{pairs}");
    assert!(!pairs.contains("/ filter") && !pairs.contains("Space"), "{pairs}");
    let posture = at("<tab><tab><enter>/us-east-1<enter><a-3>2<tab>");
    assert!(posture.contains("→ change") && !posture.contains("/ filter"), "{posture}");
    assert!(!posture.contains("secondary"), "{posture}");
    let list = at("<tab><tab><enter>/us-east-1<enter><a-3>2");
    assert!(list.contains("/ filter") && list.contains("Space secondary"), "{list}");
    assert!(!list.contains("→ change"), "{list}");
    let map = at("<tab><tab><enter>/us-east-1<enter><a-3>m");
    assert!(map.contains("] next mode"), "{map}");
    let turned = at("<tab><tab><enter>/us-east-1<enter><a-3>m<tab>");
    assert!(turned.contains("] next model"), "{turned}");
    let regions = at("<tab><tab><enter>/us-east-1<enter><a-3>/sonnet-4-6<enter><a-3>c<tab>");
    assert!(regions.contains("Tab models") && !regions.contains("r reason"), "{regions}");
    let timeline = at("<tab><tab><enter>/us-east-1<enter><a-3>t");
    assert!(timeline.contains("/ filter"), "{timeline}");
}

/// What stands below a list gives way before the list does.
#[test]
fn a_low_screen_still_shows_rows() {
    use super::support::play_at;
    let map = play_at(50, 15, "<tab><tab><enter>m").screen();
    assert!(map.contains("›  GPT-5.5"), "{map}");
    let turned = play_at(50, 14, "<tab><tab><enter>m<tab>").screen();
    assert!(turned.contains("› ap-northeast-1"), "{turned}");
    let timeline = play_at(50, 14, "<tab><tab><enter>t").screen();
    assert!(timeline.matches("2026-10-").count() >= 3, "{timeline}");
    let pairs = play_at(50, 15, "<tab><tab><enter>2<s-tab>").screen();
    assert!(
        pairs.contains("Primary") && pairs.contains(" ca-central-1 ") && pairs.contains(" sa-east-1 "),
        "{pairs}"
    );
}

/// What the list of models will hold stands beside the list of regions, under the same posture.
#[test]
fn the_models_of_the_region_under_the_cursor_stand_beside_the_regions() {
    let session = super::support::play("<tab><tab><enter>/us-east-1<esc>");
    assert!(session.screen().contains("Models in us-east-1"), "{}", session.screen());
    let session = session.play("<esc><down>");
    assert!(session.screen().contains("Models in us-east-2"), "{}", session.screen());
    let session = session.play("<enter><right><right>");
    let counted =
        format!("{} available", session.app.session.candidates.count(servemap::gates::Verdict::Available));
    let beside = session.screen().lines().filter(|line| line.contains(&counted)).count();
    assert_eq!(beside, 2, "once beside the regions, once in the status line\n{}", session.screen());
    let low = super::support::play_at(80, 18, "<tab><tab><enter>/us-east-1<esc>");
    assert!(!low.screen().contains("Models in us-east-1"), "{}", low.screen());
}
