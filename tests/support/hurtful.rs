//! Pages of the docs that are made to hurt whoever reads them. Each repeats what hurts as often as is asked.

use std::fmt::Write;

/// How a page is made.
pub type Make = fn(usize) -> String;

/// Where the region table begins.
pub const HEAD: &str =
    "<html lang=en><meta name=ms.date content=2026-10-04><table><tr><th>Region<th>Pay-per-token";

pub const PAGES: &[(&str, Make)] = &[
    ("deep", |n| "<div>".repeat(n)),
    ("deep in a cell", |n| cell(&"<div>".repeat(n))),
    ("formatting", |n| format!("{}{}", many(390, |at| format!("<b id={at}>")), "<p>x<div>y</div>".repeat(n))),
    ("attributes", |n| format!("<p {}>", many(n, |at| format!("a{at} ")))),
    ("columns", |n| {
        let (header, row) = ("<th>x".repeat(n), "<td>y".repeat(n));
        format!("<table><tr><th>Region<th>Pay-per-token{header}<tr><td>us-east-1<td>Not supported{row}")
    }),
    ("spans", |n| {
        format!(
            "{HEAD}<tr><td>us-east-1<td colspan=60000 rowspan=65000>Not supported{}",
            many(n, |at| format!("<tr><td>us-east-{at}"))
        )
    }),
    ("rows", |n| format!("{HEAD}{}", many(n, |at| format!("<tr><td>us-east-{at}<td>databricks-m{at}")))),
    ("models", |n| {
        let models = |row: usize| many(50, |model| format!("databricks-m{row}-{model} "));
        let row =
            |at: usize| format!("<tr><td>us-east-{at}<td>The following models are supported: {}", models(at));
        format!("{HEAD}{}", many(n.div_ceil(50), row))
    }),
    ("a long cell", |n| cell(&"databricks-gpt-5 ".repeat(n))),
    ("open tags", |n| "<".repeat(n)),
    ("open comments", |n| "<!--".repeat(n)),
    ("scripts", |n| "<script>".repeat(n)),
    ("entities", |n| cell(&"&amp;lt;&#x2942;&#0;&#xFFFFFF;&notanentity".repeat(n))),
    ("brackets", |n| format!("# x\n{}", "[".repeat(n))),
    ("quotes", |n| format!("# x\n{}", ">".repeat(n))),
    ("stars", |n| format!("# x\n{}", "*a_ ".repeat(n))),
    ("pipes", |n| format!("# x\n\n{}\n{}\n{}", "|a".repeat(n), "|-".repeat(n), "|b\n".repeat(n))),
    ("footnotes", |n| below(&format!("<p>x{}", ". ⥂ a model".repeat(n)))),
    ("days", |n| below(&format!("<p>Grok 4.7 will be retired {}", "on May 3, 2027 ".repeat(n)))),
    ("names", |n| below(&format!("<p>{} and x will be retired on May 3, 2027", "w ".repeat(n)))),
    ("notices", |n| {
        let notice = "<p>Grok 4.7 and Grok 4.6, and a will be retired on May 3, 2027. ";
        below(&format!("<div class='alert important'>{}", notice.repeat(n)))
    }),
];

/// A page with something in its only cell.
fn cell(content: &str) -> String {
    format!("{HEAD}<tr><td>us-east-1<td>{content}")
}

/// A page with something below its table.
fn below(content: &str) -> String {
    format!("{HEAD}<tr><td>us-east-1<td>Not supported</table>{content}")
}

fn many(times: usize, part: impl Fn(usize) -> String) -> String {
    (0..times).fold(String::new(), |mut text, at| {
        let _ = write!(text, "{}", part(at));
        text
    })
}
