//! What every proof shares: its rounds, its random numbers, what it says when it is done, and how it tells of a fault.
//!
//! A proof is a closure that is called once a round and panics where something does not hold. Each round has random
//! numbers of its own, made of the seed, the name of the proof and the number of the round: the same seed gives the same
//! cases, in whatever order and however many there are.
//!
//! | variable | what it does |
//! | --- | --- |
//! | `PROOF=long` | plays the long number of rounds |
//! | `PROOF_ROUNDS=N` | plays so many rounds instead |
//! | `PROOF_SEED=N` | plays other cases |
//! | `PROOF_ROUND=N` | plays this round alone |
//! | `PROOF_SHOW=1` | names each round before it is played: for one that never ends, or ends the process |
#![allow(dead_code, reason = "each proof uses a part")]
#![allow(clippy::print_stderr, reason = "a proof says what it tried")]

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::env;
use std::fmt::Write;
use std::ops::RangeInclusive;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use fastrand::Rng;

/// The most faults of one proof that are told. Whoever repairs them runs it again.
const MOST_FAULTS: usize = 5;

/// The most of an input that is shown, in bytes.
const MOST_SHOWN: usize = 4000;

/// How many rounds a proof has.
#[derive(Debug, Clone, Copy)]
pub struct Rounds {
    /// As part of the tests: all proofs together take a few seconds.
    pub short: u64,
    /// With `PROOF=long`: all proofs together take half an hour.
    pub long: u64,
}

/// One proof: what it is called, what it tries, and how often.
#[derive(Debug, Clone, Copy)]
pub struct Proof {
    /// The same as its test, with blanks: `readers plan`.
    pub name: &'static str,
    /// What is counted: `inputs`.
    pub what: &'static str,
    pub rounds: Rounds,
}

/// One round of a proof.
#[derive(Debug)]
pub struct Round {
    /// From 0.
    pub number: u64,
    pub random: Rng,
    /// How many cases it has tried.
    pub tried: u64,
    /// What is tried now, for the report of a fault.
    pub input: String,
}

impl Round {
    /// Keeps what is tried next, for the report of a fault, and counts it.
    pub fn input(&mut self, shown: impl Into<String>) {
        self.input = shown.into();
        self.tried += 1;
    }

    /// Keeps what is looked at next, for the report of a fault, and counts nothing.
    pub fn again(&mut self, shown: impl Into<String>) {
        self.input = shown.into();
    }
}

/// What can be made smaller, part by part, as long as it still fails.
pub trait Input {
    /// How often less of it is tried, however long it is: whoever repairs the fault need not wait for the last letter.
    const TRIES: usize = 5000;

    /// How many parts it has.
    fn parts(&self) -> usize;

    /// The same without some of its parts.
    #[must_use]
    fn without(&self, parts: RangeInclusive<usize>) -> Self;

    /// As a report shows it.
    fn shown(&self) -> String;
}

impl Input for Vec<u8> {
    fn parts(&self) -> usize {
        self.len()
    }

    fn without(&self, parts: RangeInclusive<usize>) -> Self {
        [&self[..*parts.start()], &self[parts.end() + 1..]].concat()
    }

    fn shown(&self) -> String {
        match std::str::from_utf8(self) {
            Ok(text) => format!("{text:?}"),
            Err(_) => format!("b\"{}\"", self.escape_ascii()),
        }
    }
}

impl Input for String {
    fn parts(&self) -> usize {
        self.chars().count()
    }

    fn without(&self, parts: RangeInclusive<usize>) -> Self {
        self.chars().enumerate().filter(|(at, _)| !parts.contains(at)).map(|(_, letter)| letter).collect()
    }

    fn shown(&self) -> String {
        format!("{self:?}")
    }
}

/// What the rounds of a proof found.
#[derive(Debug, Default)]
struct Faults {
    tried: u64,
    /// As they are reported.
    told: Vec<String>,
}

impl Proof {
    /// Plays the rounds. Says at the end how many were tried.
    ///
    /// # Panics
    /// When something did not hold, with each fault, its round, its input, and how to play that round alone.
    pub fn run(self, play: impl Fn(&mut Round)) {
        let faults = self.faults(|round| {
            let fault = failure(|| play(round))?;
            Some((fault, round.input.clone()))
        });
        self.tell(&faults);
    }

    /// The same for a proof whose rounds make an input and try it: the input of a fault is made as small as it gets.
    ///
    /// # Panics
    /// As [`Self::run`].
    pub fn run_on<T: Input>(self, make: impl Fn(&mut Rng) -> T, check: impl Fn(&T)) {
        self.tell(&self.faults_on(make, check));
    }

    fn faults_on<T: Input>(self, make: impl Fn(&mut Rng) -> T, check: impl Fn(&T)) -> Faults {
        self.faults(|round| {
            let input = make(&mut round.random);
            round.tried += 1;
            let fault = failure(|| check(&input))?;
            let smallest = smallest(input, |input| failure(|| check(input)).is_some());
            Some((failure(|| check(&smallest)).unwrap_or(fault), smallest.shown()))
        })
    }

