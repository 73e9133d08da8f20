//! The list of regions as it is found and drawn: each with what it offers for the mode and posture.

use std::cell::OnceCell;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::choice::filter::region_match;
use crate::choice::filter_language::{Match, Query, Scratch};
use crate::choice::tally::Tally;
use crate::matrix::{Mode, Region, RegionId};
use crate::text::{self, Answer};
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::filtered::Rows;
use crate::tui::widget::{line, list};

/// The headings over the counts where there is no room for words; `~` stands for the symbol of routing.
const SIGNS: [&str; 4] = [" in", "  ~", " pre", " blk"];
/// The same in full.
const WORDS: [&str; 4] = ["  In-Geo", "  Routed", "  Preview", "  Blocked"];
/// The columns that the marks before the code take.
const MARKS: usize = 3;

/// What each region offers, counted once and only for regions that are drawn or filtered by it.
#[derive(Debug, Default)]
pub(super) struct Tallies(Vec<OnceCell<Option<Tally>>>);

impl Tallies {
    pub fn new(session: &Session) -> Self {
        Self(vec![OnceCell::new(); session.matrix.regions().len()])
    }

    fn of(&self, place: usize, session: &Session) -> Option<Tally> {
        let region = session.matrix.regions().get(place)?;
        *self.0.get(place)?.get_or_init(|| Tally::of(session.criteria(), region))
    }
}

pub(super) struct RegionRows<'a> {
    pub session: &'a Session,
    pub tallies: &'a Tallies,
}

impl Rows for RegionRows<'_> {
    type Key = RegionId;

    fn name(&self) -> &'static str {
        "regions"
    }

    fn count(&self) -> usize {
        self.session.matrix.regions().len()
    }

    fn matching(&self, query: &Query, scratch: &mut Scratch) -> Vec<(usize, Match)> {
        let rows = self.session.matrix.regions().iter().enumerate();
        rows.filter_map(|(place, region)| {
            let tally = || self.tallies.of(place, self.session);
            Some((place, region_match(query, region, tally, scratch)?))
        })
        .collect()
    }

    fn key(&self, place: usize) -> Option<RegionId> {
        self.session.matrix.regions().get(place).map(|region| region.id.clone())
    }

    fn start(&self, mut places: impl Iterator<Item = usize>) -> Option<usize> {
        places.find(|place| self.key(*place) == self.session.plan.region)
    }
}

/// The regions in columns. The counts come first, then the codes; locations take what is left.
pub(super) struct Table<'a> {
    rows: RegionRows<'a>,
    theme: &'a Theme,
    width: u16,
    id: usize,
    location: usize,
    geo: usize,
    /// The headings over the counts.
    counts: [&'static str; 4],
}

impl<'a> Table<'a> {
    pub fn new(rows: RegionRows<'a>, area: Rect, theme: &'a Theme) -> Self {
        let regions = rows.session.matrix.regions();
        let longest = |name: fn(&Region) -> &str| {
            regions.iter().map(|region| text::width(name(region))).max().unwrap_or(0) + 2
        };
        let wide = |counts: [&str; 4]| counts.into_iter().map(str::len).sum::<usize>();
        let room = |counts| usize::from(area.width).saturating_sub(MARKS + wide(counts));
        let (id, place, geo) =
            (longest(|region| &region.id.0), longest(|region| &region.location), longest(Region::geo_name));
        // Whole where all of it fits; then the words over the counts go, then what is long is cut.
        for counts in [WORDS, SIGNS] {
            if id + place + geo <= room(counts) {
                return Self { rows, theme, width: area.width, id, location: place, geo, counts };
            }
        }
        let room = room(SIGNS);
        let (id, geo) = ((id - 1).min(room.saturating_sub(10)), geo.min(10));
        let left = room.saturating_sub(id + geo);
        let location = if left < 12 { 0 } else { left };
        Self { rows, theme, width: area.width, id, location, geo, counts: SIGNS }
    }

    pub fn header(&self) -> Line<'static> {
        let external = self.rows.session.plan.mode == Some(Mode::ExternalModels);
        let counts = if external { String::new() } else { self.counts.concat() };
        let counts = counts.replace('~', self.theme.symbols.routing);
        let (id, geo) = (text::pad("Region", self.id), text::pad("Geo", self.geo));
        let location = if self.location > 0 { text::pad("Location", self.location) } else { String::new() };
        let words = format!("{}{id}{location}{geo}{counts}", " ".repeat(MARKS));
        Line::styled(text::fit(&words, usize::from(self.width)), self.theme.dim)
    }

    pub fn row(&self, place: usize, found: &Match, here: bool) -> Line<'static> {
        let (session, theme) = (self.rows.session, self.theme);
        let Some(region) = session.matrix.regions().get(place) else { return Line::default() };
        let (mark, base) = if session.plan.region.as_ref() == Some(&region.id) {
            (theme.symbols.chosen, theme.chosen)
        } else if session.plan.secondary.as_ref() == Some(&region.id) {
            (theme.symbols.second, theme.chosen)
        } else {
            (" ", theme.text)
        };
        let mut spans = vec![list::lead(here, mark, base, theme)];
        let columns = [
            (region.id.0.as_str(), base, self.id),
            (region.location.as_str(), theme.dim, self.location),
            (region.geo_name(), theme.dim, self.geo),
        ];
        for (field, (words, style, width)) in columns.into_iter().enumerate() {
            let marked = line::marked(words, found.in_field(field), style, theme.letters);
            spans.extend(line::fitted(marked, width));
        }
        spans.extend(self.counts(place));
        list::row(spans, here, self.width, theme)
    }

    fn counts(&self, place: usize) -> Vec<Span<'static>> {
        let (session, theme) = (self.rows.session, self.theme);
        let Some(tally) = self.rows.tallies.of(place, session) else {
            let no_mode = session.plan.mode.is_none();
            let words = if no_mode { "choose a mode" } else { Answer::ByProvider.name() };
            return vec![Span::styled(words, theme.dim)];
        };
        let mut columns = self.counts.map(text::width).into_iter();
        let mut column = |words: String, style| {
            Span::styled(format!("{words:>width$}", width = columns.next().unwrap_or(0)), style)
        };
        let Some(listed) = tally.listed else {
            return (0..self.counts.len()).map(|_| column("?".to_owned(), theme.unknown)).collect();
        };
        let counts = [
            (listed.in_geo, theme.pass),
            (listed.cross_geo, theme.warn),
            (listed.preview, theme.warn),
            (listed.blocked, theme.block),
        ];
        let mut styled = |(count, style): (usize, _)| {
            column(count.to_string(), if count == 0 { theme.dim } else { style })
        };
        counts.into_iter().map(&mut styled).collect()
    }
}
