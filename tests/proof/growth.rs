//! The work of a command grows with its input and no faster. What grows with the square of it takes four times as long for twice
//! as much; two such steps in a row are a fault.
//!
//! Measured is the processor time of the thread, on Linux, and only as a ratio: what else the machine does counts little.

#[path = "growth/shapes.rs"]
mod shapes;

use std::fs;
use std::thread;
use std::time::Duration;

use servemap::command::{self, Cli, OutputStyle};

use crate::run::{Proof, Rounds, is_long, note};
use crate::support::TestHost;
use shapes::Shape;

/// What four times as much may take: four times as long, and something for memory that no longer fits into a cache. What is
/// measured in a few milliseconds beside other tests is less certain.
fn most() -> u32 {
    if is_long() { 9 } else { 12 }
}

/// How often a growth that is too fast is measured again before it is a fault.
const CHANCES: usize = 4;

#[test]
fn with_decisions() {
    grows("growth with_decisions", &shapes::of_decisions());
}

#[test]
fn with_matrices() {
    grows("growth with_matrices", &shapes::of_matrices());
}

#[cfg(feature = "import")]
#[test]
fn with_pages() {
    grows("growth with_pages", &shapes::of_pages());
}

fn grows(name: &'static str, shapes: &[Shape]) {
    if cpu_time().is_none() {
        return note("growth: not run: this system does not tell the processor time of a thread");
    }
    let all = u64::try_from(shapes.len()).unwrap();
    let proof = Proof { name, what: "inputs", rounds: Rounds { short: all, long: all } };
    proof.run(|round| {
        let shape = &shapes[usize::try_from(round.number).unwrap() % shapes.len()];
        let (mut size, mut chances) = (shape.start, CHANCES);
        loop {
            round.input = format!("{}, {} and {} times", shape.name, size, 4 * size);
            round.tried += 1;
            let (one, four) = (least(shape, size), least(shape, 4 * size));
            if four > most() * one && four > enough() {
                chances -= 1;
                assert!(chances > 0, "{size} take {one:?}, {} take {four:?}", 4 * size);
            } else if four > enough() || 8 * size > shape.most {
                break;
            } else {
                size *= 2;
            }
        }
    });
}

/// What is enough to be measured.
fn enough() -> Duration {
    Duration::from_millis(if is_long() { 400 } else { 6 })
}

/// The least processor time that a command takes for an input of a size.
fn least(shape: &Shape, size: usize) -> Duration {
    let world = (shape.world)(size);
    let times = (0..2).map(|_| {
        let mut world = world.clone();
        let before = cpu_time().unwrap();
        run(shape, &mut world);
        cpu_time().unwrap().saturating_sub(before)
    });
    times.min().unwrap()
}

fn run(shape: &Shape, world: &mut TestHost) {
    let words = shape.line.split(' ').map(Into::into);
    let line: Vec<std::ffi::OsString> =
        command::qualifiers_last(std::iter::once("servemap".into()).chain(words));
    let cli = Cli::read(&line).unwrap_or_else(|error| panic!("{}: {error}", shape.line));
    let answer = command::run(cli, world, OutputStyle::default());
    let succeeds = answer.is_ok();
    let error = answer.err().map(|error| error.to_string());
    assert_eq!(succeeds, shape.succeeds.unwrap_or(succeeds), "{}: {error:?}", shape.line);
}

/// The time this thread has spent on a processor; none where the system does not tell.
fn cpu_time() -> Option<Duration> {
    // What is counted is brought up to date when a thread gives way.
    thread::yield_now();
    let counted = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(counted.split(' ').next()?.parse().ok()?))
}
