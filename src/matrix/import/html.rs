//! A page saved as HTML, by a browser or by curl: minified or not, with whatever stands around what it is about.

mod guard;
mod table;

use chrono::NaiveDate;
use scraper::{ElementRef, Html, Node};

use super::content::{Block, Content, each, flat, line};
use super::date;
use crate::error::{Error, Result};
use crate::text;

/// What is no part of what a page says.
const SKIPPED: [&str; 16] = [
    "script", "style", "template", "noscript", "svg", "math", "nav", "head", "select", "button", "form",
    "iframe", "object", "video", "audio", "textarea",
];
/// Elements that begin and end a line.
const LINES: [&str; 25] = [
    "address",
    "aside",
    "article",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "header",
    "hr",
    "html",
    "main",
    "p",
    "pre",
    "section",
    "summary",
    "ul",
    "li",
];
/// The labels of the boxes that the docs use.
const LABELS: [&str; 8] = ["important", "note", "preview", "warning", "tip", "caution", "info", "danger"];

/// What a page of HTML holds.
///
/// # Errors
/// When parsing it would take more time or memory than any page of the docs could.
pub fn read(name: &str, html: &str) -> Result<Content> {
    if let Some(why) = guard::refuse(html) {
        return Err(Error::new(format!("'{}' {why}", text::clean_line(name)))
            .hint("no page of the docs is made like that; is it the right file?"));
    }
    let document = Html::parse_document(html);
    let root = document.root_element();
    let about = first(root, |name| name == "main").or_else(|| first(root, |name| name == "article"));
    let about = about.unwrap_or(root);
    let mut blocks = blocks(about);
    if is_cut_off(html) {
        mark_last_table(&mut blocks);
    }
    let heading = blocks.iter().find_map(|block| match block {
        Block::Heading(1, text) => Some(text.clone()),
        _ => None,
    });
    let title = || first(root, |name| name == "title").map(|title| line(&title.text().collect::<String>()));
    Ok(Content {
        title: heading.or_else(title).filter(|title| !title.is_empty()),
        address: address(root),
        updated: updated(root, html, &blocks),
        language: root.value().attr("lang").map(|lang| line(lang).to_lowercase()),
        blocks,
    })
}

/// Whether a table that begins is never ended: its end tag, unlike others, cannot be left out.
fn is_cut_off(html: &str) -> bool {
    let lower = html.to_ascii_lowercase();
    lower.rfind("<table").is_some_and(|at| !lower[at..].contains("</table"))
}

/// The table that a page breaks off in is the last of it.
pub fn mark_last_table(blocks: &mut [Block]) {
    for block in blocks.iter_mut().rev() {
        match block {
            Block::Table(table) => {
                table.cut_off = true;
                return;
            }
            Block::Note(_, inner) if each(inner).iter().any(|block| matches!(block, Block::Table(_))) => {
                return mark_last_table(inner);
            }
            _ => {}
        }
    }
}

fn first(root: ElementRef<'_>, fits: impl Fn(&str) -> bool) -> Option<ElementRef<'_>> {
    elements(root).find(|element| fits(element.value().name()))
}

fn elements(root: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    root.descendants().filter_map(ElementRef::wrap)
}

/// The page's own address, from its head.
fn address(root: ElementRef<'_>) -> Option<String> {
    let named = |element: ElementRef<'_>| {
        let element = element.value();
        let is =
            |key, wanted: &str| element.attr(key).is_some_and(|value| value.eq_ignore_ascii_case(wanted));
        let address = match element.name() {
            "link" if is("rel", "canonical") => element.attr("href"),
            "meta" if is("property", "og:url") => element.attr("content"),
            _ => None,
        };
        address.map(line).filter(|address| address.starts_with("http"))
    };
    elements(root).find_map(named)
}

