//! The forms in which pages are saved that are not read: known by how they begin, and named.

use crate::error::{Error, Result};
use crate::text;

/// How a file begins, what that is, and what to do instead.
const BEGINNINGS: [(&[u8], &str, &str); 6] = [
    (b"%PDF", "a PDF", SAVE),
    (b"PK\x03\x04", "a ZIP archive (DOCX, ODT and EPUB are such)", SAVE),
    (b"\x1F\x8B", "compressed with gzip", "unpack it first"),
    (b"bplist00", "a web archive of Safari (.webarchive)", "save it as 'Page Source' instead"),
    (b"\x89PNG", "a picture", SAVE),
    (b"\xFF\xD8\xFF", "a picture", SAVE),
];
const SAVE: &str = "save the page with a browser as 'Webpage, HTML only', or with curl";
/// How far into a file the lines of a mail's header are looked for.
const HEADER: usize = 4096;

/// Refuses bytes in a form that is known and not read.
///
/// # Errors
/// Names the form, and what to save instead.
pub fn of_bytes(name: &str, bytes: &[u8]) -> Result<()> {
    let start = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    match BEGINNINGS.iter().find(|(beginning, _, _)| start.starts_with(beginning)) {
        Some((_, what, instead)) => Err(refusal(name, what, instead)),
        None => Ok(()),
    }
}

/// Refuses text in a form that is known and not read.
///
/// # Errors
/// Names the form, and what to save instead.
pub fn of_text(name: &str, text: &str) -> Result<()> {
    let start = text.trim_start();
    let header: String = start.chars().take(HEADER).collect::<String>().to_ascii_lowercase();
    let in_header =
        |key: &str| header.lines().take_while(|line| !line.is_empty()).any(|line| line.starts_with(key));
    let of_mail = ["mime-version:", "snapshot-content-location:", "content-type: multipart/"];
    if of_mail.into_iter().any(in_header)
        || (text.contains("=3D\"") && text.lines().any(|line| line.trim_end().ends_with('=')))
    {
        let instead = "save it as 'Webpage, HTML only' instead of 'Webpage, single file'";
        return Err(refusal(name, "a web archive (MHTML)", instead));
    }
    if header.starts_with("<?xml") && header.contains("<!doctype plist") {
        return Err(refusal(
            name,
            "a web archive of Safari (.webarchive)",
            "save it as 'Page Source' instead",
        ));
    }
    let line = start.lines().next().unwrap_or_default();
    if start.is_empty() {
        return Err(Error::new(format!("'{}' is empty", text::clean_line(name))).hint(SAVE));
    }
    let columns = |mark| line.split(mark).filter(|name| is_column(name)).count();
    if columns(',') > 1 || columns('\t') > 1 || columns(';') > 1 {
        return Err(refusal(name, "a table of values (CSV)", SAVE));
    }
    let is_json = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    if start.starts_with(['{', '[', '"']) && (is_json(line) || is_json(start)) {
        return Err(refusal(name, "JSON", SAVE));
    }
    Ok(())
}

/// Whether a value is the header of a column of the region table, and nothing else.
fn is_column(name: &str) -> bool {
    let name = name.trim().trim_matches('"').to_ascii_lowercase();
    name == "region" || (name.len() < 60 && name.contains("pay-per-token"))
}

/// Refuses Markdown whose tables are drawn otherwise than with pipes: none of them would be read.
///
/// # Errors
/// Names the form, and what to save instead.
pub fn of_tables(name: &str, markdown: &str) -> Result<()> {
    let Some(what) = markdown.lines().find_map(drawn) else { return Ok(()) };
    Err(refusal(name, what, "save the page as HTML, or convert it with pipe tables (pandoc: -t gfm)"))
}

/// What a line is the border of.
fn drawn(line: &str) -> Option<&'static str> {
    let line = line.trim_end();
    let only = |set: &str| line.chars().all(|c| set.contains(c));
    let groups = line.split_whitespace().filter(|group| group.len() > 2).count();
    let bare = line.trim_start();
    if bare.starts_with('+') && bare.ends_with('+') && bare.len() > 4 && only(" +-=:") {
        Some("Markdown or reStructuredText with grid tables")
    } else if groups > 1 && (only(" -") || only(" =")) {
        Some("Markdown or reStructuredText with simple tables")
    } else {
        None
    }
}

fn refusal(name: &str, what: &str, instead: &str) -> Error {
    Error::new(format!("'{}' is {what}, which servemap does not read", text::clean_line(name))).hint(instead)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::pdf("%PDF-1.7\n", "a PDF")]
    #[case::docx("PK\u{3}\u{4}word/", "a ZIP archive")]
    #[case::webarchive("bplist00\u{1}", "a web archive of Safari")]
    fn a_file_is_named_by_its_first_bytes(#[case] text: &str, #[case] what: &str) {
        let error = of_bytes("page", text.as_bytes()).unwrap_err();
        assert!(error.message().contains(what) && !error.hints().is_empty(), "{error}");
    }

    #[rstest]
    #[case::chrome(
        "From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\n\n<html>",
        "a web archive (MHTML)"
    )]
    #[case::mail("Date: today\r\nMime-Version: 1.0\r\n\r\n", "a web archive (MHTML)")]
    #[case::xml_plist("<?xml version=\"1.0\"?>\n<!DOCTYPE plist PUBLIC \"\">", "a web archive of Safari")]
    #[case::mail_without_its_first_lines("Content-Type: multipart/related;\n\n--b", "a web archive (MHTML)")]
    #[case::of_mail("<html lang=3D\"en\"><p>a=\nb", "a web archive (MHTML)")]
    #[case::values(
        "Region,Foundation Model APIs pay-per-token,AI Functions\nus-east-1,a,b",
        "a table of values (CSV)"
    )]
    #[case::empty("\n ", "empty")]
    #[case::json_of_a_page("\"<!doctype html>\"", "JSON")]
    #[case::json("{\"a\": [1]}", "JSON")]
    #[case::json_lines("{\"a\": 1}\n{\"a\": 2}\n", "JSON")]
    #[case::json_text("[\n  {\"markdown\": \"# Title\"}\n]", "JSON")]
    fn a_text_is_named_by_its_start(#[case] text: &str, #[case] what: &str) {
        let error = of_text("page", text).unwrap_err();
        assert!(error.message().contains(what) && !error.hints().is_empty(), "{error}");
    }

    #[rstest]
    #[case::grid("+-----+-----+\n| a   | b   |\n+=====+=====+", "grid tables")]
    #[case::simple("  a     b\n ----- -----\n", "simple tables")]
    #[case::rest("===== =====\na     b\n===== =====", "simple tables")]
    fn tables_that_are_drawn_are_named(#[case] text: &str, #[case] what: &str) {
        let error = of_tables("page", text).unwrap_err();
        assert!(error.message().contains(what) && !error.hints().is_empty(), "{error}");
    }

    #[test]
    fn what_is_read_passes() {
        for text in ["[Skip to main content](#x)\n\n# Title", "<!doctype html>", "---\nMIME: 1\n---\n# Title"]
        {
            assert!(of_bytes("page", text.as_bytes()).is_ok() && of_text("page", text).is_ok(), "{text}");
        }
        for text in ["| a | b |\n| --- | --- |", "a|b\n---|---", "---", "* * *", "- - -", "Title\n====="] {
            assert!(of_tables("page", text).is_ok(), "{text}");
        }
    }
}
