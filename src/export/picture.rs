//! Pictures for a page of a wiki: the map of models and regions, and the timeline of what ends when.
//!
//! What a cell or an end means is decided in `choice`; here it is drawn, with a sign, a colour and a word each.

pub mod availability_map;
pub mod caption;
mod map_html;
mod map_markdown;
mod map_svg;
mod svg_frame;
pub mod timeline;
mod timeline_markdown;
mod timeline_mermaid;
mod timeline_svg;

use availability_map::AvailabilityMap;
use caption::Caption;
use timeline::Timeline;

use crate::text::words;

/// The pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// Models by regions.
    Map,
    /// What ends when.
    Timeline,
}

words! { PictureKind {
    Map = "map";
    Timeline = "timeline";
} }

/// What a picture is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFormat {
    Markdown,
    Svg,
    Html,
    Mermaid,
}

words! { PictureFormat {
    Markdown = "markdown", "Markdown";
    Svg = "svg", "SVG";
    Html = "html", "HTML";
    Mermaid = "mermaid", "Mermaid";
} }

impl PictureKind {
    /// The formats it has.
    pub fn formats(self) -> &'static [PictureFormat] {
        match self {
            Self::Map => &[PictureFormat::Markdown, PictureFormat::Svg, PictureFormat::Html],
            Self::Timeline => &[PictureFormat::Markdown, PictureFormat::Svg, PictureFormat::Mermaid],
        }
    }
}

/// Maps as a document: one for a matrix, of decisions one for each cloud and mode. None in a format that maps do not have.
pub fn map(maps: &[AvailabilityMap<'_>], caption: &Caption, format: PictureFormat) -> Option<String> {
    match format {
        PictureFormat::Markdown => Some(map_markdown::render(maps, caption)),
        PictureFormat::Svg => Some(map_svg::render(maps, caption)),
        PictureFormat::Html => Some(map_html::render(maps, caption)),
        PictureFormat::Mermaid => None,
    }
}

/// A timeline as a document. None in a format that timelines do not have.
pub fn timeline(timeline: &Timeline, caption: &Caption, format: PictureFormat) -> Option<String> {
    match format {
        PictureFormat::Markdown => Some(timeline_markdown::render(timeline, caption)),
        PictureFormat::Svg => Some(timeline_svg::render(timeline, caption)),
        PictureFormat::Mermaid => Some(timeline_mermaid::render(timeline, caption)),
        PictureFormat::Html => None,
    }
}
