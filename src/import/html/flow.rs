//! Text and blocks as they follow each other, and the line that is not yet ended.

use crate::import::content::{Block, line};
use crate::matrix::Cloud;

#[derive(Debug, Default)]
pub struct Flow {
    blocks: Vec<Block>,
    open: String,
    /// The first text, whatever it stands in: the title of a box.
    pub first: String,
    /// The clouds whose docs are linked to.
    pub linked: Vec<Cloud>,
    /// Inside a cell, where a line break parts what is listed and an image can be a sign.
    pub in_cell: bool,
    /// Whether code or a link begins or ends here: what it holds is a word of its own.
    pub seam: bool,
    /// Where a raised or lowered text began in the open line.
    raised: Option<usize>,
}

impl Flow {
    pub fn inside(outer: &Self) -> Self {
        Self { in_cell: outer.in_cell, ..Self::default() }
    }

    pub fn push(&mut self, text: &str) {
        if self.first.is_empty() {
            self.first = line(text);
        }
        if std::mem::take(&mut self.seam)
            && self.open.ends_with(char::is_alphanumeric)
            && text.starts_with(char::is_alphanumeric)
        {
            self.open.push(' ');
        }
        self.open.push_str(text);
    }

    pub fn end_line(&mut self) {
        self.end_raised();
        let text = line(&std::mem::take(&mut self.open));
        if !text.is_empty() {
            self.blocks.push(Block::Text(text));
        }
    }

    pub fn line_break(&mut self) {
        if self.in_cell {
            self.end_line();
        } else {
            self.open.push(' ');
        }
    }

    pub fn begin_raised(&mut self) {
        self.end_raised();
        self.raised = Some(self.open.len());
    }

    /// A number that is raised is a footnote's, no part of a name: it is set in brackets. A sign stays as it is.
    pub fn end_raised(&mut self) {
        let Some(start) = self.raised.take() else { return };
        if self.open[start..].contains(char::is_alphanumeric) {
            self.open.insert_str(start, " [");
            self.open.push(']');
        }
    }

    /// An image in a cell says something by standing there; elsewhere only if its text is a sign.
    pub fn image(&mut self, text: &str) {
        match line(text) {
            text if text.is_empty() && self.in_cell => self.push(" (image)"),
            text if !text.contains(char::is_alphanumeric) => self.push(&text),
            text if self.in_cell => self.push(&format!(" ({text})")),
            _ => {}
        }
    }

    pub fn link(&mut self, cloud: Cloud) {
        if !self.linked.contains(&cloud) {
            self.linked.push(cloud);
        }
    }

    pub fn add(&mut self, block: Block) {
        if let (Block::Heading(_, text), true) = (&block, self.first.is_empty()) {
            self.first.clone_from(text);
        }
        self.append(vec![block]);
    }

    pub fn append(&mut self, mut blocks: Vec<Block>) {
        self.end_line();
        self.blocks.append(&mut blocks);
    }

    /// Ends the line and takes out everything so far.
    pub fn take(&mut self) -> Vec<Block> {
        self.end_line();
        std::mem::take(&mut self.blocks)
    }
}
