//! Random changes of a text: the ways in which files go wrong, and those in which somebody would attack a reader.

use std::fmt::Write as _;

use fastrand::Rng;

/// What means something to no reader in particular: what steers a terminal, what cannot be seen, what other formats read,
/// numbers at their limits.
pub const HOSTILE: &[&str] = &[
    "\u{1b}[31m",
    "\u{1b}]0;t\u{7}",
    "\u{9b}2J",
    "\u{0}",
    "\u{8}",
    "\u{7f}",
    "\r",
    "\r\n",
    "\n",
    "\n\n",
    "\t",
    "\u{b}",
    "\u{c}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{2029}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{ad}",
    "\u{fff9}",
    "\u{e0041}",
    "e\u{301}",
    "\u{301}\u{301}\u{301}",
    "İ",
    "ß",
    "ﬁ",
    "א",
    "东京",
    "👩\u{200d}💻",
    "\u{10ffff}",
    "|",
    "\\",
    "\\|",
    "`",
    "```\n",
    "~~~\n",
    "<b>",
    "<!--",
    "-->",
    "<script>",
    "[x](javascript:a)",
    "![x](y)",
    "<http://x.y>",
    "# h",
    "\n# h\n",
    "\n---\n",
    "- a",
    "1. a",
    "> q",
    "    code",
    "&lt;",
    "&#0;",
    "*",
    "**",
    "_",
    "~~",
    "$",
    "[^1]",
    "{{",
    "{%",
    "{#",
    "::error::x",
    "%0A",
    "../../x",
    "/etc/passwd",
    "NUL",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "#",
    ",",
    "=",
    ":",
    " ",
    "  ",
    "0",
    "-1",
    "1e999",
    "nan",
    "0x1F",
    "99999999999999999999999999999999999999999",
    "18446744073709551615",
    "9223372036854775808",
    "9999-12-31",
    "0000-01-01",
    "2026-02-30",
    "2026-10-20T00:00:00Z",
];

/// The longest text, in bytes.
const LONGEST: usize = 256 * 1024;

/// Where the texts of a proof come from: good ones, and pieces that mean something to the reader.
#[derive(Debug)]
pub struct Source {
    pub seeds: Vec<Vec<u8>>,
    pub pieces: &'static [&'static str],
}

impl Source {
    pub fn new(seeds: impl IntoIterator<Item = impl Into<Vec<u8>>>, pieces: &'static [&'static str]) -> Self {
        Self { seeds: seeds.into_iter().map(Into::into).collect(), pieces }
    }

    /// A good text.
    pub fn good(&self, random: &mut Rng) -> Vec<u8> {
        random.choice(&self.seeds).cloned().unwrap_or_default()
    }

    /// A good text, changed in one place or a few.
    pub fn bytes(&self, random: &mut Rng) -> Vec<u8> {
        let mut text = self.good(random);
        for _ in 0..pick(random, &[1, 1, 1, 2, 3, 5, 12]) {
            self.change(random, &mut text);
            // Lines that come fifty times, twelve times over, fill any memory.
            text.truncate(LONGEST);
        }
        text
    }

    /// The same for a reader of text.
    pub fn text(&self, random: &mut Rng) -> String {
        match String::from_utf8(self.bytes(random)) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        }
    }

    fn change(&self, random: &mut Rng, text: &mut Vec<u8>) {
        let at = random.usize(..=text.len());
        match random.u8(..100) {
            // A piece, in the place of some bytes.
            0..35 => put(text, at, pick(random, &[0, 0, 1, 5, 30]), self.piece(random).as_bytes()),
            35..50 => {
                let at = boundary(text, at);
                put(text, at, pick(random, &[0, 0, 1, 5]), self.piece(random).as_bytes());
            }
            50..55 => put(text, at, 1, &[random.u8(..)]),
            55..60 => put(text, at, pick(random, &[1, 2, 10, 100, 1000]), b""),
            // A part of it once more, elsewhere.
            60..66 => {
                let end = (at + pick(random, &[5, 50, 400])).min(text.len());
                let part = text[at..end].to_vec();
                put(text, random.usize(..=text.len()), 0, &part);
            }
            // A part of another one.
            66..71 => {
                let other = self.good(random);
                let from = random.usize(..=other.len());
                let end = (from + pick(random, &[20, 200, 2000])).min(other.len());
                put(text, at, 0, &other[from..end]);
            }
            71..74 => text.truncate(at),
            74..84 => lines(random, text),
            84..87 => {
                let many = self.piece(random).repeat(pick(random, &[10, 100, 1000]));
                put(text, at, 0, &many.as_bytes()[..many.len().min(20_000)]);
            }
            87..92 => value(random, text),
            92..94 => *text = String::from_utf8_lossy(text).replace('\n', "\r\n").into_bytes(),
            94..95 => *text = String::from_utf8_lossy(text).replace('\n', "\r").into_bytes(),
            95..97 => put(text, 0, 0, "\u{feff}".as_bytes()),
            97..98 => text.clear(),
            _ => {
                // One of the reader's own brackets, very deep.
                let open =
                    pick(random, &["[", "{", "(", "<div>", "[[", "{ a = ", "> ", "- ", "{\"a\":", "a."]);
                put(text, at, 0, open.repeat(pick(random, &[50, 200, 2000])).as_bytes());
            }
        }
    }

    /// Something to put in.
    pub fn piece(&self, random: &mut Rng) -> &'static str {
        let pieces = if self.pieces.is_empty() || random.u8(..10) < 4 { HOSTILE } else { self.pieces };
        pick(random, pieces)
    }
}

