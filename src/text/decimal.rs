//! Numbers as people type them: `200k`, `1M`, `1.5B`, `0.5`, `200,000`, `200_000`.

/// How many parts a whole is counted in: a number is exact to six places.
const PARTS: u128 = 1_000_000;

/// A number, exact to six places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(u128);

impl Decimal {
    /// A whole number.
    pub fn whole(number: u64) -> Self {
        Self(u128::from(number) * PARTS)
    }

    /// A number of a source, rounded to six places; none where it is not one that can be counted up to.
    pub fn of(number: f64) -> Option<Self> {
        // Sources give a price in a few digits; written out and read again it is what they wrote.
        Self::read(&format!("{number:.6}"))
    }

    /// Reads digits with a point, in thousands (`k`), millions (`m`) or billions (`b`) if they say so.
    pub fn read(text: &str) -> Option<Self> {
        let lower = text.trim().to_ascii_lowercase();
        let units = [('k', 1_000), ('m', 1_000_000), ('b', 1_000_000_000)];
        let unit = units.iter().find_map(|(unit, times)| Some((lower.strip_suffix(*unit)?, *times)));
        let (number, times) = unit.unwrap_or((&lower, 1));
        let (whole, parts) = match number.split_once('.') {
            Some((whole, places)) => (whole, parts(places)?),
            None => (number, 0),
        };
        let whole = if whole.is_empty() && number.starts_with('.') { 0 } else { digits(&grouped(whole)?)? };
        Some(Self(whole.checked_mul(PARTS)?.checked_add(parts)?.checked_mul(times)?))
    }

    /// The whole number that it is; none where it has places behind the point, or is larger than what is counted.
    pub fn count(self) -> Option<u64> {
        self.0.is_multiple_of(PARTS).then(|| u64::try_from(self.0 / PARTS).ok()).flatten()
    }

    /// Whether it is a whole number.
    pub fn is_count(self) -> bool {
        self.count().is_some()
    }
}

/// The places behind the point, in parts of a whole.
fn parts(places: &str) -> Option<u128> {
    const PLACES: usize = 6;
    let number = digits(places)?;
    let missing = PLACES.checked_sub(places.len())?;
    Some(number * 10_u128.pow(u32::try_from(missing).ok()?))
}

/// The digits without what parts them: commas before each three, or underscores.
fn grouped(text: &str) -> Option<String> {
    let mut groups = text.split(',');
    let first = groups.next().unwrap_or_default();
    let mut others = groups.peekable();
    if others.peek().is_some() && !(1..=3).contains(&first.len()) || others.any(|group| group.len() != 3) {
        return None;
    }
    Some(text.replace([',', '_'], ""))
}

fn digits(text: &str) -> Option<u128> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("200k", Some(200_000_000_000))]
    #[case("200K", Some(200_000_000_000))]
    #[case("1M", Some(1_000_000_000_000))]
    #[case("0.5m", Some(500_000_000_000))]
    #[case("200,000", Some(200_000_000_000))]
    #[case("1,000,000", Some(1_000_000_000_000))]
    #[case("200_000", Some(200_000_000_000))]
    #[case("0.5", Some(500_000))]
    #[case(".5", Some(500_000))]
    #[case("142.857", Some(142_857_000))]
    #[case("0", Some(0))]
    // A comma is no point: it could be meant either way.
    #[case("0,5", None)]
    #[case("1234,567", None)]
    #[case("5.", None)]
    #[case("", None)]
    #[case(".", None)]
    #[case("k", None)]
    #[case("_", None)]
    #[case("-1", None)]
    #[case("1e3", None)]
    #[case("0.0000001", None)]
    #[case("999999999999999999999999999999999999999999", None)]
    fn a_number_is_read(#[case] text: &str, #[case] parts: Option<u128>) {
        assert_eq!(Decimal::read(text), parts.map(Decimal), "{text}");
    }

    #[test]
    fn a_price_is_what_its_source_wrote() {
        for (price, text) in [(142.857, "142.857"), (0.071, "0.071"), (2571.43, "2571.43"), (25.0, "25")] {
            assert_eq!(Decimal::of(price), Decimal::read(text));
        }
        assert_eq!([f64::NAN, f64::INFINITY, -1.0].map(Decimal::of), [None; 3]);
    }
}
