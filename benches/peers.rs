//! The first frame, a key and the memory of servemap in a real terminal, beside the smallest ratatui program and fzf.
//! `cargo bench --bench peers` prints the table; other programs that run make it worse, so run it on a quiet machine.
//! `PROGRAM=FILE` measures another servemap than the one that is built for benches, which has code for unwinding.
#![expect(clippy::print_stdout, reason = "printing is what a benchmark is for")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run should say so and stop")]

use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{self, Event, KeyCode};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use ratatui::text::Line;
use ratatui::widgets::{Block, Paragraph};

const ROUNDS: usize = 25;
/// A frame is whole when nothing comes for so long.
const QUIET: Duration = Duration::from_millis(50);
/// A program that shows nothing for so long is not measured.
const PATIENCE: Duration = Duration::from_secs(10);
/// The word that makes this program the smallest ratatui program.
const FLOOR: &str = "--floor";

fn main() {
    if std::env::args().any(|word| word == FLOOR) {
        return floor();
    }
    let itself = std::env::current_exe().unwrap();
    let built = || PathBuf::from(env!("CARGO_BIN_EXE_servemap"));
    let servemap = || std::env::var_os("PROGRAM").map_or_else(built, PathBuf::from);
    let programs = [
        Program { name: "the smallest ratatui program", file: itself, words: &[FLOOR], key: b"j" },
        Program { name: "fzf, 100 lines", file: "fzf".into(), words: &[], key: b"j" },
        Program { name: "servemap", file: servemap(), words: &[], key: b"j" },
        Program { name: "servemap, with decisions", file: servemap(), words: &["."], key: b"j" },
        Program { name: "servemap PLAN", file: servemap(), words: &["plan.toml"], key: b"j" },
    ];
    println!("120x40, medians of {ROUNDS} starts");
    println!("{:<30} {:>16} {:>14} {:>16}", "", "first frame", "key to frame", "peak memory");
    let mut least: Option<Figures> = None;
    for program in &programs {
        let Some(figures) = program.measure() else {
            println!("{:<30} not installed", program.name);
            continue;
        };
        let least = least.get_or_insert(figures);
        let times = figures.first.as_secs_f64() / least.first.as_secs_f64();
        println!(
            "{:<30} {:>6.1} ms {times:>4.1} x {:>11.2} ms {:>13.1} MB",
            program.name,
            millis(figures.first),
            millis(figures.key),
            figures.peak
        );
    }
}

/// What is measured.
struct Program {
    name: &'static str,
    file: PathBuf,
    words: &'static [&'static str],
    key: &'static [u8],
}

#[derive(Clone, Copy)]
struct Figures {
    /// From the start to the last byte of the first frame.
    first: Duration,
    /// From a key to the last byte of its frame.
    key: Duration,
    /// The most memory that was resident, in MB.
    peak: f64,
}

impl Program {
    /// The medians; none where the program cannot be started.
    fn measure(&self) -> Option<Figures> {
        let mut all = Vec::new();
        for _ in 0..ROUNDS {
            all.push(self.start()?);
        }
        let middle = |mut values: Vec<f64>| {
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        let of = |figure: &dyn Fn(&Figures) -> f64| middle(all.iter().map(figure).collect());
        Some(Figures {
            first: Duration::from_secs_f64(of(&|one| one.first.as_secs_f64())),
            key: Duration::from_secs_f64(of(&|one| one.key.as_secs_f64())),
            peak: of(&|one| one.peak),
        })
    }

    fn start(&self) -> Option<Figures> {
        let folder = tempfile::tempdir().unwrap();
        let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/plans/maverick-us-east-1/plan.toml");
        // Where plans lie, the board opens.
        if !self.words.is_empty() {
            std::fs::copy(plan, folder.path().join("plan.toml")).unwrap();
        }
        let size = PtySize { rows: 40, cols: 120, ..PtySize::default() };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(&self.file);
        command.args(self.words);
        command.cwd(folder.path());
        command.env("HOME", folder.path());
        command.env("TERM", "xterm-256color");
        command.env("FZF_DEFAULT_COMMAND", "seq 100");
        let mut writer = pair.master.take_writer().unwrap();
        let output = read(pair.master.try_clone_reader().unwrap());
        let started = Instant::now();
        let mut child = pair.slave.spawn_command(command).ok()?;
        drop(pair.slave);
        let first = burst(&output, started)?;
        let typed = Instant::now();
        writer.write_all(self.key).unwrap();
        let key = burst(&output, typed)?;
        let peak = peak_memory(child.process_id()?)?;
        child.kill().unwrap();
        child.wait().unwrap();
        Some(Figures { first, key, peak })
    }
}

/// When each piece of output came.
fn read(mut reader: Box<dyn Read + Send>) -> Receiver<Instant> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = vec![0; 65_536];
        while reader.read(&mut bytes).is_ok_and(|count| count > 0) {
            if sender.send(Instant::now()).is_err() {
                break;
            }
        }
    });
    receiver
}

/// How long after `since` the last byte of the next burst came.
fn burst(output: &Receiver<Instant>, since: Instant) -> Option<Duration> {
    let mut last = output.recv_timeout(PATIENCE).ok()?;
    while let Ok(next) = output.recv_timeout(QUIET) {
        last = next;
    }
    Some(last.duration_since(since))
}

/// The most memory that a process had resident, in MB; Linux says it.
fn peak_memory(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
}

/// A full frame of text, and a loop that shows what is typed: the least that a program of ratatui does.
#[expect(clippy::disallowed_methods, reason = "it is measured because it does no more than this")]
fn floor() {
    let mut terminal = ratatui::init();
    let mut typed = String::new();
    loop {
        terminal
            .draw(|frame| {
                let area = frame.area();
                let mut lines = vec![Line::from(format!("> {typed}"))];
                lines.extend((1..area.height).map(|row| {
                    let letter = |column: u16| char::from(b'a' + u8::try_from((column + row) % 26).unwrap());
                    Line::from((0..area.width).map(letter).collect::<String>())
                }));
                frame.render_widget(Paragraph::new(lines).block(Block::bordered().title("floor")), area);
            })
            .unwrap();
        match event::read().unwrap() {
            Event::Key(key) if key.code == KeyCode::Esc => break,
            Event::Key(key) => typed.extend(key.code.as_char()),
            _ => {}
        }
    }
    ratatui::restore();
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
