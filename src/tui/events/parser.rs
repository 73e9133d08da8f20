//! From the bytes of a terminal to events, byte by byte, so that nothing waits for a byte that never comes.
//!
//! Half a sequence and an answer to another program's question swallow no key: they end at the next control character or
//! at the first byte that cannot belong to them, and after a moment of silence what comes next is taken for a key.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use super::sequence;
use crate::tui::colour::Background;

/// How long ESC may be the beginning of a sequence; then it is the key.
const ESCAPE: Duration = Duration::from_millis(25);

/// How long a sequence may pause; then it is half a sequence.
const PAUSE: Duration = Duration::from_millis(50);

/// How long a paste may pause before what follows is typed again.
const PASTE_PAUSE: Duration = Duration::from_secs(1);

/// The longest sequence that means anything, in bytes.
const LONGEST: usize = 64;

/// The most of one paste that is kept, in bytes: more than any field takes.
const MOST_PASTED: usize = 1024 * 1024;

const PASTE_END: &[u8] = b"\x1b[201~";

/// Reads bytes as they come.
#[derive(Debug, Default)]
pub struct Parser {
    state: State,
    /// The bytes of what is unfinished.
    unfinished: Vec<u8>,
    /// Whether ESC came before the character that is unfinished.
    alt: bool,
    /// Whether there was silence in the middle.
    stale: bool,
    events: Vec<Event>,
    /// What the terminal answered about its ground: none where it ended its answers without a word of it.
    answers: Vec<Option<Background>>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing is unfinished.
    #[default]
    Ground,
    /// In a character of several bytes.
    Character,
    /// After ESC.
    Escape,
    /// After `ESC O`: one letter to come.
    Letter,
    /// After `ESC [`.
    Sequence,
    /// After `ESC [ [`, as the Linux console writes F1 to F5: one letter to come.
    Console,
    /// After `ESC [ M`: three bytes to come.
    OldMouse,
    /// In a string that ends with BEL or `ESC \`: always an answer.
    Text,
    /// After ESC in such a string.
    TextEscape,
    /// Between the marks around a paste.
    Paste,
}

impl Parser {
    /// Takes what was read at once.
    pub fn feed(&mut self, chunk: &[u8]) {
        if self.stale && !self.goes_on(chunk) {
            self.reset();
        }
        self.stale = false;
        for byte in chunk {
            self.take(*byte);
        }
    }

