//! A terminal for tests: a pseudo-terminal, an emulator behind it, and waiting without sleeping.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// Far beyond what a loaded machine needs: only a failing test waits this long.
const PATIENCE: Duration = Duration::from_secs(10);

/// What stands around every frame, so that the terminal shows it at once.
const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";

/// A running terminal.
pub struct Terminal {
    shared: Arc<Shared>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    process: Pid,
    /// How the line was set before anything ran.
    pub untouched: String,
    _home: TempDir,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    /// Held while the terminal takes nothing.
    taking: Mutex<()>,
}

/// What has come out of the terminal so far.
pub struct State {
    emulator: vt100::Parser,
    /// Every byte, in order.
    pub bytes: Vec<u8>,
    closed: bool,
    exit: Option<ExitStatus>,
}

impl State {
    pub fn screen(&self) -> &vt100::Screen {
        self.emulator.screen()
    }

    pub fn text(&self) -> String {
        self.screen().contents()
    }

    /// The text as it is seen: whether blanks at the end of a line were ever written cannot be told.
    pub fn seen(&self) -> String {
        self.text().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }

    /// Where these bytes came last.
    pub fn last(&self, wanted: &str) -> Option<usize> {
        self.bytes.windows(wanted.len()).rposition(|window| window == wanted.as_bytes())
    }

    /// The frames that have come to their end. Giving the terminal back ends one too, to be sure.
    pub fn frames(&self) -> usize {
        self.count(BEGIN) - usize::from(!self.is_whole())
    }

    /// Whether the first process has ended and all that it wrote has come.
    pub fn is_over(&self) -> bool {
        self.exit.is_some() && self.closed
    }

    fn is_whole(&self) -> bool {
        self.last(BEGIN) <= self.last(END)
    }

    pub fn count(&self, wanted: &str) -> usize {
        self.bytes.windows(wanted.len()).filter(|window| *window == wanted.as_bytes()).count()
    }
}

impl Shared {
    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap());
        self.changed.notify_all();
    }

    /// Feeds the emulator until nobody holds the other end any more.
    fn listen(&self, mut reader: impl Read) {
        let mut chunk = [0; 4096];
        while let Ok(length @ 1..) = reader.read(&mut chunk) {
            drop(self.taking.lock());
            self.change(|state| {
                state.emulator.process(&chunk[..length]);
                state.bytes.extend_from_slice(&chunk[..length]);
            });
        }
        self.change(|state| state.closed = true);
    }
}

