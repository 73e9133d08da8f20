//! From a key to its frame, through the real wheel on a screen in memory.

use std::time::{Duration, Instant};

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers};
use servemap::tui::events::{Event, EventSource};
use servemap::tui::surface::Surface;
use servemap::tui::{self, Start};

use super::host::TestHost;

/// How often the two keys of a walk are pressed.
pub const ROUNDS: usize = 500;

/// Where a walk leads, and the two keys that are then pressed over and over; the first one's time is taken.
pub struct Walk {
    /// The keys that lead there; `\n` is Enter, `\t` is Tab.
    pub to: &'static str,
    /// The key whose time is taken.
    pub key: KeyCode,
    /// The key that takes it back.
    pub back: KeyCode,
}

/// Plays a walk. Gives back how long each of its keys took until the frame was drawn.
pub fn play(
    walk: &Walk,
    host: &mut TestHost,
    start: &Start,
    surface: &mut dyn Surface,
    drawn: impl FnMut(usize),
) -> Vec<Duration> {
    let mut app = tui::open(start, host).expect("the planner opens");
    let mut keys = Keys { walk, place: 0, since: None, times: Vec::new(), drawn };
    tui::run_loop(&mut app, surface, host, &mut keys).expect("a screen in memory can be drawn on");
    keys.times
}

/// Keys, and the time from each until its frame is drawn: the loop asks for the next key then.
struct Keys<'a, F> {
    walk: &'a Walk,
    place: usize,
    since: Option<Instant>,
    times: Vec<Duration>,
    drawn: F,
}

impl<F: FnMut(usize)> EventSource for Keys<'_, F> {
    fn next(&mut self) -> Option<Event> {
        self.times.extend(self.since.take().map(|since| since.elapsed()));
        (self.drawn)(self.place);
        let pressed = self.place.checked_sub(self.walk.to.len());
        let code = match (self.walk.to.as_bytes().get(self.place), pressed) {
            (Some(b'\n'), _) => KeyCode::Enter,
            (Some(b'\t'), _) => KeyCode::Tab,
            (Some(letter), _) => KeyCode::Char(char::from(*letter)),
            (None, Some(pressed)) if pressed >= 2 * ROUNDS => return None,
            (None, Some(pressed)) if pressed % 2 == 1 => self.walk.back,
            (None, _) => {
                self.since = Some(Instant::now());
                self.walk.key
            }
        };
        self.place += 1;
        Some(Event::Input(Input::Key(KeyEvent::new(code, KeyModifiers::NONE))))
    }

    fn ready(&mut self) -> Option<Event> {
        None
    }
}
