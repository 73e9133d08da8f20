//! The bytes of a saved page as text: which encoding they are in, or that they are in none.

use std::borrow::Cow;

use super::{Page, form};
use crate::error::{Error, Result};
use crate::text;

/// The largest page that is read, in bytes: 4 MiB. The pages of the docs have 0.1 to 0.5.
pub const LIMIT: usize = 4 * 1024 * 1024;

/// How far into a page its encoding is looked for, as browsers do.
const DECLARED_WITHIN: usize = 1024;

/// What windows-1252 has where Latin-1 has control characters; the five gaps stay control characters.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž',
    'Ÿ',
];

/// The text of a page: UTF-8, UTF-16 with its mark, or windows-1252 where the page says so.
///
/// # Errors
/// When the page is too large, is no text, or is not in the encoding it says.
pub fn decode<'a>(page: &Page<'a>) -> Result<Cow<'a, str>> {
    let bytes = page.bytes;
    let name = text::clean_line(page.name);
    if bytes.len() > LIMIT {
        let message = format!("'{name}' is larger than {} MiB", LIMIT / 1024 / 1024);
        return Err(Error::new(message).hint("no page of the docs is that large; is it the right file?"));
    }
    form::of_bytes(&name, bytes)?;
    if let Some(units) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return utf_16(units, u16::from_le_bytes, &name).map(Cow::Owned);
    }
    if let Some(units) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return utf_16(units, u16::from_be_bytes, &name).map(Cow::Owned);
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let error = match std::str::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => return Err(no_text(&name)),
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(error) => error,
    };
    if bytes[..bytes.len().min(DECLARED_WITHIN)].contains(&0) {
        return Err(no_text(&name));
    }
    match declared(bytes).as_deref() {
        Some("windows-1252" | "iso-8859-1" | "latin1" | "us-ascii" | "cp1252") => {
            Ok(Cow::Owned(bytes.iter().copied().map(windows_1252).collect()))
        }
        Some(other) if other != "utf-8" && other != "utf8" => {
            let message =
                format!("'{name}' is written in {}, which servemap does not read", text::clean_line(other));
            Err(Error::new(message).hint("save it as UTF-8"))
        }
        _ => {
            let at = error.valid_up_to();
            let line = bytes[..at].split(|byte| *byte == b'\n').count();
            let byte = bytes.get(at).copied().unwrap_or_default();
            let message = format!(
                "'{name}' is not UTF-8 text: line {line} holds the byte 0x{byte:02X} ({at} bytes into the page)"
            );
            Err(Error::new(message)
                .hint("its encoding is wrong or it is damaged; save the page again, as UTF-8"))
        }
    }
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16, name: &str) -> Result<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let decoded =
        char::decode_utf16(pairs.iter().copied().map(unit)).collect::<std::result::Result<String, _>>();
    if decoded.as_ref().is_ok_and(|text| text.contains('\0')) {
        return Err(no_text(name));
    }
    decoded.ok().filter(|_| rest.is_empty()).ok_or_else(|| {
        Error::new(format!("'{name}' begins as UTF-16 text and does not go on as such"))
            .hint("its encoding is wrong or it is cut off; save the page again, as UTF-8")
    })
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The encoding the page declares in its first lines: `charset=…`.
fn declared(bytes: &[u8]) -> Option<String> {
    let start: String =
        bytes[..bytes.len().min(DECLARED_WITHIN)].iter().map(|byte| char::from(*byte)).collect();
    let start = start.to_ascii_lowercase();
    let (_, rest) = start.split_once("charset=")?;
    let name = rest.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).unwrap_or(name.len());
    Some(name[..end].to_owned()).filter(|name| !name.is_empty())
}

fn no_text(name: &str) -> Error {
    Error::new(format!("'{name}' is no text: it holds zero bytes"))
        .hint("save the page as HTML or Markdown; archives, pictures and PDF are not read")
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
    #[case::says_latin_but_is_utf_8("<meta charset=latin1>é".as_bytes(), "<meta charset=latin1>é")]
    fn the_encoding_is_found(#[case] bytes: &[u8], #[case] text: &str) {
        assert_eq!(decoded(bytes).unwrap(), text);
    }

    #[rstest]
    #[case::neither(
        b"one\ntwo \xFF",
        "is not UTF-8 text: line 2 holds the byte 0xFF (8 bytes into the page)"
    )]
    #[case::half_a_unit(b"\xFF\xFEa", "begins as UTF-16 text and does not go on as such")]
    #[case::zeros(b"PK\0\x01", "is no text: it holds zero bytes")]
    #[case::utf_32(b"\xFF\xFE\0\0a\0\0\0", "is no text: it holds zero bytes")]
    #[case::another(b"<meta charset=shift_jis>\x83", "is written in shift_jis, which servemap does not read")]
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
