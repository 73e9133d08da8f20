//! What a test terminal runs, and in what surroundings: a home of its own, and nothing of the tester's.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use portable_pty::CommandBuilder;

use super::pty::Terminal;

/// The program under test.
pub const SERVEMAP: &str = env!("CARGO_BIN_EXE_servemap");

/// Runs `"$0"` as a job of its own and stays: the kernel resets a terminal whose first process ends,
/// which would hide what was left behind.
pub const STAY: &str = r#"set -m; "$0" "$@"; printf 'left %s %s\n' with "$?"; read end"#;

/// What is to be started, and how.
pub struct Start {
    words: Vec<OsString>,
    variables: Vec<(String, String)>,
    size: (u16, u16),
    controlling: bool,
    home: Option<PathBuf>,
}

impl Start {
    /// A program with its arguments, as the first process of the terminal.
    pub fn program(words: impl IntoIterator<Item: Into<OsString>>) -> Self {
        Self {
            words: words.into_iter().map(Into::into).collect(),
            variables: Vec::new(),
            size: (80, 24),
            controlling: true,
            home: None,
        }
    }

    /// servemap, as the first process of the terminal.
    pub fn servemap() -> Self {
        Self::program([SERVEMAP])
    }

    /// A script of the shell that finds servemap as `"$0"`.
    pub fn script(script: &str) -> Self {
        Self::program(["sh", "-c", script, SERVEMAP])
    }

    /// A shell that waits for the user with `ready>`.
    pub fn shell() -> Self {
        Self::program(["sh", "-i"]).variable("PS1", "ready> ")
    }

    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn size(mut self, width: u16, height: u16) -> Self {
        self.size = (width, height);
        self
    }

    /// Does not make the terminal the one of the session: no signal tells when it is closed.
    pub fn without_signals(mut self) -> Self {
        self.controlling = false;
        self
    }

    /// Uses this home instead of a fresh one.
    pub fn home(mut self, home: &Path) -> Self {
        self.home = Some(home.to_owned());
        self
    }

    pub fn run(self) -> Terminal {
        let fresh = tempfile::tempdir().unwrap();
        let command = self.command(self.home.as_deref().unwrap_or(fresh.path()));
        Terminal::open(command, self.size, fresh)
    }

    fn command(&self, home: &Path) -> CommandBuilder {
        let mut command = CommandBuilder::from_argv(self.words.clone());
        command.env_clear();
        command.cwd(home);
        command.env("HOME", home);
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for kind in ["CONFIG", "DATA", "STATE", "CACHE"] {
            command.env(format!("XDG_{kind}_HOME"), home.join(kind.to_lowercase()));
        }
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        command.set_controlling_tty(self.controlling);
        command
    }
}