    /// Plays each round; `play` gives back what does not hold, with the input.
    fn faults(self, play: impl Fn(&mut Round) -> Option<(String, String)>) -> Faults {
        let seed = number("PROOF_SEED").unwrap_or(1);
        let mut found = Faults::default();
        for number in self.numbers() {
            if env::var_os("PROOF_SHOW").is_some() {
                eprintln!("{} {number}", self.name);
            }
            let mut round =
                Round { number, random: self.random(seed, number), tried: 0, input: String::new() };
            if let Some((fault, input)) = play(&mut round) {
                found.told.push(self.report(seed, number, &fault, &input));
            }
            found.tried += round.tried;
            if found.told.len() == MOST_FAULTS {
                break;
            }
        }
        found
    }

    fn tell(self, faults: &Faults) {
        let Faults { tried, told } = faults;
        eprintln!("{}: {tried} {}, {} faults", self.name, self.what, told.len());
        assert!(told.is_empty(), "{}", told.join("\n"));
    }

    fn numbers(self) -> std::ops::Range<u64> {
        if let Some(one) = number("PROOF_ROUND") {
            return one..one + 1;
        }
        0..number("PROOF_ROUNDS").unwrap_or(if is_long() { self.rounds.long } else { self.rounds.short })
    }

    /// The random numbers of a round.
    fn random(self, seed: u64, number: u64) -> Rng {
        // FNV: a hash that is the same on every machine and in every version.
        let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let bytes = self.name.bytes().chain(seed.to_le_bytes()).chain(number.to_le_bytes());
        Rng::with_seed(bytes.fold(0xcbf2_9ce4_8422_2325, fold))
    }

    fn report(self, seed: u64, number: u64, fault: &str, input: &str) -> String {
        let mut shown = format!("\n{}, round {number} of seed {seed}: {fault}\n", self.name);
        let end = (0..=input.len().min(MOST_SHOWN)).rev().find(|at| input.is_char_boundary(*at)).unwrap_or(0);
        let _ = write!(shown, "  input: {}", &input[..end]);
        if end < input.len() {
            let _ = write!(shown, " and {} bytes more", input.len() - end);
        }
        let test = self.name.replace(' ', "::");
        let _ = writeln!(
            shown,
            "\n  again: PROOF_SEED={seed} PROOF_ROUND={number} cargo test --locked --test proof {test} -- --nocapture"
        );
        shown
    }
}

/// Whether the proofs are played at length.
pub fn is_long() -> bool {
    env::var_os("PROOF").is_some_and(|length| length == "long")
}

/// Says something that whoever reads the results of the tests should know.
pub fn note(text: &str) {
    eprintln!("{text}");
}

/// A number of the environment.
fn number(variable: &str) -> Option<u64> {
    let value = env::var(variable).ok()?;
    Some(value.parse().unwrap_or_else(|_| panic!("{variable}={value} is no number")))
}

/// The smallest input that still fails, as far as taking out parts of it leads.
fn smallest<T: Input>(mut input: T, fails: impl Fn(&T) -> bool) -> T {
    let mut length = input.parts() / 2;
    let mut patience = T::TRIES;
    while length > 0 {
        let mut from = 0;
        let mut smaller = false;
        while from < input.parts() && patience > 0 {
            let less = input.without(from..=(from + length).min(input.parts()) - 1);
            patience -= 1;
            if fails(&less) {
                (input, smaller) = (less, true);
            } else {
                from += length;
            }
        }
        if !smaller || length > 1 {
            length /= 2;
        }
        if patience == 0 {
            break;
        }
    }
    input
}

thread_local! {
    /// Whether a panic of this thread is a finding that is told later, and not at once.
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Calls something, and gives back the words and the place of its panic.
pub fn failure(call: impl FnOnce()) -> Option<String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if EXPECTED.get() {
                let place = panic.location().map(ToString::to_string).unwrap_or_default();
                PLACE.with(|kept| *kept.borrow_mut() = place);
            } else {
                usual(panic);
            }
        }));
    });
    let before = EXPECTED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(call));
    EXPECTED.set(before);
    let words = words(&*result.err()?);
    Some(PLACE.with(|place| format!("{words}\n  at: {}", place.borrow())))
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic without words").to_owned()
}

#[test]
fn a_fault_is_told_with_its_round_and_the_smallest_input() {
    let proof = Proof { name: "run itself", what: "inputs", rounds: Rounds { short: 3, long: 3 } };
    let make = |random: &mut Rng| (0..200).map(|_| random.alphabetic()).chain("needle".chars()).collect();
    let check = |text: &String| assert!(!text.contains("need"), "there it is");
    let faults = proof.faults_on::<String>(make, check);
    let told = faults.told.concat();
    for part in ["run itself, round ", "there it is", "input: \"need\"\n", "PROOF_ROUND=", "run::itself"] {
        assert!(told.contains(part), "{part} in {told}");
    }
}

#[test]
fn the_same_seed_gives_the_same_numbers_and_each_round_others() {
    let proof = Proof { name: "run numbers", what: "numbers", rounds: Rounds { short: 1, long: 1 } };
    let first = |seed, round| proof.random(seed, round).u64(..);
    assert_eq!(first(1, 7), first(1, 7));
    assert!(first(1, 7) != first(1, 8) && first(1, 7) != first(2, 7));
}
