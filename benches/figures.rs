//! What the planner costs beside the least it could cost: ratios and counts, which hold from machine to machine better
//! than times do. `cargo bench` prints them.
#![expect(clippy::print_stdout, reason = "printing is what a benchmark is for")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run should say so and stop")]

use std::cell::Cell;
use std::hint::black_box;
use std::io::{self, Write};
use std::rc::Rc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers};
use ratatui::backend::{CrosstermBackend, TestBackend};
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use servemap::error::Result;
use servemap::host::MemoryHost;
use servemap::matrix::{Cloud, Mode, bundled};
use servemap::plan::Plan;
use servemap::tui::events::{Event, EventSource};
use servemap::tui::surface::{Surface, TestSurface};
use servemap::tui::{self, Start};
use toml::de::DeTable;

/// The files that the matrix of AWS is read from.
const FILES: [&str; 6] = [
    include_str!("../assets/models.toml"),
    include_str!("../assets/lifecycle.toml"),
    include_str!("../assets/routing.toml"),
    include_str!("../assets/prices.toml"),
    include_str!("../assets/external.toml"),
    include_str!("../assets/matrix/aws.toml"),
];

/// As far as the filter of the model step: provisioned throughput, us-east-1.
const TO_FILTER: &str = "jj\n/us-east-1\n/";
const SIZE: (u16, u16) = (120, 40);
const ROUNDS: usize = 500;

fn main() {
    loading();
    judging();
    let (bare, key) = (bare_screen(), key_to_frame());
    println!("key to frame, {}x{} in memory", SIZE.0, SIZE.1);
    println!("  a bare paragraph drawn                    {}", micros(bare));
    println!("  a letter typed into the filter, and drawn {}  {:.1} times", micros(key), ratio(key, bare));
    let (first, letter) = bytes();
    println!("  bytes written: {first} for the first frame, {letter} for a letter");
}

fn loading() {
    let parsed = median(50, || {
        for text in FILES {
            black_box(DeTable::parse(black_box(text)).unwrap());
        }
    });
    let loaded = median(50, || drop(black_box(bundled::matrix(Cloud::Aws).unwrap())));
    println!("the matrix of AWS, {} KiB of TOML", FILES.iter().map(|text| text.len()).sum::<usize>() / 1024);
    println!("  parsed by the toml crate alone            {}", micros(parsed));
    println!(
        "  loaded, checked, indexed                  {}  {:.1} times",
        micros(loaded),
        ratio(loaded, parsed)
    );
}

fn judging() {
    let matrix = bundled::matrix(Cloud::Aws).unwrap();
    let mut worst = (Duration::ZERO, 0);
    for mode in Mode::HOSTED {
        for region in matrix.regions() {
            let plan = Plan { mode: Some(mode), region: Some(region.id.clone()), ..Plan::default() };
            let facts = plan.facts(&matrix, day());
            let time = median(20, || {
                for model in facts.candidates() {
                    black_box(facts.case(model).judge());
                }
            });
            worst = worst.max((time, facts.candidates().count()));
        }
    }
    println!("five gates for all {} models of a mode and region", worst.1);
    println!("  the slowest mode and region               {}", micros(worst.0));
}

fn bare_screen() -> Duration {
    let Ok(mut terminal) = Terminal::new(TestBackend::new(SIZE.0, SIZE.1));
    let mut round = 0;
    median(ROUNDS, || {
        round += 1;
        let Ok(_) = terminal.draw(|frame| {
            let line = format!("{} and a line of words that a screen could show", round % 2);
            frame.render_widget(Paragraph::new(vec![line.as_str(); 40].join("\n")), frame.area());
        });
    })
}

fn key_to_frame() -> Duration {
    let mut surface = TestSurface::new(SIZE.0, SIZE.1);
    let mut times = play(&mut surface, |_| ());
    middle(&mut times)
}

/// The bytes of the first frame, and of a frame after a letter.
fn bytes() -> (usize, usize) {
    let count = Count::default();
    let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, SIZE.0, SIZE.1)) };
    let terminal = Terminal::with_options(CrosstermBackend::new(count.clone()), options).unwrap();
    let mut seen = Vec::new();
    play(&mut Wire(terminal), |_| seen.push(count.0.take()));
    let (first, rest) = seen.split_first().unwrap();
    let mut letters: Vec<usize> = rest.iter().skip(TO_FILTER.len()).step_by(2).copied().collect();
    (*first, middle(&mut letters))
}

/// Plays a letter and its deletion over and over through the real wheel. Gives back how long each letter took.
fn play(surface: &mut dyn Surface, drawn: impl FnMut(usize)) -> Vec<Duration> {
    let mut host = MemoryHost::new(day());
    let mut app = tui::open(&Start::default(), &mut host).unwrap();
    let mut keys = Keys { place: 0, since: None, times: Vec::new(), drawn };
    tui::turn(&mut app, surface, &mut host, &mut keys).unwrap();
    keys.times
}

/// Keys, and the time from each letter until its frame is drawn: the wheel asks for the next key then.
struct Keys<F> {
    place: usize,
    since: Option<Instant>,
    times: Vec<Duration>,
    drawn: F,
}

impl<F: FnMut(usize)> EventSource for Keys<F> {
    fn next(&mut self) -> Option<Event> {
        self.times.extend(self.since.take().map(|since| since.elapsed()));
        (self.drawn)(self.place);
        let typed = self.place.checked_sub(TO_FILTER.len());
        let code = match (TO_FILTER.as_bytes().get(self.place), typed) {
            (Some(b'\n'), _) => KeyCode::Enter,
            (Some(letter), _) => KeyCode::Char(char::from(*letter)),
            (None, Some(typed)) if typed >= 2 * ROUNDS => return None,
            (None, Some(typed)) if typed % 2 == 1 => KeyCode::Backspace,
            (None, _) => {
                self.since = Some(Instant::now());
                KeyCode::Char('a')
            }
        };
        self.place += 1;
        Some(Event::Input(Input::Key(KeyEvent::new(code, KeyModifiers::NONE))))
    }

    fn ready(&mut self) -> Option<Event> {
        None
    }
}

/// A terminal that only counts what it is sent.
struct Wire(Terminal<CrosstermBackend<Count>>);

impl Surface for Wire {
    fn draw(&mut self, view: &mut dyn FnMut(&mut Frame<'_>)) -> Result<()> {
        self.0.draw(|frame| view(frame)).unwrap();
        Ok(())
    }

    fn repaint(&mut self) -> Result<()> {
        Ok(())
    }

    fn suspend(&mut self) -> Result<()> {
        Ok(())
    }
}

#[derive(Clone, Default)]
struct Count(Rc<Cell<usize>>);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 20).unwrap()
}

fn median(rounds: usize, mut work: impl FnMut()) -> Duration {
    let mut times = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let since = Instant::now();
        work();
        times.push(since.elapsed());
    }
    middle(&mut times)
}

fn middle<T: Ord + Copy>(values: &mut [T]) -> T {
    values.sort_unstable();
    values[values.len() / 2]
}

fn ratio(time: Duration, least: Duration) -> f64 {
    time.as_secs_f64() / least.as_secs_f64()
}

fn micros(time: Duration) -> String {
    format!("{:>8.1} µs", time.as_secs_f64() * 1e6)
}
