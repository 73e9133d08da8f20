//! A TOML file being read with every position kept, so that all its faults can be told at once.
//!
//! Used for each TOML file the program knows: matrices, plans, themes. What the fields mean is theirs to say.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{Error, Result};
use crate::text;

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
    found: RefCell<Vec<(usize, Problem)>>,
}

impl<'i> Problems<'i> {
    /// No problems yet, in the file called `name`.
    pub fn new(name: &str, text: &'i str) -> Self {
        Self { name: name.to_owned(), text, found: RefCell::new(Vec::new()) }
    }

    /// Notes what is wrong with the bytes of `span`.
    pub fn report(&self, span: &Range<usize>, message: impl Into<String>, hint: Option<String>) {
        let start = floor(self.text, span.start);
        let line_start = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
        let line = self.text[..start].matches('\n').count() + 1;
        let before = &self.text[line_start..start];
        let marked = &self.text[start..floor(self.text, span.end).clamp(start, line_end)];
        let problem = Problem {
            line,
            column: before.chars().count() + 1,
            excerpt: excerpt(line, &self.text[line_start..line_end], before, marked),
            message: message.into(),
            hint,
        };
        self.found.borrow_mut().push((start, problem));
    }

    /// Whether nothing was found wrong so far.
    pub fn is_empty(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// All problems in the order of the file.
    pub fn into_list(self) -> Vec<Problem> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|(start, _)| *start);
        found.into_iter().map(|(_, problem)| problem).collect()
    }

    /// Nothing if all is well, else one error that shows every problem with its place.
    ///
    /// # Errors
    /// When at least one problem was reported.
    pub fn into_result(self) -> Result<()> {
        let name = self.name.clone();
        let list = self.into_list();
        let Some(first) = list.first() else { return Ok(()) };
        let mut error = Error::new(match list.len() {
            1 => format!("{name}:{}:{}: {}", first.line, first.column, first.message),
            many => format!("{name} has {many} problems"),
        });
        for problem in &list {
            let mut detail = if list.len() == 1 {
                problem.excerpt.clone()
            } else {
                format!(
                    "{name}:{}:{}: {}\n{}",
                    problem.line, problem.column, problem.message, problem.excerpt
                )
            };
            if let Some(hint) = &problem.hint {
                detail.push_str("\n    = ");
                detail.push_str(hint);
            }
            error = error.detail(detail);
        }
        Err(error)
    }
}

/// The nearest character boundary at or below `index`.
fn floor(text: &str, index: usize) -> usize {
    (0..=index.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The line with its number, and carets below the marked part. Long lines are cut around the mark.
fn excerpt(line: usize, whole: &str, before: &str, marked: &str) -> String {
    const MOST: usize = 100;
    let skipped =
        if text::width(before) > MOST / 2 { before.chars().count().saturating_sub(MOST / 2) } else { 0 };
    let shown: String = whole.chars().skip(skipped).collect();
    let lead: String = before.chars().skip(skipped).collect();
    let number = line.to_string();
    let room = " ".repeat(number.len());
    let indent = " ".repeat(text::width(&text::clean_line(&lead)));
    let carets = "^".repeat(text::width(&text::clean_line(marked)).clamp(1, MOST));
    format!("{number} | {}\n{room} | {indent}{carets}", text::fit(&text::clean_line(&shown), MOST))
}

/// Parses the text; syntax errors are reported, and what could be read is returned.
pub fn parse<'i>(text: &'i str, problems: &Problems<'i>) -> Spanned<DeTable<'i>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        problems.report(&error.span().unwrap_or(0..0), error.message(), None);
    }
    table
}

/// A value with the bytes it stands at.
#[derive(Debug, Clone)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the file, in bytes.
    pub span: Range<usize>,
}

/// One table being read: each key is asked for by name, and what nobody asked for is a problem.
#[derive(Debug)]
pub struct Fields<'t, 'i> {
    table: &'t DeTable<'i>,
    span: Range<usize>,
    problems: &'t Problems<'i>,
    asked: RefCell<Vec<&'static str>>,
    open: Cell<bool>,
}

