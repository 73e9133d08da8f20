//! How many colours the terminal shows, and the pass that brings a drawn buffer down to that many.

use ratatui::buffer::Buffer;
use ratatui::style::Color;

/// How many colours may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColourLevel {
    /// None at all: bold and reversed remain.
    None,
    /// The sixteen that the user's terminal theme defines.
    Sixteen,
    /// The 256 of xterm.
    TwoFiftySix,
    /// Every red, green and blue.
    True,
}

/// The ground of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    Dark,
    Light,
}

impl Background {
    /// By a colour as a terminal answers it: `rgb:1e1e/2222/2a2a`, each part in one to four digits, or `#1e222a`.
    pub fn of(colour: &str) -> Option<Self> {
        let parts: Vec<&str> = match colour.strip_prefix('#') {
            Some(digits) if digits.len() % 3 == 0 && digits.is_ascii() => {
                let length = digits.len() / 3;
                (0..3).map(|part| &digits[part * length..(part + 1) * length]).collect()
            }
            Some(_) => return None,
            None => {
                let (_, parts) =
                    colour.split_once(':').filter(|(kind, _)| matches!(*kind, "rgb" | "rgba"))?;
                parts.split('/').take(3).collect()
            }
        };
        let part = |digits: &&str| {
            let most = 16_u32
                .checked_pow(u32::try_from(digits.len()).ok()?)?
                .checked_sub(1)
                .filter(|most| *most > 0)?;
            let value = u32::from_str_radix(digits, 16).ok()?;
            (digits.len() <= 4).then_some(())?;
            u8::try_from(value * 255 / most).ok()
        };
        let rgb: Vec<u8> = parts.iter().filter_map(part).collect();
        Some(Self::with(<[u8; 3]>::try_from(rgb).ok()?))
    }

    /// By COLORFGBG, which some terminals set: the last number is the ground, of the sixteen.
    pub fn hinted(variable: &str) -> Option<Self> {
        match variable.rsplit(';').next()?.parse::<u8>().ok()? {
            7 | 9..=15 => Some(Self::Light),
            0..=6 | 8 => Some(Self::Dark),
            _ => None,
        }
    }

    fn with(rgb: [u8; 3]) -> Self {
        if luma(rgb) >= 128 { Self::Light } else { Self::Dark }
    }
}

/// Reads the level from the environment, in the order of <https://bixense.com/clicolors>.
///
/// It takes the variables as a function, because only the host reads the environment.
pub fn detect(variable: &dyn Fn(&str) -> Option<String>, is_terminal: bool) -> ColourLevel {
    let filled = |name| variable(name).is_some_and(|value| !value.is_empty());
    let forced = filled("CLICOLOR_FORCE");
    let refused = filled("NO_COLOR") || (!forced && variable("CLICOLOR").as_deref() == Some("0"));
    if refused || !(is_terminal || forced) {
        return ColourLevel::None;
    }
    match capability(variable) {
        ColourLevel::None if forced => ColourLevel::Sixteen,
        capability => capability,
    }
}

/// Terminals with every colour that are known by their name: COLORTERM does not travel over ssh.
const TRUE_COLOUR: &[&str] =
    &["xterm-kitty", "xterm-ghostty", "alacritty", "wezterm", "foot", "contour", "rio"];

fn capability(variable: &dyn Fn(&str) -> Option<String>) -> ColourLevel {
    let term = variable("TERM").unwrap_or_default();
    let colour_term = variable("COLORTERM").unwrap_or_default();
    if term == "dumb" {
        return ColourLevel::None;
    }
    let named = TRUE_COLOUR.iter().any(|name| term.starts_with(name)) || term.ends_with("-direct");
    if named || matches!(colour_term.as_str(), "truecolor" | "24bit") {
        return ColourLevel::True;
    }
    match term.as_str() {
        // The console of Windows sets no TERM and shows every colour.
        "" if cfg!(windows) => ColourLevel::True,
        "" => ColourLevel::None,
        term if term.contains("256color") => ColourLevel::TwoFiftySix,
        _ => ColourLevel::Sixteen,
    }
}

impl ColourLevel {
    /// Brings every cell down to this level. It works on cells, not on the theme, because widgets
    /// of other crates bring colours of their own.
    pub fn apply(self, buffer: &mut Buffer) {
        if self == Self::True {
            return;
        }
        // Neighbours mostly share their style: the last answer is nearly always the next one.
        let mut last = ((Color::Reset, Color::Reset), (Color::Reset, Color::Reset));
        for cell in &mut buffer.content {
            if (cell.fg, cell.bg) != last.0 {
                last = ((cell.fg, cell.bg), self.pair(cell.fg, cell.bg));
            }
            (cell.fg, cell.bg) = last.1;
        }
    }

