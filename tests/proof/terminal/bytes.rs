//! Pieces of what a terminal could send, whole, half and wrong.

use fastrand::Rng;

/// Keys that do not leave, and that do not stop what is written to the terminal.
const KEYS: [&str; 40] = [
    "\r", "\t", "\x1b[Z", " ", "j", "k", "h", "l", "/", "?", "m", "t", "c", "p", "e", "u", "\x12", "\x10",
    "\x1b", "\x1b[27u", "1", "2", "3", "4", "5", "6", "7", "\x1b1", "\x1b4", "\x1b7", "\x1bOP", "\x1b[A",
    "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~", "\x7f",
];

/// Beginnings of sequences, answers nobody asked for, and what is none.
const PIECES: [&[u8]; 40] = [
    b"\x1b[",
    b"\x1b]",
    b"\x1bP",
    b"\x1b_",
    b"\x1b^",
    b"\x1bX",
    b"\x1bO",
    b"\x1b[<",
    b"\x1b[200~",
    b"\x1b[201~",
    b"\x1b[200~half a paste",
    b"\x1b[<0;9999;9999M",
    b"\x1b[<0;0;0m",
    b"\x1b[<65;10;10M",
    b"\x1b[M   ",
    b"\x1b[M\xff\xff\xff",
    b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
    b"\x1b]11;rgb:zz",
    b"\x1b[?62;4c",
    b"\x1b[?1;2c",
    b"\x1b]52;c;AAAA\x07",
    b"\x1bP1$r0m\x1b\\",
    b"\x1b[99999999999999999999u",
    b"\x1b[1;1;1;1;1;1;1;1;1;1;1;1~",
    b"\x1b[27;5;106~",
    b"\x1b[97;5:3u",
    b"\x1b[I",
    b"\x1b[O",
    b"\x1b[3;1R",
    b"\xff",
    b"\xc3",
    b"\xe2\x82",
    b"\xf0\x9f\x98",
    b"\x80\x9b",
    b"\x9b31m",
    b"\x00",
    b"\x1b\x1b\x1b\x1b",
    b"\x1b[\x1b[\x1b[",
    "\u{202e}\u{200b}".as_bytes(),
    "e\u{301}\u{1f469}\u{200d}\u{1f4bb}".as_bytes(),
];

/// Text that would do harm where it is written out as it came.
const HARM: &str = "\x1b]0;evil\x07\x1b[2J\u{9b}31m\u{202e}\r\n| `x` <!-- [a](b) ";

pub fn piece(random: &mut Rng) -> Vec<u8> {
    match random.u8(0..10) {
        0..4 => KEYS[random.usize(0..KEYS.len())].as_bytes().to_vec(),
        4..7 => PIECES[random.usize(0..PIECES.len())].to_vec(),
        7 => {
            let paste = HARM.repeat(random.usize(1..4));
            // Some never end.
            let end = if random.bool() { "\x1b[201~" } else { "" };
            format!("\x1b[200~{paste}{end}").into_bytes()
        }
        8 => (0..random.usize(1..30)).map(|_| harmless(random.u8(..))).collect(),
        _ => (0..random.usize(1..12))
            .map(|_| random.alphanumeric())
            .filter(|c| *c != 'q')
            .collect::<String>()
            .into_bytes(),
    }
}

/// No Ctrl-C, Ctrl-Z, Ctrl-S, Ctrl-Q, Ctrl-\ and q, which end, stop or hold what is to be watched.
fn harmless(byte: u8) -> u8 {
    if matches!(byte, 0x03 | 0x11 | 0x13 | 0x1a | 0x1c | b'q') { b'x' } else { byte }
}
