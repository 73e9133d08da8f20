//! Pictures for a wiki, whatever they show: names are text in every format, and an unknown cell is never yes or no.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};
use servemap::choice::cell::CellKind;
use servemap::choice::end::End;
use servemap::choice::end_kind::EndKind;
use servemap::export::picture::availability_map::{AvailabilityMap, MapDecision};
use servemap::export::picture::caption::Caption;
use servemap::export::picture::timeline::{Timeline, TimelineDecision, TimelineRow};
use servemap::export::picture::{self, PictureFormat, PictureKind};
use servemap::matrix::{Cloud, Matrix, Mode, Model, Region, bundled};
use servemap::plan::{Plan, Verdict};

/// Plenty of what means something to Markdown, XML or Mermaid, and little else.
const AWKWARD: &str = "[<>&\"'|:;#%`{}\\[\\]*_~\\\\,/! \n\ta-zé東0-9-]{1,24}";

/// Walks through XML and gives the text between the tags, or says what is not well-formed. As much of XML as is written here:
/// no comments, no declarations.
fn text_of_xml(xml: &str) -> Result<String, String> {
    let (mut open, mut text, mut rest): (Vec<&str>, String, &str) = (Vec::new(), String::new(), xml);
    while let Some(at) = rest.find('<') {
        text.push_str(&unescaped(&rest[..at])?);
        let end = rest[at..].find('>').ok_or("a tag does not end")? + at;
        let tag = &rest[at + 1..end];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
        } else {
            let name = tag.split([' ', '/']).next().unwrap_or_default();
            let mut attributes = tag[name.len()..].trim_end_matches('/').trim();
            while !attributes.is_empty() {
                let (key, value) = attributes.split_once("=\"").ok_or(format!("no value: {attributes}"))?;
                let (value, after) = value.split_once('"').ok_or(format!("{key} does not end"))?;
                unescaped(value)?;
                attributes = after.trim();
            }
            if !tag.ends_with('/') {
                open.push(name);
            }
        }
        rest = &rest[end + 1..];
    }
    if open.is_empty() && rest.trim().is_empty() { Ok(text) } else { Err(format!("open: {open:?} {rest}")) }
}

fn unescaped(text: &str) -> Result<String, String> {
    const ENTITIES: [(&str, &str); 5] =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let bare = ENTITIES.iter().fold(text.to_owned(), |text, (entity, _)| text.replace(entity, ""));
    if bare.contains(['&', '<', '>']) || bare.chars().any(|c| c.is_control() && c != '\n') {
        return Err(format!("not escaped: {text}"));
    }
    Ok(ENTITIES.iter().fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain)))
}

/// The cells of all tables, row by row.
fn tables(markdown: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::TableRow | Tag::TableHead) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => rows.last_mut().unwrap().push(String::new()),
            Event::Text(text) => {
                if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                    cell.push_str(&text);
                }
            }
            _ => {}
        }
    }
    rows
}

fn row(name: &str, kind: EndKind, decision: Option<TimelineDecision>) -> TimelineRow {
    TimelineRow {
        model: name.to_owned(),
        modes: "all modes".to_owned(),
        kind,
        end: kind.name().to_owned(),
        left: String::new(),
        day: (kind == EndKind::Announced).then(|| servemap::date::parse("2026-12-24").unwrap()),
        redirected_until: None,
        replacement: Some(name.to_owned()),
        decision,
    }
}

fn caption(words: &str) -> Caption {
    let words = || vec![words.to_owned()];
    Caption { title: words().concat(), facts: words(), warnings: words(), closing: words() }
}

fn timeline(name: &str, of_decisions: bool) -> Timeline {
    let day = servemap::date::parse("2026-10-20").unwrap();
    let decision = of_decisions.then(|| TimelineDecision {
        name: name.to_owned(),
        verdict: Verdict::Unknown,
        region: name.to_owned(),
        needed_until: Some(day),
        review_by: Some(day),
    });
    let rows = EndKind::ALL.into_iter().map(|kind| row(name, kind, decision.clone())).collect();
    Timeline { as_of: day, needed_until: None, rows }
}

