//! Numbers of things, in words.

/// How many there are of a thing: `no plans`, `1 plan`, `4 plans`.
pub fn count(number: usize, thing: &str) -> String {
    match number {
        0 => format!("no {thing}s"),
        1 => format!("1 {thing}"),
        many => format!("{many} {thing}s"),
    }
}
