//! Every kind of input, whole, in parts and broken off.

use super::*;
use crossterm::event::{KeyEventState, MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;
use rstest::rstest;

fn key(code: KeyCode, held: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, held))
}

fn letters(text: &str) -> Vec<Event> {
    text.chars().map(|letter| key(KeyCode::Char(letter), KeyModifiers::NONE)).collect()
}

fn mouse(kind: MouseEventKind, column: u16, row: u16) -> Event {
    Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
}

/// Reads chunks with a silence after each.
fn read(chunks: &[&[u8]]) -> Vec<Event> {
    let mut parser = Parser::default();
    for chunk in chunks {
        parser.feed(chunk);
        if parser.patience().is_some() {
            parser.silence();
        }
    }
    parser.events().collect()
}

#[rstest]
#[case(b"a", KeyCode::Char('a'), KeyModifiers::NONE)]
#[case(b"A", KeyCode::Char('A'), KeyModifiers::SHIFT)]
#[case("ä".as_bytes(), KeyCode::Char('ä'), KeyModifiers::NONE)]
#[case("😀".as_bytes(), KeyCode::Char('😀'), KeyModifiers::NONE)]
#[case(b"\r", KeyCode::Enter, KeyModifiers::NONE)]
#[case(b"\t", KeyCode::Tab, KeyModifiers::NONE)]
#[case(b"\x7f", KeyCode::Backspace, KeyModifiers::NONE)]
#[case(b"\x03", KeyCode::Char('c'), KeyModifiers::CONTROL)]
#[case(b"\n", KeyCode::Char('j'), KeyModifiers::CONTROL)]
#[case(b"\0", KeyCode::Char(' '), KeyModifiers::CONTROL)]
#[case(b"\x1b", KeyCode::Esc, KeyModifiers::NONE)]
#[case(b"\x1ba", KeyCode::Char('a'), KeyModifiers::ALT)]
#[case("\x1bä".as_bytes(), KeyCode::Char('ä'), KeyModifiers::ALT)]
#[case(b"\x1b\r", KeyCode::Enter, KeyModifiers::ALT)]
#[case(b"\x1b[A", KeyCode::Up, KeyModifiers::NONE)]
#[case(b"\x1bOA", KeyCode::Up, KeyModifiers::NONE)]
#[case(b"\x1bOP", KeyCode::F(1), KeyModifiers::NONE)]
#[case(b"\x1b[[A", KeyCode::F(1), KeyModifiers::NONE)]
#[case(b"\x1b[11~", KeyCode::F(1), KeyModifiers::NONE)]
#[case(b"\x1b[24~", KeyCode::F(12), KeyModifiers::NONE)]
#[case(b"\x1b[1;5C", KeyCode::Right, KeyModifiers::CONTROL)]
#[case(b"\x1b[3;2~", KeyCode::Delete, KeyModifiers::SHIFT)]
#[case(b"\x1b[5~", KeyCode::PageUp, KeyModifiers::NONE)]
#[case(b"\x1b[Z", KeyCode::BackTab, KeyModifiers::SHIFT)]
#[case(b"\x1b[27u", KeyCode::Esc, KeyModifiers::NONE)]
#[case(b"\x1b[99;5u", KeyCode::Char('c'), KeyModifiers::CONTROL)]
#[case(b"\x1b[9;2u", KeyCode::BackTab, KeyModifiers::SHIFT)]
#[case(b"\x1b[13;3u", KeyCode::Enter, KeyModifiers::ALT)]
#[case(b"\x1b[106;133u", KeyCode::Char('j'), KeyModifiers::CONTROL)]
#[case(b"\x1b[97:65;2u", KeyCode::Char('A'), KeyModifiers::NONE)]
#[case(b"\x1b[64;7u", KeyCode::Char('@'), KeyModifiers::ALT.union(KeyModifiers::CONTROL))]
#[case(b"\x1b[27;5;106~", KeyCode::Char('j'), KeyModifiers::CONTROL)]
fn a_key(#[case] bytes: &[u8], #[case] code: KeyCode, #[case] held: KeyModifiers) {
    assert_eq!(read(&[bytes]), [key(code, held)]);
}

#[rstest]
#[case(b"\x1b[5u")]
#[case(b"\x1b[27;;3~")]
#[case(b"\x1b[97:3;2u")]
#[case(b"\x1b[155u")]
#[case("\u{9b}".as_bytes())]
fn a_control_character_is_on_no_key(#[case] bytes: &[u8]) {
    assert_eq!(read(&[bytes, b"q"]), [key(KeyCode::Char('q'), KeyModifiers::NONE)]);
}