/// A map of the bundled matrix, with a decision that says anything.
fn map<'a>(matrix: &'a Matrix, plan: &'a Plan, words: &str) -> AvailabilityMap<'a> {
    let criteria = plan.criteria(matrix, matrix.as_of);
    let models: Vec<&Model> = matrix
        .models()
        .iter()
        .filter(|model| plan.mode.is_some_and(|mode| criteria.case(model).is_on_map(mode)))
        .collect();
    let regions: Vec<&Region> = matrix.regions().iter().collect();
    let decision = MapDecision {
        number: 1,
        words: words.to_owned(),
        model: models[0].id.clone(),
        region: regions[0].id.clone(),
        secondary: None,
    };
    AvailabilityMap::of(criteria, &models, &regions, vec![decision]).unwrap()
}

/// Whether a line of a chart holds names, and is neither a comment nor a setting.
fn is_of_names(line: &str) -> bool {
    !["%%", "axisFormat ", "dateFormat "].iter().any(|start| line.starts_with(start))
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_name_is_text_in_every_format(name in AWKWARD) {
        let words = caption(&name);
        let wanted = folded(&name);
        for of_decisions in [false, true] {
            let timeline = timeline(&name, of_decisions);
            let svg = picture::timeline(&timeline, &words, PictureFormat::Svg).unwrap();
            let text = text_of_xml(&svg).map_err(TestCaseError::fail)?;
            prop_assert!(text.contains(&wanted), "{wanted}: {svg}");

            let markdown = picture::timeline(&timeline, &words, PictureFormat::Markdown).unwrap();
            let rows = tables(&markdown);
            let of_name = rows.iter().filter(|cells| cells.first() == Some(&wanted)).count();
            prop_assert_eq!(of_name, EndKind::ALL.len(), "{}", markdown);

            let chart = picture::timeline(&timeline, &words, PictureFormat::Mermaid).unwrap();
            for line in chart.lines().map(str::trim).filter(|line| is_of_names(line)) {
                let name = line.split_once(" :").map_or(line, |(name, _)| name);
                let names = name.strip_prefix("section ").or(name.strip_prefix("title ")).unwrap_or(name);
                // Nothing but the signs of entities.
                let mut rest = names;
                while let Some((_, after)) = rest.split_once('#') {
                    let (number, behind) = after.split_once(';').unwrap();
                    prop_assert!(number.parse::<u32>().is_ok(), "{line}");
                    rest = behind;
                }
                let plain = names.split('#').map(|part| part.split_once(';').map_or(part, |(_, part)| part));
                prop_assert!(!plain.collect::<String>().contains([':', ';', '%', '{', '<', '"']), "{line}");
                prop_assert!(line.matches(" :").count() <= 1, "{line}");
            }
        }
    }

    #[test]
    fn what_a_map_is_told_is_text(words in AWKWARD) {
        let matrix = bundled::with_own("matrix.toml", include_str!("wiki/matrix.toml")).unwrap();
        let plan = Plan { mode: Some(Mode::PayPerToken), ..Plan::default() };
        let maps = [map(&matrix, &plan, &words)];
        for format in [PictureFormat::Svg, PictureFormat::Html] {
            let drawn = picture::map(&maps, &caption(&words), format).unwrap().replace("<br>", "");
            let text = text_of_xml(&drawn).map_err(TestCaseError::fail)?;
            prop_assert!(text.contains(&folded(&words)) && text.contains("<small>"), "{drawn}");
        }
        let markdown = picture::map(&maps, &caption(&words), PictureFormat::Markdown).unwrap();
        let widths: Vec<usize> = tables(&markdown).iter().map(Vec::len).collect();
        prop_assert!(widths.iter().all(|width| (3..=5).contains(width)), "{widths:?} {markdown}");
    }
}

