//! The grammar of a cell of the region table: what it lists, and what of it could not be understood.

mod words;

use super::content::{Block, flat};
use super::names::{ENDPOINT, Names, is_endpoint};
use crate::matrix::{Availability, Mode, ModelId, Scope};
use words::{Group, lead_in, next_lead_in, signs, split_signs};

pub use words::is_mark;

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
pub type Marks = Vec<(char, Mark)>;

/// What a cell says.
#[derive(Debug, Default)]
pub struct Reading {
    /// The models it lists, in order.
    pub listed: Vec<(ModelId, Availability)>,
    /// The models of the list that is optimized for batch inference.
    pub batch: Vec<(ModelId, Availability)>,
    /// The models that carry the mark of ADI Services.
    pub adi_services: Vec<ModelId>,
    /// What could not be understood, as it stands on the page.
    pub unread: Vec<String>,
    /// Whether something of it may list models that are not among those above.
    pub incomplete: bool,
}

/// Reads the cell of a mode.
pub fn read(blocks: &[Block], mode: Mode, marks: &Marks, names: &mut Names<'_>) -> Reading {
    let text = flat(blocks);
    let mut reading = Reading::default();
    if text.len() > LONGEST {
        let start: String = text.chars().take(80).collect();
        reading.lose(&format!("{start}…"));
        return reading;
    }
    if is_not_supported(&text) {
        return reading;
    }
    if text.is_empty() {
        reading.lose("(empty)");
        return reading;
    }
    let mut reader = Reader { mode, marks, names, reading, group: Group::Live, entries: 0 };
    reader.blocks(blocks);
    let (entries, mut reading) = (reader.entries, reader.reading);
    if entries == 0 && reading.unread.is_empty() {
        // A lead-in without a list: the list was lost on the way.
        reading.lose(&text);
    }
    reading
}

/// Whether the whole cell says that the mode is not supported in the region.
fn is_not_supported(text: &str) -> bool {
    text.trim_end_matches('.').eq_ignore_ascii_case("not supported")
}

impl Reading {
    /// A part that may list models, and was not understood.
    fn lose(&mut self, text: &str) {
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
        for block in blocks {
            match block {
                Block::Text(text) => self.text(text),
                Block::List(items) => items.iter().for_each(|item| self.item(item)),
                Block::Heading(_, text) => self.reading.lose(text),
                Block::Table(_) | Block::Note(..) => {
                    let text = flat(std::slice::from_ref(block));
                    self.reading.lose(&text);
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

    /// A run of text: lead-ins, and models one after the other.
    fn text(&mut self, text: &str) {
        let mut rest = text.trim();
        while !rest.is_empty() {
            if let Some((group, length)) = lead_in(rest) {
                self.group = group;
                if group == Group::Unclear {
                    self.reading.lose(&rest[..length]);
                }
                rest = rest[length..].trim_start();
                continue;
            }
            let end = next_lead_in(rest).unwrap_or(rest.len());
            self.flattened(rest[..end].trim());
            rest = rest[end..].trim_start();
        }
    }

    /// Models separated by blanks only.
    fn flattened(&mut self, text: &str) {
        if text.contains(ENDPOINT) {
            self.endpoints(text);
        } else if self.mode == Mode::ProvisionedThroughput {
            self.families(text);
        } else {
            self.lose_words(text);
        }
    }

    /// Words that were not understood: a list that follows may be one of anything.
    fn lose_words(&mut self, text: &str) {
        self.group = Group::Unclear;
        self.reading.lose(text);
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
                after.is_some_and(|c| c.is_none_or(|c| c == ' ' || is_mark(c) || c == '(' || c == ','))
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
            at += text[at..].len() - text[at..].trim_start_matches([' ', ',']).len();
        }
        if let Some(from) = lost {
            pieces.push((text[from..].trim(), false));
        }
        if !pieces.iter().any(|(_, named)| *named) {
            return self.lose_words(text);
        }
        for (place, (piece, named)) in pieces.iter().enumerate() {
            if !named {
                self.reading.lose(piece);
                continue;
            }
            // What stands beside words that nobody knows may be a part of another name.
            let before = place.checked_sub(1).is_some_and(|before| !pieces[before].1);
            let after = pieces.get(place + 1).is_some_and(|after| !after.1);
            let open = piece.ends_with(|c: char| !is_mark(c) && c != ')');
            self.known(piece, before || (after && open));
        }
    }

    /// One model with its signs.
    fn entry(&mut self, text: &str) {
        let text = text.trim().trim_end_matches([',', ';']);
        if is_not_supported(text) {
            return self.reading.lose(text);
        }
        self.known(text, false);
    }

    fn known(&mut self, text: &str, doubtful: bool) {
        self.entries += 1;
        let (name, marks, preview) = split_signs(text);
        let first = name.split(' ').next().unwrap_or_default();
        let (id, understood) = if is_endpoint(name) {
            (self.names.endpoint(name), true)
        } else if is_endpoint(first) {
            // The endpoint is clear, what is said of it is not.
            (self.names.endpoint(first), false)
        } else if self.mode == Mode::ProvisionedThroughput {
            self.family(name)
        } else {
            (self.names.find(name), true)
        };
        let Some(id) = id else { return self.reading.lose(text) };
        let known_marks = marks.iter().all(|mark| self.marks.iter().any(|(known, _)| known == mark));
        let means = |wanted| self.marks.iter().any(|(known, mark)| *mark == wanted && marks.contains(known));
        let scope = if means(Mark::CrossGeo) { Scope::CrossGeo } else { Scope::InGeo };
        if means(Mark::AdiServices) {
            self.reading.adi_services.push(id.clone());
        }
        let certain = understood && known_marks && !doubtful && self.group != Group::Unclear;
        if !certain {
            self.reading.unread.push(text.to_owned());
        }
        let only_a_status = name.strip_prefix(first).is_some_and(|rest| rest.trim().starts_with('('));
        self.reading.incomplete |= !understood && is_endpoint(first) && !only_a_status;
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
        if let Some(id) = self.names.find(name) {
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
