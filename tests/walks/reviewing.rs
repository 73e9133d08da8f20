//! The board: a team goes through its decisions, reviews them, and what it said is in the files.

use servemap::tui::decisions::DecisionPlaces;
use servemap::tui::{self, Start};

use super::support::{Session, TestHost, host, play_on};

/// The decisions of a quarter.
const QUARTER: [(&str, &str); 6] = [
    ("claims-summaries", include_str!("../quarter/claims-summaries.toml")),
    ("contract-review", include_str!("../quarter/contract-review.toml")),
    ("faq-answers", include_str!("../quarter/faq-answers.toml")),
    ("product-tags", include_str!("../quarter/product-tags.toml")),
    ("support-drafts", include_str!("../quarter/support-drafts.toml")),
    ("ticket-triage", include_str!("../quarter/ticket-triage.toml")),
];

fn quarter() -> TestHost {
    let add =
        |host: TestHost, (name, text): &(&str, &str)| host.with_file(format!("decisions/{name}.toml"), text);
    QUARTER.iter().fold(host(), add)
}

fn places(path: &str) -> DecisionPlaces {
    DecisionPlaces { paths: vec![path.into()], asked: true, ..DecisionPlaces::default() }
}

fn start() -> Start {
    Start {
        decisions: Some(places("decisions")),
        as_of: servemap::date::parse("2026-11-26").ok(),
        by: Some("Ana Diaz".to_owned()),
        ..Start::default()
    }
}

fn board(keys: &str) -> Session {
    play_on(quarter(), &start(), (120, 40), keys)
}

fn text(session: &Session, name: &str) -> String {
    session.host.contents(format!("decisions/{name}.toml")).unwrap()
}

/// The file under the cursor.
fn here(session: &Session) -> String {
    session.app.board.as_ref().unwrap().summary().unwrap().name.clone()
}

/// The names of the rows, from top to bottom.
fn rows(session: &Session) -> Vec<String> {
    let names = QUARTER.map(|(name, _)| name);
    let screen = session.screen();
    let lines = screen.lines().skip(3).take_while(|line| !line.starts_with('─'));
    let name = |line: &str| {
        let left: String = line.chars().take(26).collect();
        names.iter().find(|name| left.contains(*name)).map(|name| (*name).to_owned())
    };
    lines.filter_map(name).collect()
}

#[test]
fn the_worst_come_first_and_the_header_counts_those_that_need_somebody() {
    let session = board("");
    assert_eq!(
        rows(&session),
        [
            "contract-review",
            "ticket-triage",
            "claims-summaries",
            "product-tags",
            "support-drafts",
            "faq-answers"
        ]
    );
    let screen = session.screen();
    let header = screen.lines().next().unwrap();
    for part in ["decisions", "6 decisions", "3 failing", "1 needs you", "2026-10-04", "53 DAYS OLD"] {
        assert!(header.contains(part), "{part}: {header}");
    }
    assert!(screen.contains("NOT CLEARED") && screen.contains("decided 2026-07-02"), "{screen}");
    assert!(!session.left && session.play("q").left);
}

#[test]
fn enter_opens_a_plan_n_goes_on_and_q_leads_back_to_the_same_row() {
    let session = board("j<enter>");
    assert_eq!(session.app.session.path().unwrap().to_str().unwrap(), "decisions/ticket-triage.toml");
    assert!(session.screen().contains("2 of 6"), "{}", session.screen());
    let session = session.play("n");
    assert_eq!(session.app.session.path().unwrap().to_str().unwrap(), "decisions/claims-summaries.toml");
    let session = session.play("NN");
    assert_eq!(session.app.session.path().unwrap().to_str().unwrap(), "decisions/contract-review.toml");
    let session = session.play("N");
    assert!(session.screen().contains("this is the first decision"), "{}", session.screen());
    let session = session.play("q");
    assert!(session.app.on_board && here(&session) == "contract-review");
    assert!(session.play("q").left);
    let session = board("j<enter><esc>");
    assert!(session.app.on_board && here(&session) == "ticket-triage", "{}", session.screen());
}

