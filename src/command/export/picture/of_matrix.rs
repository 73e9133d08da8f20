//! The map of a mode and the timeline of a matrix.

use super::super::picture_flags::refuse;
use super::{ExportArgs, Picture, filter_words, nothing_matches};
use crate::choice::filter::{Filter, asks_for_region};
use crate::choice::filter_language::{Explanation, Qualifier, Query, Scratch, Vocabulary};
use crate::command::{Source, config, filter};
use crate::error::{Error, Result};
use crate::export::picture::availability_map::AvailabilityMap;
use crate::export::picture::caption::{Caption, posture_line};
use crate::export::picture::timeline::Timeline;
use crate::export::picture::{self, PictureFormat, PictureKind};
use crate::gates::Criteria;
use crate::host::Host;
use crate::matrix::{Matrix, Mode, Model, Region, TimelineEntry};
use crate::text::{self, Words};

/// The flags that mean something for a map of a matrix.
const MAP_FLAGS: [&str; 8] =
    ["--filter", "--mode", "--region", "--workload", "--residency", "--routing", "--preview", "--use"];
/// The same for a timeline.
const TIMELINE_FLAGS: [&str; 3] = ["--filter", "--mode", "--needed-until"];

pub(super) fn make(
    kind: PictureKind,
    format: PictureFormat,
    arguments: &ExportArgs,
    source: &Source,
    host: &dyn Host,
) -> Result<Picture> {
    let flags = &arguments.picture;
    match kind {
        PictureKind::Map => refuse(flags, "map", &MAP_FLAGS, "a map shows where models are, not until when")?,
        PictureKind::Timeline => {
            refuse(flags, "timeline", &TIMELINE_FLAGS, "an end holds in every region and for every posture")?;
        }
    }
    let config = source.config(None, host)?;
    let matrix = source.matrix(&config, host)?;
    let as_of = source.day(host);
    let (words, query) = filter::read(&flags.filter, &Vocabulary::models(&matrix))?;
    let mode = flags.mode.or_else(|| query.only(Qualifier::Mode).and_then(Mode::read));
    if mode == Some(Mode::ExternalModels) {
        let hint = format!("expected one of: {}", Mode::HOSTED.map(Mode::id).join(", "));
        return Err(Error::new("no picture shows external models: the provider decides on regions and ends")
            .hint(hint));
    }
    let mode = if kind == PictureKind::Map { Some(mode.unwrap_or(Mode::PayPerToken)) } else { mode };
    let case = flags.case(mode);
    let plan = case.plan(None, &config, &matrix, as_of)?;
    let criteria = plan.criteria(&matrix, as_of);
    let shown = Shown { criteria, query: &query, words: &words };
    let (text, place) = match kind {
        PictureKind::Map => map(&shown, &arguments.picture.regions, format)?,
        PictureKind::Timeline => timeline(&shown, format)?,
    };
    let used = config::used(&config, source, &case, &[]).into_iter().collect();
    Ok(Picture { text, place, messages: used })
}

/// What is asked for.
struct Shown<'a> {
    criteria: Criteria<'a>,
    query: &'a Query,
    /// The filter as it was typed; empty for none.
    words: &'a str,
}

impl Shown<'_> {
    /// The words around the picture, with the filter among them.
    fn caption(&self, title: String, size: &str) -> Caption {
        let matrix = self.criteria.matrix;
        let mut caption = Caption::new(title, &[matrix], self.criteria.as_of);
        caption.facts.insert(0, format!("{size}.{}", filter_words(self.words)));
        caption
    }
}

