//! A page saved as HTML, by a browser or by curl: minified or not, with whatever stands around what it is about.

mod guard;
mod table;

use chrono::NaiveDate;
use scraper::{ElementRef, Html, Node};

use super::content::{Block, Content, cloud_of, each, flat, line, lines};
use super::date;
use crate::error::{Error, Result};
use crate::matrix::Cloud;
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
const LABELS: [&str; 9] =
    ["important", "note", "preview", "beta", "warning", "tip", "caution", "info", "danger"];

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
    let language = root.value().attr("lang").map(|lang| line(lang).to_lowercase());
    let (mut days, mut unread_day) = printed(&blocks, language.as_deref());
    if days.is_empty() && about != root {
        (days, unread_day) = printed(&self::blocks(root), language.as_deref());
    }
    days.extend(date::of_keys(html, date::IN_HTML));
    days.extend(in_tags(root));
    let heading = blocks.iter().find_map(|block| match block {
        Block::Heading(1, text) => Some(text.clone()),
        _ => None,
    });
    let title = || first(root, |name| name == "title").map(|title| line(&title.text().collect::<String>()));
    Ok(Content {
        title: heading.or_else(title).filter(|title| !title.is_empty()),
        address: address(root),
        days,
        unread_day,
        copied: None,
        linked: linked(about),
        differing: Vec::new(),
        language,
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

/// The days a page prints, and what it prints in place of one. They come before what its data says.
fn printed(blocks: &[Block], language: Option<&str>) -> (Vec<(&'static str, NaiveDate)>, Option<String>) {
    // Where 04/11 is the 11th of April.
    let month_first = language.is_none_or(|language| matches!(language, "en" | "en-us"));
    let (days, unread) = date::printed(&lines(blocks), month_first);
    (days.into_iter().map(|day| ("Last updated", day)).collect(), unread)
}

/// The days in the tags of a page.
fn in_tags(root: ElementRef<'_>) -> Vec<(&'static str, NaiveDate)> {
    let mut days = Vec::new();
    for element in elements(root).map(|element| element.value()) {
        let found = match element.name() {
            "meta" => {
                let name = element.attr("name").or_else(|| element.attr("property")).unwrap_or_default();
                let known = ["ms.date", "updated_at", "article:modified_time", "last-modified"];
                known.into_iter().find(|known| name.eq_ignore_ascii_case(known)).zip(element.attr("content"))
            }
            "time" | "local-time" => Some("time").zip(element.attr("datetime")),
            _ => None,
        };
        if let Some((key, day)) = found.and_then(|(key, text)| Some((key, date::day(text)?)))
            && !days.contains(&(key, day))
        {
            days.push((key, day));
        }
    }
    days.sort_by_key(|(key, _)| *key == "time");
    days
}

/// The clouds whose docs are linked to.
fn linked(about: ElementRef<'_>) -> Vec<Cloud> {
    let mut linked = Vec::new();
    for link in elements(about).filter(|element| element.value().name() == "a") {
        if let Some(cloud) = link.value().attr("href").and_then(cloud_of)
            && !linked.contains(&cloud)
        {
            linked.push(cloud);
        }
    }
    linked
}

/// The blocks an element holds.
fn blocks(element: ElementRef<'_>) -> Vec<Block> {
    gather(element, Run::default())
}

/// The blocks of a cell, where a line break parts what is listed and an image can be a sign.
fn cell(element: ElementRef<'_>) -> Vec<Block> {
    gather(element, Run { cell: true, ..Run::default() })
}

fn gather(element: ElementRef<'_>, mut run: Run) -> Vec<Block> {
    run.walk(element);
    run.end_line();
    run.blocks
}

/// Blocks being gathered, and the line that is not yet ended.
#[derive(Default)]
struct Run {
    blocks: Vec<Block>,
    open: String,
    cell: bool,
    /// Whether code, a link or the like begins or ends here: what it holds is a word of its own.
    seam: bool,
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

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if std::mem::take(&mut self.seam)
            && self.open.ends_with(char::is_alphanumeric)
            && text.starts_with(char::is_alphanumeric)
        {
            self.open.push(' ');
        }
        self.open.push_str(text);
    }

    fn inner(&self, element: ElementRef<'_>) -> Vec<Block> {
        if self.cell { cell(element) } else { blocks(element) }
    }

    fn walk(&mut self, element: ElementRef<'_>) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.push(text),
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
            _ if is_hidden(element) => {}
            "img" | "svg" | "i" | "span" if is_image(element) => self.image(element),
            _ if SKIPPED.contains(&name) => {}
            // What stands beside a page; some boxes of a page are made of the same element.
            "aside" if label(element).is_none() => {}
            "br" if self.cell => self.end_line(),
            "br" => self.open.push(' '),
            "ul" | "ol" | "menu" => {
                let items = items(element).map(|item| self.inner(item)).collect();
                self.add(Block::List(items));
            }
            "table" => self.add(Block::Table(table::read(element))),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                self.add(Block::Heading(level, flat(&blocks(element))));
            }
            // A number that is raised is a footnote's, no part of a name; a name that is struck out says something else.
            "sup" | "sub" => self.set_apart(element, " [", "]"),
            "s" | "del" | "strike" => self.set_apart(element, " ~~", "~~ "),
            "a" | "code" => {
                self.seam = true;
                self.walk(element);
                self.seam = true;
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

    /// An image in a cell says something by standing there; elsewhere only if its text is a sign.
    fn image(&mut self, element: ElementRef<'_>) {
        let text = ["alt", "aria-label", "title"].iter().find_map(|key| element.value().attr(key));
        let text = text.map(line).filter(|text| !text.is_empty());
        match text {
            Some(text) if !text.contains(char::is_alphanumeric) => self.push(&text),
            Some(text) if self.cell => self.push(&format!(" ({text})")),
            None if self.cell => self.push(" (image)"),
            _ => {}
        }
    }

    fn set_apart(&mut self, element: ElementRef<'_>, before: &str, after: &str) {
        let text = flat(&blocks(element));
        if element.value().name().starts_with("su") && !text.contains(char::is_alphanumeric) {
            self.push(&text);
        } else if !text.is_empty() {
            self.push(&format!("{before}{text}{after}"));
        }
    }
}

/// Whether an element is drawn: a picture, or an empty one whose class makes it an icon. The arrow behind a link that
/// leads out of the docs is none.
fn is_image(element: ElementRef<'_>) -> bool {
    let classes: Vec<String> = element.value().classes().map(str::to_lowercase).collect();
    let has = |word: &str| classes.iter().any(|class| class.contains(word));
    let drawn = matches!(element.value().name(), "img" | "svg");
    !has("external") && (drawn || (has("icon") && element.text().all(|text| text.trim().is_empty())))
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

fn items(list: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    let inner = list.children().filter_map(ElementRef::wrap);
    inner.filter(|item| !SKIPPED.contains(&item.value().name()))
}