#[test]
fn the_order_of_going_through_is_that_of_the_filter() {
    let session = board("/verdict:available<enter>");
    assert_eq!(session.app.session.path().unwrap().to_str().unwrap(), "decisions/product-tags.toml");
    let session = session.play("nn");
    assert_eq!(session.app.session.path().unwrap().to_str().unwrap(), "decisions/support-drafts.toml");
    assert!(session.screen().contains("this is the last decision"), "{}", session.screen());
}

#[test]
fn the_list_is_filtered_by_the_language_of_the_models_and_a_mistake_takes_no_row() {
    assert_eq!(rows(&board("/owner:dana-novak<esc>")), ["contract-review", "claims-summaries"]);
    assert_eq!(rows(&board("/approved:no -status:superseded<esc>")), ["claims-summaries"]);
    let session = board("/ownr:dana<enter>");
    assert!(session.screen().contains("did you mean 'owner'"), "{}", session.screen());
    assert!(session.app.on_board);
    let screen = board("/zzzz").screen();
    assert!(screen.contains("Ctrl-U clears the filter"), "{screen}");
    let session = board("/zzzz<esc>aacsdwrp<enter>n");
    assert!(session.app.on_board && session.app.popup.is_none());
}

#[test]
fn columns_sort_by_key_and_by_a_click_on_their_heads() {
    let by_name = [
        "claims-summaries",
        "contract-review",
        "product-tags",
        "support-drafts",
        "ticket-triage",
        "faq-answers",
    ];
    assert_eq!(rows(&board(&"o".repeat(9))), by_name, "past ones stay below");
    let clicked = board("<click 8 3>");
    assert_eq!(rows(&clicked), by_name, "{}", clicked.screen());
    let reversed = clicked.play("<click 8 3>");
    assert_eq!(rows(&reversed)[0], "ticket-triage");
    // The cursor stays with its file.
    assert_eq!(here(&reversed), "contract-review");
}

#[test]
fn a_click_selects_and_a_second_one_opens() {
    let session = board("<click 10 6>");
    assert_eq!(here(&session), "claims-summaries", "{}", session.screen());
    assert!(session.app.on_board);
    let session = session.play("<click 10 6>");
    assert!(!session.app.on_board, "{}", session.screen());
    let before = board("").screen();
    assert_ne!(board("<wheel-down 110 20>").screen(), before, "the wheel scrolls the note");
    assert_eq!(here(&board("<wheel-down 10 6>")), "ticket-triage");
}

#[test]
fn approving_writes_who_when_and_what_was_seen_and_judges_the_row_anew() {
    let session = board("jjja");
    let screen = session.screen();
    for part in
        ["Approve product-tags", "databricks-gpt-5-4-nano", "Ana Diaz", "2026-11-26", "product-tags.toml"]
    {
        assert!(screen.contains(part), "{part}: {screen}");
    }
    let session = session.play("as agreed<enter>");
    let written = text(&session, "product-tags");
    let review = written.rsplit("[[reviews]]").next().unwrap();
    for part in
        ["verdict = \"approve\"", "comment = \"as agreed\"", "databricks-gpt-5-4-nano", "by = \"Ana Diaz\""]
    {
        assert!(review.contains(part), "{part}: {review}");
    }
    assert!(session.screen().contains("wrote 'approve' by Ana Diaz"), "{}", session.screen());
    // Her approval of another model was outdated: the latest word of each person counts.
    assert!(!session.screen().contains("outdated"), "{}", session.screen());
    assert_eq!(here(&session), "product-tags");
}