fn map(shown: &Shown<'_>, regions: &[String], format: PictureFormat) -> Result<(String, String)> {
    let Shown { criteria, query, words } = *shown;
    let matrix = criteria.matrix;
    let mode = criteria.mode.unwrap_or(Mode::PayPerToken);
    let only: Vec<&Region> = regions.iter().map(|code| matrix.find_region(code)).collect::<Result<_>>()?;
    let is_asked = |region: &&Region| {
        asks_for_region(query, region) && (only.is_empty() || only.iter().any(|one| one.id == region.id))
    };
    let regions: Vec<&Region> = matrix.regions().iter().filter(is_asked).collect();
    let on_map = |model: &&Model| criteria.case(model).is_on_map(mode);
    let models: Vec<&Model> = matrix.models().iter().filter(on_map).collect();
    let matching = |query: &Query| matching(query, criteria, &models);
    let found = matching(query);
    let map = AvailabilityMap::of(criteria, &found, &regions, Vec::new());
    let map = map.filter(|map| map.rows().next().is_some()).ok_or_else(|| {
        let lines = Explanation::of(query, models.len(), |part| matching(part).len()).lines(words, "models");
        let lines =
            if found.is_empty() { lines } else { vec!["none of these regions lists them".to_owned()] };
        nothing_matches("model", words, lines)
    })?;
    let mut caption = shown.caption(format!("{}: models by region", map.name()), &map.size());
    caption.facts.extend(posture_line(criteria.posture));
    // In Markdown and HTML these stand below each map.
    let text = picture::map(std::slice::from_ref(&map), &caption, format).unwrap_or_default();
    Ok((text, format!("map {} {}", matrix.cloud.id(), mode.id())))
}

/// The models that match, in the order of the matrix.
fn matching<'a>(query: &Query, criteria: Criteria<'a>, models: &[&'a Model]) -> Vec<&'a Model> {
    let (filter, mut scratch) = (Filter::new(query, criteria), Scratch::default());
    models.iter().copied().filter(|model| filter.matches(model, None, &mut scratch).is_some()).collect()
}

fn timeline(shown: &Shown<'_>, format: PictureFormat) -> Result<(String, String)> {
    let Shown { criteria, query, words } = *shown;
    let matrix = criteria.matrix;
    let of_mode = |entry: &TimelineEntry| criteria.mode.is_none_or(|mode| entry.modes.contains(&mode));
    let all: Vec<TimelineEntry> = matrix.endings().into_iter().filter(of_mode).collect();
    let found = entries(query, criteria, &all);
    if found.is_empty() {
        let explanation = Explanation::of(query, all.len(), |part| entries(part, criteria, &all).len());
        return Err(nothing_matches("end or preview", words, explanation.lines(words, "rows")));
    }
    let timeline = Timeline::of_matrix(matrix, &found, criteria.as_of, criteria.posture.needed_until);
    let of = criteria.mode.map_or_else(String::new, |mode| format!(", {}", mode.name()));
    let title = format!("When models end on {}{of}", matrix.cloud.name());
    let size = text::count(timeline.rows.len(), "announcement and preview");
    let size = size.replace("announcement and previews", "announcements and previews");
    let mut caption = shown.caption(title, &size);
    caption.leave_out(vec![silence(matrix)]);
    let text = picture::timeline(&timeline, &caption, format).unwrap_or_default();
    let mode = criteria.mode.map_or_else(String::new, |mode| format!(" {}", mode.id()));
    Ok((text, format!("timeline {}{mode}", matrix.cloud.id())))
}

/// A row matches as its model does in one of the modes that the row is about, as on the planner's timeline.
fn entries(query: &Query, criteria: Criteria<'_>, all: &[TimelineEntry]) -> Vec<TimelineEntry> {
    let mut scratch = Scratch::default();
    let filters = Mode::ALL.map(|mode| (mode, Filter::about(query, criteria, mode)));
    let mut matches = |entry: &&TimelineEntry| {
        let Some(model) = entry.model(criteria.matrix) else { return false };
        let mut filters = filters.iter().filter(|(mode, _)| entry.modes.contains(mode));
        filters.any(|(_, filter)| filter.matches(model, None, &mut scratch).is_some())
    };
    all.iter().filter(|entry| matches(entry)).cloned().collect()
}

/// What it means that a model has no row: nothing was announced when the page was read, or no page was.
fn silence(matrix: &Matrix) -> String {
    match matrix.lifecycle_source() {
        Some(source) => format!(
            "For models that are not shown no end was announced when the page was read ({}): that may change.",
            source.cite()
        ),
        None => {
            format!(
                "No page about ends was read for {}: of other models it is not known.",
                matrix.cloud.name()
            )
        }
    }
}
