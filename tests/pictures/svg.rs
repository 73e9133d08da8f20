//! A screen as an SVG picture: what its cells show, in the columns they show it, whatever font the reader has.

use std::collections::BTreeMap;
use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use servemap::tui::theme::Theme;

/// The width of a cell, in tenths of a pixel: what most fonts give a letter of 14 pixels.
const WIDE: usize = 84;
/// The height of a cell, in pixels.
const HIGH: usize = 18;
/// Left and right of the cells.
const MARGIN: usize = 14;
/// The title bar of the window.
const BAR: usize = 34;
/// Above and below the cells.
const SPACE: usize = 10;

/// Signs that every monospace font has in the width of a letter. Others may be borrowed from a font with other widths.
const PLAIN_SIGNS: &str = "·–…−";

/// What a picture says of itself.
pub struct Words<'a> {
    /// What is shown, in a few words.
    pub title: &'a str,
    /// What the title bar of the window says.
    pub command: &'a str,
    /// For whom does not see it: what there is to see.
    pub description: &'a str,
}

/// How letters look.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ink {
    colour: String,
    bold: bool,
    italic: bool,
    underlined: bool,
}

impl Ink {
    fn rules(&self) -> String {
        let mut rules = format!("fill:{}", self.colour);
        for (holds, rule) in [
            (self.bold, ";font-weight:700"),
            (self.italic, ";font-style:italic"),
            (self.underlined, ";text-decoration:underline"),
        ] {
            if holds {
                rules.push_str(rule);
            }
        }
        rules
    }
}

/// Draws a screen in a window. The theme is the one it was painted with: it states every colour.
pub fn draw(buffer: &Buffer, theme: &Theme, words: &Words<'_>) -> String {
    let (columns, rows) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
    let (width, height) = (columns * WIDE + 2 * MARGIN * 10, BAR + 2 * SPACE + rows * HIGH);
    let (mut inks, mut cells) = (Vec::new(), String::new());
    grounds(buffer, theme, &mut cells);
    lines(buffer, theme, &mut cells);
    for y in 0..buffer.area.height {
        letters(buffer, y, theme, &mut inks, &mut cells);
    }
    let mut style = String::new();
    for (place, ink) in inks.iter().enumerate() {
        let _ = writeln!(style, ".{}{{{}}}", class(place), ink.rules());
    }
    let wide = tenths(width);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{height}\" viewBox=\"0 0 {wide} {height}\" \
         role=\"img\" aria-labelledby=\"title description\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}\n\n{}</desc>\n\
         <style>\ntext{{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,\"DejaVu Sans Mono\",\"Liberation Mono\",\
         monospace;white-space:pre}}\npath{{fill:none;stroke-width:1.2;stroke-linecap:square}}\n\
         .bar{{font-size:13px;fill:{}}}\n.bar,.sign{{text-anchor:middle}}\n{style}</style>\n{}\
         <g transform=\"translate({MARGIN} {})\">\n{cells}</g>\n</svg>\n",
        escaped(words.title),
        escaped(words.description),
        escaped(&plain_text(buffer)),
        hex(theme.dim.fg.unwrap_or_default()),
        window(width, height, theme, words.command),
        BAR + SPACE,
    )
}

/// The frame with rounded corners, and its title bar.
fn window(width: usize, height: usize, theme: &Theme, command: &str) -> String {
    let [ground, bar, border] =
        [theme.text.bg, theme.selected.bg, theme.border.fg].map(|c| hex(c.unwrap_or_default()));
    let dots = [20, 39, 58].map(|middle| format!("<circle cx=\"{middle}\" cy=\"17.5\" r=\"5.5\"/>")).concat();
    let inner = tenths(width - 10);
    format!(
        "<rect x=\".5\" y=\".5\" width=\"{inner}\" height=\"{}\" rx=\"9.5\" fill=\"{bar}\"/>\n\
         <path d=\"M1 {BAR}H{}V{}a9 9 0 0 1-9 9H10a9 9 0 0 1-9-9z\" style=\"fill:{ground}\"/>\n\
         <rect x=\".5\" y=\".5\" width=\"{inner}\" height=\"{}\" rx=\"9.5\" fill=\"none\" stroke=\"{border}\" stroke-opacity=\".5\"/>\n\
         <g fill=\"{border}\" fill-opacity=\".55\">{dots}</g>\n\
         <text class=\"bar\" x=\"{}\" y=\"22\">{}</text>\n",
        height - 1,
        tenths(width - 10),
        height - 10,
        height - 1,
        tenths(width / 2),
        escaped(command),
    )
}

/// What the screen says, for whom does not see it.
fn plain_text(buffer: &Buffer) -> String {
    let row =
        |y| (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..buffer.area.height).map(row).collect::<Vec<_>>().join("\n")
}

