//! Large whole numbers as people write them: `200k`, `120M`, `1.5B`, `30_000_000`.

/// The letters behind a number, and how many times they make it.
const UNITS: [(char, u64); 4] =
    [('k', 1_000), ('m', 1_000_000), ('b', 1_000_000_000), ('t', 1_000_000_000_000)];

/// Reads a whole number: digits with underscores, or with commas before every three; with a letter for thousands,
/// millions, billions or trillions, and then with decimals as long as the whole is whole.
pub fn read_amount(text: &str) -> Option<u64> {
    let lower = text.trim().to_ascii_lowercase();
    let unit =
        UNITS.into_iter().find_map(|(letter, times)| Some((lower.strip_suffix(letter)?.trim_end(), times)));
    let (number, times) = unit.unwrap_or((&lower, 1));
    // With a unit, a comma could be meant as a point: that would be a thousand times as much.
    let plain = if times == 1 { without_commas(number)? } else { number.to_owned() };
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    if plain.contains('.') && (times == 1 || decimals.is_empty()) {
        return None;
    }
    let mut amount = digits(whole)?.checked_mul(times)?;
    let mut place = times;
    for digit in decimals.chars() {
        let digit = u64::from(digit.to_digit(10)?);
        if digit > 0 && place < 10 {
            return None;
        }
        place /= 10;
        amount = amount.checked_add(digit.checked_mul(place)?)?;
    }
    Some(amount)
}

fn without_commas(number: &str) -> Option<String> {
    let mut groups = number.split(',');
    let first = groups.next()?;
    let grouped = number.contains(',');
    if grouped && (first.len() > 3 || first.is_empty() || !groups.all(|group| group.len() == 3)) {
        return None;
    }
    Some(number.replace(',', ""))
}

fn digits(text: &str) -> Option<u64> {
    let inner = text.starts_with(|letter: char| letter.is_ascii_digit()) && !text.ends_with('_');
    let plain: String = text.split('_').collect();
    (inner && plain.bytes().all(|byte| byte.is_ascii_digit())).then(|| plain.parse().ok()).flatten()
}

/// A number in few letters: `128k`, `1.5B`; exact where it is not round.
pub fn short_amount(amount: u64) -> String {
    for (letter, unit) in [('B', 1_000_000_000), ('M', 1_000_000), ('k', 1_000)] {
        if amount >= unit && amount.is_multiple_of(unit / 10) {
            let (whole, rest) = (amount / unit, amount % unit / (unit / 10));
            return if rest == 0 { format!("{whole}{letter}") } else { format!("{whole}.{rest}{letter}") };
        }
    }
    amount.to_string()
}

/// A number with commas before every three digits: `1,000,000`.
pub fn grouped(amount: u64) -> String {
    let digits = amount.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("0", Some(0))]
    #[case("200k", Some(200_000))]
    #[case("120M", Some(120_000_000))]
    #[case("120 m", Some(120_000_000))]
    #[case("1.5B", Some(1_500_000_000))]
    #[case("0.001k", Some(1))]
    #[case("30_000_000", Some(30_000_000))]
    #[case("30,000,000", Some(30_000_000))]
    #[case(" 7 ", Some(7))]
    #[case::no_part_of_one("0.0001k", None)]
    #[case::no_decimals_without_a_unit("1.5", None)]
    #[case::a_comma_may_be_a_point("1,500M", None)]
    #[case::no_thousands("1,5", None)]
    #[case::a_point_alone("1.M", None)]
    #[case("M", None)]
    #[case("-1", None)]
    #[case("1_", None)]
    #[case("ten", None)]
    #[case("", None)]
    #[case::more_than_a_number_holds("99999999999999999999", None)]
    #[case::more_than_a_number_holds_in_billions("99999999999999B", None)]
    fn an_amount_is_read_as_people_write_it(#[case] text: &str, #[case] amount: Option<u64>) {
        assert_eq!(read_amount(text), amount);
    }

    #[rstest]
    #[case(0, "0")]
    #[case(999, "999")]
    #[case(8_192, "8192")]
    #[case(128_000, "128k")]
    #[case(1_000_000, "1M")]
    #[case(1_050_000, "1050k")]
    #[case(1_500_000_000, "1.5B")]
    fn a_short_amount_is_exact_and_read_again(#[case] amount: u64, #[case] words: &str) {
        assert_eq!(short_amount(amount), words);
        assert_eq!(read_amount(words), Some(amount));
    }
}