#[test]
fn changes_are_requested_with_words_and_a_comment_without_any_is_asked_for() {
    let session = board("jjjjc<enter>");
    assert!(session.screen().contains("enter what has to be changed"), "{}", session.screen());
    let session = session.play("a newer model<enter>");
    assert!(text(&session, "support-drafts").contains("verdict = \"request-changes\""));
    assert!(session.screen().contains("changes requested"), "{}", session.screen());
    assert!(board("C<enter>").screen().contains("enter a comment"));
}

#[test]
fn a_review_date_is_set_with_a_comment_that_tells_it() {
    let session = board("r<enter>");
    assert!(session.screen().contains("enter the day of the next review"), "{}", session.screen());
    let wrong = board("rsoon<enter>");
    assert!(wrong.app.popup.is_some() && text(&wrong, "contract-review") == QUARTER[1].1);
    let session = session.play("+90d<enter>");
    let written = text(&session, "contract-review");
    assert!(
        written.contains("review_by = 2027-02-24") && written.contains("review by 2027-02-24"),
        "{written}"
    );
}

#[test]
fn superseding_links_both_plans() {
    let session = board("ssupport");
    assert!(session.screen().contains("contract-review is superseded by"), "{}", session.screen());
    let session = session.play("<enter>");
    assert!(session.screen().contains("Supersede contract-review by support-drafts"), "{}", session.screen());
    let session = session.play("one model for both<enter>");
    assert!(text(&session, "contract-review").contains("superseded_by = \"support-drafts.toml\""));
    assert!(text(&session, "support-drafts").contains("contract-review.toml"));
    let names = rows(&session);
    assert!(names[4..].contains(&"contract-review".to_owned()), "{names:?}");
    let session = session.play("/contract<esc>a");
    assert!(session.screen().contains("superseded"), "{}", session.screen());
    assert!(session.app.popup.is_none());
}

#[test]
fn withdrawing_takes_a_decision_out_of_those_that_are_judged() {
    let session = board("jwno longer needed<enter>");
    assert!(text(&session, "ticket-triage").contains("status = \"withdrawn\""));
    assert!(session.screen().contains("2 failing"), "{}", session.screen());
}

/// "A file changed on disk is a conflict, shown, re-read, nothing lost."
#[test]
fn a_file_that_changed_on_disk_is_a_conflict_and_the_words_stay() {
    let mut session = board("jjja");
    let changed = QUARTER[3].1.replace("Chen Wei", "Dana Novak");
    session.host.put("decisions/product-tags.toml", &changed);
    let session = session.play("as agreed<enter>");
    let screen = session.screen();
    assert!(screen.contains("changed on disk since it was read") && screen.contains("as agreed"), "{screen}");
    assert_eq!(text(&session, "product-tags"), changed);
    let session = session.play("<enter>");
    let written = text(&session, "product-tags");
    assert!(written.contains("Dana Novak") && written.contains("as agreed"), "{written}");
    // A file that is gone: nothing is written in its place.
    let mut session = board("jjja");
    session.host.remove("decisions/product-tags.toml");
    let session = session.play("fine<enter>");
    assert!(session.screen().contains("fine") && session.app.popup.is_some(), "{}", session.screen());
    assert!(session.host.contents("decisions/product-tags.toml").is_none());
}

#[test]
fn whoever_is_not_known_is_asked_once() {
    let start = Start { by: None, ..start() };
    let session = play_on(quarter(), &start, (120, 40), "jjja<enter>");
    assert!(session.screen().contains("enter who reviews"), "{}", session.screen());
    let session = session.play("Bo<enter>ja");
    assert!(session.app.popup.is_some() && session.screen().contains("Bo"), "{}", session.screen());
    assert_eq!(text(&session, "product-tags").matches("by = \"Bo\"").count(), 1);
    // Whoever git knows is not asked.
    let known = play_on(quarter().with_git_name("Ben Okafor"), &start, (120, 40), "jjja<enter>");
    assert!(known.app.popup.is_none(), "{}", known.screen());
    assert!(text(&known, "product-tags").ends_with("by = \"Ben Okafor\"\n"));
}

