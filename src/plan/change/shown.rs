//! Two texts as far as a reader has to see them to find what differs.

use crate::text;

/// Both texts on one line each, at most so wide. Where they begin alike for longer than that, what they share is cut.
pub(super) fn pair(before: &str, after: &str, width: usize) -> [String; 2] {
    let (before, after) = (text::clean_line(before), text::clean_line(after));
    let from = if text::width(&before).max(text::width(&after)) > width {
        start_of_difference(&before, &after, width)
    } else {
        0
    };
    [before, after].map(|line| match line.get(from..) {
        Some(rest) if from > 0 => text::fit(&format!("…{rest}"), width),
        _ => text::fit(&line, width),
    })
}

/// Where to begin so that the first difference is in sight, with some words before it; 0 where it is anyway.
fn start_of_difference(before: &str, after: &str, width: usize) -> usize {
    let alike = before.chars().zip(after.chars()).take_while(|(one, other)| one == other);
    let common: usize = alike.map(|(letter, _)| letter.len_utf8()).sum();
    if text::width(&before[..common]) < width / 2 {
        return 0;
    }
    // The word before the nearest blank that leaves a third of the room for what both share.
    let blanks = before[..common].char_indices().filter(|(_, letter)| *letter == ' ');
    let near = blanks.map(|(at, _)| at + 1).find(|at| text::width(&before[*at..common]) <= width / 3);
    near.unwrap_or(common)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::short("a", "b", ["a", "b"])]
    #[case::one_is_open("", "a text that is longer than the room", ["", "a text that is long…"])]
    #[case::early("one two three four five six", "two two three four five six", ["one two three four …", "two two three four …"])]
    #[case::late("one two three four five six", "one two three four five seven", ["…five six", "…five seven"])]
    #[case::cut_off("one two three four five six", "one two three four five", ["…five six", "…five"])]
    #[case::no_blank("aaaaaaaaaaaaaaaaaaaaaaaaaaaab", "aaaaaaaaaaaaaaaaaaaaaaaaaaaac", ["…b", "…c"])]
    #[case::wide("東東東東東東東東東東東東 a", "東東東東東東東東東東東東 b", ["…a", "…b"])]
    #[case::lines("a\nb", "a\nc", ["a b", "a c"])]
    fn what_differs_is_in_sight(#[case] before: &str, #[case] after: &str, #[case] expected: [&str; 2]) {
        assert_eq!(pair(before, after, 20), expected);
    }
}
