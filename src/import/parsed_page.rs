//! A page as it was saved, looked at: what stands on it, which cloud it speaks for, and on which day.

use chrono::NaiveDate;

use super::content::{Content, without_repeats};
use super::context::Context;
use super::report::Report;
use super::{
    ImportOptions, Page, encoding, external_table, form, html, markdown, models_page, names, notices,
    region_table, retirement,
};
use crate::error::{Error, Result};
use crate::matrix::Cloud;
use crate::matrix::source::cloud_of;

/// A page without its markup, and what it was taken for.
pub struct ParsedPage {
    /// What messages call it.
    pub name: String,
    pub content: Content,
    /// Which of the things that are read were found on it.
    pub holds: Vec<&'static str>,
    /// The cloud it speaks for, if that can be told from it.
    pub cloud: Option<Cloud>,
}

/// What holds the cells.
pub const REGION_TABLE: &str = "region table";

pub struct PageKind {
    pub name: &'static str,
    /// How the keys of its sources begin.
    pub source: &'static str,
    pub is_on: fn(&Content) -> bool,
    pub read: fn(&mut Context<'_>),
}

/// Every kind, in the order in which they are read: models first, for the other pages speak of them by name; and all of
/// them before the notices, which may not name the days that retirement tables do.
pub const KINDS: [PageKind; 4] = [
    PageKind {
        name: REGION_TABLE,
        source: "region-page",
        is_on: region_table::is_on,
        read: region_table::read,
    },
    PageKind { name: "models", source: "models-page", is_on: models_page::is_on, read: models_page::read },
    PageKind {
        name: "retirement table",
        source: "retirement-page",
        is_on: retirement::is_on,
        read: retirement::read,
    },
    PageKind {
        name: "external table",
        source: "external-page",
        is_on: external_table::is_on,
        read: external_table::read,
    },
];

impl ParsedPage {
    /// Reads a page and says what is on it.
    ///
    /// # Errors
    /// When it is no text, too large, or holds nothing that is read.
    pub fn of(page: &Page<'_>, name: String) -> Result<Self> {
        let text = encoding::decode(page)?;
        form::of_text(&name, &text)?;
        let mut content =
            if markdown::is_html(&text) { html::read(&name, &text)? } else { markdown::read(&name, &text)? };
        content.differing = without_repeats(&mut content.blocks);
        let is_region_table = region_table::is_on(&content);
        let mut holds = Vec::new();
        for kind in KINDS.iter().filter(|kind| (kind.is_on)(&content)) {
            holds.push(kind.name);
            if kind.name == REGION_TABLE && notices::is_on(&content) {
                holds.push("notices");
            }
        }
        if holds.is_empty() || (holds.len() < 2 && !is_region_table && is_region_page(&content)) {
            return Err(no_table(&name, &content));
        }
        let codes = region_table::codes(&content);
        if is_region_table && codes.is_empty() {
            return Err(Error::new(format!("the region table of '{name}' has no row with a region's code"))
                .hint("it is cut off, or not the table of the docs; save the page again"));
        }
        let by_address = content.address.as_deref().and_then(cloud_of);
        let by_codes = names::cloud_of(&codes);
        if let (Some(address), Some(codes)) = (by_address, by_codes)
            && address != codes
        {
            let message = format!(
                "'{name}' names itself a page of {}, and its regions are those of {}",
                address.name(),
                codes.name()
            );
            return Err(Error::new(message).hint("save the page again from the docs of one cloud"));
        }
        let by_links = match content.linked[..] {
            [cloud] => Some(cloud),
            _ => None,
        };
        Ok(Self { name, holds, cloud: by_codes.or(by_address).or(by_links), content })
    }

    pub fn updated(&self) -> Option<NaiveDate> {
        self.content.days.first().map(|(_, day)| *day)
    }

    /// The day it speaks for: its own, else the one that was asked for, else that of the copy.
    pub fn day(&self, options: ImportOptions) -> Option<NaiveDate> {
        self.updated().or(options.date).or(self.content.copied)
    }

    /// Tells what of the page itself is contradictory or not understood: its days, its cloud, tables that stand twice.
    pub fn report_doubts(&self, report: &mut Report) {
        let Content { days, unread_day, linked, differing, .. } = &self.content;
        if let Some(text) = unread_day {
            report.unread(&self.name, "day", text);
        }
        if let Some((first, day)) = days.first() {
            let others: Vec<String> = days
                .iter()
                .filter(|(key, other)| other != day && *key != "time")
                .map(|(key, other)| format!("{other} ({key})"))
                .collect();
            if !others.is_empty() {
                report.contradict(format!(
                    "'{}' says {day} ({first}) and {}; the first counts",
                    self.name,
                    others.join(", ")
                ));
            }
        }
        if let Some(cloud) = self.cloud.filter(|cloud| linked.iter().any(|linked| linked != cloud)) {
            let others: Vec<&str> =
                linked.iter().filter(|other| **other != cloud).map(|other| other.name()).collect();
            report.contradict(format!(
                "'{}' speaks for {} and links to the docs of {}",
                self.name,
                cloud.name(),
                others.join(" and ")
            ));
        }
        for header in differing {
            report.contradict(format!("'{}' has the table '{header}' twice, with different rows", self.name));
        }
    }
}

/// Whether a page is, by its title, the one with the region table.
fn is_region_page(content: &Content) -> bool {
    let title = content.title.as_deref().unwrap_or_default().to_lowercase();
    title.contains("availability by region") || title.contains("supported foundation models")
}

fn no_table(name: &str, content: &Content) -> Error {
    let error = if is_region_page(content) {
        Error::new(format!("'{name}' is the page of the region table, and the table is not on it")).hint(
            "a copy that lost its tables says nothing about availability; save the page itself, in English, as HTML",
        )
    } else {
        let title =
            content.title.as_deref().map(|title| format!("; its title is '{title}'")).unwrap_or_default();
        Error::new(format!("'{name}' holds none of the tables that servemap reads{title}"))
            .hint("it reads the pages of model availability by region, retirements, external models, and supported models")
    };
    match content.language.as_deref().filter(|language| !language.starts_with("en")) {
        Some(language) => error.hint(format!("the page is in '{language}': save the English one")),
        None => error,
    }
}
