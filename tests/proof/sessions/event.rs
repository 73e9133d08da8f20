//! What can happen to the planner, at random: keys, pastes, the mouse, sizes, and the outside that changes or fails.

use std::fmt;

use crossterm::event::{
    Event as Input, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use fastrand::Rng;
use servemap::tui::colour::Background;
use servemap::tui::events::Event;

use crate::readers::change::{HOSTILE, hostile_text, pick};
use crate::support::parse;

/// Something that happens.
#[derive(Debug, Clone, PartialEq)]
pub enum Happening {
    /// Events that come at once: what is drawn is what they lead to together.
    Burst(Vec<Event>),
    /// The window is dragged to a size.
    Size(u16, u16),
    /// Nothing can be written from now on, or again.
    Writable(bool),
    /// Somebody else writes the plan's file, or takes it away.
    OtherWrites(Option<String>),
}

/// Keys are written as tests write them: `<c-s>`, `<enter>`.
impl fmt::Display for Happening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Burst(events) => events.iter().try_for_each(|event| match event {
                Event::Input(Input::Key(key)) => {
                    let held = format!("{:?}", key.modifiers).replace("KeyModifiers(0x0)", "");
                    match key.code {
                        KeyCode::Char(letter) if held.is_empty() => write!(f, "{letter}"),
                        KeyCode::Char(letter) => write!(f, "<{held}-{letter}>"),
                        code => write!(f, "<{held}{code:?}>"),
                    }
                }
                Event::Input(Input::Mouse(mouse)) => {
                    write!(f, "<{:?} {} {}>", mouse.kind, mouse.column, mouse.row)
                }
                other => write!(f, "<{other:?}>"),
            }),
            other => write!(f, "<{other:?}>"),
        }
    }
}

/// Keys that lead somewhere.
const WAYS: &[&str] = &[
    "<tab><tab>jj<enter>/us-east-1<enter><a-3>/maverick<enter>",
    "<a-1><tab><tab><enter>/us-east-1<enter><enter>/claude<enter>",
    "<a-1><tab><tab>jjj<enter>/us-east-1<enter><a-3>/gpt-4o<enter>",
    "<a-2>/eu-west-1<enter>2/us-west-2<esc> ",
    "<a-4>ml-platform<enter><right><enter>because<enter>",
    "<a-4><down><down><down>llama<enter>",
    "<a-5> jj <enter>",
    "<a-6><c-u>Answering,<a-enter>nothing else<enter>",
    "<a-7>j<enter><enter>",
    "<a-7>a<enter>",
    "<a-7>y",
    "<a-3>b",
    "<a-3>w<enter>",
    "<a-3>$120M 30M<enter>",
    "<a-3>ooO",
    "<a-5>m",
    "<a-5>t+++",
    "<a-5>c",
    "<a-5>i<right><enter>",
    "<a-5>C",
    "<a-5>T",
    "<a-5>S",
    "<c-s><enter>",
    "<c-s>y",
    "<c-o>plan.toml<enter>",
    "<c-o>other.toml<enter>",
    "<c-p>mat<enter>",
    "<a-u><a-u><c-r>",
    "/task:chat r<tab><tab>",
    "/ctx:>=200k -provider:meta<enter>",
    "<f1>",
    "n",
    "N",
    "aas agreed<enter>",
    "c<enter>",
    "ssupport<enter>because<enter>",
    "wno longer wanted<enter>",
    "x<enter>",
    "R",
    "d",
    "<esc><esc><esc>",
];

const SIZES: &[(u16, u16)] = &[
    (1, 1),
    (2, 2),
    (0, 0),
    (1, 100),
    (300, 1),
    (300, 100),
    (80, 24),
    (120, 40),
    (10, 5),
    (40, 12),
    (60, 15),
];

