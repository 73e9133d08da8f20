//! What holds of a session after everything that happens, and at its end.

use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use servemap::gates::Verdict;
use servemap::plan::file;
use servemap::text;
use servemap::tui::plan_verdict::PlanVerdict;
use servemap::tui::view;

use super::Play;

/// The most changes that can be undone, and a few more.
const MOST_CHANGES: usize = 600;

/// What a session began with.
pub struct Begun {
    files: Vec<(String, Option<String>)>,
    drafts: usize,
}

impl Begun {
    pub fn of(play: &Play) -> Self {
        Self { files: files(play), drafts: play.host.drafts() }
    }
}

fn files(play: &Play) -> Vec<(String, Option<String>)> {
    play.host.files().into_iter().map(|name| (name.clone(), play.host.contents(&name))).collect()
}

/// The cells of the screen as text.
pub fn screen(play: &Play) -> String {
    let buffer = play.surface.buffer();
    let line = |y| (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    (0..buffer.area.height).map(|y| line(y) + "\n").collect()
}

/// After everything that happens.
pub fn after(play: &mut Play, begun: &Begun) {
    if play.left {
        return;
    }
    is_drawn(play);
    can_be_read_again(play);
    says_what_the_gates_say(play);
    if play.app.read_only {
        if let Some((first, resets)) = &play.first
            && *resets == play.app.history.resets()
        {
            assert_eq!(play.app.session.plan, *first, "a read-only session changed its plan");
        }
        assert_eq!(play.host.drafts(), begun.drafts);
        assert!(play.host.own_draft().is_none(), "a read-only session has a draft");
    } else {
        has_its_draft(play);
    }
}

/// The screen holds nothing that steers the terminal, the caret is on it, and drawing it again draws the same.
fn is_drawn(play: &Play) {
    let shown = play.surface.buffer();
    for (place, cell) in shown.content().iter().enumerate() {
        let symbol = cell.symbol();
        assert!(text::clean_line(symbol) == symbol, "cell {place} of {} holds {symbol:?}", shown.area);
    }
    // Not compared with what is shown: what a wide letter hid stays in a screen of memory, and on no other.
    let [one, again] = [(); 2].map(|()| {
        let mut buffer = Buffer::empty(shown.area);
        let caret = view::paint(&play.app, shown.area, &mut buffer);
        assert!(
            caret.is_none_or(|caret| shown.area.contains(caret)),
            "the caret is at {caret:?} of {}",
            shown.area
        );
        buffer
    });
    assert_eq!(one, again, "drawn again it looks otherwise");
    // At other sizes too, and without a change.
    for (width, height) in [(80, 24), (7, 3)] {
        let area = Rect::new(0, 0, width, height);
        let mut other = Buffer::empty(area);
        let caret = view::paint(&play.app, area, &mut other);
        assert!(caret.is_none_or(|caret| area.contains(caret)), "the caret is at {caret:?} of {area}");
    }
}

/// The plan is one that a file can hold.
fn can_be_read_again(play: &Play) {
    let shown = &play.app.session.plan;
    match file::write(shown, None) {
        Ok(text) => assert_eq!(file::read("plan.toml", &text).as_ref(), Ok(shown), "{text}"),
        Err(error) => assert!(error.message().contains("are too many for a plan"), "{error}"),
    }
}

/// What is shown of the plan is what the gates say of it now.
fn says_what_the_gates_say(play: &Play) {
    let (app, session) = (&play.app, &play.app.session);
    if session.plan.cloud != session.matrix.cloud {
        return;
    }
    let judged = session.judged();
    assert_eq!(app.verdict, PlanVerdict::of(session, judged.as_ref()), "the verdict is an old one");
    let anew = session.candidates_under(session.criteria());
    for verdict in Verdict::ALL {
        assert_eq!(
            session.candidates.count(verdict),
            anew.count(verdict),
            "candidates are old: {}",
            verdict.id()
        );
    }
    let size = play.surface.buffer().area;
    if let Some(verdict) = app.verdict.verdict
        && !app.on_board
        && size.width >= 80
        && size.height >= 10
    {
        let header = screen(play).lines().next().unwrap_or_default().to_owned();
        assert!(header.to_lowercase().contains(verdict.id()), "the verdict is {}: {header}", verdict.id());
    }
}

/// What is unsaved is in a draft, which says what the plan says.
fn has_its_draft(play: &Play) {
    if play.app.draft_failed || play.app.draft_due {
        return;
    }
    let draft = play.host.own_draft();
    assert_eq!(
        draft.is_some(),
        play.app.is_dirty(),
        "unsaved: {}, a draft: {}",
        play.app.is_dirty(),
        draft.is_some()
    );
    if let Some(text) = draft {
        assert_eq!(file::read("draft.toml", &text).as_ref(), Ok(&play.app.session.plan), "{text}");
    }
}

/// Out of whatever is open, back to the beginning, and forth again; and what is saved is what is there.
pub fn at_the_end(play: &mut Play, begun: &Begun) {
    for _ in 0..12 {
        if play.app.popup.is_some() {
            play.press(KeyCode::Esc, KeyModifiers::NONE);
        }
        if play.left {
            return;
        }
    }
    after(play, begun);
    assert!(play.app.popup.is_none(), "Esc leads out of no popup");
    if play.app.read_only {
        assert_eq!(files_of(&begun.files), files_of(&files(play)), "a read-only session wrote");
        return;
    }
    if play.app.on_board {
        return;
    }
    leads_back_and_forth(play);
    is_saved(play);
}

/// Files that nobody else writes meanwhile.
fn files_of(files: &[(String, Option<String>)]) -> Vec<&(String, Option<String>)> {
    files.iter().filter(|(name, _)| name != "plan.toml").collect()
}

fn leads_back_and_forth(play: &mut Play) {
    // What is typed counts as a change of its own, and what was undone is there again.
    until_still(play, KeyCode::Char('r'), KeyModifiers::CONTROL);
    if play.left || play.app.popup.is_some() {
        return;
    }
    let last = play.app.session.plan.clone();
    let steps = until_still(play, KeyCode::Char('u'), KeyModifiers::ALT);
    if let Some((first, resets)) = play.first.clone()
        && resets == play.app.history.resets()
        && steps < 490
        && !play.app.refused
    {
        let mut first = first;
        first.take_history(&play.app.session.plan);
        assert_eq!(play.app.session.plan, first, "undone {steps} times");
    }
    until_still(play, KeyCode::Char('r'), KeyModifiers::CONTROL);
    let mut last = last;
    last.take_history(&play.app.session.plan);
    assert_eq!(play.app.session.plan, last, "redone");
    says_what_the_gates_say(play);
}

/// Presses a key until it changes nothing any more; says how often.
fn until_still(play: &mut Play, code: KeyCode, held: KeyModifiers) -> usize {
    for step in 0..MOST_CHANGES {
        play.press(code, held);
        let notice = play.app.notice.as_ref().map(|notice| notice.text.as_str());
        if notice.is_some_and(|notice| notice.starts_with("nothing to ")) || play.app.popup.is_some() {
            return step;
        }
    }
    MOST_CHANGES
}

fn is_saved(play: &mut Play) {
    play.host.set_writable(true);
    play.press(KeyCode::Char('s'), KeyModifiers::CONTROL);
    play.press(KeyCode::Enter, KeyModifiers::NONE);
    let Some(path) = play.app.session.path().map(ToOwned::to_owned) else { return };
    if play.app.is_dirty() || play.app.popup.is_some() {
        return;
    }
    let Some(text) = play.host.contents(&path) else { return };
    // Somebody else may have written it since it was read.
    if play.app.session.file.as_ref().is_some_and(|file| file.text == text) {
        let mut saved = file::read("saved.toml", &text).unwrap();
        saved.resolve(&play.app.session.matrix);
        assert_eq!(saved, play.app.session.plan, "saved:\n{text}");
    }
    after_save(play);
}

fn after_save(play: &Play) {
    assert!(play.host.own_draft().is_none(), "a draft is left of what is saved");
}
