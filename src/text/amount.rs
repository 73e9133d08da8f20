//! Large whole numbers as people write them: `200k`, `120M`, `1.5B`, `30_000_000`.

use super::decimal::Decimal;

/// Reads a whole number, in thousands, millions or billions if it says so.
pub fn read_amount(text: &str) -> Option<u64> {
    Decimal::read(text)?.count()
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
    #[case("1.5B", Some(1_500_000_000))]
    #[case("0.001k", Some(1))]
    #[case("30_000_000", Some(30_000_000))]
    #[case("30,000,000", Some(30_000_000))]
    #[case(" 7 ", Some(7))]
    #[case::no_part_of_one("0.0001k", None)]
    #[case::no_decimals_without_a_unit("1.5", None)]
    #[case::no_thousands("1,5", None)]
    #[case::a_point_alone("1.M", None)]
    #[case("M", None)]
    #[case("-1", None)]
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
