//! A list one can choose from: its columns, the order it stands in, and what a narrow screen keeps.

use servemap::gates::Verdict;
use servemap::tui::Start;

use super::support::{Session, host, play_on};

/// The step of the models, from anywhere.
pub(super) const MODELS: &str = "<a-3>";

/// The models of pay-per-token in us-east-1, or as the lines below the mode and region say.
pub(super) fn models(lines: &str, size: (u16, u16), keys: &str) -> Session {
    let plan = format!(
        "schema = \"servemap/plan/1\"\ncloud = \"aws\"\nmode = \"pay-per-token\"\nregion = \"us-east-1\"\n{lines}"
    );
    let start = Start { plan: Some("plan.toml".into()), ..Start::default() };
    play_on(host().with_file("plan.toml", &plan), &start, size, &format!("{MODELS}{keys}"))
}

fn title(session: &Session) -> String {
    let screen = session.screen();
    let line = screen.lines().find(|line| line.contains("Models ")).unwrap().to_owned();
    line.split("Models ").nth(1).unwrap().split(['─', '╮', '│']).next().unwrap().trim().to_owned()
}

/// The line of the heads as far as the list goes, and its row on the screen.
fn heads(session: &Session) -> (usize, String) {
    let screen = session.screen();
    let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains("  model ")).unwrap();
    (row, line.split('│').next().unwrap().to_owned())
}

/// The numbers of a column in the order of the rows that are on the screen, by where the head ends.
fn numbers(session: &Session, head: &str) -> Vec<String> {
    let (row, heads) = heads(session);
    let letters: Vec<char> = heads.chars().collect();
    let end = (0..letters.len()).find(|at| {
        let word: String = letters[at.saturating_sub(head.len())..*at].iter().collect();
        word == head && letters.get(*at).is_none_or(|next| *next == ' ')
    });
    let end = end.unwrap();
    let screen = session.screen();
    let below = screen.lines().skip(row + 1);
    let cells = below.map(|line| line.chars().take(end).collect::<String>());
    let last = |line: String| line.rsplit(' ').next().unwrap_or_default().to_owned();
    cells.map(last).take_while(|cell| cell.parse::<f64>().is_ok() || cell == "?" || cell == "–").collect()
}

/// The verdicts of the list from the top on, as Down goes through them.
fn verdicts(mut session: Session, count: usize) -> (Vec<Verdict>, Session) {
    let mut verdicts = Vec::new();
    session = session.play("g");
    for _ in 0..count {
        let id = session.app.steps.model.under().unwrap().clone();
        let list = &session.app.session.candidates.list;
        let matrix = &session.app.session.matrix;
        let place = matrix.place_of(matrix.model(&id).unwrap());
        verdicts.push(list.iter().find(|one| one.model == place).unwrap().verdict);
        session = session.play("j");
    }
    (verdicts, session)
}

#[test]
fn the_columns_say_what_they_are_and_in_which_unit() {
    let session = models("", (120, 40), "");
    let (_, line) = heads(&session);
    for head in ["DBU/1M", " in", " out", "RT", "ends", "why not"] {
        assert!(line.contains(head), "{head}: {line}");
    }
    let (_, wide) = heads(&models("", (160, 50), ""));
    assert!(wide.contains("context") && wide.contains("inputs"), "{wide}");
}

/// "At 80 columns the most telling ones": what does not fit is left out whole.
#[test]
fn a_narrow_screen_keeps_whole_columns() {
    let mut shown = Vec::new();
    for width in [160, 140, 120, 100, 80, 60, 40] {
        let (_, line) = heads(&models("", (width, 24), ""));
        let heads = ["model", " in ", " out", "RT", "ends", "why not", "context", "inputs"];
        let fits: Vec<&str> = heads.into_iter().filter(|head| line.contains(*head)).collect();
        assert!(!line.contains('…'), "{line}");
        shown.push(fits);
    }
    for pair in shown.windows(2) {
        assert!(pair[1].iter().all(|head| pair[0].contains(head)), "{pair:?}: a lesser column stays last");
    }
    assert!(shown[4].contains(&" out"), "{shown:?}");
}

