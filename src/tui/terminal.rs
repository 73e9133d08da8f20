//! The real screen: takes the terminal, and gives it back in every way there is of leaving.
//!
//! That somebody asks the program to end, or that the terminal is gone, arrives as an event (see `events`).

mod backend;
mod job;
mod output;

use std::io::{self, ErrorKind, Write};
use std::panic;
use std::process;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
#[cfg(not(windows))]
use crossterm::event::{KeyboardEnhancementFlags, PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use crossterm::tty::IsTty;
use crossterm::{cursor, queue, style};
use ratatui::Terminal;
use ratatui::layout::Rect;

use backend::CellWriter;
use output::{Output, Pending};

use super::colour::{Background, ColourLevel};
use super::surface::Surface;
use crate::error::{Error, Result};

/// The exit code when the terminal is gone: 128 and the number of the signal that tells of it.
pub const HANG_UP: i32 = 129;

/// The exit code when another process asks for the end, whatever signal it sends.
pub const TERMINATED: i32 = 143;

pub use output::stop_writing;

/// Asks for the colour of the ground (OSC 11), then what the terminal is (DA1): each one answers the second in the end.
const GROUND_QUERY: &str = "\x1b]11;?\x1b\\\x1b[c";

/// Whether the last answer is still to come.
static EXPECTED: AtomicBool = AtomicBool::new(false);

/// The terminal has answered: none is its last answer.
pub fn answered(background: Option<Background>) {
    if background.is_none() {
        EXPECTED.store(false, Ordering::SeqCst);
    }
}

/// An answer that came after the terminal was given back would be typed into the shell: whoever leaves at once waits a
/// moment for it.
fn await_answer() {
    const STEP: Duration = Duration::from_millis(5);
    let mut left = 20;
    while left > 0 && output::is_taken() && EXPECTED.load(Ordering::SeqCst) {
        thread::sleep(STEP);
        left -= 1;
    }
    EXPECTED.store(false, Ordering::SeqCst);
}

/// Whether there is a terminal that the planner can be drawn on and listened to.
///
/// # Errors
/// What is missing, in one sentence.
pub fn check(variable: &dyn Fn(&str) -> Option<String>) -> Result<()> {
    for (is_terminal, name) in
        [(io::stdin().is_tty(), "standard input"), (io::stdout().is_tty(), "standard output")]
    {
        if !is_terminal {
            return Err(Error::new(format!("the planner needs a terminal, but {name} is not one")).hint(
                "run it without pipes or redirection; see 'servemap --help' for the commands for scripts",
            ));
        }
    }
    if variable("TERM").is_some_and(|kind| kind == "dumb") {
        return Err(Error::new("the planner needs a terminal that can move its cursor: TERM is 'dumb'")
            .hint("see 'servemap --help' for the commands that need no terminal"));
    }
    Ok(())
}

/// Whether the terminal is with the shell, which has stopped the program or let it go on without.
pub fn in_background() -> bool {
    !job::in_foreground()
}

/// Gives the terminal back as far as that is possible, and ends the program.
pub fn end(code: i32) -> ! {
    // The terminal cannot be told that it could not be told.
    let _ = give_back();
    process::exit(code)
}

/// The terminal while it is ours. It is given back when this is dropped, at the latest.
pub struct Screen {
    terminal: Terminal<CellWriter<Pending>>,
    /// What the backend has written and the terminal has not got.
    pending: Pending,
    colours: ColourLevel,
    /// Whether the terminal is still to be asked for its ground.
    asks: bool,
}

impl Screen {
    /// Takes the terminal. Nothing waits for an answer of it: what ground it has is asked behind the first frame, and the
    /// answer is an event, if it ever comes.
    pub fn enter(colours: ColourLevel) -> Result<Self> {
        PREPARED.call_once(prepare);
        answer(output::open())?;
        let pending = Pending::default();
        let terminal = answer(Terminal::new(CellWriter::new(pending.clone())))?;
        // From here on its drop gives back whatever has been taken.
        let mut screen = Self { terminal, pending, colours, asks: colours != ColourLevel::None };
        answer(screen.take())?;
        Ok(screen)
    }

    /// Gives the terminal back. A second time does nothing.
    pub fn leave(&mut self) -> Result<()> {
        await_answer();
        answer(give_back())
    }

    fn take(&mut self) -> io::Result<()> {
        // crossterm may believe them still raw, and would do nothing.
        disable_raw_mode()?;
        enable_raw_mode()?;
        output::take();
        let mut modes = Vec::new();
        queue_modes(&mut modes)?;
        Output.write_all(&modes)?;
        self.forget()
    }

    /// Not `Terminal::clear`, which asks where the cursor is.
    fn forget(&mut self) -> io::Result<()> {
        let size = self.terminal.size()?;
        self.terminal.resize(Rect::from(size))
    }

    fn frame(&mut self, view: &mut dyn FnMut(&mut ratatui::Frame<'_>)) -> io::Result<()> {
        let colours = self.colours;
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| {
            view(frame);
            colours.apply(frame.buffer_mut());
        })?;
        queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        if std::mem::take(&mut self.asks) {
            EXPECTED.store(true, Ordering::SeqCst);
            queue!(self.terminal.backend_mut(), style::Print(GROUND_QUERY))?;
        }
        self.pending.send()
    }
}

impl Surface for Screen {
    fn draw(&mut self, view: &mut dyn FnMut(&mut ratatui::Frame<'_>)) -> Result<()> {
        match self.frame(view) {
            // The program is about to end: what is to be kept comes first, and nobody waits for the frame.
            Err(error) if error.kind() == ErrorKind::TimedOut || job::is_lost(&error) => Ok(()),
            drawn => answer(drawn),
        }
    }

    fn repaint(&mut self) -> Result<()> {
        answer(self.forget())
    }

    fn suspend(&mut self) -> Result<()> {
        if !job::can_be_resumed() {
            return Ok(());
        }
        self.leave()?;
        answer(job::stop().and_then(|()| self.take()))
    }

    /// Leaves first, because whoever stopped the program did not: the cursor goes back to where the
    /// shell had it, and no keyboard mode stays behind on the terminal's stack.
    fn resume(&mut self) -> Result<()> {
        // Before anything is written: in the background it would land in the shell.
        answer(job::await_foreground())?;
        self.leave()?;
        answer(self.take())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // The terminal cannot be told that it could not be told.
        let _ = self.leave();
    }
}

fn queue_modes(out: &mut impl Write) -> io::Result<()> {
    queue!(out, EnterAlternateScreen)?;
    // Unasked: terminals that do not know it ignore it. After the alternate screen, because the
    // flags belong to a screen. The old Windows console refuses it.
    #[cfg(not(windows))]
    queue!(out, PushKeyboardEnhancementFlags(KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES))?;
    queue!(out, EnableBracketedPaste)?;
    // Presses and the mouse wheel, in numbers that reach beyond column 223. crossterm's own command also asks for drags and
    // every movement, and each would wake the program.
    #[cfg(not(windows))]
    queue!(out, style::Print("\x1b[?1000h\x1b[?1006h"))?;
    #[cfg(windows)]
    queue!(out, crossterm::event::EnableMouseCapture)?;
    Ok(())
}

/// Undoes every mode, in the reverse order. A function of its own, because a panic reaches no `Screen`.
fn give_back() -> io::Result<()> {
    // In the background the shell has set its own modes, and touching them would stop the program.
    let in_foreground = job::in_foreground();
    let mut modes = Vec::new();
    queue_modes_off(&mut modes)?;
    match output::give_back(&modes, in_foreground) {
        Ok(false) => Ok(()),
        // Also when that failed: a shell without echo is the worst to be left with.
        written => {
            let cooked = if in_foreground { disable_raw_mode() } else { Ok(()) };
            written.map(drop).and(cooked)
        }
    }
}

fn queue_modes_off(out: &mut impl Write) -> io::Result<()> {
    // A frame that was cut short has left this open.
    queue!(out, EndSynchronizedUpdate, style::SetAttribute(style::Attribute::Reset))?;
    queue!(out, DisableMouseCapture, DisableBracketedPaste)?;
    #[cfg(not(windows))]
    queue!(out, PopKeyboardEnhancementFlags)?;
    queue!(out, LeaveAlternateScreen, cursor::Show)
}

static PREPARED: Once = Once::new();

/// What is done once for the process, before the terminal is taken for the first time.
fn prepare() {
    // Without it crossterm answers NO_COLOR by writing resets, which also erase bold and reversed.
    style::force_color_output(true);
    let owner = thread::current().id();
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |message| {
        let was_taken = output::is_taken();
        // Everything, here and now: with panic = "abort" nothing is dropped.
        let _ = give_back();
        previous(message);
        // Where the owner's panic unwinds, it goes through main. Another thread's would leave the owner drawing.
        let other = was_taken && thread::current().id() != owner;
        if other || cfg!(panic = "abort") {
            process::exit(101);
        }
    }));
}

/// The result of something done to the terminal. A terminal that is gone is no error to report: any
/// report would be written to it.
fn answer<T>(result: io::Result<T>) -> Result<T> {
    result.map_err(|error| {
        if job::is_lost(&error) {
            end(HANG_UP);
        }
        Error::new(format!("the terminal failed: {error}"))
    })
}
