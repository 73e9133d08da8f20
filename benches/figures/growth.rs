//! How the work grows: each case at half of its size and at the whole. Twice the time is linear.

use std::hint::black_box;
use std::time::{Duration, Instant};

use servemap::check::{CheckOptions, check};
use servemap::choice::tally::Tally;
use servemap::config::Config;
use servemap::export::Templates;
use servemap::export::checklist::ChecklistEntry;
use servemap::matrix::diff::Difference;
use servemap::matrix::{Cloud, Matrix, Mode, bundled};
use servemap::plan::Plan;
use servemap::store::find_plans::Walk;
use servemap::store::{DecisionOptions, Decisions, MatrixRequest, plan_links};

use super::host::TestHost;
use super::{day, made};

/// The plans of the larger folder.
const PLANS: usize = 2_000;
/// The rows of the larger checklist.
const ROWS: usize = 100_000;

const PLAN: &str = include_str!("../../tests/plans/maverick-us-east-1/plan.toml");

/// Prints a line for each case.
pub fn print() {
    println!("how the work grows, from half of the size to the whole");
    let texts = [made::text_of(made::MODELS / 2), made::text()];
    let matrices = texts.each_ref().map(|text| bundled::with_own("made.toml", text).unwrap());
    let size = format!("{} regions x {} models", made::REGIONS, made::MODELS);
    line("a matrix loaded", &size, texts.each_ref().map(|text| time(|| drop(matrix(text)))));
    line("all its regions counted", &size, matrices.each_ref().map(|matrix| time(|| count(matrix))));
    let newer = texts.map(|text| matrix(&text.replace("cross-geo", "in-geo")));
    let [half, whole] =
        [0, 1].map(|at| time(|| drop(black_box(Difference::between(&matrices[at], &newer[at]).unwrap()))));
    line("compared with a changed one", &size, [half, whole]);
    let folders = [PLANS / 2, PLANS].map(folder);
    line(
        "plans read, judged, checked",
        &format!("{PLANS} plans"),
        folders.each_ref().map(|host| time(|| checked(host))),
    );
    let lists = [ROWS / 2, ROWS].map(checklist);
    line(
        "a row put into a checklist",
        &format!("{ROWS} rows"),
        lists.each_ref().map(|list| time(|| put(list))),
    );
}

fn line(words: &str, size: &str, [half, whole]: [Duration; 2]) {
    let ratio = whole.as_secs_f64() / half.as_secs_f64();
    println!(
        "  {words:<28} {size:<26} {:>8.1} ms  {ratio:>4.1} times that of half",
        whole.as_secs_f64() * 1e3
    );
}

/// The best of three: what else runs can only add to it.
fn time(mut work: impl FnMut()) -> Duration {
    let times = [(); 3].map(|()| {
        let since = Instant::now();
        work();
        since.elapsed()
    });
    times.into_iter().min().unwrap_or_default()
}

fn matrix(text: &str) -> Matrix {
    black_box(bundled::with_own("made.toml", text).unwrap())
}

fn count(matrix: &Matrix) {
    let plan = Plan { mode: Some(Mode::PayPerToken), ..Plan::default() };
    let criteria = plan.criteria(matrix, day());
    for region in matrix.regions() {
        black_box(Tally::of(criteria, region));
    }
}

fn folder(plans: usize) -> TestHost {
    let mut host = TestHost::new(day());
    for at in 0..plans {
        host.put(format!("decisions/team-{}/plan-{at}.toml", at % 20), PLAN);
    }
    host
}

/// All that `servemap check` does between the flags and the output.
fn checked(host: &TestHost) {
    let (matrices, config, templates) = (MatrixRequest::default(), Config::default(), Templates::default());
    let options =
        DecisionOptions { as_of: day(), matrices: &matrices, config: &config, required_approvals: None };
    let paths = ["decisions".into()];
    let walk = Walk::below(&paths, host).unwrap();
    let decisions = Decisions::read(&paths, walk, &options, host).unwrap();
    let links = plan_links::find(decisions.plans(), decisions.paths(), host);
    let options = CheckOptions {
        as_of: day(),
        within: 90,
        max_age: None,
        require_approval: None,
        templates: &templates,
        flags: "",
    };
    black_box(check(decisions.plans(), &decisions.matrices, &links, &options));
}

fn checklist(rows: usize) -> String {
    let head = "| Region | Mode | Model | Preview? | Routing? | Retirement? | Owner |\n|---|---|---|---|---|---|---|\n";
    let row =
        |at: usize| format!("| us-west-{at} | Pay-per-token | made-{at} | No | Yes | Check | team-{at} |\n");
    head.to_owned() + &(0..rows).map(row).collect::<String>()
}

fn put(list: &str) {
    let matrix = bundled::matrix(Cloud::Aws).unwrap();
    let mut plan = servemap::plan::file::read("plan.toml", PLAN).unwrap();
    plan.resolve(&matrix);
    let decision = plan.decide(&matrix, day()).unwrap();
    black_box(ChecklistEntry::of(&decision).put(list).unwrap());
}
