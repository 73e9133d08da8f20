//! What the planner costs beside the least it could cost: ratios and counts, which hold from machine to machine better
//! than times do. `cargo bench` prints them.
#![expect(clippy::print_stdout, reason = "printing is what a benchmark is for")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run should say so and stop")]

#[cfg(feature = "import")]
#[path = "../tests/support/page.rs"]
mod page;

use std::cell::Cell;
use std::hint::black_box;
use std::io::{self, Write};
use std::rc::Rc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use crossterm::event::KeyCode;
use ratatui::backend::{CrosstermBackend, TestBackend};
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use servemap::error::Result;
use servemap::matrix::{Cloud, Mode, bundled};
use servemap::plan::Plan;
use servemap::tui::Start;
use servemap::tui::surface::Surface;
use surface::TestSurface;
use toml::de::DeTable;

#[path = "figures/growth.rs"]
mod growth;
#[path = "../tests/support/host.rs"]
mod host;
#[path = "figures/keys.rs"]
mod keys;
#[path = "figures/made.rs"]
mod made;
#[path = "../tests/support/surface.rs"]
mod surface;

use host::TestHost;
use keys::{ROUNDS, Walk};

/// The files that the matrix of AWS is read from.
const FILES: [&str; 6] = [
    include_str!("../assets/models.toml"),
    include_str!("../assets/lifecycle.toml"),
    include_str!("../assets/routing.toml"),
    include_str!("../assets/prices.toml"),
    include_str!("../assets/external.toml"),
    include_str!("../assets/matrix/aws.toml"),
];

/// As far as the filter of the model step: provisioned throughput, the first region.
const TO_FILTER: &str = "\t\tjj\n\n3/";
const SIZE: (u16, u16) = (120, 40);

fn main() {
    loading();
    judging();
    #[cfg(feature = "import")]
    importing();
    key_to_frame(bare_screen());
    let (first, letter) = bytes();
    println!("  bytes written: {first} for the first frame, {letter} for a letter");
    growth::print();
}

fn loading() {
    let parsed = median(50, || {
        for text in FILES {
            black_box(DeTable::parse(black_box(text)).unwrap());
        }
    });
    // As a user's own file: the bundled one is parsed once and then cloned.
    let loaded = median(50, || drop(black_box(bundled::with_own("aws.toml", FILES[5]).unwrap())));
    println!("the matrix of AWS, {} KiB of TOML", FILES.iter().map(|text| text.len()).sum::<usize>() / 1024);
    println!("  parsed by the toml crate alone            {}", micros(parsed));
    println!(
        "  loaded, checked, indexed                  {}  {:.1} times",
        micros(loaded),
        ratio(loaded, parsed)
    );
}

/// A saved page to a validated matrix, beside what the tokenizer alone takes for the same HTML.
#[cfg(feature = "import")]
fn importing() {
    use servemap::import::{ImportOptions, Page, import};
    for cloud in [Cloud::Aws, Cloud::Azure] {
        let html = page::Page::recorded(cloud).html();
        let parsed = median(30, || {
            let _ = black_box(html5gum::Tokenizer::new(black_box(&html)).flatten().count());
        });
        let saved = [Page { name: "page.html", bytes: html.as_bytes() }];
        let imported = median(30, || {
            drop(black_box(import(&saved, ImportOptions::default(), &mut bundled::matrix).unwrap()));
        });
        println!("a saved page of {}, {} KiB of HTML", cloud.name(), html.len() / 1024);
        println!("  read by the html5gum tokenizer alone      {}", micros(parsed));
        println!(
            "  read, written as a matrix, validated      {}  {:.1} times",
            micros(imported),
            ratio(imported, parsed)
        );
    }
}

fn judging() {
    let matrix = bundled::matrix(Cloud::Aws).unwrap();
    let mut worst = (Duration::ZERO, 0);
    for mode in Mode::HOSTED {
        for region in matrix.regions() {
            let plan = Plan { mode: Some(mode), region: Some(region.id.clone()), ..Plan::default() };
            let criteria = plan.criteria(&matrix, day());
            let time = median(20, || {
                for model in criteria.candidates() {
                    black_box(criteria.case(model).judge());
                }
            });
            worst = worst.max((time, criteria.candidates().count()));
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

/// What a key costs where much is on the screen, for the matrix that ships and for a made one.
const WALKS: [(&str, Walk); 5] = [
    (
        "a letter typed into the filter",
        Walk { to: TO_FILTER, key: KeyCode::Char('a'), back: KeyCode::Backspace },
    ),
    (
        "the second letter of a word",
        Walk { to: "\t\tjj\n\n3/o", key: KeyCode::Char('a'), back: KeyCode::Backspace },
    ),
    ("a row down in the map", Walk { to: "\tm", key: KeyCode::Down, back: KeyCode::Up }),
    ("a region on in the map", Walk { to: "\tm", key: KeyCode::Right, back: KeyCode::Left }),
    ("a day on in the timeline", Walk { to: "\t\t\n\n3t", key: KeyCode::Right, back: KeyCode::Left }),
];

fn key_to_frame(bare: Duration) {
    let made = made::text();
    println!("key to frame, {}x{} in memory, as times of a bare paragraph drawn", SIZE.0, SIZE.1);
    println!("  a bare paragraph drawn                    {}", micros(bare));
    for (words, walk) in &WALKS {
        let time = |start: &Start| {
            let mut host = TestHost::new(day()).with_file("/made.toml", &made);
            let mut surface = TestSurface::new(SIZE.0, SIZE.1);
            middle(&mut keys::play(walk, &mut host, start, &mut surface, |_| ()))
        };
        let shipped = time(&Start::default());
        let large = time(&Start { matrix: Some("/made.toml".into()), ..Start::default() });
        println!(
            "  {words:<41} {}  {:>4.1} times; {} regions x {} models: {}  {:>4.1} times",
            micros(shipped),
            ratio(shipped, bare),
            made::REGIONS,
            made::MODELS,
            micros(large),
            ratio(large, bare)
        );
    }
}

/// The bytes of the first frame, and of a frame after a letter.
fn bytes() -> (usize, usize) {
    let count = Count::default();
    let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, SIZE.0, SIZE.1)) };
    let terminal = Terminal::with_options(CrosstermBackend::new(count.clone()), options).unwrap();
    let mut seen = Vec::new();
    let mut host = TestHost::new(day());
    keys::play(&WALKS[0].1, &mut host, &Start::default(), &mut Wire(terminal), |_| seen.push(count.0.take()));
    let (first, rest) = seen.split_first().unwrap();
    let mut letters: Vec<usize> = rest.iter().skip(TO_FILTER.len()).step_by(2).copied().collect();
    (*first, middle(&mut letters))
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