/// The grounds of cells that have another one than the screen.
fn grounds(buffer: &Buffer, theme: &Theme, to: &mut String) {
    let screen = theme.text.bg.map(hex);
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let (ground, first) = (colours(&buffer[(x, y)], theme).1, x);
            while x < buffer.area.width && colours(&buffer[(x, y)], theme).1 == ground {
                x += 1;
            }
            if screen.as_ref() != Some(&ground) {
                let (left, wide) = (usize::from(first) * WIDE, usize::from(x - first) * WIDE);
                let top = usize::from(y) * HIGH;
                let _ = writeln!(
                    to,
                    "<rect x=\"{}\" y=\"{top}\" width=\"{}\" height=\"{HIGH}\" fill=\"{ground}\"/>",
                    tenths(left),
                    tenths(wide)
                );
            }
        }
    }
}

/// To which sides a character draws a line: up, down, left, right.
fn arms(symbol: &str) -> Option<[bool; 4]> {
    let arms = match symbol {
        "│" => "ud",
        "─" => "lr",
        "┌" | "╭" => "dr",
        "┐" | "╮" => "dl",
        "└" | "╰" => "ur",
        "┘" | "╯" => "ul",
        "├" => "udr",
        "┤" => "udl",
        "┬" => "dlr",
        "┴" => "ulr",
        "┼" => "udlr",
        "╴" => "l",
        "╶" => "r",
        "╵" => "u",
        "╷" => "d",
        _ => return None,
    };
    Some(['u', 'd', 'l', 'r'].map(|arm| arms.contains(arm)))
}

/// Lines are drawn and not written: so they join in every font. Each reaches from half cell to half cell.
fn lines(buffer: &Buffer, theme: &Theme, to: &mut String) {
    let (mut flat, mut upright) = (BTreeMap::new(), BTreeMap::new());
    for y in 0..buffer.area.height {
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, y)];
            let Some([up, down, left, right]) = arms(cell.symbol()) else { continue };
            let (colour, x, y) = (colours(cell, theme).0, usize::from(x), usize::from(y));
            let across = [left.then_some(2 * x), right.then_some(2 * x + 1)];
            flat.entry((colour.clone(), y)).or_insert_with(Vec::new).extend(across.into_iter().flatten());
            let along = [up.then_some(2 * y), down.then_some(2 * y + 1)];
            upright.entry((colour, x)).or_insert_with(Vec::new).extend(along.into_iter().flatten());
        }
    }
    let mut paths: BTreeMap<String, String> = BTreeMap::new();
    for ((colour, y), halves) in flat {
        let path = paths.entry(colour).or_default();
        for (first, count) in joined(&halves) {
            let (left, wide) = (tenths(first * WIDE / 2), tenths(count * WIDE / 2));
            let _ = write!(path, "M{left} {}h{wide}", y * HIGH + HIGH / 2);
        }
    }
    for ((colour, x), halves) in upright {
        let path = paths.entry(colour).or_default();
        for (first, count) in joined(&halves) {
            let (top, high) = (first * HIGH / 2, count * HIGH / 2);
            let _ = write!(path, "M{} {top}v{high}", tenths(x * WIDE + WIDE / 2));
        }
    }
    for (colour, path) in paths {
        let _ = writeln!(to, "<path stroke=\"{colour}\" d=\"{path}\"/>");
    }
}

/// Rising numbers as the first of those that follow each other, and how many they are.
fn joined(numbers: &[usize]) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match all.last_mut() {
            Some((first, count)) if *first + *count == *number => *count += 1,
            _ => all.push((*number, 1)),
        }
    }
    all
}

/// The letters of a line: those of one look in one piece, as wide as its cells; signs one by one, in the middle of theirs.
fn letters(buffer: &Buffer, y: u16, theme: &Theme, inks: &mut Vec<Ink>, to: &mut String) {
    let base = usize::from(y) * HIGH + 13;
    // Where it begins, its ink, its text.
    let mut pieces: Vec<(usize, usize, String)> = Vec::new();
    let mut signs: BTreeMap<usize, (Vec<String>, String)> = BTreeMap::new();
    for x in 0..buffer.area.width {
        let cell = &buffer[(x, y)];
        let (symbol, x) = (cell.symbol(), usize::from(x));
        if symbol.trim().is_empty() || arms(symbol).is_some() {
            continue;
        }
        let ink = place(ink(cell, theme), inks);
        let is_sign =
            |letter: char| !letter.is_ascii() && !letter.is_alphanumeric() && !PLAIN_SIGNS.contains(letter);
        if symbol.chars().any(is_sign) {
            let (middles, text) = signs.entry(ink).or_default();
            middles.push(tenths(x * WIDE + WIDE / 2));
            text.push_str(symbol);
            continue;
        }
        match pieces.last_mut() {
            // A blank between two words is as wide as any letter; more of them are columns.
            Some((first, own, text)) if *own == ink && x - *first <= text.chars().count() + 1 => {
                if x - *first > text.chars().count() {
                    text.push(' ');
                }
                text.push_str(symbol);
            }
            _ => pieces.push((x, ink, symbol.to_owned())),
        }
    }
    for (first, ink, text) in pieces {
        let (left, wide) = (tenths(first * WIDE), tenths(text.chars().count() * WIDE));
        let fit = format!(" textLength=\"{wide}\" lengthAdjust=\"spacingAndGlyphs\"");
        let fit = if text.chars().count() > 1 { fit } else { String::new() };
        let (class, text) = (class(ink), escaped(&text));
        let _ = writeln!(to, "<text class=\"{class}\" x=\"{left}\" y=\"{base}\"{fit}>{text}</text>");
    }
    for (ink, (middles, text)) in signs {
        let (class, middles, text) = (class(ink), middles.join(" "), escaped(&text));
        let _ = writeln!(to, "<text class=\"sign {class}\" x=\"{middles}\" y=\"{base}\">{text}</text>");
    }
}

