//! The bytes of a saved page as text: which encoding they are in, or that they are in none.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use super::{Page, form};
use crate::error::{Error, Result};
use crate::text;

/// The largest page that is read, in bytes: 4 MiB. The pages of the docs have 0.1 to 0.5.
pub const LIMIT: usize = 4 * 1024 * 1024;

/// How far into a page its encoding is looked for, as browsers do.
const DECLARED_WITHIN: usize = 1024;

/// The text of a page: in the encoding of its mark, else UTF-8, else what it declares.
///
/// # Errors
/// When the page is too large, is no text, or is not in the encoding it says.
pub fn decode<'a>(page: &Page<'a>) -> Result<Cow<'a, str>> {
    let name = text::clean_line(page.name);
    if page.bytes.len() > LIMIT {
        let message = format!("'{name}' is larger than {} MiB", LIMIT / 1024 / 1024);
        return Err(Error::new(message).hint("no page of the docs is that large; is it the right file?"));
    }
    form::of_bytes(&name, page.bytes)?;
    let (marked, mark) = Encoding::for_bom(page.bytes).unwrap_or((UTF_8, 0));
    let bytes = &page.bytes[mark..];
    // What is UTF-8 is read as such, whatever it declares.
    let encoding = if marked == UTF_8 { declared(bytes) } else { marked };
    let decode =
        |encoding: &'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes);
    match decode(marked).or_else(|| decode(encoding)) {
        Some(text) if !text.contains('\0') => Ok(text),
        None if encoding != UTF_8 => Err(broken(&name, encoding)),
        None if !bytes.contains(&0) => Err(no_utf_8(&name, bytes)),
        _ => Err(Error::new(format!("'{name}' is not text: it holds zero bytes"))
            .hint("save the page as HTML or Markdown; archives, pictures and PDF are not read")),
    }
}

/// The encoding the page declares in its first lines: `charset=…`. One of two bytes a letter it cannot be in.
fn declared(bytes: &[u8]) -> &'static Encoding {
    let start = bytes[..bytes.len().min(DECLARED_WITHIN)].to_ascii_lowercase();
    let start = String::from_utf8_lossy(&start);
    let rest = start.split_once("charset=").map(|(_, rest)| rest).unwrap_or_default();
    let name = rest.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).unwrap_or(name.len());
    Encoding::for_label(&name.as_bytes()[..end]).map_or(UTF_8, Encoding::output_encoding)
}

fn broken(name: &str, encoding: &'static Encoding) -> Error {
    Error::new(format!("'{name}' begins as {} text and does not go on as such", encoding.name()))
        .hint("its encoding is wrong or it is cut off; save the page again, as UTF-8")
}

fn no_utf_8(name: &str, bytes: &[u8]) -> Error {
    let at = Encoding::utf8_valid_up_to(bytes);
    let line = bytes[..at].split(|byte| *byte == b'\n').count();
    let byte = bytes.get(at).copied().unwrap_or_default();
    Error::new(format!(
        "'{name}' is not UTF-8 text: line {line} holds the byte 0x{byte:02X} ({at} bytes into the page)"
    ))
    .hint("its encoding is wrong or it is damaged; save the page again, as UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn decoded(bytes: &[u8]) -> Result<String> {
        decode(&Page { name: "page.html", bytes }).map(Cow::into_owned)
    }

    #[rstest]
    #[case::utf_8("a ⥂".as_bytes(), "a ⥂")]
    #[case::with_a_mark(b"\xEF\xBB\xBFa", "a")]
    #[case::little_endian(b"\xFF\xFEa\0\x42\x29", "a⥂")]
    #[case::big_endian(b"\xFE\xFF\0a\x29\x42", "a⥂")]
    #[case::windows(b"<meta charset=\"windows-1252\">\x86 \xE9", "<meta charset=\"windows-1252\">† é")]
    #[case::japanese(b"<meta charset=shift_jis>\x83\x8A", "<meta charset=shift_jis>リ")]
    #[case::says_latin_but_is_utf_8("<meta charset=latin1>é".as_bytes(), "<meta charset=latin1>é")]
    fn the_encoding_is_found(#[case] bytes: &[u8], #[case] text: &str) {
        assert_eq!(decoded(bytes).unwrap(), text);
    }

    #[rstest]
    #[case::neither(
        b"one\ntwo \xFF",
        "is not UTF-8 text: line 2 holds the byte 0xFF (8 bytes into the page)"
    )]
    #[case::half_a_unit(b"\xFF\xFEa", "begins as UTF-16LE text and does not go on as such")]
    #[case::zeros(b"PK\0\x01", "is not text: it holds zero bytes")]
    #[case::utf_32(b"\xFF\xFE\0\0a\0\0\0", "is not text: it holds zero bytes")]
    #[case::another(b"<meta charset=shift_jis>\x83", "begins as Shift_JIS text and does not go on as such")]
    fn what_is_no_text_is_said(#[case] bytes: &[u8], #[case] said: &str) {
        let error = decoded(bytes).unwrap_err();
        assert!(error.message().contains(said) && !error.hints().is_empty(), "{error}");
    }

    #[test]
    fn a_page_has_a_largest_size() {
        assert!(decoded(&vec![b'a'; LIMIT]).is_ok());
        assert!(decoded(&vec![b'a'; LIMIT + 1]).unwrap_err().message().contains("larger than 4 MiB"));
    }
}
