//! Inputs of any size, and the command that reads each.

use std::fmt::Write;

#[cfg(feature = "import")]
use crate::hurtful::{Make, PAGES};
use crate::support::{TestHost, host};

/// The files that a command reads, of a size.
type MakeWorld = Box<dyn Fn(usize) -> TestHost + Send + Sync>;

/// One kind of input.
pub struct Shape {
    pub name: &'static str,
    /// The command that reads it, its words parted by blanks.
    pub line: &'static str,
    /// Whether it gives an answer, or an error; none where either will do.
    pub succeeds: Option<bool>,
    pub world: MakeWorld,
    /// The size that is tried first.
    pub start: usize,
    /// The largest size that is read at all.
    pub most: usize,
}

fn shape(
    name: &'static str,
    line: &'static str,
    world: impl Fn(usize) -> TestHost + Send + Sync + 'static,
) -> Shape {
    Shape { name, line, succeeds: Some(true), world: Box::new(world), start: 16, most: 4000 }
}

/// What grows with the square of a page up to a limit, and no further: the cells of new models in new regions, of which an
/// import adds 1,000, and the cells that the parser adds to short rows of a wide table, at most 262,144.
#[cfg(feature = "import")]
const LIMITED: [&str; 2] = ["rows", "pipes"];

/// Pages that are made to hurt.
#[cfg(feature = "import")]
pub fn of_pages() -> Vec<Shape> {
    let import = "matrix import page.html --cloud aws --date 2026-10-04 -o -";
    let shape = |(name, page): &(&'static str, Make)| {
        let page = *page;
        let world = move |n| host().with_file("page.html", page(n));
        Shape { succeeds: None, most: 100_000, ..shape(name, import, world) }
    };
    PAGES.iter().filter(|(name, _)| !LIMITED.contains(name)).map(shape).collect()
}