fn place(ink: Ink, inks: &mut Vec<Ink>) -> usize {
    inks.iter().position(|known| *known == ink).unwrap_or_else(|| {
        inks.push(ink);
        inks.len() - 1
    })
}

fn ink(cell: &Cell, theme: &Theme) -> Ink {
    let has = |modifier| cell.modifier.contains(modifier);
    Ink {
        colour: colours(cell, theme).0,
        bold: has(Modifier::BOLD),
        italic: has(Modifier::ITALIC),
        underlined: has(Modifier::UNDERLINED),
    }
}

/// The colour of a cell's letter and of its ground.
fn colours(cell: &Cell, theme: &Theme) -> (String, String) {
    let or =
        |colour, own: Option<Color>| if colour == Color::Reset { own.unwrap_or_default() } else { colour };
    let (letter, ground) = (hex(or(cell.fg, theme.text.fg)), hex(or(cell.bg, theme.text.bg)));
    if cell.modifier.contains(Modifier::REVERSED) { (ground, letter) } else { (letter, ground) }
}

fn hex(colour: Color) -> String {
    match colour {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        other => panic!("a theme for pictures states its colours whole, and not {other:?}"),
    }
}

fn class(place: usize) -> char {
    ('a'..='z').nth(place).expect("a screen with more than 26 looks")
}

/// A number of tenths, as a decimal number.
fn tenths(number: usize) -> String {
    match number % 10 {
        0 => (number / 10).to_string(),
        rest => format!("{}.{rest}", number / 10),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn dark() -> Theme {
        Theme::shipped("dark").unwrap()
    }

    fn drawn(lines: &[&str]) -> String {
        let mut buffer = Buffer::with_lines(lines.iter().copied());
        buffer.set_style(buffer.area, dark().text);
        let words = Words { title: "A & B", command: "servemap", description: "one <two>" };
        draw(&buffer, &dark(), &words)
    }

    #[test]
    fn what_it_says_of_itself_stands_first_and_holds_the_whole_screen() {
        let svg = drawn(&["a <b> & c"]);
        let head = "role=\"img\" aria-labelledby=\"title description\">\n<title id=\"title\">A &amp; B</title>\n\
                    <desc id=\"description\">one &lt;two&gt;\n\na &lt;b&gt; &amp; c</desc>";
        assert!(svg.contains(head), "{svg}");
    }

    #[test]
    fn a_piece_is_as_wide_as_its_cells_and_two_blanks_part_columns() {
        let svg = drawn(&["one two   x"]);
        assert!(svg.contains(
            "x=\"0\" y=\"13\" textLength=\"58.8\" lengthAdjust=\"spacingAndGlyphs\">one two</text>"
        ));
        assert!(svg.contains("<text class=\"a\" x=\"84\" y=\"13\">x</text>"), "{svg}");
    }

    #[test]
    fn signs_stand_in_the_middle_of_their_cells() {
        let svg = drawn(&[" ✓ ✗"]);
        assert!(svg.contains("<text class=\"sign a\" x=\"12.6 29.4\" y=\"13\">✓✗</text>"), "{svg}");
    }

    #[test]
    fn lines_join_across_cells() {
        let svg = drawn(&["──┬─", "  │ ", "  ╵ "]);
        assert!(svg.contains("d=\"M0 9h33.6M21 9v36\""), "{svg}");
        assert!(
            !svg.contains('─') || svg.matches('─').count() == 3,
            "only the description says it in letters"
        );
    }

    #[test]
    fn a_ground_of_its_own_is_a_rectangle_and_reversed_is_turned() {
        let theme = dark();
        let mut buffer = Buffer::with_lines(["abcd"]);
        buffer.set_style(buffer.area, theme.text);
        buffer
            .set_style(ratatui::layout::Rect::new(1, 0, 2, 1), Style::new().add_modifier(Modifier::REVERSED));
        let words = Words { title: "", command: "", description: "" };
        let svg = draw(&buffer, &theme, &words);
        let text = hex(theme.text.fg.unwrap());
        assert!(
            svg.contains(&format!("<rect x=\"8.4\" y=\"0\" width=\"16.8\" height=\"18\" fill=\"{text}\"/>")),
            "{svg}"
        );
    }
}
