//! Git itself: what it lists and what it prints, as values. Nothing of a repository is read or written here.

use crate::error::{Error, Result};
use crate::host::{Host, ProgramOutput};
use crate::plan::file::LARGEST;
use crate::text;

/// How many blobs, and how many bytes of them, are asked for at once.
const BLOBS: usize = 200;
const BYTES: usize = 4 * 1024 * 1024;

/// A file of a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// Where it lies, from the root of the repository or from the folder that was asked for.
    pub path: String,
    /// Its id, or why it is no plan.
    id: std::result::Result<String, &'static str>,
    size: usize,
}

/// The texts of files, in their order; why one cannot be read, instead of it.
pub fn read(blobs: &[Blob], host: &mut dyn Host) -> Vec<Result<String>> {
    let mut texts = Vec::with_capacity(blobs.len());
    let mut rest = blobs;
    while !rest.is_empty() {
        let mut bytes = 0;
        let fits = rest.iter().take(BLOBS).take_while(|blob| {
            bytes += blob.size;
            bytes <= BYTES
        });
        let (now, later) = rest.split_at(fits.count().max(1));
        texts.extend(read_together(now, host));
        rest = later;
    }
    texts
}

/// One call for many files: git prints them one behind the other, and their sizes part them.
fn read_together(blobs: &[Blob], host: &mut dyn Host) -> Vec<Result<String>> {
    let ids = blobs.iter().filter_map(|blob| blob.readable().ok());
    let words: Vec<&str> = ["show", "--no-textconv"].into_iter().chain(ids).collect();
    if words.len() == 2 {
        return blobs.iter().map(|blob| blob.readable().map(str::to_owned)).collect();
    }
    let all = run(&words, host).and_then(|ran| match ran {
        Some(ran) if ran.success => Ok(ran.output),
        ran => Err(failed(ran.as_ref())),
    });
    match all {
        Ok(all) => {
            let mut rest = all.as_str();
            let read = |blob: &Blob| {
                blob.readable()?;
                let (text, behind) = rest.split_at_checked(blob.size).ok_or_else(|| failed(None))?;
                rest = behind;
                Ok(text.to_owned())
            };
            blobs.iter().map(read).collect()
        }
        // One that is no text spoils them all.
        Err(_) if blobs.len() > 1 => {
            blobs.iter().flat_map(|blob| read_together(std::slice::from_ref(blob), host)).collect()
        }
        Err(error) => vec![Err(error)],
    }
}

impl Blob {
    /// The id to read it by.
    fn readable(&self) -> Result<&str> {
        match &self.id {
            Err(why) => Err(Error::new(format!("it is {why}, not a file"))),
            Ok(_) if self.size > LARGEST => {
                Err(Error::new(format!("{} bytes are too many for a plan", self.size)))
            }
            Ok(id) => Ok(id),
        }
    }
}

/// A line of `git ls-tree`.
pub(super) struct Listed {
    mode: String,
    pub kind: String,
    pub id: String,
    size: usize,
    pub path: String,
}

impl Listed {
    fn read(line: &str) -> Option<Self> {
        let (facts, path) = line.split_once('\t')?;
        let mut facts = facts.split_whitespace();
        let (mode, kind, id) = (facts.next()?.to_owned(), facts.next()?.to_owned(), facts.next()?.to_owned());
        let size = facts.next()?.parse().unwrap_or(0);
        Some(Self { mode, kind, id, size, path: path.to_owned() })
    }

    pub fn blob(self) -> Blob {
        let id = match (self.kind.as_str(), self.mode.as_str()) {
            ("commit", _) => Err("a submodule"),
            (_, "120000") => Err("a link"),
            _ => Ok(self.id),
        };
        Blob { path: self.path, id, size: self.size }
    }
}

/// What `git ls-tree` lists, with sizes.
pub(super) fn list(arguments: &[&str], host: &mut dyn Host) -> Result<Vec<Listed>> {
    let words: Vec<&str> = ["ls-tree", "-z", "--long"].into_iter().chain(arguments.iter().copied()).collect();
    match run(&words, host)? {
        Some(ran) if ran.success => Ok(ran.output.split('\0').filter_map(Listed::read).collect()),
        ran => Err(failed(ran.as_ref())),
    }
}

/// Runs git. A path is a path, never a pattern.
pub(super) fn run(arguments: &[&str], host: &mut dyn Host) -> Result<Option<ProgramOutput>> {
    let words: Vec<&str> =
        ["--no-pager", "--literal-pathspecs"].into_iter().chain(arguments.iter().copied()).collect();
    host.run("git", &words)
}

pub(super) fn failed(ran: Option<&ProgramOutput>) -> Error {
    Error::new(match ran.and_then(first_line) {
        Some(line) => format!("git failed: {line}"),
        None => "git failed".to_owned(),
    })
}

/// The first thing git says, safe to show.
fn first_line(ran: &ProgramOutput) -> Option<String> {
    let line = ran.messages.lines().find(|line| !line.trim().is_empty())?;
    Some(text::clean_line(line.trim().trim_start_matches("fatal: ")).into_owned())
}