    /// The nearest colour of this level.
    pub fn nearest(self, colour: Color) -> Color {
        match (self, colour) {
            (Self::True, _) | (_, Color::Reset) => colour,
            (Self::None, _) => Color::Reset,
            (Self::Sixteen, Color::Indexed(index @ 0..16)) => SIXTEEN[usize::from(index)],
            (Self::Sixteen, Color::Indexed(index)) => sixteen(indexed_rgb(index)),
            (Self::Sixteen, Color::Rgb(red, green, blue)) => sixteen([red, green, blue]),
            (Self::TwoFiftySix, Color::Rgb(red, green, blue)) => two_fifty_six([red, green, blue]),
            (Self::Sixteen | Self::TwoFiftySix, named_or_indexed) => named_or_indexed,
        }
    }

    /// Text and ground together: two different colours must not fall on the same one.
    fn pair(self, text: Color, ground: Color) -> (Color, Color) {
        let (near_text, near_ground) = (self.nearest(text), self.nearest(ground));
        if near_text != near_ground || text == ground || near_ground == Color::Reset {
            return (near_text, near_ground);
        }
        let dark = [Color::Black, Color::DarkGray, Color::Blue, Color::Red, Color::Magenta];
        let light_ground = match near_ground {
            Color::Indexed(index) => luma(indexed_rgb(index)) >= 128,
            named => !dark.contains(&named),
        };
        (if light_ground { Color::Black } else { Color::White }, near_ground)
    }
}

/// In the order of their numbers.
const SIXTEEN: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// By hue, not by distance: the muted reds and greens of most themes lie nearer to grey than to the
/// terminal's pure ones, and pass, warn and block would all turn grey.
fn sixteen(rgb: [u8; 3]) -> Color {
    let [red, green, blue] = rgb.map(u16::from);
    let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
    let chroma = most - least;
    if chroma < 36 || chroma * 5 < most || least >= 190 {
        return match luma(rgb) {
            0..40 => Color::Black,
            40..140 => Color::DarkGray,
            140..225 => Color::Gray,
            225.. => Color::White,
        };
    }
    let middle = u16::midpoint(least, most);
    let hue = [red, green, blue].iter().rev().fold(0, |bits, part| bits << 1 | usize::from(*part > middle));
    SIXTEEN[if most >= 192 { hue + 8 } else { hue }]
}

/// The levels of one axis of xterm's colour cube (16 to 231).
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// Never one of the first sixteen: those are whatever the user's theme makes of them.
fn two_fifty_six(rgb: [u8; 3]) -> Color {
    let steps = rgb.map(|part| match part {
        0..48 => 0,
        48..115 => 1,
        115.. => (part - 35) / 40,
    });
    let cube = 16 + 36 * steps[0] + 6 * steps[1] + steps[2];
    let average = rgb.map(u16::from).iter().sum::<u16>() / 3;
    let grey = 232 + u8::try_from(average.saturating_sub(3) / 10).map_or(23, |step| step.min(23));
    let distance = |index| {
        let difference = |(a, b): (u8, u8)| u32::from(a.abs_diff(b)).pow(2);
        rgb.into_iter().zip(indexed_rgb(index)).map(difference).sum::<u32>()
    };
    Color::Indexed(if distance(grey) < distance(cube) { grey } else { cube })
}

/// What xterm shows for an index from 16 up; the first sixteen are the user's and count as grey.
pub fn indexed_rgb(index: u8) -> [u8; 3] {
    match index {
        0..16 => [128; 3],
        16..232 => {
            let cube = index - 16;
            [cube / 36, cube / 6 % 6, cube % 6].map(|step| STEPS[usize::from(step)])
        }
        232.. => [8 + 10 * (index - 232); 3],
    }
}

/// How light it looks, from 0 to 255.
fn luma(rgb: [u8; 3]) -> u32 {
    let [red, green, blue] = rgb.map(u32::from);
    (299 * red + 587 * green + 114 * blue) / 1000
}

#[cfg(test)]
mod tests {
    use super::*;
    use ColourLevel::{None as Plain, Sixteen, True, TwoFiftySix};
    use ratatui::layout::Rect;
    use ratatui::style::{Modifier, Style};
    use rstest::rstest;