impl Terminal {
    /// Runs the command in a new terminal, and keeps its home for as long.
    pub fn open(command: CommandBuilder, (width, height): (u16, u16), home: TempDir) -> Self {
        let pair = native_pty_system().openpty(pty_size(width, height)).unwrap();
        let untouched = termios(&*pair.master);
        let mut child = pair.slave.spawn_command(command).unwrap();
        let state = State {
            emulator: vt100::Parser::new(some(height), some(width), 0),
            bytes: Vec::new(),
            closed: false,
            exit: None,
        };
        let shared =
            Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new(), taking: Mutex::default() });
        let process = Pid::from_raw(child.process_id().unwrap().try_into().unwrap()).unwrap();
        let (reader, listener) = (pair.master.try_clone_reader().unwrap(), Arc::clone(&shared));
        thread::spawn(move || listener.listen(reader));
        let waiter = Arc::clone(&shared);
        thread::spawn(move || {
            let status = child.wait().unwrap();
            waiter.change(|state| state.exit = Some(status));
        });
        let writer = pair.master.take_writer().unwrap();
        Self { shared, master: pair.master, writer, process, untouched, _home: home }
    }

    /// The first process of the terminal.
    pub fn process(&self) -> Pid {
        self.process
    }

    /// The process the keys go to.
    pub fn foreground(&self) -> Pid {
        self.master.process_group_leader().and_then(Pid::from_raw).unwrap_or(self.process)
    }

    pub fn send(&mut self, keys: &str) {
        self.send_bytes(keys.as_bytes());
    }

    pub fn send_bytes(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.foreground(), signal).unwrap();
    }

    /// The emulator first, and nothing is read meanwhile: it must not draw the new frame in the old size.
    pub fn resize(&self, width: u16, height: u16) {
        let mut state = self.state();
        state.emulator.set_size(some(height), some(width));
        self.master.resize(pty_size(width, height)).unwrap();
    }

    /// Takes no output for as long as this does not return.
    pub fn stalled<T>(&mut self, then: impl FnOnce(&mut Self) -> T) -> T {
        let shared = Arc::clone(&self.shared);
        let _stalled = shared.taking.lock().unwrap();
        then(self)
    }

    /// How the line is set now, to be compared.
    pub fn termios(&self) -> String {
        termios(&*self.master)
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap()
    }

    pub fn screen(&self) -> String {
        self.state().text()
    }

    /// Waits until it is so; `what` is for the reader of a failure.
    pub fn wait_until(&self, what: &str, so: impl Fn(&State) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.state();
        while !so(&state) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "no {what}; exit: {:?}; the screen:\n{}\nthe end of the bytes: {:?}",
                state.exit,
                state.text(),
                String::from_utf8_lossy(&state.bytes[state.bytes.len().saturating_sub(400)..]),
            );
            state = self.shared.changed.wait_timeout(state, left).unwrap().0;
        }
    }

    /// Presses keys until the text is on the screen, again each second: a first press may end what was half sent.
    pub fn press_until(&mut self, keys: &str, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            self.send(keys);
            let pressed = Instant::now();
            let mut state = self.state();
            while !state.text().contains(text) && pressed.elapsed() < Duration::from_secs(1) {
                state = self.shared.changed.wait_timeout(state, Duration::from_secs(1)).unwrap().0;
            }
            if state.text().contains(text) {
                return;
            }
        }
        self.wait_for(text);
    }

    /// Waits until the text is on the screen.
    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |state| state.text().contains(text));
    }

    /// Waits until servemap has drawn a whole frame on a screen of its own.
    pub fn wait_for_servemap(&self) {
        self.wait_until("servemap", |state| {
            state.screen().alternate_screen() && state.text().contains("servemap") && state.is_whole()
        });
    }

    /// Waits until the shell's own screen ends in this.
    pub fn wait_for_shell(&self, end: &str) {
        self.wait_until(end, |state| {
            !state.screen().alternate_screen() && state.text().trim_end().ends_with(end)
        });
    }

    /// Waits for the end of the first process, and of all that it wrote.
    pub fn wait_exit(&self) -> u32 {
        self.wait_until("exit", State::is_over);
        let status = self.state().exit.clone().unwrap();
        assert_eq!(status.signal(), None, "killed by a signal");
        status.exit_code()
    }
}

impl Drop for Terminal {
    /// A failed test leaves nothing running.
    fn drop(&mut self) {
        // The lock may be poisoned by the failure itself.
        let gone = self.shared.state.lock().is_ok_and(|state| state.exit.is_some());
        if !gone {
            let _ = kill_process(self.foreground(), Signal::KILL);
            let _ = kill_process(self.process, Signal::KILL);
        }
    }
}

/// Nothing of servemap is left in the terminal.
pub fn assert_given_back(terminal: &Terminal) {
    assert_plain(terminal);
    let state = terminal.state();
    let (pushed, popped) = (state.count("\x1b[>1u"), state.count("\x1b[<1u"));
    assert!(pushed > 0 && pushed == popped, "keyboard flags: {pushed} pushed, {popped} popped");
    // The flags belong to the screen: popped after leaving, they would be popped from the shell's.
    assert!(state.last("\x1b[<1u") < state.last("\x1b[?1049l"));
    assert!(state.last("\x1b[?2026h") < state.last("\x1b[?2026l"), "the last frame is closed");
}

/// The terminal is as before, whether or not servemap had come to take it.
pub fn assert_plain(terminal: &Terminal) {
    assert_eq!(terminal.termios(), terminal.untouched);
    let state = terminal.state();
    let screen = state.screen();
    assert!(!screen.alternate_screen(), "the alternate screen is left");
    assert!(!screen.hide_cursor(), "the cursor is shown");
    assert!(!screen.bracketed_paste(), "pastes are plain");
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    assert!(!screen.inverse() && screen.fgcolor() == vt100::Color::Default, "the style is plain");
}

fn some(length: u16) -> NonZeroU16 {
    NonZeroU16::new(length).unwrap()
}

fn pty_size(width: u16, height: u16) -> PtySize {
    PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 }
}

fn termios(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}
