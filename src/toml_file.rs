//! A TOML file being read with every position kept, so that all its faults are reported at once.
//!
//! Used for each TOML file the program knows: matrices, plans, themes. What the fields mean is theirs to say.

mod excerpt;
mod key_lines;
mod outline;
mod problem;

use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{Error, Result};
use crate::text::{self, Words};

pub use excerpt::shown;
pub use key_lines::KeyLines;
pub use outline::Outline;
pub use problem::{List, Problem, Problems};

/// Parses the text; syntax errors are reported, and what could be read is returned.
pub fn parse<'i>(text: &'i str, problems: &Problems<'i>) -> Spanned<DeTable<'i>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        problems.report_syntax(error.span().unwrap_or(0..0), error.message());
    }
    table
}

/// A value with the bytes it stands at.
#[derive(Debug, Clone)]
pub struct Placed<T> {
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
    /// What the table leaves out, where it is of an outline.
    outline: Option<&'t Outline<'i>>,
    requested: RefCell<Vec<&'static str>>,
    open: Cell<bool>,
}

impl<'t, 'i> Fields<'t, 'i> {
    /// The fields of a table that stands at `span`.
    pub fn new(table: &'t DeTable<'i>, span: Range<usize>, problems: &'t Problems<'i>) -> Self {
        let requested = RefCell::new(Vec::new());
        Self { table, span, problems, outline: None, requested, open: Cell::new(false) }
    }

    /// The fields of a whole outline.
    pub fn of_outline(table: &'t DeTable<'i>, problems: &'t Problems<'i>, outline: &'t Outline<'i>) -> Self {
        Self { outline: Some(outline), ..Self::new(table, 0..0, problems) }
    }

    /// The fields of a table in this one.
    fn below(&self, table: Placed<&'t DeTable<'i>>) -> Self {
        Self { outline: self.outline, ..Self::new(table.value, table.span, self.problems) }
    }

    /// Where the table stands: its header.
    pub fn span(&self) -> &Range<usize> {
        &self.span
    }

    pub fn problems(&self) -> &'t Problems<'i> {
        self.problems
    }

    fn value(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.requested.borrow_mut().push(key);
        self.table.get(key)
    }

    /// What `read` makes of the field, if it is there.
    fn read<T>(
        &self,
        key: &'static str,
        wanted: &str,
        read: impl Fn(&'t DeValue<'i>) -> Option<T>,
    ) -> Option<Placed<T>> {
        self.placed(self.value(key)?, key, wanted, read)
    }

    /// What `read` makes of each value of a list.
    fn list<T>(
        &self,
        key: &'static str,
        wanted: &str,
        read: impl Fn(&'t DeValue<'i>) -> Option<T>,
    ) -> Vec<Placed<T>> {
        let list = self.read(key, wanted, |value| value.as_array());
        let values = list.into_iter().flat_map(|list| list.value);
        values.filter_map(|value| self.placed(value, key, wanted, &read)).collect()
    }

    /// Every key of this table with what `read` makes of its value; the keys are the file's own.
    fn each<T>(
        &self,
        wanted: &str,
        read: impl Fn(&'t DeValue<'i>) -> Option<T>,
    ) -> Vec<(Placed<&'t str>, Placed<T>)> {
        self.open.set(true);
        let mut all = Vec::with_capacity(self.table.len());
        for (key, value) in self.table {
            self.check_key(key);
            if let Some(value) = self.placed(value, key.get_ref(), wanted, &read) {
                all.push((Placed { value: key.get_ref().as_ref(), span: key.span() }, value));
            }
        }
        all
    }

    /// What `read` makes of a value; where it makes nothing, another kind of value is wanted.
    fn placed<T>(
        &self,
        value: &'t Spanned<DeValue<'i>>,
        key: &str,
        wanted: &str,
        read: impl Fn(&'t DeValue<'i>) -> Option<T>,
    ) -> Option<Placed<T>> {
        let read = read(value.get_ref());
        if read.is_none() {
            self.wrong(value, key, wanted);
        }
        Some(Placed { value: read?, span: value.span() })
    }