#[test]
fn what_changed_is_told_against_what_was_decided_and_approved() {
    let screen = board("jjjd").screen();
    for part in
        ["What changed in product-tags", "Approved", "outdated", "- model", "+ model databricks-gpt-5-4-nano"]
    {
        assert!(screen.contains(part), "{part}: {screen}");
    }
    assert!(board("d").screen().contains("now blocked"));
}

#[test]
fn the_pages_are_listed_and_written_and_other_text_stays() {
    let session = board("x");
    let screen = session.screen();
    for part in ["tracker.md", "todos.md", "index.md", "runbook.md", "new"] {
        assert!(screen.contains(part), "{part}: {screen}");
    }
    assert_eq!(session.host.files().len(), 6, "nothing is written before Enter");
    let session = session.play("<enter>");
    let tracker = session.host.contents("decisions/tracker.md").unwrap();
    assert!(tracker.contains("contract-review"), "{tracker}");
    assert!(session.play("x").screen().contains("as it is"));
    let mut session = board("x<enter>");
    let page = session.host.contents("decisions/todos.md").unwrap();
    session.host.put("decisions/todos.md", format!("Notes of the meeting\n\n{page}"));
    let session = session.play("jjjc another price<enter>x<enter>");
    assert!(session.host.contents("decisions/todos.md").unwrap().starts_with("Notes of the meeting"));
}

#[test]
fn unsaved_changes_of_an_opened_plan_are_never_dropped_silently() {
    for way in ["n", "q"] {
        let session = board("jjjj<enter><a-4>Chen<enter><a-5>").play(way);
        assert!(session.screen().contains("has unsaved changes"), "{way}: {}", session.screen());
        let kept = session.play("<esc>");
        assert!(!kept.app.on_board && kept.app.is_dirty(), "{way}");
        let saved = kept.play(way).play("s");
        assert!(text(&saved, "support-drafts").contains("Chen"), "{way}: {}", saved.screen());
    }
    let dropped = board("jjjj<enter><a-4>Chen<enter><a-5>qy");
    assert!(dropped.app.on_board && !dropped.app.is_dirty());
    assert_eq!(text(&dropped, "support-drafts"), QUARTER[4].1);
    assert!(dropped.play("q").left);
}

#[test]
fn a_saved_plan_is_judged_anew_on_the_board() {
    let session = board("<enter><a-4><c-u>Zoe<enter><c-s><a-5>q");
    assert!(session.app.on_board && session.screen().contains("owner Zoe"), "{}", session.screen());
}

#[test]
fn broken_and_incomplete_files_are_rows_with_their_problems() {
    let world = quarter()
        .with_file("decisions/broken.toml", "schema = \"servemap/plan/1\"\nmode = \"ptu\"\n")
        .with_file("decisions/open.toml", "schema = \"servemap/plan/1\"\nmode = \"pay-per-token\"\n");
    let session = play_on(world, &start(), (120, 40), "/verdict:broken<esc>");
    assert_eq!(here(&session), "broken");
    assert!(session.screen().contains("'ptu'"), "{}", session.screen());
    let session = session.play("<enter>");
    assert!(
        session.app.on_board && session.screen().contains("cannot be read as a plan"),
        "{}",
        session.screen()
    );
    let session = session.play("<esc>a");
    assert!(session.screen().contains("cannot be reviewed"), "{}", session.screen());
    let session = session.play("/<c-u>verdict:incomplete<esc>a");
    assert!(session.screen().contains("nothing to approve yet"), "{}", session.screen());
    let session = session.play("<enter>");
    assert!(!session.app.on_board, "an incomplete plan is opened where it needs somebody");
}

#[test]
fn reading_again_keeps_the_cursor_on_its_file() {
    let mut session = board("jj");
    session.host.put("decisions/zz-new.toml", QUARTER[4].1);
    session.host.put("decisions/support-drafts.toml", QUARTER[4].1.replace("Ana Diaz", "Eve"));
    let session = session.play("R");
    assert_eq!(here(&session), "claims-summaries");
    assert!(session.screen().contains("7 decisions") && session.screen().contains("read 7 files again"));
}

