//! The grammar of a cell of the region table: what it lists, and what of it could not be understood.

mod words;

use super::content::{Block, flat};
use super::item::{self, is_sign};
use super::names::{ENDPOINT, Names, is_endpoint};
use crate::matrix::{Availability, Mode, ModelId, Scope};
use words::{Group, after_bullet, before_bullet, bulleted, lead_in, next_lead_in, signs};

/// The longest cell that is read, in bytes: the longest of the docs has about 3,000.
const LONGEST: usize = 16 * 1024;

/// What the marks of a page mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Cross-geography routing is needed: ⥂.
    CrossGeo,
    /// Provided through ADI Services: † on Azure.
    AdiServices,
}

/// The marks that have a meaning on a page. Any other makes the model beside it unknown.
pub type Marks = Vec<(String, Mark)>;

#[derive(Debug, Default)]
pub struct Reading {
    /// The models it lists, in order.
    pub listed: Vec<(ModelId, Availability)>,
    /// The models of the list that is optimized for batch inference.
    pub batch: Vec<(ModelId, Availability)>,
    /// The models that carry the mark of ADI Services.
    pub adi_services: Vec<ModelId>,
    /// The signs that stand in it.
    pub signs: Vec<String>,
    /// What could not be understood, as it stands on the page.
    pub unread: Vec<String>,
    /// Whether something of it may list models that are not among those above.
    pub incomplete: bool,
}

pub fn read(blocks: &[Block], mode: Mode, marks: &Marks, names: &mut Names<'_>) -> Reading {
    let text = flat(blocks);
    let mut reading = Reading::default();
    if text.len() > LONGEST {
        let start: String = text.chars().take(80).collect();
        reading.add_unread(&format!("{start}…"));
        return reading;
    }
    if is_not_supported(&text) {
        return reading;
    }
    if text.is_empty() {
        reading.add_unread("(empty)");
        return reading;
    }
    let mut reader = Reader { mode, marks, names, reading, group: Group::Live, entries: 0 };
    reader.blocks(blocks);
    let (entries, mut reading) = (reader.entries, reader.reading);
    if entries == 0 && reading.unread.is_empty() {
        // A lead-in without a list: the list was lost on the way.
        reading.add_unread(&text);
    }
    reading
}

/// Whether the whole cell says that the mode is not supported in the region.
fn is_not_supported(text: &str) -> bool {
    text.trim_end_matches('.').eq_ignore_ascii_case("not supported")
}

impl Reading {
    /// Makes everything it lists unknown, and what else it may list.
    pub fn unclear(&mut self) {
        let cells = self.listed.iter_mut().chain(&mut self.batch);
        cells.for_each(|(_, cell)| *cell = Availability::Unknown);
        self.incomplete = true;
    }

    /// A part that may list models, and was not understood.
    fn add_unread(&mut self, text: &str) {
        self.unread.push(text.to_owned());
        self.incomplete = true;
    }
}

struct Reader<'r, 'n> {
    mode: Mode,
    marks: &'r Marks,
    names: &'r mut Names<'n>,
    reading: Reading,
    group: Group,
    entries: usize,
}

impl Reader<'_, '_> {
    fn blocks(&mut self, blocks: &[Block]) {
        let is_text = |block: &Block| matches!(block, Block::Text(_));
        for part in blocks.chunk_by(|left, right| is_text(left) && is_text(right)) {
            match part {
                [Block::Text(text)] => self.text(text),
                [Block::List(items)] => items.iter().for_each(|item| self.item(item)),
                [Block::Text(_), ..] => self.lines(part),
                _ => {
                    let text = flat(part);
                    self.reading.add_unread(&text);
                }
            }
        }
    }

    /// A list item: one model, or a lead-in and the models below it.
    fn item(&mut self, item: &[Block]) {
        match item {
            [Block::Text(text)] if lead_in(text).is_none() => self.entry(text),
            [] => {}
            _ => self.blocks(item),
        }
    }

