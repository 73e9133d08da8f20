//! The system calls of x86-64 that touch files, and which file of the world each one touches.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use super::super::trace::{Call, Traced};
use super::super::world::World;

/// What a call does to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Asks about it.
    Ask,
    Open,
    Read,
    Write,
    /// Makes that what was written is kept.
    Sync,
    Lock,
    /// Gives it an owner or a mode.
    Mode,
    List,
    /// Changes the folder: a name comes, goes or moves.
    Change,
}

/// Where the name of the file is: a path, a path from an open folder, or an open file.
#[derive(Debug, Clone, Copy)]
enum Place {
    Path(usize),
    From(usize, usize),
    File(usize),
}

use Kind::{Ask, Change, List, Lock, Mode, Open as Opens, Read, Sync, Write};
use Place::{File, From, Path as At};

/// Never made to fail: nobody can do anything about it, and the standard library ends the process where a folder is not
/// closed.
const CLOSE: u64 = 3;

const CALLS: [(u64, &str, Kind, Place); 37] = [
    (0, "read", Read, File(0)),
    (1, "write", Write, File(0)),
    (2, "open", Opens, At(0)),
    (4, "stat", Ask, At(0)),
    (5, "fstat", Ask, File(0)),
    (6, "lstat", Ask, At(0)),
    (8, "lseek", Ask, File(0)),
    (17, "pread64", Read, File(0)),
    (18, "pwrite64", Write, File(0)),
    (19, "readv", Read, File(0)),
    (20, "writev", Write, File(0)),
    (21, "access", Ask, At(0)),
    (73, "flock", Lock, File(0)),
    (74, "fsync", Sync, File(0)),
    (75, "fdatasync", Sync, File(0)),
    (77, "ftruncate", Write, File(0)),
    (82, "rename", Change, At(0)),
    (83, "mkdir", Change, At(0)),
    (84, "rmdir", Change, At(0)),
    (86, "link", Change, At(0)),
    (87, "unlink", Change, At(0)),
    (89, "readlink", Ask, At(0)),
    (90, "chmod", Mode, At(0)),
    (91, "fchmod", Mode, File(0)),
    (93, "fchown", Mode, File(0)),
    (217, "getdents64", List, File(0)),
    (257, "openat", Opens, From(0, 1)),
    (258, "mkdirat", Change, From(0, 1)),
    (262, "newfstatat", Ask, From(0, 1)),
    (263, "unlinkat", Change, From(0, 1)),
    (264, "renameat", Change, From(0, 1)),
    (265, "linkat", Change, From(0, 1)),
    (267, "readlinkat", Ask, From(0, 1)),
    (269, "faccessat", Ask, From(0, 1)),
    (316, "renameat2", Change, From(0, 1)),
    (332, "statx", Ask, From(0, 1)),
    (439, "faccessat2", Ask, From(0, 1)),
];

/// A call that touches a file of the world, or a standard stream.
#[derive(Debug, Clone)]
pub struct Touch {
    pub name: &'static str,
    pub kind: Kind,
    /// From the folder that holds the world; `1` and `2` for the streams.
    pub path: PathBuf,
    is_folder: bool,
    /// Whether a new file comes of it.
    pub creates: bool,
}

/// What the program has open.
#[derive(Debug, Default)]
pub struct Open {
    files: BTreeMap<u64, PathBuf>,
    /// What the call under way opens, or closes.
    opening: Option<PathBuf>,
}

impl Open {
    /// At an entry: what the call touches, if that is in the world.
    pub fn entry(&mut self, traced: &Traced, call: &Call, world: &World) -> Option<Touch> {
        self.opening = None;
        if call.number == CLOSE {
            self.files.remove(&call.arguments[0]);
        }
        let (_, name, kind, place) = CALLS.iter().find(|(number, ..)| *number == call.number)?;
        let argument = |at: usize| call.arguments[at];
        let path = match *place {
            File(at) => self.file(argument(at))?,
            At(at) => world.work().join(traced.text(argument(at))),
            From(folder, at) => {
                let text = traced.text(argument(at));
                // AT_FDCWD is -100, of which some callers fill the lower half only.
                let from_here = argument(folder) & 0xffff_ffff == 0xffff_ff9c;
                if text.is_empty() {
                    self.file(argument(folder))?
                } else if from_here || text.starts_with('/') {
                    world.work().join(text)
                } else {
                    self.file(argument(folder))?.join(text)
                }
            }
        };
        let own = match path.strip_prefix(world.path("")) {
            Ok(own) => own.to_owned(),
            Err(_) if path == Path::new("1") || path == Path::new("2") => path.clone(),
            Err(_) => return None,
        };
        if *kind == Opens {
            self.opening = Some(path.clone());
        }
        // The third argument of `openat` has O_CREAT.
        let creates = *kind == Opens && argument(2) & 0o100 != 0
            || name.starts_with("mkdir")
            || name.starts_with("link");
        Some(Touch { name, kind: *kind, is_folder: path.is_dir(), path: own, creates })
    }

    /// At an exit: what is open now.
    pub fn exit(&mut self, answer: i64) {
        if let (Some(path), Ok(number)) = (self.opening.take(), u64::try_from(answer)) {
            self.files.insert(number, path);
        }
    }

    fn file(&self, number: u64) -> Option<PathBuf> {
        let standard = matches!(number, 1 | 2).then(|| PathBuf::from(number.to_string()));
        self.files.get(&number).cloned().or(standard)
    }
}

impl Touch {
    pub fn is_output(&self) -> bool {
        self.path == Path::new("1")
    }

    pub fn is_messages(&self) -> bool {
        self.path == Path::new("2")
    }

    pub fn is_standard(&self) -> bool {
        self.is_output() || self.is_messages()
    }

    /// Whether the new file would not survive the end of the power without it.
    pub fn keeps(&self) -> bool {
        self.kind == Sync && !self.is_folder
    }

    /// Whether it makes the temporary file.
    pub fn makes_copy(&self) -> bool {
        self.creates && self.kind == Opens
    }

    /// Whether the message names the file, or the one that it is written for, or its folder.
    pub fn is_named_in(&self, message: &str, line: &str) -> bool {
        let name =
            |path: &Path| path.file_name().is_some_and(|name| message.contains(&*name.to_string_lossy()));
        // What holds the folders has no name here.
        self.path.as_os_str().is_empty()
            || name(&self.path)
            || self.path.parent().is_some_and(name)
            || line.split_whitespace().any(|word| word.contains('.') && message.contains(word))
    }
}

impl fmt::Display for Touch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.name, self.path.display())
    }
}
