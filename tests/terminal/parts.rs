//! Parts that this test binary plays as another process, for the tests that need one: each is a test
//! that does nothing unless it is asked for by name.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::Path;
use std::thread;

use servemap::tui::colour::ColourLevel;
use servemap::tui::events::Events;
use servemap::tui::surface::Surface;
use servemap::tui::terminal::Screen;

use super::start::Start;

/// Says which part is to be played.
pub const VARIABLE: &str = "SERVEMAP_TEST_PART";

/// The command line that plays a part.
pub fn words(part: &str) -> Vec<OsString> {
    let program = std::env::current_exe().unwrap();
    let part = format!("terminal::parts::{part}");
    let arguments = ["--ignored", "--nocapture", "--exact", &part].map(OsString::from);
    [program.into()].into_iter().chain(arguments).collect()
}

fn plays(part: &str) -> bool {
    std::env::var(VARIABLE).is_ok_and(|asked| asked == part)
}

fn screen_with_a_word() -> Screen {
    let mut screen = Screen::enter(ColourLevel::True).unwrap();
    screen.draw(&mut |frame| frame.render_widget("servemap", frame.area())).unwrap();
    screen
}

#[test]
#[ignore = "a part played for other tests"]
fn holds_a_window() {
    if !plays("holds_a_window") {
        return;
    }
    let home = std::env::var("WINDOW_HOME").unwrap();
    // The shell outlives the hang-up, to note the exit code and the time that servemap spent.
    let script = r#"trap "" HUP; "$0"; echo "$?" >"$HOME/note"; times >>"$HOME/note""#;
    let start = Start::script(script).home(Path::new(&home));
    let signals = std::env::var("WINDOW_SIGNALS").unwrap() == "yes";
    let terminal = if signals { start } else { start.without_signals() }.run();
    terminal.wait_for_servemap();
    writeln!(io::stdout(), "\nwindow of {}", terminal.process().as_raw_nonzero()).unwrap();
    let _ = io::stdin().read(&mut [0]);
}

#[test]
#[ignore = "a part played for other tests"]
fn panics_while_drawing() {
    if plays("panics_while_drawing") {
        let _ = screen_with_a_word().draw(&mut |_| panic!("out of the blue"));
    }
}

#[test]
#[ignore = "a part played for other tests"]
fn panics_in_another_thread() {
    if plays("panics_in_another_thread") {
        let _screen = screen_with_a_word();
        let _ = thread::spawn(|| panic!("from the side")).join();
        // The hook has ended the process: nobody comes here.
        panic!("still here");
    }
}

#[test]
#[ignore = "a part played for other tests"]
fn is_busy() {
    if plays("is_busy") {
        let _events = Events::start().unwrap();
        let _screen = screen_with_a_word();
        loop {
            thread::park();
        }
    }
}