/// One of some values.
pub fn pick<T: Copy>(random: &mut Rng, values: &[T]) -> T {
    values[random.usize(..values.len())]
}

/// Free text: a few hostile pieces, with plain words between them.
pub fn hostile_text(random: &mut Rng) -> String {
    let mut text = String::new();
    for _ in 0..pick(random, &[0, 1, 1, 1, 2, 3, 6]) {
        if random.bool() {
            text.push_str(pick(random, &["plain", " words ", "a", "x1", "."]));
        }
        text.push_str(pick(random, HOSTILE));
    }
    if random.u8(..40) == 0 { text.repeat(pick(random, &[10, 100])) } else { text }
}

fn put(text: &mut Vec<u8>, at: usize, out: usize, piece: &[u8]) {
    let end = (at + out).min(text.len());
    text.splice(at..end, piece.iter().copied());
}

/// A place where something begins: behind a line end, a blank, a quote or a bracket.
fn boundary(text: &[u8], at: usize) -> usize {
    let begins =
        |at: &usize| at.checked_sub(1).is_none_or(|before| b"\n \"'[{=.,|>:".contains(&text[before]));
    (at..=text.len()).find(begins).unwrap_or(at)
}

/// Lines that change their place, come twice, or go.
fn lines(random: &mut Rng, text: &mut Vec<u8>) {
    let mut lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
    if lines.is_empty() {
        return;
    }
    let (one, other) = (random.usize(..lines.len()), random.usize(..lines.len()));
    match random.u8(..4) {
        0 => lines.swap(one, other),
        1 => {
            lines.remove(one);
        }
        2 => lines.insert(other, lines[one]),
        _ => {
            let again = vec![lines[one]; pick(random, &[3, 50])];
            lines.splice(other..other, again);
        }
    }
    *text = lines.concat();
}

/// A value behind `=`, in the place of another.
fn value(random: &mut Rng, text: &mut Vec<u8>) {
    let places: Vec<usize> =
        text.windows(2).enumerate().filter(|(_, pair)| pair == b"= ").map(|(at, _)| at + 2).collect();
    if places.is_empty() {
        return;
    }
    let at = pick(random, &places);
    let length = text[at..].iter().position(|byte| *byte == b'\n').unwrap_or(text.len() - at);
    let quoted = quoted(&hostile_text(random));
    let new: &str = pick(
        random,
        &[
            quoted.as_str(),
            &quoted,
            &quoted,
            "1",
            "-1",
            "true",
            "1.5",
            "nan",
            "2026-10-20",
            "07:32:00",
            "1979-05-27T07:32:00Z",
            "[]",
            "{}",
            "\"\"",
            "\"unknown\"",
            "[[]]",
            "[1, \"a\"]",
            "{ a = 1 }",
            "9223372036854775807",
            "-0",
            "1e400",
            "\" \"",
            "'''\n'''",
        ],
    );
    put(text, at, length, new.as_bytes());
}

/// A text as a string of TOML.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        if letter.is_control() || matches!(letter, '"' | '\\') {
            write!(quoted, "\\U{:08x}", u32::from(letter)).unwrap();
        } else {
            quoted.push(letter);
        }
    }
    quoted + "\""
}