    fn wrong(&self, value: &Spanned<DeValue<'i>>, key: &str, wanted: &str) {
        let message = format!("'{}' must be {wanted}, not {}", shown(key), kind(value.get_ref()));
        self.problems.report(&value.span(), message, None);
    }

    /// Whether the file gives the field at all, rightly or wrongly.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Reports that a field that must be there is missing. One that is there but wrong was reported when it was
    /// read, and one of a broken file may only not have been read.
    pub fn missing(&self, key: &str, example: &str) {
        if self.has(key) || self.problems.is_broken() {
            return;
        }
        self.problems.report(
            &self.span,
            format!("'{key}' is missing"),
            Some(format!("write {key} = {example}")),
        );
    }

    /// Reads the schema, which has to be one of those that are known.
    pub fn schema(&self, known: &[&str]) {
        match self.line("schema") {
            Some(schema) if !known.contains(&schema.value.as_str()) => {
                let message = format!("wrong schema '{}' for this kind of file", shown(&schema.value));
                self.problems.report(&schema.span, message, Some(format!("there are: {}", known.join(", "))));
            }
            Some(_) => {}
            None => self.missing("schema", &format!("\"{}\"", known[0])),
        }
    }

    /// A string on one line, made safe for a terminal.
    pub fn line(&self, key: &'static str) -> Option<Placed<String>> {
        self.read(key, "a string", clean_line)
    }

    /// A string on one line without blanks around it. A blank one says nothing, as if the key were not there.
    pub fn filled(&self, key: &'static str) -> Option<Placed<String>> {
        let Placed { value, span } = self.string(key)?;
        let value = text::entry_line(&value);
        (!value.is_empty()).then_some(Placed { value, span })
    }

    /// A day; a blank string says nothing.
    pub fn filled_date(&self, key: &'static str) -> Option<Placed<NaiveDate>> {
        let says_nothing = self.has(key) && self.is_blank(key);
        if says_nothing { self.value(key).and(None) } else { self.date(key) }
    }

    /// Whether the field is not there, or a blank string.
    pub fn is_blank(&self, key: &str) -> bool {
        self.table.get(key).is_none_or(|value| {
            value.get_ref().as_str().is_some_and(|text| text::entry_line(text).is_empty())
        })
    }

    /// A string that may run over lines, made safe for a terminal.
    pub fn string(&self, key: &'static str) -> Option<Placed<String>> {
        self.read(key, "a string", |value| Some(text::clean(value.as_str()?).into_owned()))
    }

    /// Whether a switch is on; absent means off.
    pub fn flag(&self, key: &'static str) -> bool {
        self.switch(key).is_some_and(|flag| flag.value)
    }

    /// A switch, which may be left open.
    pub fn switch(&self, key: &'static str) -> Option<Placed<bool>> {
        self.read(key, "true or false", DeValue::as_bool)
    }