    /// Texts one below the other: lead-ins, and models one a line. Of a name that is broken in two nothing is known.
    fn lines(&mut self, lines: &[Block]) {
        let lines: Vec<&str> = lines
            .iter()
            .filter_map(|line| match line {
                Block::Text(text) => Some(after_bullet(text).unwrap_or(text)),
                _ => None,
            })
            .collect();
        let mut at = 0;
        while at < lines.len() {
            let joined = format!("{} {}", lines[at], lines.get(at + 1).copied().unwrap_or_default());
            if self.mode == Mode::ProvisionedThroughput
                && self.names.find(&item::read(&joined).name).is_some()
            {
                self.entry(&joined);
                at += 1;
            } else if lead_in(lines[at]).is_some()
                || next_lead_in(lines[at]).is_some()
                || !self.is_item(lines[at])
            {
                self.text(lines[at]);
            } else {
                self.entry(lines[at]);
            }
            at += 1;
        }
    }

    fn is_item(&self, line: &str) -> bool {
        let name = item::read(line).name;
        match self.mode {
            Mode::ProvisionedThroughput => self.names.find(&name).is_some() || self.names.could_be_new(&name),
            _ => is_endpoint(&name) || self.names.find(&name).is_some(),
        }
    }

    /// A run of text: lead-ins, and models one after the other.
    fn text(&mut self, text: &str) {
        let mut rest =
            after_bullet(text.trim()).filter(|rest| lead_in(rest).is_some()).unwrap_or(text.trim());
        let mut listed = false;
        while !rest.is_empty() {
            if let Some((group, length)) = lead_in(rest) {
                self.group = group;
                if group == Group::Unclear {
                    self.reading.add_unread(&rest[..length]);
                }
                rest = rest[length..].trim_start();
                continue;
            }
            let end = next_lead_in(rest).unwrap_or(rest.len());
            let mut part = rest[..end].trim();
            if let Some(first) = after_bullet(part) {
                listed = true;
                part = first;
            }
            if listed {
                // The bullet before the next lead-in belongs to it.
                let part = if end < rest.len() { before_bullet(part) } else { part };
                for item in bulleted(part) {
                    self.entry(&item);
                }
            } else {
                self.flattened(part);
            }
            rest = rest[end..].trim_start();
        }
    }

    /// Models separated by blanks only.
    fn flattened(&mut self, text: &str) {
        if let Some(at) = text.find(ENDPOINT) {
            if at > 0 {
                self.add_unread_words(text[..at].trim());
            }
            self.endpoints(&text[at..]);
        } else if self.mode == Mode::ProvisionedThroughput {
            self.families(text);
        } else {
            self.add_unread_words(text);
        }
    }

    /// Words that were not understood: a list that follows may be one of anything.
    fn add_unread_words(&mut self, text: &str) {
        self.group = Group::Unclear;
        self.reading.add_unread(text);
    }

    fn endpoints(&mut self, text: &str) {
        let mut words: Vec<&str> = Vec::new();
        for word in text.split(' ') {
            if word.starts_with(ENDPOINT) && !words.is_empty() {
                self.entry(&words.join(" "));
                words.clear();
            }
            words.push(word);
        }
        self.entry(&words.join(" "));
    }