    /// The events since the last call.
    pub fn events(&mut self) -> std::vec::Drain<'_, Event> {
        self.events.drain(..)
    }

    /// The answers since the last call.
    pub fn answers(&mut self) -> std::vec::Drain<'_, Option<Background>> {
        self.answers.drain(..)
    }

    /// How long to wait for more before [`Self::silence`]; without end if nothing is unfinished.
    pub fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground => None,
            State::Escape | State::TextEscape => Some(ESCAPE),
            State::Paste if self.stale => Some(PASTE_PAUSE),
            _ if self.stale => None,
            _ => Some(PAUSE),
        }
    }

    /// Nothing came for that long.
    pub fn silence(&mut self) {
        match self.state {
            State::Escape | State::TextEscape => {
                self.reset();
                self.key(KeyCode::Esc, KeyModifiers::NONE);
            }
            // What was pasted so far is not held back.
            State::Paste if !self.stale => {
                self.end_paste(self.unfinished.len());
                (self.state, self.stale) = (State::Paste, true);
            }
            State::Sequence | State::Text if !self.stale => self.stale = true,
            _ => self.reset(),
        }
    }

    /// Whether what comes after a silence belongs to what came before. A single key never does.
    fn goes_on(&self, chunk: &[u8]) -> bool {
        let first = chunk.first().copied().unwrap_or_default();
        match self.state {
            State::Sequence if self.unfinished.is_empty() => {
                chunk.len() > 1 && matches!(first, b'0'..=b'9' | b'?')
            }
            State::Sequence => chunk.len() > 1 && matches!(first, b'0'..=b'9' | b';'),
            // One that comes in pieces, over a slow line; nobody types several such letters at once.
            State::Text if chunk.len() > 1 && begins_colour(&[&self.unfinished, chunk].concat()) => true,
            // The first half of its end. Alone it is the key once nothing follows.
            State::Text if chunk == [0x1b] => true,
            State::Text => chunk.contains(&0x07) || chunk.windows(2).any(|pair| pair == b"\x1b\\"),
            State::Paste if first == 0x1b => chunk.starts_with(PASTE_END),
            State::Paste => String::from_utf8_lossy(chunk).chars().nth(1).is_some(),
            _ => false,
        }
    }

    fn reset(&mut self) {
        self.state = State::Ground;
        self.unfinished.clear();
        (self.alt, self.stale) = (false, false);
    }

    fn take(&mut self, byte: u8) {
        match self.state {
            State::Ground => self.start(byte),
            State::Character => self.character(byte),
            State::Escape => self.escaped(byte),
            State::Letter => self.letter(byte),
            State::Console => {
                self.reset();
                match byte {
                    b'A'..=b'E' => self.key(KeyCode::F(byte - b'A' + 1), KeyModifiers::NONE),
                    _ => self.start(byte),
                }
            }
            State::Sequence => self.sequence(byte),
            State::OldMouse => self.old_mouse(byte),
            // Every answer of that kind begins with a number: this is Alt with the bracket.
            State::Text if self.unfinished == b"]" && !byte.is_ascii_digit() => {
                self.alt = true;
                self.key(KeyCode::Char(']'), KeyModifiers::NONE);
                self.start(byte);
            }
            State::Text => match byte {
                0x07 => self.answer(),
                0x1b => self.state = State::TextEscape,
                // No answer holds another control character: this one is a key.
                0x00..=0x1f => self.start_anew(byte),
                _ if self.unfinished.len() < LONGEST => self.unfinished.push(byte),
                _ => {}
            },
            State::TextEscape if byte == b'\\' => self.answer(),
            // It has no end: what comes begins something else.
            State::TextEscape => {
                self.reset();
                self.state = State::Escape;
                self.escaped(byte);
            }
            State::Paste => self.pasted(byte),
        }
    }

    fn start_anew(&mut self, byte: u8) {
        self.reset();
        self.start(byte);
    }

    /// The first byte of something, perhaps after ESC.
    fn start(&mut self, byte: u8) {
        let control = |letter: u8| (KeyCode::Char(char::from(letter)), KeyModifiers::CONTROL);
        let (code, held) = match byte {
            0x1b => {
                self.state = State::Escape;
                return;
            }
            0x80.. => {
                self.state = State::Character;
                return self.character(byte);
            }
            b'\r' => (KeyCode::Enter, KeyModifiers::NONE),
            b'\t' => (KeyCode::Tab, KeyModifiers::NONE),
            0x7f => (KeyCode::Backspace, KeyModifiers::NONE),
            0x00 => control(b' '),
            0x01..=0x1a => control(byte - 1 + b'a'),
            0x1c..=0x1f => control(byte - 0x1c + b'4'),
            b'A'..=b'Z' => (KeyCode::Char(char::from(byte)), KeyModifiers::SHIFT),
            _ => (KeyCode::Char(char::from(byte)), KeyModifiers::NONE),
        };
        self.key(code, held);
    }

    fn character(&mut self, byte: u8) {
        self.unfinished.push(byte);
        let whole = match std::str::from_utf8(&self.unfinished) {
            Ok(whole) => whole.chars().next(),
            Err(error) if error.error_len().is_none() => return,
            Err(_) if self.unfinished.len() == 1 => return self.reset(),
            // What cuts a character short may begin the next one.
            Err(_) => return self.start_anew(byte),
        };
        // A control character of the upper half is on no key.
        if whole.is_some_and(char::is_control) {
            return self.reset();
        }
        if let Some(letter) = whole {
            let held = if letter.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
            self.key(KeyCode::Char(letter), held);
        }
    }

    fn escaped(&mut self, byte: u8) {
        self.state = match byte {
            0x1b => {
                self.key(KeyCode::Esc, KeyModifiers::NONE);
                State::Escape
            }
            b'[' => State::Sequence,
            b'O' => State::Letter,
            b']' | b'P' | b'_' => {
                self.unfinished.push(byte);
                State::Text
            }
            _ => {
                self.alt = true;
                return self.start(byte);
            }
        };
    }

    fn letter(&mut self, byte: u8) {
        self.reset();
        match sequence::lettered(byte) {
            Some(code) => self.key(code, KeyModifiers::NONE),
            None => self.start(byte),
        }
    }

    fn sequence(&mut self, byte: u8) {
        match byte {
            b'[' if self.unfinished.is_empty() => self.state = State::Console,
            b'M' if self.unfinished.is_empty() => self.state = State::OldMouse,
            b'~' if self.unfinished == b"200" => {
                self.reset();
                self.state = State::Paste;
            }
            // What it is: the last answer to what was asked.
            b'c' if self.unfinished.first() == Some(&b'?') => {
                self.reset();
                self.answers.push(None);
            }
            b'@'..=b'~' => {
                let event = sequence::event(&self.unfinished, byte);
                self.reset();
                self.events.extend(event);
            }
            b' '..=b'?' if self.unfinished.len() < LONGEST => self.unfinished.push(byte),
            // Goes on to its end, and means nothing.
            b' '..=b'?' => {}
            _ => self.start_anew(byte),
        }
    }

    /// A string has ended: the colour of the ground is the one that was asked for.
    fn answer(&mut self) {
        let text = String::from_utf8_lossy(&self.unfinished).into_owned();
        self.reset();
        if let Some(background) = text.strip_prefix("]11;").and_then(Background::of) {
            self.answers.push(Some(background));
        }
    }

    fn old_mouse(&mut self, byte: u8) {
        if byte < b' ' {
            return self.start_anew(byte);
        }
        self.unfinished.push(byte);
        if let Ok(bytes) = <[u8; 3]>::try_from(self.unfinished.as_slice()) {
            self.reset();
            self.events.extend(sequence::old_mouse(bytes));
        }
    }

    fn pasted(&mut self, byte: u8) {
        self.unfinished.push(byte);
        if self.unfinished.ends_with(PASTE_END) {
            self.end_paste(self.unfinished.len() - PASTE_END.len());
        } else if self.unfinished.len() > MOST_PASTED {
            // The rest is dropped, but for what may be the beginning of the end.
            self.unfinished.drain(MOST_PASTED - PASTE_END.len()..=MOST_PASTED - PASTE_END.len());
        }
    }

    fn end_paste(&mut self, length: usize) {
        let text = String::from_utf8_lossy(&self.unfinished[..length]).into_owned();
        self.reset();
        if !text.is_empty() {
            self.events.push(Event::Paste(text));
        }
    }

    /// A key, with Alt if ESC came before it; nothing is unfinished any more.
    fn key(&mut self, code: KeyCode, held: KeyModifiers) {
        let held = if self.alt { held | KeyModifiers::ALT } else { held };
        self.reset();
        self.events.push(Event::Key(KeyEvent::new(code, held)));
    }
}

/// Whether bytes are the beginning of the answer that was asked for: `]11;rgb:1e1e/2222/2a2a`.
fn begins_colour(bytes: &[u8]) -> bool {
    const HEAD: &[u8] = b"]11;rgb:";
    match bytes.strip_prefix(HEAD) {
        Some(colour) => {
            let mut parts = colour.split(|byte| *byte == b'/');
            parts.clone().count() <= 3
                && parts.all(|part| part.len() <= 4 && part.iter().all(u8::is_ascii_hexdigit))
        }
        None => HEAD.starts_with(bytes),
    }
}

#[cfg(test)]
mod tests;
