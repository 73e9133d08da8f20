//! Sessions of the planner at random, through the real loop: what holds after everything that happens, and at the end.

#[path = "sessions/event.rs"]
mod event;
#[path = "sessions/hold.rs"]
mod hold;
#[path = "sessions/start.rs"]
mod start;

use std::collections::VecDeque;
use std::ops::RangeInclusive;

use crossterm::event::{Event as Input, KeyCode, KeyModifiers};
use fastrand::Rng;
use servemap::plan::Plan;
use servemap::tui::app::App;
use servemap::tui::events::{Event, EventSource};
use servemap::tui::{self, End};

use crate::run::{self, Proof, Rounds};
use crate::support::TestHost;
use crate::support::surface::TestSurface;
use event::{Happening, happening};
use start::Beginning;

/// A session that can be played again, and made shorter.
#[derive(Debug, Clone)]
struct Session {
    beginning: Beginning,
    happenings: Vec<Happening>,
}

impl Session {
    fn new(random: &mut Rng, most: usize) -> Self {
        let beginning = Beginning::new(random);
        Self { beginning, happenings: (0..random.usize(1..=most)).map(|_| happening(random)).collect() }
    }
}

impl run::Input for Session {
    const TRIES: usize = 200;

    fn parts(&self) -> usize {
        self.happenings.len()
    }

    fn without(&self, parts: RangeInclusive<usize>) -> Self {
        let left = self.happenings.iter().enumerate().filter(|(at, _)| !parts.contains(at));
        Self { happenings: left.map(|(_, happening)| happening.clone()).collect(), ..self.clone() }
    }

    fn shown(&self) -> String {
        let happenings: Vec<String> = self.happenings.iter().map(ToString::to_string).collect();
        format!("{}\nbegun with {:?}", happenings.join(" "), self.beginning)
    }
}

/// Events that are all there at once.
struct Burst(VecDeque<Event>);

impl EventSource for Burst {
    fn next(&mut self) -> Option<Event> {
        self.0.pop_front()
    }

    fn ready(&mut self) -> Option<Event> {
        self.0.pop_front()
    }
}

/// A session as it goes on.
pub struct Play {
    app: App,
    surface: TestSurface,
    host: TestHost,
    /// Whether the user left.
    left: bool,
    /// The plan that nothing can be undone beyond, and how often the history was begun anew; none where it is not known.
    first: Option<(Plan, usize)>,
}

impl Play {
    fn begin(beginning: &Beginning) -> Self {
        let mut host = beginning.host();
        let mut app = tui::open(&beginning.start, &mut host).unwrap();
        app.size = beginning.size;
        let first = Some((app.session.plan.clone(), app.history.resets()));
        let surface = TestSurface::new(beginning.size.0, beginning.size.1);
        let mut play = Self { app, surface, host, left: false, first };
        // The first frame.
        play.events(VecDeque::new());
        play
    }

    fn happen(&mut self, happening: &Happening) {
        match happening {
            Happening::Burst(events) => self.events(events.clone().into()),
            Happening::Size(width, height) => {
                self.surface.resize(*width, *height);
                self.events([Event::Input(Input::Resize(*width, *height))].into());
            }
            Happening::Writable(writable) => self.host.set_writable(*writable),
            Happening::OtherWrites(text) => match text {
                Some(text) => self.host.put("plan.toml", text),
                None if self.host.contents("plan.toml").is_some() => self.host.remove("plan.toml"),
                None => {}
            },
        }
    }

    /// Lets events happen at once, and draws what they lead to.
    fn events(&mut self, mut events: VecDeque<Event>) {
        let alone = events.len() == 1;
        // Means nothing to the app: whoever left did not come to it.
        events.push_back(Event::Input(Input::FocusGained));
        let mut burst = Burst(events);
        let end = tui::run_loop(&mut self.app, &mut self.surface, &mut self.host, &mut burst).unwrap();
        self.left = end != End::Quit || !burst.0.is_empty();
        let resets = self.app.history.resets();
        if self.first.as_ref().is_some_and(|(_, before)| *before != resets) {
            // Of several events nobody knows which one began it anew.
            self.first = alone.then(|| (self.app.session.plan.clone(), resets));
        }
    }

    fn press(&mut self, code: KeyCode, held: KeyModifiers) {
        self.events([Event::Input(event::key(code, held))].into());
    }
}

/// Plays all of it, and holds it to what must be true.
fn play(session: &Session) -> Play {
    let mut play = Play::begin(&session.beginning);
    let begun = hold::Begun::of(&play);
    for happening in &session.happenings {
        play.happen(happening);
        hold::after(&mut play, &begun);
        if play.left {
            return play;
        }
    }
    hold::at_the_end(&mut play, &begun);
    play
}

#[test]
fn any() {
    let proof = Proof { name: "sessions any", what: "sessions", rounds: Rounds { short: 3, long: 1500 } };
    proof.run_on(|random| Session::new(random, 40), |session| drop(play(session)));
}

/// A session is what happens in it, and nothing else: played twice it looks the same.
#[test]
fn twice() {
    let proof = Proof { name: "sessions twice", what: "sessions", rounds: Rounds { short: 1, long: 150 } };
    proof.run_on(
        |random| Session::new(random, 40),
        |session| {
            let (one, other) = (play(session), play(session));
            assert_eq!(one.app.session.plan, other.app.session.plan);
            assert_eq!(hold::screen(&one), hold::screen(&other));
        },
    );
}
