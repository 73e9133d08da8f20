//! A page saved as HTML, by a browser or by curl: minified or not, with whatever stands around what it is about.
//!
//! Read from the tokens of the HTML standard, without a tree: which elements are open is all that is kept, and no more of
//! them than pages have. An element whose end is missing ends with what is around it.

mod flow;
mod table;
mod tag;

use chrono::NaiveDate;
use html5gum::{State, Token, Tokenizer, naive_next_state};

use super::content::{Block, Content, LABELS, flat, line, lines};
use super::date;
use crate::error::{Error, Result};
use crate::matrix::Cloud;
use crate::matrix::source::cloud_of;
use crate::text;
use flow::Flow;
use table::TableReader;
use tag::Tag;

/// The deepest nesting that is read. The pages of the docs have about 40.
const DEEPEST: usize = 400;
/// The most cells that tables may have, with all places of those that span several. Those of the docs have under 200.
const MOST_CELLS: usize = 1_000_000;

/// What a page of HTML holds.
///
/// # Errors
/// When it is nested deeper, or its tables are larger, than those of any page of the docs.
pub fn read(name: &str, html: &str) -> Result<Content> {
    let mut reader = Reader::default();
    let mut tokens = Tokenizer::new(html);
    while let Some(Ok(token)) = tokens.next() {
        match token {
            Token::StartTag(tag) => {
                if let Some(state) = reader.start(&tag.into()) {
                    tokens.set_state(state);
                }
            }
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
        let too_much = if reader.open.len() > DEEPEST {
            format!("is nested more than {DEEPEST} deep")
        } else if reader.cells > MOST_CELLS {
            format!("has tables of more than {MOST_CELLS} cells")
        } else {
            continue;
        };
        return Err(Error::new(format!("'{}' {too_much}", text::clean_line(name)))
            .hint("no page of the docs is made like that; is it the right file?"));
    }
    Ok(reader.finish(html))
}

/// What an element that is open makes of what it holds.
#[derive(Debug)]
enum ElementKind {
    /// A line of its own, or several.
    Line,
    Skipped,
    /// What the page is about: its place among the parts.
    Part(usize),
    Heading(u8),
    /// A box, with the label of its class.
    Boxed(Option<&'static str>),
    List(Vec<Vec<Block>>),
    Item,
    Table(TableReader),
    Cell {
        columns: usize,
        rows: usize,
        /// How much was struck out around it.
        struck: usize,
    },
}

#[derive(Debug)]
struct Open {
    name: String,
    kind: ElementKind,
}

#[derive(Debug, Default)]
struct Reader {
    open: Vec<Open>,
    flow: Flow,
    /// The flows around the one that is filled.
    outer: Vec<Flow>,
    /// What the page is about, if it marks that: `main`, and `article`, the first of each, with the links in it.
    parts: [Option<(Vec<Block>, Vec<Cloud>)>; 2],
    /// How many elements that strike out are open, and how many that are skipped.
    struck: usize,
    skipped: usize,
    /// How many cells all tables have.
    cells: usize,
    at_end: bool,
    title: String,
    address: Option<String>,
    language: Option<String>,
    /// The days in tags.
    days: Vec<(&'static str, NaiveDate)>,
}

impl Reader {
    /// Takes a start tag in. Gives back how to go on where the content is no markup.
    fn start(&mut self, tag: &Tag) -> Option<State> {
        self.attributes(tag);
        let name = tag.name.as_str();
        let in_picture = self.picture().is_some();
        if tag.is_image() && !tag.is_hidden() {
            self.flow.image(&tag.described());
        }
        if tag.closes_itself() && (in_picture || matches!(name, "svg" | "math")) {
            return None;
        }
        let raw = naive_next_state(name.as_bytes()).filter(|_| !in_picture);
        let part = usize::from(name == "article");
        match name {
            "br" => self.flow.line_break(),
            "hr" | "dt" | "dd" | "body" => self.flow.end_line(),
            "html" | "head" | "tbody" | "thead" | "tfoot" | "colgroup" | "col" | "area" | "base"
            | "embed" | "img" | "image" | "input" | "link" | "meta" | "source" | "track" | "wbr"
            | "param" | "option" | "optgroup" => {}
            "tr" => {
                if let Some(rows) = self.back_to_table() {
                    rows.begin_row();
                }
            }
            "td" | "th" if self.back_to_table().is_some() => {
                let (columns, rows) = (tag.span("colspan"), tag.span("rowspan"));
                self.push(name, ElementKind::Cell { columns, rows, struck: self.struck });
                self.flow.in_cell = true;
            }
            "main" | "article" if self.parts[part].is_none() => {
                self.parts[part] = Some((Vec::new(), Vec::new()));
                self.push(name, ElementKind::Part(part));
            }
            "li" if self.back_to_list() => self.push(name, ElementKind::Item),
            _ if raw.is_some() || tag.is_hidden() => self.push(name, ElementKind::Skipped),
            "template" | "svg" | "math" | "nav" | "select" | "button" | "form" | "object" | "video"
            | "audio" | "caption" => self.push(name, ElementKind::Skipped),
            "aside" if !tag.is_box() => self.push(name, ElementKind::Skipped),
            "ul" | "ol" | "menu" => self.push(name, ElementKind::List(Vec::new())),
            "table" => self.push(name, ElementKind::Table(TableReader::default())),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.push(name, ElementKind::Heading(name.as_bytes()[1] - b'0'));
            }
            "address" | "aside" | "article" | "blockquote" | "center" | "details" | "div" | "dl"
            | "fieldset" | "figcaption" | "figure" | "footer" | "header" | "li" | "main" | "p" | "pre"
            | "section" | "summary" => {
                let kind = if tag.is_box() { ElementKind::Boxed(tag.label()) } else { ElementKind::Line };
                self.push(name, kind);
            }
            _ if self.skipped > 0 => self.push(name, ElementKind::Skipped),
            "sup" | "sub" => self.flow.begin_raised(),
            // A name that is struck out says something else.
            "s" | "del" | "strike" => self.struck += 1,
            "a" | "code" => self.flow.seam = true,
            _ => {}
        }
        raw
    }

    /// Takes in what tags say wherever they stand: address, language, days, links.
    fn attributes(&mut self, tag: &Tag) {
        let dated = match tag.name.as_str() {
            "html" => {
                let language = Some(line(&tag.attribute("lang")).to_lowercase());
                self.language = self.language.take().or(language.filter(|language| !language.is_empty()));
                return;
            }
            "a" => {
                if let Some(cloud) = cloud_of(&tag.attribute("href")) {
                    self.flow.link(cloud);
                }
                return;
            }
            "link" if tag.says("rel", "canonical") => return self.addressed(&tag.attribute("href")),
            "meta" if tag.says("property", "og:url") => return self.addressed(&tag.attribute("content")),
            "meta" => {
                let known = ["ms.date", "updated_at", "article:modified_time", "last-modified"];
                let key = known.into_iter().find(|key| tag.says("name", key) || tag.says("property", key));
                key.zip(date::day(&tag.attribute("content")))
            }
            "time" | "local-time" => Some("time").zip(date::day(&tag.attribute("datetime"))),
            _ => return,
        };
        self.days.extend(dated.filter(|dated| !self.days.contains(dated)));
    }

    fn addressed(&mut self, address: &str) {
        let address = Some(line(address)).filter(|address| address.starts_with("http"));
        self.address = self.address.take().or(address);
    }

    fn text(&mut self, text: &str) {
        let bare = text.trim();
        if self.struck > 0 && !bare.is_empty() {
            self.flow.push(&format!(" ~~{bare}~~ "));
        } else {
            self.flow.push(text);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "br" => self.flow.line_break(),
            "tr" | "tbody" | "thead" | "tfoot" => {
                if let Some(rows) = self.back_to_table() {
                    rows.end_row();
                }
            }
            "table" if self.back_to_table().is_some() => self.close(),
            "p" | "dt" | "dd" => self.flow.end_line(),
            "sup" | "sub" => self.flow.end_raised(),
            "s" | "del" | "strike" => self.struck = self.struck.saturating_sub(1),
            _ => {}
        }
        let is_heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        let fits =
            |open: &Open| open.name == name || (is_heading && matches!(open.kind, ElementKind::Heading(_)));
        if let Some(at) = self.nearest(fits) {
            self.close_to(at);
        }
        if matches!(name, "a" | "code") {
            self.flow.seam = true;
        }
    }

    /// The nearest open element that fits. From inside a cell, nothing around its table is reached.
    fn nearest(&self, fits: impl Fn(&Open) -> bool) -> Option<usize> {
        for (at, open) in self.open.iter().enumerate().rev() {
            if fits(open) {
                return Some(at);
            }
            if matches!(open.kind, ElementKind::Cell { .. } | ElementKind::Table(_))
                || open.name == "template"
            {
                return None;
            }
        }
        None
    }

    /// Closes what is open inside the nearest table.
    fn back_to_table(&mut self) -> Option<&mut TableReader> {
        let at = self.open.iter().rposition(|open| open.name == "table" || open.name == "template")?;
        if matches!(self.open[at].kind, ElementKind::Table(_)) {
            self.close_to(at + 1);
        }
        match &mut self.open[at].kind {
            ElementKind::Table(rows) => Some(rows),
            _ => None,
        }
    }

    /// Closes what is open inside the nearest list, and says whether there is one.
    fn back_to_list(&mut self) -> bool {
        let Some(at) = self.nearest(|open| matches!(open.kind, ElementKind::List(_))) else { return false };
        self.close_to(at + 1);
        let stray = self.flow.take();
        if let ElementKind::List(items) = &mut self.open[at].kind
            && !stray.is_empty()
        {
            items.push(stray);
        }
        true
    }

    /// The picture or formula that is open, unless a place in it that is made for text is.
    fn picture(&self) -> Option<usize> {
        let parts = ["svg", "math", "foreignobject", "desc", "annotation-xml"];
        let of_picture = |open: &Open| parts.contains(&open.name.as_str());
        let at = self.open.iter().rposition(of_picture).filter(|_| self.skipped > 0)?;
        matches!(self.open[at].name.as_str(), "svg" | "math").then_some(at)
    }

    fn push(&mut self, name: &str, kind: ElementKind) {
        let ends_itself = matches!(kind, ElementKind::Heading(_) | ElementKind::Table(_));
        let is_same = |open: &Open| std::mem::discriminant(&open.kind) == std::mem::discriminant(&kind);
        if ends_itself && self.open.last().is_some_and(is_same) {
            self.close();
        }
        if !matches!(kind, ElementKind::Skipped) {
            // A block ends a paragraph, and a picture that was not ended.
            let is_loose_item = name == "li" && matches!(kind, ElementKind::Line);
            let ends = |open: &Open| open.name == "p" || (is_loose_item && open.name == "li");
            if let Some(at) = self.nearest(ends).or_else(|| self.picture()) {
                self.close_to(at);
            }
        }
        match &kind {
            ElementKind::Line => self.flow.end_line(),
            ElementKind::Table(_) => {}
            _ => {
                let inner = Flow::inside(&self.flow);
                self.outer.push(std::mem::replace(&mut self.flow, inner));
            }
        }
        self.skipped += usize::from(matches!(kind, ElementKind::Skipped));
        self.open.push(Open { name: name.to_owned(), kind });
    }

    fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(Open { name, kind }) = self.open.pop() else { return };
        let kind = match kind {
            ElementKind::Line => return self.flow.end_line(),
            ElementKind::Table(rows) => return self.flow.add(Block::Table(rows.finish(self.at_end))),
            kind => kind,
        };
        let blocks = self.flow.take();
        let inner = std::mem::replace(&mut self.flow, self.outer.pop().unwrap_or_default());
        inner.linked.iter().for_each(|cloud| self.flow.link(*cloud));
        match kind {
            ElementKind::Skipped => {
                self.skipped -= 1;
                if name == "title" && self.skipped == 0 && self.title.is_empty() {
                    self.title = flat(&blocks);
                }
            }
            ElementKind::Part(at) => {
                self.parts[at] = Some((blocks.clone(), inner.linked));
                self.flow.append(blocks);
            }
            ElementKind::Heading(level) => self.flow.add(Block::Heading(level, flat(&blocks))),
            ElementKind::Boxed(label) => self.end_box(&name, label, &inner.first, blocks),
            ElementKind::List(mut items) => {
                items.extend((!blocks.is_empty()).then_some(blocks));
                self.flow.add(Block::List(items));
            }
            ElementKind::Item => {
                if let Some(Open { kind: ElementKind::List(items), .. }) = self.open.last_mut() {
                    items.push(blocks);
                }
            }
            ElementKind::Cell { columns, rows: down, struck } => {
                self.struck = struck;
                self.cells += columns * down;
                if let Some(Open { kind: ElementKind::Table(rows), .. }) = self.open.last_mut() {
                    rows.add(blocks, columns, down);
                }
            }
            ElementKind::Line | ElementKind::Table(_) => {}
        }
    }

    /// A box may be titled otherwise than its kind: "Preview" is an info box. The title stands in it as its first line.
    fn end_box(&mut self, name: &str, label: Option<&str>, first: &str, mut blocks: Vec<Block>) {
        let first = first.to_lowercase();
        let title = LABELS.into_iter().find(|label| *label == first);
        match title.or(label) {
            Some(label) => {
                if matches!(blocks.first(), Some(Block::Text(text)) if text.to_lowercase() == label) {
                    blocks.remove(0);
                }
                self.flow.add(Block::Note(label.to_owned(), blocks));
            }
            // What stands beside a page.
            None if name == "aside" => {}
            None => self.flow.append(blocks),
        }
    }

    fn finish(mut self, html: &str) -> Content {
        self.at_end = true;
        self.close_to(0);
        let whole = self.flow.take();
        let part = self.parts.into_iter().flatten().next();
        let (blocks, linked) = part.unwrap_or_else(|| (whole.clone(), self.flow.linked));
        let (mut days, mut unread_day) = printed(&blocks, self.language.as_deref());
        if days.is_empty() {
            (days, unread_day) = printed(&whole, self.language.as_deref());
        }
        days.extend(date::of_keys(html, date::IN_HTML));
        self.days.sort_by_key(|(key, _)| *key == "time");
        days.extend(self.days);
        let heading = blocks.iter().find_map(|block| match block {
            Block::Heading(1, text) => Some(text.clone()),
            _ => None,
        });
        Content {
            title: heading.or(Some(self.title)).filter(|title| !title.is_empty()),
            address: self.address,
            days,
            unread_day,
            linked,
            language: self.language,
            blocks,
            ..Content::default()
        }
    }
}

/// The days a page prints, and what it prints in place of one. They come before what its data says.
fn printed(blocks: &[Block], language: Option<&str>) -> (Vec<(&'static str, NaiveDate)>, Option<String>) {
    // Where 04/11 is the 11th of April.
    let month_first = language.is_none_or(|language| matches!(language, "en" | "en-us"));
    let (days, unread) = date::printed(&lines(blocks), month_first);
    (days.into_iter().map(|day| ("Last updated", day)).collect(), unread)
}