#[test]
fn a_new_plan_begins_beside_the_others() {
    let session = board("<c-n>");
    assert!(!session.app.on_board && session.app.session.file.is_none());
    let session = session.play("<tab><tab><enter>/us-east-1<enter><a-3>/claude-sonnet-4-6<enter><a-5><c-s>");
    assert!(session.screen().contains("decisions/claude-sonnet-4-6"), "{}", session.screen());
    let session = session.play("<enter>q");
    assert!(session.app.on_board && session.screen().contains("7 decisions"), "{}", session.screen());
}

#[test]
fn a_folder_without_plans_says_what_would_be_right() {
    let mut world = host().with_folder("empty");
    let start = Start { decisions: Some(places("empty")), ..Start::default() };
    let error = tui::open(&start, &mut world).unwrap_err().to_string();
    assert!(error.contains("no plans found in 'empty'") && error.contains("NAME.toml"), "{error}");
    // Nobody asked for a board: the planner opens.
    let start =
        Start { decisions: Some(DecisionPlaces { asked: false, ..places("empty") }), ..Start::default() };
    assert!(!tui::open(&start, &mut world).unwrap().on_board);
    // What lies below a folder that nobody named is left alone.
    let mut world = host().with_file("a.toml", QUARTER[0].1).with_file("deep/b.toml", QUARTER[1].1);
    let here = DecisionPlaces { shallow: true, asked: false, ..places(".") };
    let app = tui::open(&Start { decisions: Some(here), ..Start::default() }, &mut world).unwrap();
    assert_eq!(app.board.unwrap().counts(), (1, 1));
}

/// "Read-only: nothing can be changed, nothing is written."
#[test]
fn every_key_of_the_board_leaves_the_files_as_they_were_where_it_is_read_only() {
    const KEYS: &[&str] = &[
        "a", "c", "C", "s", "w", "r", "x", "<c-n>", "<c-s>", "d", "<esc>", "p", "<esc>", "o", "O", "R", "n",
        "N", "T", "<tab>", "j", "<esc>", "/", "owner", "<c-u>", "<esc>", "?", "<esc>", "<enter>", "q",
        "<enter>", "<a-n>", "<a-p>", "<esc>",
    ];
    let start = Start { read_only: true, ..start() };
    for size in [(120, 40), (80, 24)] {
        let mut session = play_on(quarter(), &start, size, "");
        for key in KEYS {
            session = session.play(key);
            assert!(
                session.screen().lines().next().unwrap().contains("read-only"),
                "{key}\n{}",
                session.screen()
            );
        }
        for (name, before) in QUARTER {
            assert_eq!(text(&session, name), before);
        }
        assert_eq!(session.host.files().len(), 6);
    }
    for key in ["a", "c", "C", "s", "w", "r", "x", "<c-n>"] {
        let screen = play_on(quarter(), &start, (120, 40), key).screen();
        assert!(screen.contains("read-only: nothing is changed or written"), "{key}\n{screen}");
    }
}

/// "A thousand decisions: key to frame as with ten." Counted, on two hundred: a key judges nothing, and makes the note of the
/// row it comes to and no other.
#[test]
fn a_key_judges_nothing_and_makes_one_note_at_most_however_many_decisions_there_are() {
    let work = |count: usize, keys: &str| {
        let add =
            |host: TestHost, at: usize| host.with_file(format!("decisions/p{at:04}.toml"), QUARTER[at % 6].1);
        let world = (0..count).fold(host(), add);
        let session = play_on(world, &start(), (120, 40), "");
        let before = session.app.board.as_ref().unwrap().work();
        assert_eq!(before, (count, 1), "each is judged once, and one note is made");
        let session = session.play(keys);
        let after = session.app.board.as_ref().unwrap().work();
        (after.0 - before.0, after.1 - before.1)
    };
    for count in [10, 200] {
        assert_eq!(work(count, "j"), (0, 1));
        assert_eq!(work(count, "<tab>jjj<esc>"), (0, 0));
        assert!(work(count, "/owner:dana").1 <= 11);
        assert_eq!(work(count, "/owner:dana").0, 0);
    }
    assert_eq!(work(200, "a fine<enter>").0, 1, "what was written is judged anew, and nothing else");
}

