//! What reaches the terminal while it runs, and that nothing does while nothing happens.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal};

use super::start::{SERVEMAP, Start};
use super::{assert_given_back, running};

#[test]
fn a_burst_of_resizes_ends_in_a_whole_frame() {
    let mut terminal = Start::servemap().run();
    terminal.wait_for_servemap();
    for step in 0..60 {
        terminal.resize(20 + step * 37 % 90, 5 + step * 23 % 40);
    }
    terminal.resize(97, 31);
    let fresh = Start::servemap().size(97, 31).run();
    fresh.wait_for_servemap();
    let whole = fresh.screen();
    terminal.wait_until("the screen of a fresh start", |state| state.text() == whole);
    terminal.send("\x03");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn a_size_that_is_back_before_it_was_seen_is_drawn_again() {
    let mut terminal = Start::servemap().run();
    terminal.wait_for_servemap();
    let whole = terminal.screen();
    // The emulator forgets what does not fit meanwhile.
    terminal.resize(1, 1);
    terminal.resize(80, 24);
    terminal.wait_until("the screen as before", |state| state.text() == whole);
    terminal.send("\x03");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn it_lives_in_a_single_cell() {
    let mut terminal = Start::servemap().size(1, 1).run();
    terminal.wait_until("first frame", |state| state.frames() > 0);
    terminal.resize(80, 24);
    terminal.wait_for_servemap();
    terminal.resize(1, 1);
    terminal.send("\x03");
    assert_eq!(terminal.wait_exit(), 0);
}

/// The numbers of every style that was set, with the parameters of each.
fn styles(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    text.split("\x1b[")
        .filter_map(|rest| rest.split_once('m').map(|(numbers, _)| numbers))
        .filter(|numbers| numbers.chars().all(|c| c.is_ascii_digit() || c == ';' || c == ':'))
        .map(str::to_owned)
        .collect()
}

/// 39, 49 and 59 take a colour away, and are none.
fn is_colour(style: &str) -> bool {
    style
        .split([';', ':'])
        .filter_map(|number| number.parse().ok())
        .any(|number: u16| matches!(number, 30..=38 | 40..=48 | 58 | 90..=97 | 100..=107))
}

#[test]
fn no_color_leaves_the_chosen_line_reversed_and_writes_no_colour() {
    let terminal = Start::servemap().variable("NO_COLOR", "1").run();
    terminal.wait_for_servemap();
    let state = terminal.state();
    let colours: Vec<_> = styles(&state.bytes).into_iter().filter(|style| is_colour(style)).collect();
    assert_eq!(colours, Vec::<String>::new());
    let cells = (0..24).flat_map(|row| (0..80).map(move |column| (row, column)));
    let mut reversed = cells.filter_map(|(row, column)| state.screen().cell(row, column));
    assert!(reversed.any(vt100::Cell::inverse), "{}", state.text());
}

#[test]
fn a_terminal_of_256_colours_gets_no_others() {
    let terminal = Start::servemap().run();
    terminal.wait_for_servemap();
    let styles = styles(&terminal.state().bytes);
    assert!(styles.iter().any(|style| is_colour(style)), "{styles:?}");
    assert!(!styles.iter().any(|style| style.contains("8;2;")), "{styles:?}");
}

#[test]
fn a_paste_does_nothing_to_the_terminal() {
    let mut terminal = running();
    terminal.send("\x1b[200~one\rtwo\r\x1b]0;title\x07\x1b[2J\x1b[31m\u{9b}5n\x00\x1b[201~");
    let drawn = terminal.state().frames();
    terminal.resize(79, 24);
    terminal.wait_until("frame", |state| state.frames() > drawn && state.text().contains("servemap"));
    terminal.signal(Signal::TERM);
    terminal.wait_for_shell("left with 143");
    assert_given_back(&terminal);
    let state = terminal.state();
    assert_eq!(state.count("\x1b]0;") + state.count("\x07") + state.count("\u{9b}"), 0);
}

#[test]
fn it_asks_the_terminal_for_its_ground_and_nothing_else() {
    let mut terminal = running();
    terminal.resize(100, 30);
    terminal.send("\x03");
    terminal.wait_for_shell("left with 0");
    for question in ["\x1b[6n", "\x1b[5n", "\x1b[0c", "\x1b[>c", "\x1b[?u", "\x1b[18t", "\x1b]10;?"] {
        assert_eq!(terminal.state().count(question), 0, "{question:?}");
    }
    for question in ["\x1b]11;?", "\x1b[c"] {
        assert_eq!(terminal.state().count(question), 1, "{question:?}");
    }
}

#[test]
fn half_a_sequence_swallows_neither_a_key_nor_a_size() {
    let halves =
        ["\x1b[?2026;2$y", "\x1b[<0;5", "\x1b[", "\x1b]11;rgb:", "\x1b[64;7", "\x1b[200~q", "\u{9b}"];
    // The rest of some is waited for: side by side.
    thread::scope(|scope| {
        for half in halves {
            scope.spawn(move || swallows_nothing(half));
        }
    });
}

fn swallows_nothing(half: &str) {
    // Not in the sentence, where half a paste would be text.
    let mut terminal = running();
    terminal.send("\t");
    terminal.send(half);
    terminal.resize(97, 31);
    let mut fresh = Start::servemap().size(97, 31).run();
    fresh.wait_for_servemap();
    fresh.send("\t");
    fresh.wait_for("next pane");
    let whole = fresh.state().seen();
    terminal.wait_until("the screen of a fresh start", |state| state.seen() == whole);
    terminal.press_until("\x1bOP", "Keys of step 1");
    terminal.send("\x1b[99;5u\x03");
    terminal.wait_for_shell("left with 0");
    assert_given_back(&terminal);
}

/// One sentence for each, before anything is written that only a terminal understands.
#[test]
fn without_a_terminal_it_says_so() {
    for (script, said) in [
        (r#""$0" </dev/null"#, "standard input is not one"),
        (r#""$0" <&-"#, "standard input is not one"),
        (r#""$0" >out"#, "standard output is not one"),
        (r#""$0" >&-"#, "standard output is not one"),
        (r#"TERM=dumb "$0""#, "TERM is 'dumb'"),
    ] {
        let script = format!("{script}; echo left with $?; cat out 2>/dev/null");
        let terminal = Start::script(&script).variable("NO_COLOR", "1").run();
        terminal.wait_exit();
        let screen = terminal.screen();
        assert!(screen.starts_with("error: the planner needs a terminal"), "{script}: {screen}");
        assert!(screen.contains(said) && screen.contains("left with 2"), "{script}: {screen}");
        assert!(!terminal.state().bytes.contains(&0x1b), "{script}");
    }
    let output = Command::new(SERVEMAP).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty() && !output.stderr.contains(&0x1b), "{output:?}");
}

/// What the kernel says of every thread: asleep or not, and how often it was switched to or away.
fn threads(process: Pid) -> Vec<(bool, u64)> {
    let tasks = fs::read_dir(format!("/proc/{}/task", process.as_raw_nonzero())).unwrap();
    tasks
        .map(|task| fs::read_to_string(task.unwrap().path().join("status")).unwrap())
        .map(|status| {
            let switches = status.lines().filter(|line| line.contains("ctxt_switches"));
            let count = |line: &str| line.split_whitespace().last().unwrap().parse::<u64>().unwrap();
            (status.contains("State:\tS"), switches.map(count).sum())
        })
        .collect()
}

/// The one test that lets time pass: that nothing happens cannot be waited for.
#[test]
fn nothing_wakes_while_nothing_happens() {
    let terminal = Start::servemap().run();
    terminal.wait_for_servemap();
    let deadline = Instant::now() + Duration::from_secs(10);
    let quiet = loop {
        let before = threads(terminal.process());
        thread::sleep(Duration::from_millis(20));
        let after = threads(terminal.process());
        if before == after && after.iter().all(|(asleep, _)| *asleep) {
            break after;
        }
        assert!(Instant::now() < deadline, "never quiet: {after:?}");
    };
    assert!(quiet.len() > 1, "its threads were seen");
    thread::sleep(Duration::from_millis(250));
    assert_eq!(threads(terminal.process()), quiet);
}