    /// A whole number from 0.
    pub fn count(&self, key: &'static str) -> Option<u64> {
        let whole = |value: &DeValue<'i>| {
            let number = value.as_integer()?;
            u64::from_str_radix(number.as_str(), number.radix()).ok()
        };
        self.read(key, "a whole number from 0", whole).map(|count| count.value)
    }

    /// A whole number from 0, or a string such as `"120M"`; a blank one says nothing.
    pub fn amount(&self, key: &'static str) -> Option<Placed<u64>> {
        if self.has(key) && self.is_blank(key) {
            return self.value(key).and(None);
        }
        self.read(key, "a whole number from 0, or a string such as \"120M\"", |value| match value {
            DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix()).ok(),
            DeValue::String(text) => text::read_amount(text),
            _ => None,
        })
    }

    pub fn number(&self, key: &'static str) -> Option<f64> {
        let finite = |value: &DeValue<'i>| {
            let text = match value {
                DeValue::Integer(integer) => integer.as_str(),
                DeValue::Float(float) => float.as_str(),
                _ => return None,
            };
            text.parse::<f64>().ok().filter(|number| number.is_finite())
        };
        self.read(key, "a number", finite).map(|number| number.value)
    }

    /// A day: a TOML date, or the same as a string.
    pub fn date(&self, key: &'static str) -> Option<Placed<NaiveDate>> {
        let value = self.value(key)?;
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
        self.list(key, "a list of strings", clean_line)
    }

    /// A list of strings that must not be empty.
    pub fn some_lines(&self, key: &'static str, example: &str) -> Vec<Placed<String>> {
        self.missing(key, example);
        let value = self.table.get(key);
        if let Some(value) =
            value.filter(|value| value.get_ref().as_array().is_some_and(|list| list.is_empty()))
        {
            let hint = Some(format!("write {key} = {example}"));
            self.problems.report(&value.span(), format!("'{key}' is empty"), hint);
        }
        self.lines(key)
    }

    pub fn table(&self, key: &'static str) -> Option<Fields<'t, 'i>> {
        let table = self.read(key, "a table", |value| value.as_table())?;
        Some(self.below(table))
    }

    /// The tables of a list `[[key]]`.
    pub fn tables(&self, key: &'static str) -> Vec<Fields<'t, 'i>> {
        let tables = self.list(key, "a list of tables", |value| value.as_table());
        tables.into_iter().map(|table| self.below(table)).collect()
    }

    /// The tables of a list `[[key]]`, or the one table `[key]`.
    pub fn one_or_more_tables(&self, key: &'static str) -> Vec<Fields<'t, 'i>> {
        if self.table.get(key).is_some_and(|value| value.get_ref().is_array()) {
            return self.tables(key);
        }
        self.table(key).into_iter().collect()
    }

    /// A string that must be there and say something.
    pub fn needed(&self, key: &'static str, example: &str) -> Option<Placed<String>> {
        self.report_blank(key, example);
        self.filled(key)
    }

    /// A day that must be there.
    pub fn needed_date(&self, key: &'static str, example: &str) -> Option<Placed<NaiveDate>> {
        self.report_blank(key, example);
        self.filled_date(key)
    }

    /// Reports a field that is not there, or says nothing.
    fn report_blank(&self, key: &str, example: &str) {
        self.missing(key, example);
        if self.has(key) && self.is_blank(key) {
            let hint = Some(format!("write {key} = {example}"));
            self.problems.report(&self.span, format!("'{key}' is empty"), hint);
        }
    }

    /// Whether every field is a blank string, or there is none.
    pub fn says_nothing(&self) -> bool {
        self.table.keys().all(|key| self.is_blank(key.get_ref()))
    }

    /// Every key of this table with the table below it; the keys are the file's own.
    pub fn each_table(&self) -> Vec<(Placed<&'t str>, Fields<'t, 'i>)> {
        let tables = self.each("a table", |value| value.as_table()).into_iter();
        tables.map(|(key, table)| (key, self.below(table))).collect()
    }

    /// Every key of this table with its string; the keys are the file's own.
    pub fn each_line(&self) -> Vec<(Placed<&'t str>, Placed<&'t str>)> {
        self.each("a string", |value| value.as_str())
    }

    /// Hands out every key of this table with its string, one after the other; what an outline left out is read here.
    pub fn hand_out_lines(&self, hand_out: &mut dyn FnMut(Placed<&str>, Placed<&str>)) {
        for (key, line) in self.each_line() {
            hand_out(key, line);
        }
        if let Some(body) = self.outline.and_then(|outline| outline.body(self.span.start)) {
            let table = parse(body, self.problems);
            Fields::new(table.get_ref(), self.span.clone(), self.problems).hand_out_lines(hand_out);
        }
    }

    /// Every key of this table with its string or its list of strings; the keys are the file's own.
    pub fn each_lines(&self) -> Vec<(Placed<&'t str>, Vec<Placed<String>>)> {
        const WANTED: &str = "a string or a list of strings";
        let one_or_many = |value: &'t DeValue<'i>| match value {
            DeValue::Array(list) => Some((None, Some(list))),
            value => clean_line(value).map(|line| (Some(line), None)),
        };
        let all = self.each(WANTED, one_or_many).into_iter();
        all.map(|(key, Placed { value: (line, list), span })| {
            let one = line.into_iter().map(|value| Placed { value, span: span.clone() });
            let many = list.into_iter().flatten();
            let many = many.filter_map(|value| self.placed(value, key.value, WANTED, clean_line));
            let lines = one.chain(many).collect();
            (key, lines)
        })
        .collect()
    }

    /// Every key of this table with its switch; the keys are the file's own.
    pub fn each_flag(&self) -> Vec<(Placed<&'t str>, bool)> {
        let flags = self.each("true or false", DeValue::as_bool).into_iter();
        flags.map(|(key, flag)| (key, flag.value)).collect()
    }

    /// The file's own keys are names that are shown and compared: nothing may hide in them.
    fn check_key(&self, key: &Spanned<std::borrow::Cow<'_, str>>) {
        let hint = Some("write letters, digits and dashes".to_owned());
        if key.get_ref().trim().is_empty() {
            self.problems.report(&key.span(), "a name is empty", hint);
        } else if text::clean_line(key.get_ref()) != key.get_ref().as_ref() {
            let message = format!("the name '{}' holds characters that cannot be seen", shown(key.get_ref()));
            self.problems.report(&key.span(), message, hint);
        }
    }

    /// Ends the reading: every key that nobody asked for is a problem.
    pub fn finish(self) {
        if self.open.get() {
            return;
        }
        let requested = self.requested.borrow();
        let known: OnceCell<(Arc<[String]>, String)> = OnceCell::new();
        for (key, _) in self.table {
            let key_text: &str = key.get_ref();
            if !requested.contains(&key_text) {
                let (known, list) = known.get_or_init(|| {
                    let names = requested.iter().map(|name| (*name).to_owned()).collect();
                    (names, format!("there are: {}", requested.join(", ")))
                });
                let message = format!("unknown field '{}'", shown(key_text));
                self.problems.report_name(&key.span(), message, key_text, known, list.as_str());
            }
        }
    }
}