#[test]
fn the_number_pad() {
    let pressed = |code| {
        Event::Key(KeyEvent { state: KeyEventState::KEYPAD, ..KeyEvent::new(code, KeyModifiers::NONE) })
    };
    assert_eq!(
        read(&[b"\x1b[57400u\x1b[57413u\x1b[57426u"]),
        [KeyCode::Char('1'), KeyCode::Char('+'), KeyCode::Delete].map(pressed)
    );
    assert_eq!(read(&[b"\x1b[57414u"]), [key(KeyCode::Enter, KeyModifiers::NONE)]);
}

#[rstest]
#[case(b"\x1b[<0;3;2M", MouseEventKind::Down(MouseButton::Left), 2, 1)]
#[case(b"\x1b[<16;300;2M", MouseEventKind::Down(MouseButton::Left), 299, 1)]
#[case(b"\x1b[<64;1;1M", MouseEventKind::ScrollUp, 0, 0)]
#[case(b"\x1b[<65;1;1M", MouseEventKind::ScrollDown, 0, 0)]
#[case(b"\x1b[M #\"", MouseEventKind::Down(MouseButton::Left), 2, 1)]
fn the_mouse(#[case] bytes: &[u8], #[case] kind: MouseEventKind, #[case] column: u16, #[case] row: u16) {
    assert_eq!(read(&[bytes]), [mouse(kind, column, row)]);
}

#[rstest]
#[case::mode_report(b"\x1b[?2026;2$y")]
#[case::device_attributes(b"\x1b[?62;22c")]
#[case::keyboard_flags(b"\x1b[?1u")]
#[case::cursor_position(b"\x1b[24;80R")]
#[case::colour(b"\x1b]11;rgb:ffff/ffff/ffff\x07")]
#[case::colour_with_st(b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\")]
#[case::version(b"\x1bP>|XTerm(380)\x1b\\")]
#[case::release(b"\x1b[97;1:3u")]
#[case::mouse_released(b"\x1b[<0;3;2m")]
#[case::mouse_dragged(b"\x1b[<32;300;2M")]
#[case::other_button(b"\x1b[<2;1;1M")]
#[case::focus(b"\x1b[I")]
#[case::nowhere(b"\x1b[<0;0;0M")]
#[case::mouse_that_is_none(b"\x1b[<65536;1;1M")]
#[case::numbers_too_large(b"\x1b[99999999999;99999999999u")]
fn what_is_no_input_is_nothing_and_keys_go_on(#[case] bytes: &[u8]) {
    assert_eq!(read(&[&[bytes, b"j"].concat()]), letters("j"));
}

/// In one go and with a silence before the key; the key is Ctrl-C in the second half.
#[rstest]
#[case::mode_report(b"\x1b[?2026;2$")]
#[case::mouse(b"\x1b[<0;5")]
#[case::old_mouse(b"\x1b[M ")]
#[case::sequence(b"\x1b[")]
#[case::kitty(b"\x1b[64;7")]
#[case::function(b"\x1bO")]
#[case::console(b"\x1b[[")]
#[case::colour(b"\x1b]11;rgb:ff")]
#[case::version(b"\x1bP>|XTerm")]
#[case::character(b"\xe2")]
#[case::character_of_four(b"\xf0\x9f")]
#[case::no_character(b"\xff")]
#[case::paste(b"\x1b[200~")]
#[case::much(&[b"\x1b[", vec![b'0'; 100_000].as_slice()].concat())]
fn half_of_it_swallows_no_key(#[case] half: &[u8]) {
    let control_c = [key(KeyCode::Char('c'), KeyModifiers::CONTROL)];
    assert_eq!(read(&[half, b"j", b"k"]), letters("jk"));
    assert_eq!(read(&[half, b"\x03"]), control_c);
    assert_eq!(read(&[half, b"\x1b[99;5u"]), control_c);
    if half != b"\x1b[200~" {
        assert_eq!(read(&[&[half, b"\x03"].concat()]), control_c);
        assert_eq!(read(&[&[half, b"\x1b[99;5u"].concat()]), control_c);
    }
}

/// Alt and a bracket is a key of people too, whatever they press next.
#[test]
fn an_escape_and_a_bracket_that_were_typed_are_keys() {
    let (escape, bracket) = (key(KeyCode::Esc, KeyModifiers::NONE), letters("]"));
    assert_eq!(read(&[b"\x1b", b"]", b"j"]), [vec![escape], bracket, letters("j")].concat());
    let together = [vec![key(KeyCode::Char(']'), KeyModifiers::ALT)], letters("j")].concat();
    assert_eq!(read(&[b"\x1b]j"]), together);
    assert_eq!(read(&[b"\x1b]", b"j"]), letters("j"), "after a silence it was half of an answer");
    assert_eq!(read(&[b"\x1b]11;rgb:ff", b"bb/g"]), letters("bb/g"));
}