/// Every cell of every map that ships: what the matrix does not know is `?`, and only that.
#[test]
fn an_unknown_cell_is_never_yes_or_no() {
    let mut unknown = 0;
    for cloud in Cloud::ALL {
        let matrix = bundled::matrix(cloud).unwrap();
        for mode in Mode::HOSTED {
            let plan = Plan { mode: Some(mode), ..Plan::default() };
            let map = map(&matrix, &plan, "");
            let regions: Vec<&Region> = map.regions().collect();
            let html = picture::map(std::slice::from_ref(&map), &Caption::default(), PictureFormat::Html);
            let html = html.unwrap();
            let mut drawn =
                html.split("<td title=\"").skip(1).map(|cell| cell.split("</td>").next().unwrap());
            for row in map.rows() {
                for (cell, region) in row.cells.iter().zip(&regions) {
                    let known = !matrix.availability(row.model, mode, region).name().contains("unknown");
                    assert_eq!(known, cell.kind != CellKind::Unknown, "{} {}", row.model.id, region.id);
                    let (words, sign) = drawn.next().unwrap().split_once('"').unwrap();
                    assert_eq!(known, !words.starts_with("unknown"), "{words}");
                    let sign = sign.split_once('>').unwrap().1;
                    assert_eq!(known, !sign.starts_with('?'), "{sign}");
                    unknown += usize::from(!known);
                }
            }
            assert_eq!(drawn.next(), None);
        }
    }
    assert!(unknown > 20, "{unknown}");
}

#[test]
fn each_kind_is_made_in_its_formats_and_in_no_other() {
    let matrix = bundled::matrix(Cloud::Aws).unwrap();
    let plan = Plan { mode: Some(Mode::PayPerToken), ..Plan::default() };
    let maps = [map(&matrix, &plan, "")];
    for format in PictureFormat::ALL {
        let map = picture::map(&maps, &Caption::default(), format).is_some();
        assert_eq!(map, PictureKind::Map.formats().contains(&format), "{format:?}");
        let ends = picture::timeline(&timeline("m", false), &Caption::default(), format).is_some();
        assert_eq!(ends, PictureKind::Timeline.formats().contains(&format), "{format:?}");
    }
}

/// The largest matrix stays as wide as a page can show.
#[test]
fn a_map_of_ninety_models_and_forty_regions_is_readable() {
    for cloud in Cloud::ALL {
        let matrix = bundled::matrix(cloud).unwrap();
        let plan = Plan { mode: Some(Mode::PayPerToken), ..Plan::default() };
        let svg = picture::map(&[map(&matrix, &plan, "")], &Caption::default(), PictureFormat::Svg).unwrap();
        let size = svg.split("viewBox=\"0 0 ").nth(1).unwrap();
        let wide: usize = size.split(' ').next().unwrap().parse().unwrap();
        assert!(wide < 1300, "{cloud:?}: {wide}");
        assert!(!svg.contains("<script") && !svg.contains("href") && !svg.contains("@import"));
        text_of_xml(&svg).unwrap();
    }
}

/// A preview that has an announced end is told by that end, and never as one without.
#[test]
fn a_preview_whose_end_is_announced_is_not_said_to_have_none() {
    let day = servemap::date::parse("2026-11-26").unwrap();
    let mut previews = 0;
    for cloud in Cloud::ALL {
        let matrix = bundled::matrix(cloud).unwrap();
        let timeline = Timeline::of_matrix(&matrix, &matrix.endings(), day, None);
        for row in timeline.rows.iter().filter(|row| row.kind == EndKind::Preview) {
            let model = matrix.models().iter().find(|model| model.name == row.model).unwrap();
            let named = |mode: &Mode| row.modes == "all modes" || row.modes.contains(mode.id());
            for mode in Mode::HOSTED.into_iter().filter(named) {
                let end = End::in_mode(&matrix, model, mode, day);
                let told =
                    if end == End::Never { "preview, no end announced" } else { "preview, end unknown" };
                assert!(matches!(end, End::Never | End::Unknown), "{} {mode:?}: {end:?}", row.model);
                assert_eq!(row.end, told, "{}", row.model);
            }
            previews += 1;
        }
    }
    assert!(previews > 5, "{previews}");
}
