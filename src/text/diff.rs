//! Two versions of a text compared line by line, whatever ends their lines.

use similar::{ChangeTag, TextDiff};

use super::form::plain;

/// Beyond so many lines a text is compared as a whole: the cost grows with the product of the two.
const MOST_LINES: usize = 5_000;

/// How many unchanged lines are shown around a change.
const CONTEXT: usize = 3;

/// A line of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiffLine {
    /// Unchanged lines are left out here; the next line is this one of the new text, counted from 1.
    Skip(usize),
    /// A line near a change.
    Same(String),
    Removed(String),
    Added(String),
}

/// What changes from one text to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineDiff {
    /// How many lines come.
    pub added: usize,
    /// How many lines go.
    pub removed: usize,
    /// The lines that change, with those around them.
    pub lines: Vec<DiffLine>,
}

impl LineDiff {
    /// Compares two texts. Byte-order marks and the kind of line end are no change.
    pub fn of(before: &str, after: &str) -> Self {
        let (before, after) = (plain(before), plain(after));
        if before.lines().count().max(after.lines().count()) > MOST_LINES {
            return Self::whole(&before, &after);
        }
        let text = TextDiff::from_lines(before.as_ref(), after.as_ref());
        let mut diff = Self::default();
        for group in text.grouped_ops(CONTEXT) {
            let first = group.first().map_or(0, |op| op.new_range().start);
            if first > 0 {
                diff.lines.push(DiffLine::Skip(first + 1));
            }
            for change in group.iter().flat_map(|op| text.iter_changes(op)) {
                diff.push(change.tag(), change.value());
            }
        }
        diff
    }

    /// Every old line goes, and every new one comes.
    fn whole(before: &str, after: &str) -> Self {
        let mut diff = Self::default();
        before.lines().for_each(|line| diff.push(ChangeTag::Delete, line));
        after.lines().for_each(|line| diff.push(ChangeTag::Insert, line));
        diff
    }

    fn push(&mut self, tag: ChangeTag, line: &str) {
        let line = line.trim_end_matches('\n').to_owned();
        match tag {
            ChangeTag::Equal => self.lines.push(DiffLine::Same(line)),
            ChangeTag::Delete => {
                self.removed += 1;
                self.lines.push(DiffLine::Removed(line));
            }
            ChangeTag::Insert => {
                self.added += 1;
                self.lines.push(DiffLine::Added(line));
            }
        }
    }

    /// How many lines come and go, as `git diff --stat` has it: `+3 −1`.
    pub fn counts(&self) -> String {
        format!("+{} −{}", self.added, self.removed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DiffLine::{Added, Removed, Same, Skip};

    #[test]
    fn what_changes_is_shown_with_the_lines_around_it() {
        let before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let diff = LineDiff::of(before, &before.replace("6\n", "six\nsix and a half\n"));
        let same = |line: &str| Same(line.to_owned());
        let changed =
            [Skip(3), same("3"), same("4"), same("5"), Removed("6".into()), Added("six".into())].into_iter();
        let rest = [Added("six and a half".into()), same("7"), same("8"), same("9")];
        assert_eq!(diff.lines, changed.chain(rest).collect::<Vec<_>>());
        assert_eq!(diff.counts(), "+2 −1");
    }

    #[test]
    fn the_form_of_a_file_is_no_change() {
        assert_eq!(LineDiff::of("\u{feff}a\r\nb\r\n", "a\nb\n"), LineDiff::default());
        assert_eq!(LineDiff::of("", "a\n").counts(), "+1 −0");
    }

    #[test]
    fn a_text_without_end_is_compared_as_a_whole() {
        let long = "x\n".repeat(MOST_LINES + 1);
        assert_eq!(LineDiff::of(&long, "y\n").counts(), format!("+1 −{}", MOST_LINES + 1));
    }
}
