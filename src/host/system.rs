//! The real host: this machine's files, clock, environment and terminal.

use std::cell::OnceCell;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use chrono::{Local, NaiveDate};
use crossterm::clipboard::CopyToClipboard;
use etcetera::{AppStrategy, AppStrategyArgs, choose_app_strategy};

use super::io_error::{cannot, is_absent, is_circle, reason};
use super::path::{is_input, is_stream};
use super::{
    COPY_LIMIT, Expected, Folder, Host, PathKind, ProgramOutput, Saved, folder, process, read, save,
};
use crate::error::{Error, Result};
use crate::text;

/// The machine the program runs on.
#[derive(Debug, Default)]
pub struct System {
    /// What was piped in: it can be read from the system only once.
    input: OnceCell<Result<Vec<u8>>>,
}

impl System {
    pub fn new() -> Self {
        Self::default()
    }
}

impl Host for System {
    fn today(&self) -> NaiveDate {
        Local::now().date_naive()
    }

    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn read_bytes(&self, path: &Path) -> Result<Vec<u8>> {
        if is_input(path) { self.input.get_or_init(input).clone() } else { read::file(path) }
    }

    fn ask(&mut self, prompt: &str) -> Result<Option<String>> {
        let shown = |text: &str| {
            let mut output = io::stderr().lock();
            // Who cannot see the prompt may answer all the same.
            let _ = output.write_all(text.as_bytes()).and_then(|()| output.flush());
        };
        shown(prompt);
        let line = read::line("the input", &mut io::stdin().lock())?;
        // A terminal shows what is typed; a pipe does not, and neither shows where it ends.
        match &line {
            None => shown("\n"),
            Some(line) if !io::stdin().is_terminal() => shown(&format!("{}\n", text::clean_line(line))),
            Some(_) => {}
        }
        Ok(line)
    }

    fn exists(&self, path: &Path) -> bool {
        is_input(path) || path.symlink_metadata().is_ok()
    }

    fn may_exist(&self, path: &Path) -> bool {
        is_input(path) || !path.symlink_metadata().is_err_and(|error| is_absent(&error))
    }

    fn kind(&self, path: &Path) -> Result<PathKind> {
        match path.symlink_metadata() {
            Ok(found) if found.is_symlink() => Ok(PathKind::Link),
            Ok(found) if found.is_dir() => Ok(PathKind::Folder),
            Err(error) if !is_absent(&error) => Err(cannot(path, "looked at", &error)),
            _ => Ok(PathKind::File),
        }
    }

    fn leads_to_folder(&self, path: &Path) -> Result<bool> {
        match path.metadata() {
            Err(error) if !is_absent(&error) && !is_circle(&error) => Err(cannot(path, "looked at", &error)),
            found => Ok(found.is_ok_and(|found| found.is_dir())),
        }
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn is_link(&self, path: &Path) -> bool {
        path.is_symlink()
    }

    fn is_stream(&self, path: &Path) -> bool {
        is_stream(path)
    }

    fn resolve(&self, path: &Path) -> Result<Option<PathBuf>> {
        match path.canonicalize() {
            Err(error) if is_absent(&error) || is_circle(&error) => Ok(None),
            resolved => resolved.map(Some).map_err(|error| cannot(path, "looked at", &error)),
        }
    }

    fn check_save(&self, path: &Path) -> Result<()> {
        save::check(path)
    }

    fn save(&mut self, path: &Path, contents: &str, expected: &Expected) -> Saved {
        save::save(path, contents, expected)
    }

    fn run(&mut self, program: &str, arguments: &[&str]) -> Result<Option<ProgramOutput>> {
        process::run(program, arguments, process::TIMEOUT)
    }

    fn make_folder(&mut self, path: &Path) -> Result<()> {
        folder::make(path).map_err(|error| cannot(path, "made", &error))
    }

    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>> {
        folder::list(folder)
    }

    fn copy(&mut self, text: &str) -> Result<()> {
        // A terminal would cut it off or ignore it.
        if text.len() > COPY_LIMIT {
            let message =
                format!("nothing copied: the text has {} bytes, the limit is {COPY_LIMIT}", text.len());
            return Err(Error::new(message).hint("write it to a file"));
        }
        if !io::stdout().is_terminal() {
            return Err(Error::new("nothing copied: the output is not a terminal"));
        }
        crossterm::execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
            .map_err(|error| Error::new(format!("nothing copied: {}", reason(&error))))
    }

    fn home(&self) -> Option<PathBuf> {
        etcetera::home_dir().ok().filter(|home| !home.as_os_str().is_empty())
    }

    /// As on Linux also on macOS: that is where terminal programs are looked for.
    fn folder(&self, purpose: Folder) -> Option<PathBuf> {
        let app_name = env!("CARGO_PKG_NAME").to_owned();
        let strategy = choose_app_strategy(AppStrategyArgs { app_name, ..Default::default() }).ok()?;
        let folder = match purpose {
            Folder::Config => strategy.config_dir(),
            Folder::Data => strategy.data_dir(),
            // Windows has no folder for state.
            Folder::State => strategy.state_dir().unwrap_or_else(|| strategy.data_dir()),
        };
        // Without a home, a folder of this name in the working folder is somebody else's.
        folder.is_absolute().then_some(folder)
    }
}

/// What is piped into the program.
fn input() -> Result<Vec<u8>> {
    if io::stdin().is_terminal() {
        return Err(Error::new("no input: the standard input is a terminal")
            .hint("name a file, or pipe the output of another program: 'databricks … | servemap …'"));
    }
    read::whole("the input", io::stdin().lock(), 0)
}
