//! What is wrong with a file, gathered while it is read, and shown with line, column and excerpt.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::sync::Arc;

use super::excerpt::{brief, excerpt, floor, shown};
use crate::error::{Error, Result};
use crate::text;

/// The most problems of one file that are shown. Whoever repairs that many reads the rest the next time.
const MOST: usize = 50;

/// How many names are compared for all hints of a file together: it costs more than all the rest.
const COMPARED: usize = 100_000;

/// One thing wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The line's text with a caret line below it.
    pub excerpt: String,
    /// What is wrong: lower case, one sentence.
    pub message: String,
    /// What would be right.
    pub hint: Option<String>,
}

/// Everything wrong with one file, gathered while it is read.
#[derive(Debug)]
pub struct Problems<'i> {
    name: String,
    text: &'i str,
    found: RefCell<Vec<Found>>,
    broken: Cell<bool>,
    closed: Cell<bool>,
    /// How far the text behind the last repeated header was looked through, while no other table begins there.
    repeated: Cell<Option<usize>>,
}

/// The problems of one file that are shown, and how many there are besides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// The first ones, in the order of the file.
    pub shown: Vec<Problem>,
    /// How many follow.
    pub more: usize,
}

/// A problem before its line is looked up.
#[derive(Debug)]
struct Found {
    span: Range<usize>,
    message: String,
    hint: Hint,
    syntax: bool,
}

/// What would be right.
#[derive(Debug)]
enum Hint {
    Known(Option<String>),
    /// To be looked for among the names that are known, if the problem is shown at all.
    Near {
        wanted: String,
        known: Arc<[String]>,
        otherwise: String,
    },
}

impl Hint {
    /// The hint as it is shown. `compared` counts the names that were looked at for all hints.
    fn text(self, compared: &mut usize) -> Option<String> {
        match self {
            Self::Known(hint) => hint,
            Self::Near { wanted, known, otherwise } => {
                *compared += known.len();
                let known = known.iter().map(String::as_str).filter(|_| *compared <= COMPARED);
                let near = text::nearest(&wanted, known, 1).first().map(|near| shown(near));
                Some(near.map_or(otherwise, |near| text::meant(&near)))
            }
        }
    }
}

impl<'i> Problems<'i> {
    /// No problems yet, in the file called `name`.
    pub fn new(name: &str, text: &'i str) -> Self {
        let name = text::clean_line(name).into_owned();
        Self {
            name,
            text,
            found: RefCell::default(),
            broken: Cell::default(),
            closed: Cell::default(),
            repeated: Cell::default(),
        }
    }

    /// Notes what is wrong with the bytes of `span`.
    pub fn report(&self, span: &Range<usize>, message: impl Into<String>, hint: Option<String>) {
        self.push(span, message.into(), Hint::Known(hint));
    }

    /// Notes a name that is none of those that are known. The nearest is looked for when the problem is shown.
    pub fn report_name(
        &self,
        span: &Range<usize>,
        message: impl Into<String>,
        wanted: &str,
        known: &Arc<[String]>,
        otherwise: impl Into<String>,
    ) {
        let (wanted, known, otherwise) = (wanted.to_owned(), Arc::clone(known), otherwise.into());
        self.push(span, message.into(), Hint::Near { wanted, known, otherwise });
    }

    fn push(&self, span: &Range<usize>, message: String, hint: Hint) {
        if !self.closed.get() {
            let message = brief(message);
            self.found.borrow_mut().push(Found { span: span.clone(), message, hint, syntax: false });
        }
    }

    /// Notes where the text is no TOML.
    pub(super) fn report_syntax(&self, span: Range<usize>, message: &str) {
        self.broken.set(true);
        if message == "duplicate key" && self.is_in_repeated_table(&span) {
            return;
        }
        let (message, hint) = if message == "duplicate key" {
            let key = self.text.get(span.clone()).unwrap_or_default();
            (format!("'{}' is defined twice", shown(key)), Some("remove one of the two".to_owned()))
        } else {
            (text::clean_line(message).into_owned(), None)
        };
        if self.is_header(&span) {
            self.repeated.set(Some(span.end));
        }
        self.found.borrow_mut().push(Found { span, message, hint: Hint::Known(hint), syntax: true });
    }

    /// Whether a table's header above was already found to stand twice: its keys then do so as well.
    fn is_in_repeated_table(&self, span: &Range<usize>) -> bool {
        let Some(between) = self.repeated.get().and_then(|from| self.text.get(from..span.start)) else {
            return false;
        };
        let inside = !between.contains("\n[");
        // What was looked through is not again: the table may have as many keys as the file has lines.
        self.repeated.set(inside.then_some(span.start));
        inside
    }

    /// Whether bytes stand in the header of a table.
    fn is_header(&self, span: &Range<usize>) -> bool {
        let before = &self.text[..floor(self.text, span.start)];
        before[before.rfind('\n').map_or(0, |at| at + 1)..].starts_with('[')
    }

    /// Keeps the first problem alone, with what would be right: the file is something else altogether.
    pub fn give_up(&self, hint: impl Into<String>) {
        let mut found = self.found.borrow_mut();
        found.sort_by_key(|found| found.span.start);
        found.truncate(1);
        if let Some(first) = found.first_mut() {
            first.hint = Hint::Known(Some(hint.into()));
        }
        self.closed.set(true);
    }

