//! A folder and a home for the real binary, and all that is in them: nothing of the tester's is seen or touched.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use tempfile::TempDir;

/// The program under test.
pub const SERVEMAP: &str = env!("CARGO_BIN_EXE_servemap");

/// Every file below the folders, by its path from there. A folder's path ends in `/`, a link's in `@`, and it holds its
/// target.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// A folder to work in, `work`, and a home, `home`.
pub struct World(TempDir);

/// How the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Code(i32),
    Signal(i32),
}

/// What came of a command.
#[derive(Debug, Clone)]
pub struct Ended {
    pub end: End,
    pub output: String,
    pub messages: String,
}

impl World {
    pub fn new() -> Self {
        let world = Self(tempfile::tempdir().unwrap());
        for folder in ["work", "home"] {
            fs::create_dir(world.path(folder)).unwrap();
        }
        world
    }

    /// The same files as another world had.
    pub fn of(tree: &Tree) -> Self {
        let world = Self::new();
        for (name, bytes) in tree {
            let path = world.path(name.trim_end_matches(['/', '@']));
            if name.ends_with('/') {
                fs::create_dir_all(path).unwrap();
            } else if name.ends_with('@') {
                symlink(String::from_utf8_lossy(bytes).as_ref(), path).unwrap();
            } else {
                put(&path, bytes);
            }
        }
        world
    }

    /// A path from the folder that holds both.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn work(&self) -> PathBuf {
        self.path("work")
    }

    /// Writes a file of the working folder.
    pub fn put(&self, name: &str, contents: impl AsRef<[u8]>) {
        put(&self.work().join(name), contents.as_ref());
    }

    pub fn read(&self, name: &str) -> String {
        String::from_utf8_lossy(&fs::read(self.work().join(name)).unwrap_or_default()).into_owned()
    }

    /// A program in the working folder, with what it prints kept.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.work()).env_clear().envs(self.variables());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// The surroundings of every program.
    pub fn variables(&self) -> [(&'static str, String); 5] {
        let path = std::env::var("PATH").unwrap_or_default();
        [
            ("HOME", self.path("home").display().to_string()),
            ("PATH", path),
            ("LANG", "C.UTF-8".to_owned()),
            ("TERM", "xterm-256color".to_owned()),
            ("GIT_CONFIG_NOSYSTEM", "1".to_owned()),
        ]
    }

    /// Runs servemap to its end.
    pub fn run(&self, words: &[&str]) -> Ended {
        Ended::of(self.command(SERVEMAP).args(words))
    }

    /// Runs a command line without quotes that must end well, or with findings.
    pub fn fine(&self, line: &str) -> String {
        let ended = self.run(&words(line));
        assert!(matches!(ended.end, End::Code(0 | 1)), "{line}: {ended:?}");
        ended.output
    }

    /// Runs a script of the shell that finds servemap as `"$0"`.
    pub fn script(&self, script: &str) -> Ended {
        Ended::of(self.command("sh").args(["-c", script, SERVEMAP]))
    }

    /// Everything that is there.
    pub fn tree(&self) -> Tree {
        let mut tree = Tree::new();
        for folder in ["work", "home"] {
            collect(&self.path(folder), folder, &mut tree);
        }
        tree
    }
}

impl Ended {
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Self { end: End::of(output.status), output: text(output.stdout), messages: text(output.stderr) }
    }

    /// Whether it ended as the documentation says, and did not panic.
    pub fn is_orderly(&self) -> bool {
        matches!(self.end, End::Code(0..=2)) && !self.messages.contains("panicked")
    }
}

impl End {
    pub fn of(status: ExitStatus) -> Self {
        status.code().map_or_else(|| Self::Signal(status.signal().unwrap_or(0)), Self::Code)
    }
}

/// The words of a command line without quotes.
pub fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

/// Whether a path is that of a save under way, or killed.
pub fn is_temporary(path: &str) -> bool {
    path.rsplit('/')
        .next()
        .is_some_and(|name| name.starts_with(".servemap-") && name.strip_suffix(".tmp").is_some())
}

/// The same without what differs from run to run: the names of temporary files, of drafts and of locks.
pub fn without_chance(tree: &Tree) -> Tree {
    let name = |path: &String| {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if is_temporary(path) {
            format!("{folder}/.servemap-*.tmp")
        } else if name.starts_with("plan-") && folder.ends_with("/drafts") {
            format!("{folder}/plan-*.{}", name.rsplit('.').next().unwrap_or_default())
        } else {
            path.clone()
        }
    };
    tree.iter().map(|(path, bytes)| (name(path), bytes.clone())).collect()
}

/// The same without temporary files.
pub fn without_temporary(tree: &Tree) -> Tree {
    tree.iter()
        .filter(|(path, _)| !is_temporary(path))
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect()
}

/// The names, for messages.
pub fn names(tree: &Tree) -> Vec<(&str, usize)> {
    tree.iter().map(|(path, bytes)| (path.as_str(), bytes.len())).collect()
}

#[expect(clippy::disallowed_methods, reason = "a fresh folder holds nothing to overwrite")]
fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn collect(folder: &Path, name: &str, tree: &mut Tree) {
    // What goes away while it is looked at was not there.
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), format!("{name}/{}", entry.file_name().to_string_lossy()));
        if path.is_symlink() {
            let target = fs::read_link(&path).unwrap_or_default();
            tree.insert(format!("{name}@"), target.to_string_lossy().into_owned().into_bytes());
        } else if path.is_dir() {
            collect(&path, &name, tree);
            tree.insert(format!("{name}/"), Vec::new());
        } else if path.is_file()
            && let Ok(bytes) = fs::read(&path)
        {
            tree.insert(name, bytes);
        }
    }
}
