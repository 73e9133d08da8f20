//! A start tag: its name, its attributes, and what they say of the element.

use std::borrow::Cow;

use html5gum::StartTag;

use crate::import::content::LABELS;

pub struct Tag {
    pub name: String,
    start: StartTag<()>,
    classes: Vec<String>,
}

impl From<StartTag<()>> for Tag {
    fn from(start: StartTag<()>) -> Self {
        let mut read =
            Self { name: String::from_utf8_lossy(&start.name).into_owned(), start, classes: Vec::new() };
        let classes = read.attribute("class").to_lowercase();
        read.classes = classes.split_ascii_whitespace().map(str::to_owned).collect();
        read
    }
}

impl Tag {
    /// The value of an attribute; empty where it has none.
    pub fn attribute(&self, key: &str) -> Cow<'_, str> {
        self.start
            .attributes
            .get(key.as_bytes())
            .map(|value| String::from_utf8_lossy(value))
            .unwrap_or_default()
    }

    pub fn says(&self, key: &str, wanted: &str) -> bool {
        self.attribute(key).eq_ignore_ascii_case(wanted)
    }

    /// How many columns or rows it spans.
    pub fn span(&self, key: &str) -> usize {
        self.attribute(key).trim().parse().unwrap_or(1).clamp(1, 1_000)
    }

    pub fn closes_itself(&self) -> bool {
        self.start.self_closing
    }

    /// Hidden elements, and links to a heading itself, which show only under the mouse.
    pub fn is_hidden(&self) -> bool {
        self.start.attributes.contains_key(b"hidden".as_slice())
            || self.classes.iter().any(|class| class == "hash-link")
    }

    /// Whether it is drawn. The arrow behind a link that leads out of the docs says nothing.
    pub fn is_image(&self) -> bool {
        let has = |word| self.classes.iter().any(|class| class.contains(word));
        let drawn = matches!(self.name.as_str(), "img" | "svg");
        (drawn || (has("icon") && matches!(self.name.as_str(), "i" | "span"))) && !has("external")
    }

    /// What is said in place of a picture.
    pub fn described(&self) -> Cow<'_, str> {
        let texts = ["alt", "aria-label", "title"].into_iter().map(|key| self.attribute(key));
        texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// Whether it is a box, as Docusaurus and Microsoft Learn mark them.
    pub fn is_box(&self) -> bool {
        let kinds = ["alert", "admonition", "theme-admonition", "markdown-alert"];
        self.classes.iter().any(|class| kinds.iter().any(|kind| class.starts_with(kind)))
    }

    /// The label of a box as its class has it.
    pub fn label(&self) -> Option<&'static str> {
        let named = |class: &String| {
            let class = class.trim_start_matches("theme-").trim_start_matches("markdown-");
            let class = class.trim_start_matches("admonition-").trim_start_matches("alert-");
            LABELS.into_iter().find(|label| *label == class.trim_start_matches('-'))
        };
        self.classes.iter().find_map(named)
    }
}