    /// Whether nothing was found wrong so far.
    pub fn is_empty(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// Whether the file is no TOML: what could be read of it may lack anything.
    pub fn is_broken(&self) -> bool {
        self.broken.get()
    }

    /// The problems in the order of the file.
    pub fn into_list(self) -> List {
        let mut found = self.found.into_inner();
        found.sort_by_key(|found| (found.span.start, !found.syntax));
        // Lines are counted on from the last problem: a file may have as many problems as lines.
        let (mut line, mut counted, mut line_start) = (1, 0, 0);
        let (mut unreadable, mut compared) = (0, 0);
        let mut list = List::default();
        for Found { span, message, hint, syntax } in found {
            let start = floor(self.text, span.start);
            for (at, _) in self.text[counted..start].match_indices('\n') {
                line += 1;
                line_start = counted + at + 1;
            }
            counted = start;
            // Past an error of syntax the rest of the line was not read as it was meant.
            if unreadable == line {
                continue;
            }
            if syntax {
                unreadable = line;
            }
            // Counted and no more: an excerpt costs as much as its line is long.
            if list.shown.len() == MOST {
                list.more += 1;
                continue;
            }
            let line_end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
            let line_end = start + self.text[start..line_end].trim_end_matches('\r').len();
            let before = &self.text[line_start..start];
            let marked = &self.text[start..floor(self.text, span.end).clamp(start, line_end)];
            let excerpt = excerpt(line, &self.text[start..line_end], before, marked);
            let hint = hint.text(&mut compared);
            list.shown.push(Problem { line, column: before.chars().count() + 1, excerpt, message, hint });
        }
        list
    }

    /// Nothing if all is well, else one error that shows every problem with its place.
    ///
    /// # Errors
    /// When at least one problem was reported.
    pub fn into_result(self) -> Result<()> {
        let name = self.name.clone();
        let list = self.into_list();
        let Some(first) = list.shown.first() else { return Ok(()) };
        let alone = list.shown.len() == 1;
        let mut error = Error::new(match list.shown.len() + list.more {
            1 => format!("{name}:{}:{}: {}", first.line, first.column, first.message),
            many => format!("{name} has {many} problems"),
        });
        for Problem { line, column, excerpt, message, hint } in &list.shown {
            let mut detail =
                if alone { excerpt.clone() } else { format!("{name}:{line}:{column}: {message}\n{excerpt}") };
            if let Some(hint) = hint {
                detail.push_str("\n    = ");
                detail.push_str(hint);
            }
            error = error.detail(detail);
        }
        if list.more > 0 {
            error = error.detail(format!("and {} more", list.more));
        }
        Err(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    /// A problem for each x, which is no name of those that are known.
    fn list(text: &str, known: usize) -> List {
        let problems = Problems::new("a.toml", text);
        let known: Arc<[String]> = (0..known).map(|at| format!("x{at}")).collect();
        for (at, _) in text.match_indices('x') {
            problems.report_name(&(at..at + 1), "an x", "x0", &known, "no x");
        }
        problems.into_list()
    }

    #[test]
    fn the_first_are_shown_and_the_rest_are_counted() {
        let fifty = list(&"x\n".repeat(MOST), 1);
        assert_eq!((fifty.shown.len(), fifty.more), (MOST, 0));
        let many = list(&"x\n".repeat(1000), 1);
        assert_eq!((many.shown.len(), many.more), (MOST, 1000 - MOST));
        assert!(many.shown.iter().all(|problem| problem.hint.as_deref() == Some("did you mean 'x0'?")));
    }

    /// "The hints are only wanted for the problems that are shown": what they cost is bounded, whatever the file holds.
    #[test]
    fn names_are_compared_so_often_and_no_more() {
        let list = list(&"x\n".repeat(MOST), COMPARED / 4);
        let near = list.shown.iter().filter(|problem| problem.hint.as_deref() == Some("did you mean 'x0'?"));
        assert_eq!(near.count(), 4);
        assert_eq!(list.shown[4].hint.as_deref(), Some("no x"));
    }

    #[test]
    fn an_error_says_how_many_it_leaves_out() {
        let text = "x\n".repeat(MOST + 7);
        let problems = Problems::new("a.toml", &text);
        for (at, _) in text.match_indices('x') {
            problems.report(&(at..at + 1), "an x", None);
        }
        let error = problems.into_result().unwrap_err();
        assert_eq!(error.message(), "a.toml has 57 problems");
        assert_eq!(error.details().last().map(String::as_str), Some("and 7 more"));
    }

    #[rstest]
    #[case::letters(&"x".repeat(5000))]
    #[case::marks_above_a_letter(&format!("x{}", "\u{301}".repeat(5000)))]
    fn what_a_message_repeats_of_a_file_is_cut(#[case] value: &str) {
        let problems = Problems::new("a.toml", "");
        problems.report(&(0..0), format!("invalid colour '{value}': expected a name"), None);
        let error = problems.into_result().unwrap_err().to_string();
        assert!(error.chars().count() < 400 && error.contains("': expected a name"), "{error}");
    }
}