#[rstest]
#[case::dark(&["\x1b]11;rgb:1e1e/2222/2a2a\x1b\\\x1b[?62;22c"], &[Some(Background::Dark), None])]
#[case::light(&["\x1b]11;rgb:ff/ff/f0\x07\x1b[?1;2c"], &[Some(Background::Light), None])]
#[case::only_the_end(&["\x1b[?1;2c"], &[None])]
#[case::halves(&["\x1b]11;rgb:ffff/ff", "ff/ffff\x1b\\"], &[Some(Background::Light)])]
#[case::pieces(&["\x1b]11;rg", "b:ffff", "/ffff/", "ffff", "\x1b\\"], &[Some(Background::Light)])]
#[case::all_but_its_beginning(&["\x1b[", "?62;22c"], &[None])]
#[case::garbage(&["\x1b]11;nonsense\x07"], &[])]
#[case::another_question(&["\x1b]10;rgb:ffff/ffff/ffff\x07"], &[])]
#[case::too_long(&["\x1b]11;rgb:fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff/0/0\x07"], &[])]
fn the_ground_of_the_terminal_is_an_answer_and_no_key(
    #[case] chunks: &[&str],
    #[case] answers: &[Option<Background>],
) {
    let mut parser = Parser::default();
    for chunk in chunks {
        parser.feed(chunk.as_bytes());
        if parser.patience().is_some() && !chunk.ends_with('\x1b') {
            parser.silence();
        }
    }
    parser.feed(b"j");
    assert_eq!(parser.events().collect::<Vec<_>>(), letters("j"));
    assert_eq!(parser.answers().collect::<Vec<_>>(), answers);
}

#[rstest]
#[case(&["\x1b[<0;3", ";2M"], &[mouse(MouseEventKind::Down(MouseButton::Left), 2, 1)])]
#[case(&["\x1b]11;rgb:ff", "ff/ffff/ffff\x07"], &[])]
#[case(&["\x1b[200~one", " two\x1b[201~"], &[Event::Paste("one".into()), Event::Paste(" two".into())])]
#[case(&["\x1b[200~one", "\x1b[201~"], &[Event::Paste("one".into())])]
fn the_second_half_may_come_late(#[case] chunks: &[&str], #[case] events: &[Event]) {
    let chunks: Vec<&[u8]> = chunks.iter().map(|chunk| chunk.as_bytes()).collect();
    assert_eq!(read(&chunks), events);
}

#[test]
fn a_paste_is_text_whatever_is_in_it() {
    let pasted = "one\rq\x03\x1b[A ä\x1b[20";
    assert_eq!(read(&[format!("\x1b[200~{pasted}\x1b[201~q").as_bytes()])[..], {
        let mut events = vec![Event::Paste(pasted.to_owned())];
        events.extend(letters("q"));
        events
    });
}

#[test]
fn half_a_paste_is_given_and_ends_after_a_while() {
    let mut parser = Parser::default();
    parser.feed(b"\x1b[200~half");
    parser.silence();
    parser.silence();
    parser.feed(b"jk");
    assert_eq!(parser.patience(), None);
    let events: Vec<Event> = parser.events().collect();
    assert_eq!(events, [vec![Event::Paste("half".into())], letters("jk")].concat());
}

#[test]
fn a_paste_without_end_is_bounded() {
    let mut parser = Parser::default();
    parser.feed(b"\x1b[200~");
    for _ in 0..40 {
        parser.feed(&vec![b'x'; 65_536]);
    }
    assert!(parser.unfinished.len() <= MOST_PASTED);
    parser.feed(b"\x1b[201~j");
    assert!(matches!(parser.events().collect::<Vec<_>>().as_slice(), [Event::Paste(_), Event::Key(_)]));
}

proptest! {
    /// However the bytes are cut into reads that follow each other at once, the events are the same.
    #[test]
    fn reads_may_end_anywhere(
        bytes in prop::collection::vec(prop_oneof![
            Just(0x1b_u8), Just(b'['), Just(b'<'), Just(b';'), Just(b'M'), Just(b'u'), Just(b'O'), Just(b']'),
            Just(0x07), Just(b'~'), Just(b'2'), Just(b'0'), Just(b'1'), any::<u8>()], 0..60),
        cut in 0_usize..60,
    ) {
        let cut = cut.min(bytes.len());
        let (mut whole, mut parts) = (Parser::default(), Parser::default());
        whole.feed(&bytes);
        parts.feed(&bytes[..cut]);
        parts.feed(&bytes[cut..]);
        prop_assert_eq!(whole.events().collect::<Vec<_>>(), parts.events().collect::<Vec<_>>());
    }

    /// Whatever came, after two silences a key is a key.
    #[test]
    fn no_bytes_swallow_the_keys_after_them(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        let mut parser = Parser::default();
        parser.feed(&bytes);
        for _ in 0..2 {
            if parser.patience().is_some() {
                parser.silence();
            }
        }
        parser.events().for_each(drop);
        parser.feed(b"j");
        prop_assert_eq!(parser.events().collect::<Vec<_>>(), letters("j"));
    }
}