pub fn of_decisions() -> Vec<Shape> {
    vec![
        shape("plans", "check d", |n| plans(n, |_| String::new())),
        shape("plans, as JSON", "check d --format json", |n| plans(n, |_| String::new())),
        shape("plans, listed", "list d", |n| plans(n, |_| String::new())),
        shape("plans, as an index", "export d --kind index", |n| plans(n, |_| String::new())),
        shape("plans, as a runbook", "export d --kind runbook", |n| plans(n, |_| String::new())),
        shape("plans, as a tracker", "export d --kind tracker", |n| plans(n, |_| String::new())),
        shape("plans, as pages", "export d --kind pages -o wiki", |n| plans(n, |_| String::new())),
        shape("plans, as a checklist", "export d --kind checklist --append list.md", |n| {
            plans(n, |_| String::new())
        }),
        shape("plans, as a timeline", "export d --kind timeline --format svg", |n| {
            plans(n, |_| String::new())
        }),
        shape("plans of which each is superseded by the next", "check d", chain),
        shape("plans that are superseded in a circle", "check d", circle),
        shape("plans superseded by one", "check d", star),
        shape("plans that name plans which are not there", "check d", |n| {
            plans(n, |at| format!("status = \"superseded\"\nsuperseded_by = \"p{}.toml\"\n", at + 100_000))
        }),
        shape("plans of models that nobody knows", "check d", |n| {
            let text = |at| plan("").replace("llama-4-maverick", &format!("llama-4-mavrick-{at}"));
            host().with_files(n, |at| (format!("d/p{at}.toml"), text(at)))
        }),
        shape("files that are broken", "check d", |n| plans(n, |_| "status = 3\nmodle = \"x\"\n".to_owned())),
        shape("folders with changed plans", "diff d e --format json", |n| {
            plans(n, |_| String::new())
                .with_files(n, |at| (format!("e/p{at}.toml"), plan("sentence = \"changed\"\n")))
        }),
        shape("folders with renamed plans", "diff d e", |n| {
            plans(n, |_| String::new())
                .with_files(n, |at| (format!("e/q{at}.toml"), plan(&format!("sentence = \"number {at}\"\n"))))
        }),
        shape("reviews", "check p.toml", |n| {
            let review = |at: usize| {
                format!("\n[[reviews]]\nby = \"r{at}\"\non = 2026-10-01\nverdict = \"approve\"\n")
            };
            one(&(plan("") + &repeated(n, review)))
        }),
        shape("reviews, one more", "approve p.toml --by New", |n| {
            let review = |at: usize| {
                format!("\n[[reviews]]\nby = \"r{at}\"\non = 2026-10-01\nverdict = \"approve\"\n")
            };
            one(&(plan("") + &repeated(n, review)))
        }),
        shape("waivers", "check p.toml", |n| {
            let waiver = |at: usize| {
                format!(
                    "\n[[waivers]]\nrule = \"not-approved\"\nuntil = 2026-12-01\nby = \"r{at}\"\nreason = \"x\"\n"
                )
            };
            one(&(plan("") + &repeated(n, waiver)))
        }),
        Shape {
            succeeds: Some(false),
            ..shape("keys that nobody knows", "export p.toml", |n| {
                one(&(repeated(n, |at| format!("key{at} = 1\n")) + &plan("")))
            })
        },
        Shape {
            most: 1000,
            ..shape("models considered", "export p.toml", |n| {
                one(&plan(&format!(
                    "considered = [{}]\n",
                    repeated(n, |at| format!("\"databricks-x-{at}\", "))
                )))
            })
        },
        shape("words of a sentence", "export p.toml --kind full", |n| {
            one(&plan(&format!("sentence = \"{}\"\n", repeated(n, |at| format!("w{at}*_ ")))))
        }),
        shape("lines of a runbook", "export p.toml --kind runbook", |n| {
            one(&(plan("")
                + &format!(
                    "\n[runbook]\nfor = \"\"\"\n{}\"\"\"\n",
                    repeated(n, |at| format!("- *line* {at}\n"))
                )))
        }),
        shape("rows of a checklist", "export p.toml --kind row --append list.md", |n| {
            let row = |at: usize| {
                format!("| us-west-{at} | Pay-per-token | made-{at} | No | Yes | Check | team |\n")
            };
            one(&plan("")).with_file("list.md", HEAD.to_owned() + &repeated(n, row))
        }),
        shape("checklists in a page", "export p.toml --kind row --append list.md", |n| {
            one(&plan("")).with_file("list.md", repeated(n, |_| format!("{HEAD}\ntext\n\n")))
        }),
        shape("lines of a page", "export p.toml --kind note --append list.md", |n| {
            one(&plan("")).with_file("list.md", repeated(n, |at| format!("> <!-- {at} --> `a` ```\n")))
        }),
        shape("endpoints", "verify list.json --plan p.toml", |n| {
            let endpoint = |at: usize| {
                let comma = if at == 0 { "" } else { ", " };
                format!("{comma}{{\"name\": \"databricks-llama-{at}\", \"state\": {{\"ready\": \"READY\"}}}}")
            };
            one(&plan("")).with_file("list.json", format!("{{\"endpoints\": [{}]}}", repeated(n, endpoint)))
        }),
    ]
}

pub fn of_matrices() -> Vec<Shape> {
    vec![
        shape("models of a matrix", "matrix validate own.toml", |n| matrix(n, 4)),
        shape("regions of a matrix", "matrix validate own.toml", |n| matrix(4, n)),
        shape("models, listed", "models --matrix own.toml --mode pay-per-token --region us-east-1", |n| {
            matrix(n, 4)
        }),
        shape(
            "models, filtered",
            "models model-1 -status:preview --matrix own.toml --mode pay-per-token",
            |n| matrix(n, 4),
        ),
        shape("regions, listed", "regions --matrix own.toml --mode pay-per-token", |n| matrix(4, n)),
        shape(
            "ways out of a model",
            "why model-3 --matrix own.toml --mode pay-per-token --region us-east-0",
            |n| matrix(n, 4),
        ),
        shape(
            "ways out of a region",
            "why model-3 --matrix own.toml --mode pay-per-token --region us-east-0",
            |n| matrix(4, n),
        ),
        Shape {
            succeeds: Some(false),
            ..shape(
                "models with the names of others",
                "why modle-x --matrix own.toml --mode pay-per-token",
                |n| matrix(n, 4),
            )
        },
        shape("two matrices", "matrix diff own.toml other.toml", |n| {
            let text = matrix_text(n, 4);
            host().with_file("other.toml", text.replace("in-geo", "cross-geo")).with_file("own.toml", text)
        }),
        shape("matrices of other models", "matrix diff own.toml other.toml", |n| {
            let text = matrix_text(n, 4);
            host().with_file("other.toml", text.replace("model-", "other-")).with_file("own.toml", text)
        }),
    ]
}