fn clean_line(value: &DeValue<'_>) -> Option<String> {
    Some(text::clean_line(value.as_str()?).into_owned())
}

/// What a value is, in words; a number stands for itself.
fn kind(value: &DeValue<'_>) -> String {
    match value {
        DeValue::Integer(integer) => shown(integer.as_str()),
        DeValue::Float(float) => shown(float.as_str()),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Datetime(_) => "a date".to_owned(),
        other => format!("a {}", other.type_str()),
    }
}

fn read_date(value: &DeValue<'_>) -> Result<NaiveDate> {
    match value {
        DeValue::String(string) => crate::date::parse(string),
        DeValue::Datetime(moment) if moment.time.is_none() => crate::date::parse(&moment.to_string()),
        DeValue::Datetime(_) => Err(Error::new("a date must not have a time")),
        other => Err(Error::new(format!("expected a date, not {}", kind(other)))),
    }
}

/// Reads a member of a closed set by any of its words, or reports which there are.
pub fn one_of<T: Words>(
    placed: Option<Placed<impl AsRef<str>>>,
    what: impl std::fmt::Display,
    problems: &Problems<'_>,
) -> Option<T> {
    let placed = placed?;
    let found = T::read(placed.value.as_ref());
    if found.is_none() {
        let message = format!("unknown {what} '{}'", shown(placed.value.as_ref()));
        problems.report(&placed.span, message, Some(format!("there are: {}", T::ids())));
    }
    found
}
