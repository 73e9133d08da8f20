//! Pages of the docs for tests: built in the real structure from the cells of a region table, and changed in the ways in
//! which saved pages differ.
#![allow(dead_code, reason = "each test file that uses the pages uses some of it")]
#![allow(clippy::unwrap_used, reason = "a page that cannot be made is a failed test")]

use std::collections::HashSet;
use std::fmt::Write;

use servemap::matrix::{Availability, Cloud, Matrix, Mode, Model, Region, Scope};

/// The columns of the region table in the page's order.
pub const COLUMNS: [&str; 3] = ["pay-per-token", "ai-functions", "provisioned-throughput"];

/// A list in a cell, and the words before it.
#[derive(Debug, Clone)]
pub struct Group {
    pub lead_in: String,
    pub items: Vec<String>,
}

/// A region and its three cells; a cell without groups says "Not supported".
#[derive(Debug, Clone)]
pub struct Row {
    pub region: String,
    pub cells: [Vec<Group>; 3],
}

/// How a page is written.
#[derive(Debug, Clone)]
pub struct Page {
    pub cloud: Cloud,
    pub rows: Vec<Row>,
    /// The order of region and modes, by their places in the page's own order.
    pub columns: [usize; 4],
    /// Without the end tags that HTML lets out, and without line breaks.
    pub minified: bool,
    /// With navigation, scripts and a footer around.
    pub wrapped: bool,
    /// In the shape that the page had until September 2026.
    pub old: bool,
    /// Sentences of the box above the table; a list inside an item is written `> `.
    pub notices: Vec<String>,
    /// What stands after the table, as HTML.
    pub after: String,
}

impl Page {
    pub fn new(cloud: Cloud, rows: Vec<Row>) -> Self {
        Self {
            cloud,
            rows,
            columns: [0, 1, 2, 3],
            minified: false,
            wrapped: false,
            old: false,
            notices: Vec::new(),
            after: String::new(),
        }
    }

