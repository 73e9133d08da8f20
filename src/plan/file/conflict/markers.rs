//! The markers of a merge conflict: where they stand, and the text of each side.
//!
//! A conflict has its markers in git's order, each at the start of a line: `<<<<<<<`, `=======`, `>>>>>>>`, and `|||||||`
//! where git also shows what was there before. Markers that are not complete, or that stand in a fenced block of an answer
//! in Markdown, are text.

use std::ops::Range;

use crate::text;
use crate::toml_file::{self, Problems};

/// How much of git's name of a side is shown.
const LABEL: usize = 40;

/// A file with both sides of a merge in it.
#[derive(Debug)]
pub(in crate::plan::file) struct Conflict {
    /// Where the first marker stands.
    pub(in crate::plan::file) span: Range<usize>,
    /// How many places are in conflict.
    pub(in crate::plan::file) places: usize,
    /// Whether git shows what was there before.
    pub(in crate::plan::file) has_base: bool,
    /// The side that stands above `=======`, and the one below.
    pub(in crate::plan::file) sides: [Side; 2],
    /// What is left when only the markers are removed.
    pub(in crate::plan::file) both: String,
}

/// One side of a merge as a whole file.
#[derive(Debug)]
pub(in crate::plan::file) struct Side {
    /// What git calls it: `HEAD`, a branch, a commit.
    pub(in crate::plan::file) label: String,
    pub(in crate::plan::file) text: String,
    /// For each of its lines, the line of the file, from 1.
    pub(in crate::plan::file) lines: Vec<usize>,
}

/// One place in conflict, by its lines from 0.
#[derive(Debug, Clone, Copy)]
struct Hunk {
    start: usize,
    base: Option<usize>,
    middle: usize,
    end: usize,
}

/// The conflict of a text, if there is one.
pub(in crate::plan::file) fn find(text: &str) -> Option<Conflict> {
    let hunks = hunks(text);
    let (first, last) = (hunks.first()?, hunks.last()?);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let start = lines[..first.start].iter().map(|line| line.len()).sum();
    let label = |line: &str, letter: char, otherwise: &str| {
        let label = text::fit(&text::entry_line(marker(line, letter).unwrap_or_default()), LABEL);
        if label.is_empty() { otherwise.to_owned() } else { label }
    };
    let upper = label(lines[first.start], '<', "the upper side");
    let lower = label(lines[last.end], '>', "the lower side");
    Some(Conflict {
        span: start..start + lines[first.start].trim_end().len(),
        places: hunks.len(),
        has_base: hunks.iter().any(|hunk| hunk.base.is_some()),
        both: side(&lines, &hunks, String::new(), |hunk, at| hunk.is_upper(at) || hunk.is_lower(at)).text,
        sides: [side(&lines, &hunks, upper, Hunk::is_upper), side(&lines, &hunks, lower, Hunk::is_lower)],
    })
}

/// The first marker that stands where no TOML can, although the conflict is not whole. One inside a string is text.
pub(in crate::plan::file) fn leftover(text: &str) -> Option<Range<usize>> {
    let any = |line: &str| ['<', '|', '=', '>'].iter().any(|letter| marker(line, *letter).is_some());
    if !text.lines().any(any) {
        return None;
    }
    let problems = Problems::new("", text);
    toml_file::parse(text, &problems);
    let broken = problems.into_list().shown;
    let mut start = 0;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        if any(line) && broken.iter().any(|problem| problem.line == at + 1) {
            return Some(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    None
}

impl Hunk {
    fn is_upper(&self, at: usize) -> bool {
        at > self.start && at < self.base.unwrap_or(self.middle)
    }

    fn is_lower(&self, at: usize) -> bool {
        at > self.middle && at < self.end
    }
}

/// The lines outside the hunks, and those inside that are kept.
fn side(lines: &[&str], hunks: &[Hunk], label: String, keeps: impl Fn(&Hunk, usize) -> bool) -> Side {
    let mut side = Side { label, text: String::new(), lines: Vec::new() };
    let mut hunks = hunks.iter().peekable();
    for (at, line) in lines.iter().enumerate() {
        hunks.next_if(|hunk| hunk.end < at);
        if hunks.peek().is_none_or(|hunk| at < hunk.start || keeps(hunk, at)) {
            side.text.push_str(line);
            side.lines.push(at + 1);
        }
    }
    side
}

/// The places in conflict. What looks like a beginning is text where another begins before its end.
fn hunks(text: &str) -> Vec<Hunk> {
    let mut hunks = Vec::new();
    if !(text.contains("<<<<<<<") && text.contains(">>>>>>>")) {
        return hunks;
    }
    let (mut open, mut fenced) = (None, false);
    for (at, line) in text.split('\n').enumerate() {
        if open.is_none() && line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            continue;
        } else if marker(line, '<').is_some() {
            open = Some(Hunk { start: at, base: None, middle: 0, end: 0 });
        }
        let Some(hunk) = &mut open else { continue };
        if marker(line, '|').is_some() && hunk.middle == 0 {
            hunk.base = hunk.base.or(Some(at));
        } else if marker(line, '=') == Some("") && hunk.middle == 0 {
            hunk.middle = at;
        } else if marker(line, '>').is_some() && hunk.middle > 0 {
            hunks.push(Hunk { end: at, ..*hunk });
            open = None;
        }
    }
    hunks
}

/// What stands behind a marker: seven letters at the start of a line, then a blank or nothing.
fn marker(line: &str, letter: char) -> Option<&str> {
    let line = line.strip_prefix('\u{feff}').unwrap_or(line).trim_end();
    let rest = line.trim_start_matches(letter);
    let is_marker = line.len() - rest.len() == 7 && (rest.is_empty() || rest.starts_with(' '));
    is_marker.then(|| rest.trim_start())
}
