//! The real host: this machine's files, clock, environment and terminal.

use std::cell::OnceCell;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use chrono::{Local, NaiveDate};
use crossterm::clipboard::CopyToClipboard;
use etcetera::{AppStrategy, AppStrategyArgs, choose_app_strategy};

use super::io_error::{cannot, reason};
use super::path::{is_input, is_stream};
use super::read::text_of;
use super::{Expected, Folder, Host, Ran, Saved, check_copy, folder, process, read, save};
use crate::error::{Error, Result};

/// The machine the program runs on.
#[derive(Debug, Default)]
pub struct System {
    /// What was piped in: it can be read from the system only once.
    input: OnceCell<Result<Vec<u8>>>,
}

impl System {
    /// This machine. Nothing is touched until it is asked for.
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

    fn read(&self, path: &Path) -> Result<String> {
        if is_input(path) {
            return text_of("the input", self.read_bytes(path)?);
        }
        read::read(path)
    }

    fn read_bytes(&self, path: &Path) -> Result<Vec<u8>> {
        if is_input(path) {
            return self.input.get_or_init(input).clone();
        }
        read::bytes(path)
    }

    fn exists(&self, path: &Path) -> bool {
        is_input(path) || path.symlink_metadata().is_ok()
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

    fn real(&self, path: &Path) -> PathBuf {
        path.canonicalize().unwrap_or_else(|_| path.to_owned())
    }

    fn save(&mut self, path: &Path, contents: &str, expected: &Expected) -> Saved {
        save::save(path, contents, expected)
    }

    fn run(&mut self, program: &str, arguments: &[&str]) -> Result<Option<Ran>> {
        process::run(program, arguments, process::PATIENCE)
    }

    fn make_folder(&mut self, path: &Path) -> Result<()> {
        folder::make(path).map_err(|error| cannot(path, "made", &error))
    }

    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>> {
        folder::list(folder)
    }

    fn copy(&mut self, text: &str) -> Result<()> {
        check_copy(text)?;
        if !io::stdout().is_terminal() {
            return Err(Error::new("nothing was copied: the output is not a terminal"));
        }
        crossterm::execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
            .map_err(|error| Error::new(format!("nothing was copied: {}", reason(&error))))
    }

    fn home(&self) -> Option<PathBuf> {
        etcetera::home_dir().ok().filter(|home| !home.as_os_str().is_empty())
    }

    fn folder(&self, purpose: Folder) -> Option<PathBuf> {
        user_folder(purpose)
    }
}

/// What is piped into the program.
fn input() -> Result<Vec<u8>> {
    if io::stdin().is_terminal() {
        return Err(Error::new("nothing is piped in: the standard input is a terminal")
            .hint("name a file, or pipe what another program prints: 'databricks … | servemap …'"));
    }
    read::input(io::stdin().lock())
}

/// As on Linux also on macOS: that is where terminal programs are looked for.
fn user_folder(purpose: Folder) -> Option<PathBuf> {
    let strategy = choose_app_strategy(AppStrategyArgs {
        top_level_domain: String::new(),
        author: String::new(),
        app_name: env!("CARGO_PKG_NAME").to_owned(),
    })
    .ok()?;
    Some(match purpose {
        Folder::Config => strategy.config_dir(),
        Folder::Data => strategy.data_dir(),
        // Windows has no folder for state.
        Folder::State => strategy.state_dir().unwrap_or_else(|| strategy.data_dir()),
    })
}