#[test]
fn each_column_sorts_and_the_title_says_so() {
    let mut session = models("", (160, 50), "");
    assert!(!title(&session).contains('▲'), "best first until somebody sorts");
    let first = session.app.steps.model.under().cloned();
    for name in [
        "model ▲",
        "price in ▲",
        "price out ▲",
        "context ▲",
        "inputs ▲",
        "real-time ▲",
        "ends ▲",
        "why not ▲",
    ] {
        session = session.play("o");
        assert!(title(&session).ends_with(name), "{} is not {name}", title(&session));
    }
    session = session.play("o");
    assert!(!title(&session).contains('▲'), "behind the last one the best come first again");
    assert_eq!(session.app.steps.model.under().cloned(), first, "the cursor stays with its model");
    session = session.play("O");
    assert!(title(&session).ends_with("verdict ▼"), "{}", title(&session));
    let (verdicts, _) = verdicts(session, 3);
    assert_eq!(verdicts, [Verdict::Blocked; 3]);
}

#[test]
fn a_price_sorts_up_and_down_with_unknown_ones_last() {
    let up = numbers(&models("", (160, 50), "oog"), "in");
    let down = numbers(&models("", (160, 50), "ooOg"), "in");
    let open = models("", (160, 50), "").app.session.candidates.remain();
    let known = |cells: &[String]| {
        cells[..open.min(cells.len())].iter().filter_map(|cell| cell.parse().ok()).collect::<Vec<f64>>()
    };
    let (rising, falling) = (known(&up), known(&down));
    assert!(rising.len() > 20 && rising.is_sorted(), "{up:?}");
    assert!(falling.is_sorted_by(|one, other| one >= other), "{down:?}");
    assert!(rising[0] < falling[0], "{up:?} {down:?}");
}

#[test]
fn models_that_are_not_open_stay_below_the_open_ones() {
    for keys in ["oo", "ooO", "oooo", "ooooooo"] {
        let session = models("", (120, 40), keys);
        let open = session.app.session.candidates.remain();
        let all = session.app.session.candidates.list.len();
        let (verdicts, _) = verdicts(session, all);
        let closed = verdicts.iter().position(|verdict| !verdict.is_open()).unwrap();
        assert_eq!(closed, open, "{keys}");
    }
}

#[test]
fn a_click_on_a_head_sorts_by_it_and_a_second_one_turns_it() {
    let session = models("", (120, 40), "");
    let (row, line) = heads(&session);
    let column =
        line.chars().collect::<String>().find(" out").map(|at| line[..at].chars().count() + 2).unwrap();
    let click = format!("<click {column} {row}>");
    let session = session.play(&click);
    assert!(title(&session).ends_with("price out ▲"), "{}", title(&session));
    let session = session.play(&click);
    assert!(title(&session).ends_with("price out ▼"), "{}", title(&session));
    // Beside the columns nothing happens, and below the heads a row is meant.
    let session = session.play(&format!("<click 1 {row}>"));
    assert!(title(&session).ends_with("price out ▼"), "{}", title(&session));
    let before = session.app.steps.model.under().cloned();
    let session = session.play(&format!("<click {column} {}>", row + 3));
    assert_ne!(session.app.steps.model.under().cloned(), before);
    assert!(title(&session).ends_with("price out ▼"));
}

#[test]
fn what_is_typed_is_best_first_until_somebody_sorts() {
    let session = models("", (120, 40), "/opus 4.1<esc>");
    let id = |session: &Session| session.app.steps.model.under().unwrap().0.clone();
    assert_eq!(id(&session), "databricks-claude-opus-4-1");
    let session = session.play("oog");
    assert!(title(&session).ends_with("price in ▲"));
    assert!(numbers(&session, "in").is_sorted_by(|one, other| {
        one.parse::<f64>().unwrap_or(f64::MAX) <= other.parse::<f64>().unwrap_or(f64::MAX)
    }));
    // In the filter the keys that sort are letters.
    let session = session.play("/o");
    assert!(title(&session).ends_with("price in ▲"), "{}", title(&session));
}

#[test]
fn one_key_shows_only_models_on_the_real_time_list() {
    let session = models("", (120, 40), "/llama<esc>r");
    assert!(session.screen().contains("/ llama realtime:yes"), "{}", session.screen());
    let session = session.play("r");
    assert!(session.screen().contains("/ llama ") && !session.screen().contains("realtime:"));
    // Another value of the same qualifier gives way.
    let session = session.play("/ -realtime:yes<esc>r");
    assert!(session.screen().contains("/ llama realtime:yes"), "{}", session.screen());
}
