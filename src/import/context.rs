//! What the readers of pages are given: the page that is read, and what was understood so far.

use chrono::NaiveDate;

use super::content::Content;
use super::facts::ExtractedFacts;
use super::names::Names;
use super::report::Report;
use crate::matrix::Cloud;

pub struct Context<'c> {
    /// The place of the page among those imported, what it is called, and what it holds.
    pub page: usize,
    pub page_name: &'c str,
    pub content: &'c Content,
    /// The cloud and the day it speaks for.
    pub cloud: Cloud,
    pub day: NaiveDate,
    pub names: Names<'c>,
    pub facts: ExtractedFacts,
    pub report: Report,
}

impl Context<'_> {
    /// Reports a fragment of the page that was not understood.
    pub fn unread(&mut self, place: &str, text: &str) {
        self.report.unread(self.page_name, place, text);
    }
}