const HEAD: &str =
    "| Region | Mode | Model | Preview? | Routing? | Retirement? | Owner |\n|---|---|---|---|---|---|---|\n";

fn repeated(times: usize, part: impl Fn(usize) -> String) -> String {
    (0..times).fold(String::new(), |mut text, at| {
        let _ = write!(text, "{}", part(at));
        text
    })
}

/// A plan with more keys before its tables.
fn plan(more: &str) -> String {
    format!(
        "schema = \"servemap/plan/1\"\ncloud = \"aws\"\nmode = \"pay-per-token\"\nregion = \"us-east-1\"\n\
         model = \"databricks-llama-4-maverick\"\n{more}"
    )
}

fn one(text: &str) -> TestHost {
    host().with_file("p.toml", text)
}

fn plans(count: usize, more: impl Fn(usize) -> String) -> TestHost {
    host().with_files(count, |at| (format!("d/p{at}.toml"), plan(&more(at))))
}

/// The links of a plan that is superseded, and supersedes another.
fn links(by: usize, old: Option<usize>) -> String {
    let old = old.map(|old| format!("supersedes = [\"p{old}.toml\"]\n")).unwrap_or_default();
    format!("status = \"superseded\"\nsuperseded_by = \"p{by}.toml\"\n{old}")
}

fn chain(count: usize) -> TestHost {
    let last = format!("status = \"accepted\"\nsupersedes = [\"p{}.toml\"]\n", count - 1);
    let chain = plans(count, |at| links(at + 1, at.checked_sub(1)));
    chain.with_file(format!("d/p{count}.toml"), plan(&last))
}

fn circle(count: usize) -> TestHost {
    plans(count, |at| links((at + 1) % count, Some((at + count - 1) % count)))
}

fn star(count: usize) -> TestHost {
    let old = repeated(count, |at| format!("\"p{at}.toml\", "));
    let new = plan(&format!("status = \"accepted\"\nsupersedes = [{old}]\n"));
    plans(count, |_| links(count, None)).with_file(format!("d/p{count}.toml"), new)
}

trait Many {
    /// With files that are made by their number.
    fn with_files(self, count: usize, file: impl Fn(usize) -> (String, String)) -> TestHost;
}

impl Many for TestHost {
    fn with_files(mut self, count: usize, file: impl Fn(usize) -> (String, String)) -> TestHost {
        for at in 0..count {
            let (path, text) = file(at);
            self.put(path, text);
        }
        self
    }
}

fn matrix(models: usize, regions: usize) -> TestHost {
    host().with_file("own.toml", matrix_text(models, regions))
}

/// A matrix in which every model is listed in every region.
fn matrix_text(models: usize, regions: usize) -> String {
    let region = |at: usize| {
        format!(
            "us-east-{at} = {{ location = \"Place {at}\", geo = \"Americas\", country = \"Land {at}\" }}\n"
        )
    };
    let model = |at: usize| {
        format!(
            "[models.model-{at}]\nname = \"Model {at}\"\nendpoint = \"databricks-model-{at}\"\nprovider = \"Meta\"\n\
             task = \"chat\"\nsources = [\"page\"]\n"
        )
    };
    let cells = |at: usize| {
        let cell = |model: usize| {
            format!("model-{model} = \"{}\"\n", if model.is_multiple_of(3) { "cross-geo" } else { "in-geo" })
        };
        format!("[cells.pay-per-token.us-east-{at}]\n{}", repeated(models, cell))
    };
    let end = |at: usize| {
        let model = at * 7;
        format!(
            "[[lifecycle]]\nmodel = \"model-{model}\"\nmodes = [\"pay-per-token\"]\nstate = \"deprecated\"\n\
             retires = 2027-03-01\nreplaced_by = [\"model-{}\"]\nsources = [\"page\"]\n",
            model + 1
        )
    };
    format!(
        "schema = \"servemap/matrix/1\"\ncloud = \"aws\"\nas_of = 2026-10-04\nsource = \"page\"\n\n[sources.page]\n\
         title = \"A page\"\nread = 2026-10-04\n\n[regions]\n{}{}{}{}",
        repeated(regions, region),
        repeated(models, model),
        repeated(regions, cells),
        repeated((models - 1) / 7, end)
    )
}