const CODES: &[KeyCode] = &[
    KeyCode::Enter,
    KeyCode::Enter,
    KeyCode::Esc,
    KeyCode::Esc,
    KeyCode::Tab,
    KeyCode::BackTab,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::Backspace,
    KeyCode::Delete,
    KeyCode::Insert,
    KeyCode::F(1),
    KeyCode::F(5),
    KeyCode::Null,
    KeyCode::Menu,
];

/// What happens next.
pub fn happening(random: &mut Rng) -> Happening {
    match random.u8(..100) {
        0..60 => Happening::Burst(vec![event(random)]),
        60..78 => Happening::Burst((0..random.usize(2..9)).map(|_| event(random)).collect()),
        78..92 => Happening::Burst(parse(pick(random, WAYS)).into()),
        92..97 => {
            if random.u8(..3) == 0 {
                Happening::Size(random.u16(..=300), random.u16(..=100))
            } else {
                let (width, height) = pick(random, SIZES);
                Happening::Size(width, height)
            }
        }
        97..98 => Happening::Writable(random.bool()),
        _ => Happening::OtherWrites(match random.u8(..4) {
            0 => None,
            1 => Some("mode = ".to_owned()),
            _ => Some("# theirs\nschema = \"servemap/plan/1\"\nmode = \"pay-per-token\"\n".to_owned()),
        }),
    }
}

fn event(random: &mut Rng) -> Event {
    Event::Input(match random.u8(..100) {
        0..34 => {
            key(pick(random, CODES), if random.u8(..8) == 0 { held(random) } else { KeyModifiers::NONE })
        }
        34..62 => letter(char::from(random.u8(b' '..=b'~'))),
        62..70 => key(KeyCode::Char(random.lowercase()), KeyModifiers::CONTROL),
        70..76 => key(
            KeyCode::Char(pick(random, &['1', '2', '3', '4', '5', '6', '7', 'u', 'n', 'p', 'x'])),
            KeyModifiers::ALT,
        ),
        76..80 => letter(if random.bool() {
            random.char(..)
        } else {
            pick(random, HOSTILE).chars().next().unwrap_or('x')
        }),
        80..86 => Input::Paste(match random.u8(..8) {
            0 => hostile_text(random).repeat(40),
            1 => pick(
                random,
                &["us-east-1", "2026-12-31", "databricks-gpt-5", "../x.toml", "other.toml", "task:chat"],
            )
            .to_owned(),
            _ => hostile_text(random),
        }),
        86..95 => Input::Mouse(MouseEvent {
            kind: pick(
                random,
                &[
                    MouseEventKind::Down(MouseButton::Left),
                    MouseEventKind::Down(MouseButton::Left),
                    MouseEventKind::ScrollDown,
                    MouseEventKind::ScrollUp,
                    MouseEventKind::Moved,
                ],
            ),
            column: pick(random, &[130, 400]) * random.u16(..100) / 100,
            row: pick(random, &[45, 120]) * random.u16(..100) / 100,
            modifiers: KeyModifiers::NONE,
        }),
        95..97 => pick_owned(random, [Input::FocusGained, Input::FocusLost]),
        97..99 => return pick_owned(random, [Event::Suspend, Event::Resumed]),
        _ => {
            return Event::Background(pick(random, &[None, Some(Background::Dark), Some(Background::Light)]));
        }
    })
}

fn pick_owned<T>(random: &mut Rng, values: [T; 2]) -> T {
    let [one, other] = values;
    if random.bool() { one } else { other }
}

fn held(random: &mut Rng) -> KeyModifiers {
    pick(
        random,
        &[
            KeyModifiers::SHIFT,
            KeyModifiers::ALT,
            KeyModifiers::CONTROL,
            KeyModifiers::ALT.union(KeyModifiers::CONTROL),
            KeyModifiers::SUPER,
        ],
    )
}

fn letter(letter: char) -> Input {
    key(KeyCode::Char(letter), KeyModifiers::NONE)
}

pub fn key(code: KeyCode, held: KeyModifiers) -> Input {
    Input::Key(KeyEvent::new(code, held))
}
