//! What Markdown must not have become by foreign text.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// No HTML but the program's own marks, no links or pictures that were brought in, no headings of others, and tables whose
/// rows have as many cells as their heads.
pub fn assert_tame(text: &str) {
    let mut heading = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let is_own = ["<!-- servemap: ", "<!-- end of servemap: "]
                    .iter()
                    .any(|own| html.trim_start().starts_with(own));
                assert!(is_own, "HTML: {html:?} in\n{text}");
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let is_foreign = ["evil", "javascript:"].iter().any(|foreign| dest_url.contains(foreign));
                // A link to a file may have any name in it, as part of a path.
                let is_path = !dest_url.contains("://") && !dest_url.starts_with("javascript:");
                assert!(!is_foreign || is_path, "a link to {dest_url:?} in\n{text}");
            }
            Event::Start(Tag::Heading { .. }) => heading = true,
            Event::End(TagEnd::Heading(_)) => heading = false,
            Event::Text(words) if heading => assert!(&*words != "evil", "a heading in\n{text}"),
            Event::Start(Tag::CodeBlock(_)) => panic!("a block of code in\n{text}"),
            _ => {}
        }
    }
    assert_cells(text);
}

/// GitHub leaves out what is too much in a row, and fills up what is missing, without a word.
fn assert_cells(text: &str) {
    let mut head = None;
    for line in text.lines() {
        if !line.starts_with('|') {
            head = None;
            continue;
        }
        let cells = cells(line);
        assert_eq!(*head.get_or_insert(cells), cells, "{line:?} in\n{text}");
    }
}

fn cells(line: &str) -> usize {
    let mut before = '\0';
    let mut count = 0;
    for letter in line.chars() {
        if letter == '|' && before != '\\' {
            count += 1;
        }
        // A backslash behind a backslash escapes nothing.
        before = if letter == '\\' && before == '\\' { '\0' } else { letter };
    }
    count
}