/// The day the page speaks for. What it prints comes before what its head says, which comes before any other time.
fn updated(root: ElementRef<'_>, html: &str, blocks: &[Block]) -> Option<NaiveDate> {
    let printed = each(blocks).into_iter().find_map(|block| match block {
        Block::Text(text) => date::last_updated(text),
        _ => None,
    });
    let attribute = |fits: fn(&str) -> bool, key: &'static str| {
        let mut found = elements(root).filter(move |element| fits(element.value().name()));
        found.find_map(|element| date::day(element.value().attr(key)?))
    };
    let meta = |wanted: &str| {
        let mut all = elements(root).filter(|element| element.value().name() == "meta");
        all.find_map(|element| {
            let element = element.value();
            let name = element.attr("name").or_else(|| element.attr("property"))?;
            date::day(element.attr("content").filter(|_| name.eq_ignore_ascii_case(wanted))?)
        })
    };
    printed
        .or_else(|| date::last_update(html))
        .or_else(|| meta("ms.date"))
        .or_else(|| meta("article:modified_time"))
        .or_else(|| attribute(|name| matches!(name, "time" | "local-time"), "datetime"))
}

/// The blocks an element holds.
fn blocks(element: ElementRef<'_>) -> Vec<Block> {
    let mut run = Run::default();
    run.walk(element);
    run.end_line();
    run.blocks
}

/// Blocks being gathered, and the line that is not yet ended.
#[derive(Default)]
struct Run {
    blocks: Vec<Block>,
    open: String,
}

impl Run {
    fn end_line(&mut self) {
        let text = line(&std::mem::take(&mut self.open));
        if !text.is_empty() {
            self.blocks.push(Block::Text(text));
        }
    }

    fn add(&mut self, block: Block) {
        self.end_line();
        self.blocks.push(block);
    }

    fn walk(&mut self, element: ElementRef<'_>) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.open.push_str(text),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child);
                    }
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        match name {
            _ if SKIPPED.contains(&name) || is_hidden(element) => {}
            // What stands beside a page; some boxes of a page are made of the same element.
            "aside" if label(element).is_none() => {}
            "br" => self.open.push(' '),
            "ul" | "ol" | "menu" => self.add(Block::List(items(element))),
            "table" => self.add(Block::Table(table::read(element))),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                self.add(Block::Heading(level, flat(&blocks(element))));
            }
            _ if LINES.contains(&name) => {
                if let Some(label) = label(element) {
                    let mut inner = blocks(element);
                    // The label stands in the box as well, as its first line.
                    if matches!(inner.first(), Some(Block::Text(text)) if text.to_lowercase() == label) {
                        inner.remove(0);
                    }
                    self.add(Block::Note(label, inner));
                } else {
                    self.end_line();
                    self.walk(element);
                    self.end_line();
                }
            }
            _ => self.walk(element),
        }
    }
}

/// Links to a heading itself, which show only under the mouse.
fn is_hidden(element: ElementRef<'_>) -> bool {
    let element = element.value();
    element.attr("hidden").is_some() || element.classes().any(|class| class == "hash-link")
}

/// The label of a box: Docusaurus and Microsoft Learn name it in the class.
fn label(element: ElementRef<'_>) -> Option<String> {
    let classes: Vec<String> = element.value().classes().map(str::to_lowercase).collect();
    let is_box = classes.iter().any(|class| {
        ["alert", "admonition", "theme-admonition", "markdown-alert"]
            .iter()
            .any(|kind| class.starts_with(kind))
    });
    let named = |class: &String| {
        let class = class.strip_prefix("theme-admonition-").unwrap_or(class);
        let class = class.strip_prefix("admonition-").unwrap_or(class);
        let class = class.strip_prefix("markdown-alert-").unwrap_or(class);
        LABELS
            .contains(&class.strip_prefix("alert--").unwrap_or(class))
            .then(|| class.trim_start_matches("alert--").to_owned())
    };
    if !is_box {
        return None;
    }
    // A box may be titled otherwise than its kind: "Preview" is an info box.
    let title = first_line(element).map(|title| title.to_lowercase());
    title.filter(|title| LABELS.contains(&title.as_str())).or_else(|| classes.iter().find_map(named))
}

fn first_line(element: ElementRef<'_>) -> Option<String> {
    let text = element.text().map(line).find(|text| !text.is_empty())?;
    Some(text).filter(|text| text.len() < 20)
}

fn items(list: ElementRef<'_>) -> Vec<Vec<Block>> {
    let inner = list.children().filter_map(ElementRef::wrap);
    inner.filter(|item| !SKIPPED.contains(&item.value().name())).map(blocks).collect()
}