#[test]
fn it_is_drawn_at_every_size() {
    for keys in ["", "/own", "<tab>", "a", "s", "d", "p", "x", "<enter>"] {
        let mut session = board(keys);
        for (width, height) in [(0, 0), (1, 1), (3, 60), (200, 2), (40, 10), (80, 24), (160, 50)] {
            session = session.resize(width, height);
        }
        assert!(!session.left, "{keys}");
    }
    let long = "x".repeat(200);
    let world = quarter().with_file(format!("decisions/{long}.toml"), QUARTER[4].1);
    let screen = play_on(world, &start(), (80, 24), "").screen();
    assert!(screen.contains("xxx…"), "a name that is too long says so: {screen}");
}

/// Puts the cursor on a decision.
fn on(session: Session, name: &str) -> Session {
    let mut session = session.play("kkkkkk");
    for _ in 0..QUARTER.len() {
        if here(&session) == name {
            return session;
        }
        session = session.play("j");
    }
    panic!("{name} is not on the board:\n{}", session.screen());
}

/// A team goes through the six decisions of a quarter, by keys from the board to the wiki pages. What it leaves stands in
/// `tests/review/after/`; `UPDATE_GOLDENS=1` rewrites it.
#[test]
#[expect(clippy::disallowed_methods, reason = "goldens of the repository, not a user's files")]
fn a_quarter_is_reviewed_by_keys_from_the_board_to_the_wiki_pages() {
    let start = Start { as_of: servemap::date::parse("2026-10-20").ok(), ..start() };
    let session = play_on(quarter(), &start, (120, 40), "");
    // The retired one: what changed is read, and another decision takes its place.
    let session = on(session, "contract-review").play("d");
    assert!(session.screen().contains("now blocked"), "{}", session.screen());
    let session = session.play("<esc>ssupport<enter>one model for both<enter>");
    // The one that is blocked by routing is given up.
    let session = on(session, "claims-summaries").play("wrouting stays off for claims<enter>");
    // The one that retires is looked at again.
    let session = on(session, "ticket-triage").play("r+14d<enter>");
    // The one whose approval is outdated is approved as it is now.
    let session = on(session, "product-tags");
    assert!(session.screen().contains("outdated"), "{}", session.screen());
    let session = session.play("athe smaller model is enough<enter>");
    assert!(!session.screen().contains("outdated"), "{}", session.screen());
    // The one that is fine is opened, read and left.
    let session = on(session, "support-drafts").play("<enter>");
    assert_eq!(session.app.session.path().unwrap().to_str().unwrap(), "decisions/support-drafts.toml");
    let session = session.play("q").play("Cstill fine<enter>");
    // The superseded one takes no approval any more.
    let session = on(session, "faq-answers").play("a");
    assert!(session.app.popup.is_none() && session.screen().contains("superseded"), "{}", session.screen());
    let session = session.play("x<enter>");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/review/after");
    let plans = QUARTER.map(|(name, _)| format!("{name}.toml"));
    let pages = ["tracker.md", "todos.md", "index.md", "runbook.md"].map(str::to_owned);
    for name in plans.iter().chain(&pages) {
        let written = session.host.contents(format!("decisions/{name}")).unwrap();
        let golden = folder.join(name);
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&golden, &written).unwrap();
        }
        let expected = std::fs::read_to_string(&golden).unwrap_or_default();
        assert_eq!(written, expected, "{name}: UPDATE_GOLDENS=1 accepts the change");
    }
}
