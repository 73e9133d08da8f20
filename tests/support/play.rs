//! Plays keys through the real wheel on a screen in memory, as a user would type them.
#![allow(dead_code, reason = "each test file that plays uses a part")]
#![allow(clippy::unwrap_used, reason = "a session that cannot be played is a failed test")]

#[path = "host.rs"]
mod host;
#[path = "surface.rs"]
pub mod surface;

use std::collections::VecDeque;

use chrono::NaiveDate;
use crossterm::event::{
    Event as Input, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use servemap::tui::app::App;
use servemap::tui::events::Event;
use servemap::tui::{self, End, Start};

pub use host::TestHost;
use surface::{END, Script, TestSurface};

/// The day every played session takes place.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 20).unwrap()
}

/// A session after its last key.
pub struct Session {
    pub app: App,
    pub surface: TestSurface,
    pub host: TestHost,
    pub end: End,
    /// Whether the user left, rather than the keys ran out.
    pub left: bool,
}

impl Session {
    /// Plays more keys.
    pub fn play(mut self, keys: &str) -> Self {
        self.surface.is_drawn = true;
        (self.end, self.left) =
            turn(&mut self.app, &mut self.surface, &mut self.host, Script::new, parse(keys));
        self
    }

    /// Changes the size of the screen, as a user who drags the window.
    pub fn resize(mut self, width: u16, height: u16) -> Self {
        self.surface.resize(width, height);
        let resized = VecDeque::from([Event::Input(Input::Resize(width, height))]);
        (self.end, self.left) = turn(&mut self.app, &mut self.surface, &mut self.host, Script::new, resized);
        self
    }

    /// What the screen shows, without blanks at the ends of lines.
    pub fn screen(&self) -> String {
        let buffer = self.surface.buffer();
        let mut lines = Vec::new();
        for y in 0..buffer.area.height {
            let line: String = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect();
            lines.push(line.trim_end().to_owned());
        }
        lines.join("\n")
    }
}

/// A host with a folder to work in, on the day of all sessions.
pub fn host() -> TestHost {
    TestHost::new(today())
}

/// Opens the planner on a host and plays keys.
pub fn play_on(host: TestHost, start: &Start, size: (u16, u16), keys: &str) -> Session {
    open(host, start, size, Script::new, keys)
}

/// The same without frames between the keys: for what leads to a test. Twenty frames are most of what many a test took.
pub fn play_at_once(host: TestHost, start: &Start, size: (u16, u16), keys: &str) -> Session {
    open(host, start, size, Script::at_once, keys)
}

type MakeScript = fn(VecDeque<Event>) -> Script;

fn open(mut host: TestHost, start: &Start, size: (u16, u16), script: MakeScript, keys: &str) -> Session {
    let mut app = tui::open(start, &mut host).unwrap();
    let mut surface = TestSurface::new(size.0, size.1);
    let (end, left) = turn(&mut app, &mut surface, &mut host, script, parse(keys));
    Session { app, surface, host, end, left }
}

/// Turns the loop until the events run out or the user leaves; says which.
fn turn(
    app: &mut App,
    surface: &mut TestSurface,
    host: &mut TestHost,
    script: MakeScript,
    mut events: VecDeque<Event>,
) -> (End, bool) {
    events.push_back(END);
    let mut script = script(events);
    let end = tui::run_loop(app, surface, host, &mut script).unwrap();
    (end, !script.is_over())
}

/// Plays keys at a size.
pub fn play_at(width: u16, height: u16, keys: &str) -> Session {
    play_on(host(), &Start::default(), (width, height), keys)
}

/// Plays keys at 120 by 40.
pub fn play(keys: &str) -> Session {
    play_at(120, 40, keys)
}

/// Reads keys: letters as they are, others in angle brackets: `<enter>`, `<c-s>`, `<a-3>`, `<click 3 4>`, `<paste text>`.
pub fn parse(keys: &str) -> VecDeque<Event> {
    let mut events = VecDeque::new();
    let mut rest = keys;
    while let Some(letter) = rest.chars().next() {
        // `<=` is what a filter compares with, and the name of no key.
        if let ('<', false, Some(end)) = (letter, rest.starts_with("<="), rest.find('>')) {
            events.push_back(named(&rest[1..end]));
            rest = &rest[end + 1..];
        } else {
            events.push_back(key(KeyCode::Char(letter), KeyModifiers::NONE));
            rest = &rest[letter.len_utf8()..];
        }
    }
    events
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Input(Input::Key(KeyEvent::new(code, modifiers)))
}

fn named(name: &str) -> Event {
    if let Some(pasted) = name.strip_prefix("paste ") {
        return Event::Input(Input::Paste(pasted.to_owned()));
    }
    if let Some(place) = name.strip_prefix("click ") {
        let (column, row) = place.split_once(' ').unwrap();
        return Event::Input(Input::Mouse(MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column: column.parse().unwrap(),
            row: row.parse().unwrap(),
            modifiers: KeyModifiers::NONE,
        }));
    }
    if let Some(place) = name.strip_prefix("wheel-down ") {
        let (column, row) = place.split_once(' ').unwrap();
        return Event::Input(Input::Mouse(MouseEvent {
            kind: MouseEventKind::ScrollDown,
            column: column.parse().unwrap(),
            row: row.parse().unwrap(),
            modifiers: KeyModifiers::NONE,
        }));
    }
    if name == "hang-up" {
        return Event::End(129);
    }
    if name == "terminate" {
        return Event::End(143);
    }
    if let Some(letter) = name.strip_prefix("c-") {
        return key(KeyCode::Char(letter.chars().next().unwrap()), KeyModifiers::CONTROL);
    }
    if name == "a-enter" {
        return key(KeyCode::Enter, KeyModifiers::ALT);
    }
    if let Some(letter) = name.strip_prefix("a-") {
        return key(KeyCode::Char(letter.chars().next().unwrap()), KeyModifiers::ALT);
    }
    if let Some(letter) = name.strip_prefix("altgr-") {
        let held = KeyModifiers::CONTROL | KeyModifiers::ALT;
        return key(KeyCode::Char(letter.chars().next().unwrap()), held);
    }
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "f1" => KeyCode::F(1),
        "tab" => KeyCode::Tab,
        "s-tab" => return key(KeyCode::BackTab, KeyModifiers::SHIFT),
        "space" => KeyCode::Char(' '),
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "del" => KeyCode::Delete,
        "bs" => KeyCode::Backspace,
        "pgdn" => KeyCode::PageDown,
        "pgup" => KeyCode::PageUp,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        other => panic!("no key is called <{other}>"),
    };
    key(code, KeyModifiers::NONE)
}