impl<'t, 'i> Fields<'t, 'i> {
    /// The fields of a table that stands at `span`.
    pub fn new(table: &'t DeTable<'i>, span: Range<usize>, problems: &'t Problems<'i>) -> Self {
        Self { table, span, problems, asked: RefCell::new(Vec::new()), open: Cell::new(false) }
    }

    /// Where the table stands: its header.
    pub fn span(&self) -> &Range<usize> {
        &self.span
    }

    /// Where problems go.
    pub fn problems(&self) -> &'t Problems<'i> {
        self.problems
    }

    fn take(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    fn wrong(&self, value: &Spanned<DeValue<'i>>, key: &str, wanted: &str) {
        let found = value.get_ref().type_str();
        self.problems.report(&value.span(), format!("'{key}' is {wanted}, not {found}"), None);
    }

    /// Reports that a field that must be there is missing.
    pub fn missing(&self, key: &str, example: &str) {
        self.problems.report(
            &self.span,
            format!("'{key}' is missing"),
            Some(format!("write {key} = {example}")),
        );
    }

    /// A string on one line, made safe for a terminal.
    pub fn line(&self, key: &'static str) -> Option<Placed<String>> {
        self.string(key)
            .map(|placed| Placed { value: text::clean_line(&placed.value).into_owned(), span: placed.span })
    }

    /// A string that may run over lines, made safe for a terminal.
    pub fn string(&self, key: &'static str) -> Option<Placed<String>> {
        let value = self.take(key)?;
        let Some(string) = value.get_ref().as_str() else {
            self.wrong(value, key, "a string");
            return None;
        };
        Some(Placed { value: text::clean(string).into_owned(), span: value.span() })
    }

    /// Whether a switch is on; absent means off.
    pub fn flag(&self, key: &'static str) -> bool {
        self.take(key).is_some_and(|value| {
            value.get_ref().as_bool().unwrap_or_else(|| {
                self.wrong(value, key, "true or false");
                false
            })
        })
    }

    /// A whole number from 0.
    pub fn count(&self, key: &'static str) -> Option<u64> {
        let value = self.take(key)?;
        let number = value.get_ref().as_integer();
        let count = number.and_then(|n| u64::from_str_radix(n.as_str(), n.radix()).ok());
        if count.is_none() {
            self.wrong(value, key, "a whole number from 0");
        }
        count
    }

    /// A number, with or without a fraction.
    pub fn number(&self, key: &'static str) -> Option<f64> {
        let value = self.take(key)?;
        let text = match value.get_ref() {
            DeValue::Integer(integer) => integer.as_str(),
            DeValue::Float(float) => float.as_str(),
            _ => "",
        };
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        if number.is_none() {
            self.wrong(value, key, "a number");
        }
        number
    }

    /// A day: a TOML date, or the same as a string.
    pub fn date(&self, key: &'static str) -> Option<Placed<NaiveDate>> {
        let value = self.take(key)?;
        match read_date(value.get_ref()) {
            Ok(date) => Some(Placed { value: date, span: value.span() }),
            Err(error) => {
                let hint = Some(format!("write {key} = 2026-11-22"));
                self.problems.report(&value.span(), format!("'{key}': {}", error.message()), hint);
                None
            }
        }
    }

    /// A list of strings, each with its place, made safe for a terminal.
    pub fn lines(&self, key: &'static str) -> Vec<Placed<String>> {
        let Some(value) = self.take(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(value, key, "a list of strings");
            return Vec::new();
        };
        let mut lines = Vec::new();
        for item in array {
            match item.get_ref().as_str() {
                Some(string) => {
                    lines.push(Placed { value: text::clean_line(string).into_owned(), span: item.span() });
                }
                None => self.wrong(item, key, "a list of strings"),
            }
        }
        lines
    }

    /// A table inside this one.
    pub fn table(&self, key: &'static str) -> Option<Fields<'t, 'i>> {
        let value = self.take(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(value, key, "a table");
            return None;
        };
        Some(Fields::new(table, value.span(), self.problems))
    }

    /// The tables of a list `[[key]]`.
    pub fn tables(&self, key: &'static str) -> Vec<Fields<'t, 'i>> {
        let Some(value) = self.take(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(value, key, "a list of tables");
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in array {
            match item.get_ref().as_table() {
                Some(table) => tables.push(Fields::new(table, item.span(), self.problems)),
                None => self.wrong(item, key, "a list of tables"),
            }
        }
        tables
    }

    /// Every key of this table with the table below it; the keys are the file's own.
    pub fn each_table(&self) -> Vec<(Placed<&'t str>, Fields<'t, 'i>)> {
        self.open.set(true);
        let mut tables = Vec::new();
        for (key, value) in self.table {
            match value.get_ref().as_table() {
                Some(table) => tables.push((placed(key), Fields::new(table, value.span(), self.problems))),
                None => self.wrong(value, key.get_ref(), "a table"),
            }
        }
        tables
    }

    /// Every key of this table with its string; the keys are the file's own.
    pub fn each_line(&self) -> Vec<(Placed<&'t str>, Placed<&'t str>)> {
        self.open.set(true);
        let mut lines = Vec::with_capacity(self.table.len());
        for (key, value) in self.table {
            match value.get_ref().as_str() {
                Some(string) => lines.push((placed(key), Placed { value: string, span: value.span() })),
                None => self.wrong(value, key.get_ref(), "a string"),
            }
        }
        lines
    }

    /// Every key of this table with its switch; the keys are the file's own.
    pub fn each_flag(&self) -> Vec<(Placed<&'t str>, bool)> {
        self.open.set(true);
        let mut flags = Vec::new();
        for (key, value) in self.table {
            match value.get_ref().as_bool() {
                Some(flag) => flags.push((placed(key), flag)),
                None => self.wrong(value, key.get_ref(), "true or false"),
            }
        }
        flags
    }

    /// Ends the reading: every key that nobody asked for is a problem.
    pub fn finish(self) {
        if self.open.get() {
            return;
        }
        let asked = self.asked.borrow();
        for (key, _) in self.table {
            let key_text: &str = key.get_ref();
            if !asked.contains(&key_text) {
                let near = text::nearest(key_text, asked.iter().copied(), 1);
                let hint = match near.first() {
                    Some(near) => format!("did you mean '{near}'?"),
                    None => format!("known here: {}", asked.join(", ")),
                };
                let message = format!("'{}' is no known field", text::clean_line(key_text));
                self.problems.report(&key.span(), message, Some(hint));
            }
        }
    }
}

fn placed<'t>(key: &'t Spanned<std::borrow::Cow<'_, str>>) -> Placed<&'t str> {
    Placed { value: key.get_ref(), span: key.span() }
}

fn read_date(value: &DeValue<'_>) -> Result<NaiveDate> {
    match value {
        DeValue::String(string) => crate::date::parse(string),
        DeValue::Datetime(moment) if moment.time.is_none() => crate::date::parse(&moment.to_string()),
        other => Err(Error::new(format!("a date is wanted, not {}", other.type_str()))),
    }
}

/// Reads one of a closed set of words, or reports which there are.
pub fn one_of<T: Copy>(
    placed: Option<Placed<String>>,
    what: &str,
    known: &[(&str, T)],
    problems: &Problems<'_>,
) -> Option<T> {
    let placed = placed?;
    let found = known.iter().find(|(word, _)| *word == placed.value).map(|(_, value)| *value);
    if found.is_none() {
        let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
        let message = format!("'{}' is no {what}", placed.value);
        problems.report(&placed.span, message, Some(format!("there are: {}", words.join(", "))));
    }
    found
}