    /// The page as it stood: AWS and Azure.
    pub fn recorded(cloud: Cloud) -> Self {
        let text = match cloud {
            Cloud::Aws => include_str!("../import/aws.txt"),
            Cloud::Azure => include_str!("../import/azure.txt"),
            Cloud::Gcp => panic!("the page of Google Cloud was not kept cell by cell"),
        };
        let mut rows: Vec<Row> = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (region, rest) = line.split_once(", ").unwrap();
            if rows.last().is_none_or(|row| row.region != region) {
                rows.push(Row { region: region.to_owned(), cells: Default::default() });
            }
            let Some((column, rest)) = rest.split_once(", ") else { continue };
            let (lead_in, items) = rest.split_once(": ").unwrap();
            let column = COLUMNS.iter().position(|known| *known == column).unwrap();
            let items = items.split(" | ").map(str::to_owned).collect();
            rows.last_mut().unwrap().cells[column].push(Group { lead_in: format!("{lead_in}:"), items });
        }
        Self::new(cloud, rows)
    }

    /// The page as it stood, without the rows whose models are all in earlier rows: for tests of what stands around the
    /// table.
    pub fn short(cloud: Cloud) -> Self {
        let mut page = Self::recorded(cloud);
        let mut seen = HashSet::new();
        page.rows.retain(|row| {
            let mut adds = false;
            for name in row.cells.iter().flatten().flat_map(|group| &group.items) {
                adds |= seen.insert(name.trim_end_matches(['⥂', ' ']).to_owned());
            }
            adds
        });
        page
    }

    /// A page that says what a matrix says.
    pub fn of(matrix: &Matrix) -> Self {
        let rows = matrix
            .regions()
            .iter()
            .filter(|region| Mode::HOSTED.iter().any(|mode| matrix.has_row(*mode, region)));
        let rows = rows.map(|region| Row {
            region: region.id.0.clone(),
            cells: Mode::HOSTED.map(|mode| groups(matrix, mode, region)),
        });
        Self::new(matrix.cloud, rows.collect())
    }

    fn address(&self) -> String {
        let place = if self.old {
            "machine-learning/model-serving/foundation-model-overview"
        } else {
            "unity-gateway/model-region-availability"
        };
        match self.cloud {
            Cloud::Azure => format!("https://learn.microsoft.com/en-us/azure/databricks/{place}"),
            cloud => format!("https://docs.databricks.com/{}/en/{place}", cloud.id()),
        }
    }

    fn title(&self) -> &'static str {
        if self.old { "Supported foundation models on Model Serving" } else { "Model availability by region" }
    }

    /// The names of the columns: region, then the modes.
    fn header(&self) -> [&'static str; 4] {
        if self.old {
            [
                "Region",
                "Foundation Model APIs (pay-per-token)",
                "AI Functions optimized models",
                "Foundation Model APIs (provisioned throughput)",
            ]
        } else {
            [
                "Region",
                "Foundation Model APIs pay-per-token",
                "AI Functions (batch inference)",
                "Foundation Model APIs provisioned throughput",
            ]
        }
    }

    pub fn html(&self) -> String {
        let learn = self.cloud == Cloud::Azure;
        let mut html = String::from(
            "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n",
        );
        let _ = writeln!(html, "<title>{} | Databricks</title>", self.title());
        let _ = writeln!(html, "<link rel=\"canonical\" href=\"{}\">", self.address());
        if learn {
            html.push_str("<meta name=\"ms.date\" content=\"2026-10-04\">\n");
        }
        html.push_str("</head>\n<body>\n");
        if self.wrapped {
            html.push_str(AROUND);
        }
        html.push_str("<main>\n<article>\n");
        // Docusaurus ends a heading in a link that shows under the mouse, with a zero-width space in it.
        let link = if learn { "" } else { "<a href=\"#top\" class=\"hash-link\">\u{200b}</a>" };
        let _ = writeln!(html, "<header><h1>{}</h1></header>", self.title());
        html.push_str(
            "<p>Check the tables for model and model-family support in each region and serving option.</p>\n",
        );
        let _ = writeln!(html, "<h2 id=\"hosted\">Foundation models hosted on Databricks {link}</h2>");
        html.push_str("<p>The following table summarizes which Databricks-hosted models and model families are supported in each region based on the Model Serving feature.</p>\n");
        self.write_notices(&mut html);
        self.write_table(&mut html);
        html.push_str("<p>⥂ This model is supported based on GPU availability and requires cross geography routing to be enabled.</p>\n");
        if self.old {
            html.push_str("<h2>Access foundation models hosted outside of Databricks</h2>\n");
            html.push_str(EXTERNAL);
        }
        html.push_str(&self.after);
        if !learn {
            html.push_str("<footer class=\"theme-doc-footer\"><span class=\"theme-last-updated\">Last updated on <b><time datetime=\"2026-10-04T00:00:00.000Z\" itemprop=\"dateModified\">Oct 4, 2026</time></b></span></footer>\n");
        }
        html.push_str("</article>\n</main>\n");
        if self.wrapped {
            html.push_str(AROUND);
        }
        html.push_str("</body>\n</html>\n");
        if self.minified { minified(&html) } else { html }
    }

    fn write_notices(&self, html: &mut String) {
        if self.notices.is_empty() {
            return;
        }
        html.push_str(if self.cloud == Cloud::Azure {
            "<div class=\"IMPORTANT alert alert-is-info\">\n<p>Important</p>\n<ul>\n"
        } else {
            "<div class=\"theme-admonition theme-admonition-important admonition_x alert alert--info\"><div class=\"admonitionHeading_x\"><span><svg viewBox=\"0 0 14 16\"><path d=\"M7\"/></svg></span>important</div><div class=\"admonitionContent_x\">\n<ul>\n"
        });
        for notice in &self.notices {
            let mut parts = notice.split("> ");
            let _ = write!(html, "<li>{}", parts.next().unwrap_or_default().trim());
            let inner: Vec<&str> = parts.collect();
            if !inner.is_empty() {
                html.push_str("<ul>");
                for part in inner {
                    let _ = write!(html, "<li>{}</li>", part.trim());
                }
                html.push_str("</ul>");
            }
            html.push_str("</li>\n");
        }
        html.push_str(if self.cloud == Cloud::Azure { "</ul>\n</div>\n" } else { "</ul>\n</div></div>\n" });
    }

    fn write_table(&self, html: &mut String) {
        html.push_str("<table>\n<thead>\n<tr>\n");
        for column in self.columns {
            let _ = writeln!(html, "<th>{}</th>", self.header()[column]);
        }
        html.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in &self.rows {
            html.push_str("<tr>\n");
            for column in self.columns {
                match column.checked_sub(1) {
                    None => {
                        let _ = writeln!(html, "<td><code>{}</code></td>", row.region);
                    }
                    Some(mode) => {
                        let _ = writeln!(html, "<td>{}</td>", cell(&row.cells[mode]));
                    }
                }
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody>\n</table>\n");
    }

    /// A copy in Markdown that still has its table, cells flattened.
    pub fn markdown(&self) -> String {
        self.markdown_with(" ")
    }

    /// A copy in Markdown with something before each item of a list: a blank, a bullet, a line break.
    pub fn markdown_with(&self, before: &str) -> String {
        let mut text = format!(
            "---\nurl: {}\ningestedAt: 2026-10-04T08:11:00Z\n---\n\n# {}\n\n",
            self.address(),
            self.title()
        );
        text.push_str(
            "## Foundation models hosted on Databricks[](#hosted \"Direct link to Foundation models\")\n\n",
        );
        if !self.notices.is_empty() {
            text.push_str("important\n\n");
            for notice in &self.notices {
                let _ = writeln!(text, "*   {}", notice.replace("> ", "\n    *   "));
            }
            text.push('\n');
        }
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        text.push_str(&line(self.columns.iter().map(|column| self.header()[*column].to_owned()).collect()));
        text.push_str("| --- | --- | --- | --- |\n");
        for row in &self.rows {
            let cells = self.columns.iter().map(|column| match column.checked_sub(1) {
                None => format!("`{}`", row.region),
                Some(mode) => flattened(&row.cells[mode], mode < 2, before),
            });
            text.push_str(&line(cells.collect()));
        }
        text.push_str("\n⥂ This model is supported based on GPU availability and requires cross geography routing to be enabled.\n");
        text
    }
}

fn cell(groups: &[Group]) -> String {
    if groups.is_empty() {
        return "Not supported".to_owned();
    }
    let mut html = String::new();
    for group in groups {
        let _ = write!(html, "<p>{}</p>\n<ul>\n", group.lead_in);
        for item in &group.items {
            match item.split_once(' ') {
                Some((endpoint, rest)) if endpoint.starts_with("databricks-") => {
                    let _ = writeln!(html, "<li><code>{endpoint}</code> {rest}</li>");
                }
                None if item.starts_with("databricks-") => {
                    let _ = writeln!(html, "<li><code>{item}</code></li>");
                }
                _ => {
                    let _ = writeln!(html, "<li>{item}</li>");
                }
            }
        }
        html.push_str("</ul>\n");
    }
    html
}

fn flattened(groups: &[Group], code: bool, before: &str) -> String {
    if groups.is_empty() {
        return "Not supported".to_owned();
    }
    let items = |group: &Group| {
        let items = group.items.iter().map(|item| match item.split_once(' ') {
            Some((endpoint, rest)) if code => format!("`{endpoint}` {rest}"),
            None if code => format!("`{item}`"),
            _ => item.clone(),
        });
        items.flat_map(|item| [before.to_owned(), item]).collect::<String>()
    };
    // Of nested lists converters write the outer one with another bullet.
    let outer = if before.contains('*') && !code { "+ " } else { "" };
    let groups = groups.iter().map(|group| format!("{outer}{}{}", group.lead_in, items(group)));
    groups.collect::<Vec<_>>().join(if before == "<br>" { "<br>" } else { " " })
}

/// Without the end tags that may be left out, comments and line breaks, as a minifier leaves it.
fn minified(html: &str) -> String {
    let mut html = html.to_owned();
    for end in ["</p>", "</td>", "</th>", "</tr>", "</li>", "</thead>", "</tbody>", "</body>", "</html>"] {
        html = html.replace(end, "");
    }
    let one_line = html.lines().collect::<Vec<_>>().join("");
    one_line
        .replace("=\"en\"", "=en")
        .replace("=\"ltr\"", "=ltr")
        .replace("⥂", "&#10562;")
        .replace("</code> ", "</code>&nbsp;")
}

/// The groups of a cell that says what a matrix says of a mode in a region.
fn groups(matrix: &Matrix, mode: Mode, region: &Region) -> Vec<Group> {
    let list = |of: &dyn Fn(&Model) -> Availability| -> Vec<String> {
        let models = matrix.models().iter().filter(|model| !model.is_external());
        models.filter_map(|model| item(mode, matrix.cloud, model, of(model))).collect()
    };
    let listed = list(&|model| matrix.availability(model, mode, region));
    let batch = list(&|model| matrix.batch_optimized(model, region));
    let lead_in = match mode {
        Mode::ProvisionedThroughput => "The following model families are supported for real-time inference:",
        _ => "The following models are supported:",
    };
    let batch_lead_in = "The following model families are supported and optimized for batch inference:";
    let mut groups = vec![];
    if !batch.is_empty() && mode == Mode::ProvisionedThroughput {
        groups.push(Group { lead_in: batch_lead_in.to_owned(), items: batch });
    }
    if !listed.is_empty() {
        groups.push(Group { lead_in: lead_in.to_owned(), items: listed });
    }
    groups
}

fn item(mode: Mode, cloud: Cloud, model: &Model, cell: Availability) -> Option<String> {
    let Availability::Listed { scope, preview } = cell else { return None };
    let mark = if scope == Scope::CrossGeo { "⥂" } else { "" };
    if mode == Mode::ProvisionedThroughput {
        return Some(format!("{}{mark}{}", model.name, if preview { " (preview)" } else { "" }));
    }
    let adi = if model.adi_services && cloud == Cloud::Azure { "†" } else { "" };
    let marks = format!("{mark}{adi}");
    Some(if marks.is_empty() { model.id.0.clone() } else { format!("{} {marks}", model.id.0) })
}

/// What stands around a page: navigation with tables of its own, scripts that hold markup, a search field.
const AROUND: &str = "<nav class=\"navbar\"><ul><li><a href=\"/\">Region</a></li><li>databricks-gpt-5</li></ul>\
<table><tr><th>Region</th><th>pay-per-token</th></tr><tr><td>xx-nowhere-1</td><td>Not supported</td></tr></table></nav>\n\
<script>window.page = \"<table><tr><th>Region<th>pay-per-token</table>\"; if (1 < 2) { document.write('<div>') }</script>\n\
<div class=\"sidebar\"><form><input type=\"search\"><select><option>us-east-1<option>us-west-2</select></form>\
<svg><title>Region</title><path d=\"M0\"/></svg></div>\n";

/// The external table as the old page had it.
pub const EXTERNAL: &str = "<p>Foundation models hosted outside of Databricks.</p>\n<table>\n<thead><tr><th>Model provider</th>\
<th>llm/v1/completions</th><th>llm/v1/chat</th><th>llm/v1/embeddings</th></tr></thead>\n<tbody>\n\
<tr><td>OpenAI**</td><td><ul><li>gpt-3.5-turbo-instruct</li><li>davinci-002</li></ul></td>\
<td><ul><li>o1</li><li>gpt-4o</li></ul></td><td><ul><li>text-embedding-3-small</li></ul></td></tr>\n\
<tr><td>Cohere</td><td></td><td><ul><li>command-r7b-12-2024</li></ul></td><td></td></tr>\n</tbody>\n</table>\n\
<p><code>**</code> Model provider supports fine-tuned completion and chat models.</p>\n";