    fn families(&mut self, text: &str) {
        let spelled = self.names.spelled();
        let lower = text.to_ascii_lowercase();
        let name_at = |at: usize| {
            let rest = &lower[at..];
            spelled.iter().find(|(name, _)| {
                let after = rest.strip_prefix(name.as_str()).map(|after| after.chars().next());
                after
                    .is_some_and(|c| c.is_none_or(|c| c == ' ' || is_sign(c) || matches!(c, '(' | ',' | ';')))
            })
        };
        let (mut at, mut pieces) = (0, Vec::<(&str, bool)>::new());
        let mut lost: Option<usize> = None;
        while at < text.len() {
            if let Some((name, _)) = name_at(at) {
                if let Some(from) = lost.take() {
                    pieces.push((text[from..at].trim(), false));
                }
                let end = at + name.len() + signs(&text[at + name.len()..]);
                pieces.push((text[at..end].trim(), true));
                at = end;
            } else {
                lost.get_or_insert(at);
                at += text[at..].find(' ').unwrap_or(text.len() - at);
            }
            at += text[at..].len() - text[at..].trim_start_matches([' ', ',', ';']).len();
        }
        if let Some(from) = lost {
            pieces.push((text[from..].trim(), false));
        }
        if !pieces.iter().any(|(_, named)| *named) {
            return self.add_unread_words(text);
        }
        for (place, (piece, named)) in pieces.iter().enumerate() {
            if !named {
                self.reading.add_unread(piece);
                continue;
            }
            // What stands beside words that nobody knows may be a part of another name.
            let before = place.checked_sub(1).is_some_and(|before| !pieces[before].1);
            let after = pieces.get(place + 1).is_some_and(|after| !after.1);
            let open = piece.ends_with(|c: char| !is_sign(c) && c != ')');
            self.known(piece, before || (after && open));
        }
    }

    /// One model with its signs.
    fn entry(&mut self, text: &str) {
        let text = text.trim().trim_end_matches([',', ';']);
        if is_not_supported(text) {
            return self.reading.add_unread(text);
        }
        self.known(text, false);
    }

    fn known(&mut self, text: &str, doubtful: bool) {
        self.entries += 1;
        let item = item::read(text);
        self.reading.signs.extend(item.signs.iter().cloned());
        let (name, preview) = (item.name.as_str(), item.preview);
        let first = name.split(' ').next().unwrap_or_default();
        let (id, understood) = if text.contains(char::REPLACEMENT_CHARACTER) || name.ends_with('-') {
            // A damaged letter or a name that goes on is forgiven no one: it may be another, or several.
            (None, false)
        } else if !item.clear {
            // A new model is not made of a name that something stands in.
            (self.names.find(name), false)
        } else if is_endpoint(name) {
            (self.names.endpoint(name), true)
        } else if is_endpoint(first) {
            // The endpoint is clear, what is said of it is not.
            (self.names.endpoint(first), false)
        } else if self.mode == Mode::ProvisionedThroughput {
            self.family(name)
        } else {
            (self.names.find(name), true)
        };
        let Some(id) = id else { return self.reading.add_unread(text) };
        let meaning =
            |sign: &String| self.marks.iter().find(|(known, _)| known == sign).map(|(_, mark)| *mark);
        let known_marks = item.signs.iter().all(|sign| meaning(sign).is_some());
        let means = |wanted| item.signs.iter().any(|sign| meaning(sign) == Some(wanted));
        let scope = if means(Mark::CrossGeo) { Scope::CrossGeo } else { Scope::InGeo };
        if means(Mark::AdiServices) {
            self.reading.adi_services.push(id.clone());
        }
        let certain = understood && known_marks && !doubtful && self.group != Group::Unclear;
        if !certain {
            self.reading.unread.push(text.to_owned());
        }
        let only_a_status = name.strip_prefix(first).is_some_and(|rest| rest.trim().starts_with('('));
        self.reading.incomplete |= item.clear && !understood && is_endpoint(first) && !only_a_status;
        let cell = if certain { Availability::Listed { scope, preview } } else { Availability::Unknown };
        let list =
            if self.group == Group::Batch { &mut self.reading.batch } else { &mut self.reading.listed };
        match list.iter_mut().find(|(known, _)| *known == id) {
            None => list.push((id, cell)),
            Some((_, before)) if *before == cell => {}
            Some((_, before)) => {
                *before = Availability::Unknown;
                self.reading.unread.push(format!("{text} (listed twice, differently)"));
            }
        }
    }

    /// A family, and whether all of the text is its name. "Llama 5 (beta)" is known up to its bracket.
    fn family(&mut self, name: &str) -> (Option<ModelId>, bool) {
        if let Some(id) = self.names.one(name) {
            return (Some(id), true);
        }
        if let Some((short, _)) = name.split_once(" (")
            && let Some(id) = self.names.find(short)
        {
            return (Some(id), false);
        }
        (self.names.family(name), true)
    }
}
