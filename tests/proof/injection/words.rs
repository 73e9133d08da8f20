//! Text that means something to whoever shows or reads it.

use std::ffi::OsString;
use std::fmt::Write;
use std::os::unix::ffi::OsStringExt;

use fastrand::Rng;

const EVIL: [&str; 76] = [
    "\u{1b}[31m",
    "\u{1b}]0;evil\u{7}",
    "\u{1b}]8;;http://evil.example\u{1b}\\",
    "\u{9b}2J",
    "\u{7}",
    "\u{8}",
    "\u{7f}",
    "\r",
    "\r\n",
    "\n",
    "\n\n",
    "\t",
    "\u{2028}",
    "\u{85}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{feff}",
    "\u{ad}",
    "\u{e0041}",
    "e\u{301}",
    "\u{1f469}\u{200d}\u{1f4bb}",
    "\u{5d0}\u{5d1}",
    "|",
    "\\",
    "\\|",
    "`",
    "``",
    "```\n",
    "~~~\n",
    "<b>",
    "<script>alert(1)</script>",
    "<!--",
    "-->",
    "<!-- servemap: checklist -->",
    "<!-- end of servemap: checklist -->",
    "[x](javascript:evil)",
    "![x](http://evil.example/y)",
    "<http://evil.example>",
    "[evil]: http://evil.example",
    "# evil",
    "\n# evil\n",
    "\n---\n",
    "\n===\n",
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
    "{{",
    "{%",
    "%0A",
    "%0A::error::evil",
    "\n::error::evil",
    "::",
    ",",
    "=",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "../../x",
    "/etc/passwd",
    "C:\\x",
    "NUL",
    "con.toml",
    "-1",
    "--force",
    "$(id)",
    "; id",
    " ",
];

/// A word of some of them, sometimes very long.
pub fn word(random: &mut Rng) -> String {
    let mut word = String::new();
    for _ in 0..random.usize(1..5) {
        word.push_str(EVIL[random.usize(0..EVIL.len())]);
        if random.bool() {
            word.push_str("word");
        }
    }
    if random.u8(0..40) == 0 {
        word = word.repeat(400);
    }
    word
}

/// As a string of TOML.
pub fn toml(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => write!(quoted, "\\u{:04X}", u32::from(letter)).unwrap(),
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}

/// The name of a plan in a folder, that a system could have.
pub fn file_name(random: &mut Rng) -> OsString {
    let mut bytes: Vec<u8> = word(random).replace(['/', '\0'], "-").into_bytes();
    bytes.truncate(200);
    if random.u8(0..5) == 0 {
        bytes.push(0xff);
    }
    bytes.extend(b"x.toml");
    OsString::from_vec(bytes)
}

/// What steers a terminal, or hides or reorders text. Lines are lines.
pub fn is_dangerous(letter: char) -> bool {
    letter.is_control() && letter != '\n'
        || matches!(letter,
            '\u{ad}' | '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}
