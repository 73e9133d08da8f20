//! What a control sequence (`ESC [ … letter`) means: a key, the mouse, or nothing.

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventState, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

/// The event of a sequence, by what stands between `ESC [` and the final byte, and that byte. None for what is no
/// input of the user: answers to questions of other programs, releases of keys, and what nobody knows.
pub(super) fn event(parameters: &[u8], last: u8) -> Option<Event> {
    let parameters = std::str::from_utf8(parameters).ok()?;
    if let Some(report) = parameters.strip_prefix('<') {
        return mouse(report, last);
    }
    // Answers begin with one of `<=>?` or hold one of ` !"#$%&'()*+,-./`.
    if !parameters.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':')) {
        return None;
    }
    let mut numbers = parameters.split(';');
    let first = numbers.next().unwrap_or_default();
    let modifiers = numbers.next().unwrap_or_default();
    match last {
        b'Z' => Some(key(KeyCode::BackTab, KeyModifiers::SHIFT)),
        // xterm's modifyOtherKeys: 27, the modifiers, the character.
        b'~' if first == "27" => other_key(numbers.next()?, modifiers),
        b'~' => with(numbered(first.parse().ok()?)?, modifiers),
        b'u' => other_key(first, modifiers),
        // With another number `R` is the answer where the cursor is.
        _ if matches!(first, "" | "1") => with(lettered(last)?, modifiers),
        _ => None,
    }
}

/// The keys that `ESC O` and `ESC [` name by a letter.
pub(super) fn lettered(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        _ => return None,
    })
}

fn numbered(number: u8) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number - 10),
        17..=21 => KeyCode::F(number - 11),
        23..=26 => KeyCode::F(number - 12),
        28 | 29 => KeyCode::F(number - 15),
        31..=34 => KeyCode::F(number - 17),
        _ => return None,
    })
}

/// A key by the number of its character, as the kitty protocol and xterm write it.
fn other_key(code: &str, modifiers: &str) -> Option<Event> {
    let mut codes = code.split(':').map(|code| code.parse::<u32>().ok());
    let (number, shifted) = (codes.next()??, codes.next().flatten());
    let mut held = held(modifiers)?;
    let code = match number {
        9 if held.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        9 => KeyCode::Tab,
        13 | 57414 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        57_344..=63_743 => return keypad(number).map(|code| pressed(code, held, KeyEventState::KEYPAD)),
        _ => {
            let letter = shifted.filter(|_| held.contains(KeyModifiers::SHIFT)).and_then(char::from_u32);
            if letter.is_some() {
                held.remove(KeyModifiers::SHIFT);
            }
            // A control character is on no key.
            KeyCode::Char(letter.or_else(|| char::from_u32(number)).filter(|letter| !letter.is_control())?)
        }
    };
    Some(key(code, held))
}

/// The keys of the kitty protocol that have no character: those of the number pad are the ones a program can use.
fn keypad(number: u32) -> Option<KeyCode> {
    const CHARACTERS: &[u8] = b"0123456789./*-+";
    let place = usize::try_from(number.checked_sub(57_399)?).ok()?;
    Some(match place {
        0..=14 => KeyCode::Char(char::from(CHARACTERS[place])),
        16 => KeyCode::Char('='),
        17 => KeyCode::Char(','),
        18 => KeyCode::Left,
        19 => KeyCode::Right,
        20 => KeyCode::Up,
        21 => KeyCode::Down,
        22 => KeyCode::PageUp,
        23 => KeyCode::PageDown,
        24 => KeyCode::Home,
        25 => KeyCode::End,
        26 => KeyCode::Insert,
        27 => KeyCode::Delete,
        _ => return None,
    })
}

fn key(code: KeyCode, held: KeyModifiers) -> Event {
    pressed(code, held, KeyEventState::NONE)
}

fn pressed(code: KeyCode, held: KeyModifiers, state: KeyEventState) -> Event {
    Event::Key(KeyEvent { state, ..KeyEvent::new(code, held) })
}

fn with(code: KeyCode, modifiers: &str) -> Option<Event> {
    Some(key(code, held(modifiers)?))
}

/// The modifiers that are held; none for the release of a key, which means nothing here.
fn held(modifiers: &str) -> Option<KeyModifiers> {
    const RELEASED: &str = "3";
    let (mask, kind) = modifiers.split_once(':').unwrap_or((modifiers, ""));
    let mask = if mask.is_empty() { 1 } else { mask.parse::<u16>().ok()? };
    let bits = u8::try_from(mask.saturating_sub(1) & 0b11_1111).ok()?;
    // The protocol's bits: shift, alt, control, super, hyper, meta.
    let all = [
        KeyModifiers::SHIFT,
        KeyModifiers::ALT,
        KeyModifiers::CONTROL,
        KeyModifiers::SUPER,
        KeyModifiers::HYPER,
        KeyModifiers::META,
    ];
    let held = all.into_iter().enumerate().filter(|(bit, _)| bits & (1 << bit) != 0);
    (kind != RELEASED).then(|| held.map(|(_, modifier)| modifier).collect())
}

/// A report of the mouse: `button;column;row`, ended by `M`, or by `m` for a release.
fn mouse(report: &str, last: u8) -> Option<Event> {
    let mut numbers = report.split(';').map(|number| number.parse::<u16>().ok());
    let (button, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
    if last == b'M' { at(button, column, row) } else { None }
}

/// A report of the mouse in its old form: three bytes after `ESC [ M`, each moved up by 32.
pub(super) fn old_mouse(bytes: [u8; 3]) -> Option<Event> {
    let [button, column, row] = bytes.map(|byte| u16::from(byte.saturating_sub(32)));
    at(button, column, row)
}

/// Left clicks and the mouse wheel, which are all the program asks for. Columns and rows count from 1.
fn at(button: u16, column: u16, row: u16) -> Option<Event> {
    // The bits between say which modifiers are held.
    let kind = match button & 0b1110_0011 {
        0 => MouseEventKind::Down(MouseButton::Left),
        0b0100_0000 => MouseEventKind::ScrollUp,
        0b0100_0001 => MouseEventKind::ScrollDown,
        _ => return None,
    };
    let (column, row) = (column.checked_sub(1)?, row.checked_sub(1)?);
    Some(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
}