    #[rstest]
    #[case::nothing_is_known(&[], Plain)]
    #[case::plain_xterm(&[("TERM", "xterm")], Sixteen)]
    #[case::the_linux_console(&[("TERM", "linux")], Sixteen)]
    #[case::xterm_256(&[("TERM", "xterm-256color")], TwoFiftySix)]
    #[case::tmux(&[("TERM", "tmux-256color")], TwoFiftySix)]
    #[case::colorterm(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], True)]
    #[case::colorterm_24bit(&[("TERM", "xterm"), ("COLORTERM", "24bit")], True)]
    #[case::colorterm_of_old(&[("TERM", "xterm"), ("COLORTERM", "gnome-terminal")], Sixteen)]
    #[case::kitty_over_ssh(&[("TERM", "xterm-kitty")], True)]
    #[case::direct(&[("TERM", "xterm-direct")], True)]
    #[case::dumb(&[("TERM", "dumb"), ("COLORTERM", "truecolor")], Plain)]
    #[case::dumb_but_forced(&[("TERM", "dumb"), ("CLICOLOR_FORCE", "1")], Sixteen)]
    #[case::refused(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")], Plain)]
    #[case::refused_in_vain(&[("TERM", "xterm-256color"), ("NO_COLOR", "")], TwoFiftySix)]
    #[case::refused_and_forced(&[("TERM", "xterm"), ("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], Plain)]
    #[case::clicolor_off(&[("TERM", "xterm"), ("CLICOLOR", "0")], Plain)]
    #[case::clicolor_on(&[("TERM", "xterm"), ("CLICOLOR", "1")], Sixteen)]
    #[case::off_but_forced(&[("TERM", "xterm"), ("CLICOLOR", "0"), ("CLICOLOR_FORCE", "1")], Sixteen)]
    #[cfg(not(windows))]
    fn the_environment_says_how_many(#[case] variables: &[(&str, &str)], #[case] expected: ColourLevel) {
        let variable = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        assert_eq!(detect(&variable, true), expected);
    }

    #[rstest]
    #[case::piped("", Plain)]
    #[case::piped_but_forced("1", TwoFiftySix)]
    fn what_is_no_terminal_gets_colour_only_by_force(#[case] force: &str, #[case] expected: ColourLevel) {
        let variable = |name: &str| match name {
            "TERM" => Some("xterm-256color".to_owned()),
            "CLICOLOR_FORCE" => Some(force.to_owned()),
            _ => None,
        };
        assert_eq!(detect(&variable, false), expected);
    }

    #[rstest]
    #[case::black(Color::Rgb(0, 0, 0), Color::Indexed(16), Color::Black)]
    #[case::white(Color::Rgb(255, 255, 255), Color::Indexed(231), Color::White)]
    #[case::pure_red(Color::Rgb(255, 0, 0), Color::Indexed(196), Color::LightRed)]
    #[case::grey(Color::Rgb(128, 128, 128), Color::Indexed(244), Color::DarkGray)]
    #[case::light_grey(Color::Rgb(218, 218, 218), Color::Indexed(253), Color::Gray)]
    #[case::cube_first_step(Color::Rgb(95, 0, 0), Color::Indexed(52), Color::Red)]
    #[case::muted_red(Color::Rgb(191, 97, 106), Color::Indexed(131), Color::Red)]
    #[case::muted_green(Color::Rgb(163, 190, 140), Color::Indexed(144), Color::Green)]
    #[case::muted_yellow(Color::Rgb(235, 203, 139), Color::Indexed(222), Color::LightYellow)]
    #[case::muted_blue(Color::Rgb(94, 129, 172), Color::Indexed(67), Color::Blue)]
    #[case::dark_ground(Color::Rgb(46, 52, 64), Color::Indexed(237), Color::DarkGray)]
    #[case::cream_ground(Color::Rgb(251, 241, 199), Color::Indexed(230), Color::White)]
    #[case::indexed(Color::Indexed(196), Color::Indexed(196), Color::LightRed)]
    #[case::low_index(Color::Indexed(3), Color::Indexed(3), Color::Yellow)]
    #[case::named(Color::LightCyan, Color::LightCyan, Color::LightCyan)]
    #[case::reset(Color::Reset, Color::Reset, Color::Reset)]
    fn colours_fall_on_their_nearest(#[case] from: Color, #[case] in_256: Color, #[case] in_16: Color) {
        assert_eq!(TwoFiftySix.nearest(from), in_256);
        assert_eq!(Sixteen.nearest(from), in_16);
        assert_eq!(True.nearest(from), from);
        assert_eq!(Plain.nearest(from), Color::Reset);
    }

    fn drawn(level: ColourLevel, style: Style) -> Style {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
        buffer.set_string(1, 0, "x", style);
        level.apply(&mut buffer);
        buffer[(1, 0)].style()
    }

    #[test]
    fn without_colours_bold_and_reversed_remain() {
        let style = Style::new().fg(Color::Red).bg(Color::Rgb(1, 2, 3));
        let plain = drawn(Plain, style.add_modifier(Modifier::BOLD | Modifier::REVERSED));
        assert_eq!([plain.fg, plain.bg], [Some(Color::Reset); 2]);
        assert_eq!(plain.add_modifier, Modifier::BOLD | Modifier::REVERSED);
    }

    #[rstest]
    #[case::dark(Color::Rgb(90, 90, 90), Color::Rgb(70, 70, 70), Color::White)]
    #[case::light(Color::Rgb(200, 200, 200), Color::Rgb(220, 220, 220), Color::Black)]
    #[case::hidden_on_purpose(Color::Rgb(90, 90, 90), Color::Rgb(90, 90, 90), Color::DarkGray)]
    fn text_stays_legible_on_its_ground(#[case] text: Color, #[case] ground: Color, #[case] expected: Color) {
        assert_eq!(drawn(Sixteen, Style::new().fg(text).bg(ground)).fg, Some(expected));
    }
}
