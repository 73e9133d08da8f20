//! A text without its long tables of words, which are read one at a time: all of them together need ten times the memory
//! of the text.
//!
//! What stands in an outline has other places than in the text. So an outline serves a file without a fault; the faults
//! of any other are told from the whole text.

use std::cell::Cell;

/// A text without the lines below some headers.
#[derive(Debug)]
pub struct Outline<'i> {
    pub text: String,
    /// The lines below each of these headers, in the order of their headers.
    bodies: Vec<Body<'i>>,
}

/// The lines below a header.
#[derive(Debug)]
struct Body<'i> {
    /// Where its header starts in the outline.
    header: usize,
    text: &'i str,
    is_read: Cell<bool>,
}

impl<'i> Outline<'i> {
    /// The outline of a text, without what stands below the headers that start with one of `starts`: `[cells.`. A line that
    /// only looks like such a header is none in the outline either, so nothing asks for the lines below it.
    pub fn of(text: &'i str, starts: &[&str]) -> Self {
        let mut outline = Self { text: String::new(), bodies: Vec::new() };
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find("\n[").map_or(rest.len(), |at| at + 1);
            let (section, behind) = rest.split_at(end);
            match section.find('\n').filter(|_| starts.iter().any(|start| section.starts_with(start))) {
                // The line end stays with the body, and one with the header.
                Some(line) => {
                    let (header, text) = (outline.text.len(), &section[line..]);
                    outline.bodies.push(Body { header, text, is_read: Cell::new(false) });
                    outline.text.extend([&section[..line], "\n"]);
                }
                None => outline.text.push_str(section),
            }
            rest = behind;
        }
        outline
    }

    /// The lines below the header at this place.
    pub(super) fn body(&self, header: usize) -> Option<&'i str> {
        let place = self.bodies.binary_search_by_key(&header, |body| body.header).ok()?;
        self.bodies[place].is_read.set(true);
        Some(self.bodies[place].text)
    }

    /// Whether everything that was left out was read.
    pub fn is_read(&self) -> bool {
        self.bodies.iter().all(|body| body.is_read.get())
    }
}
