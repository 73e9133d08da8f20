//! The matrix file that an import writes: what the pages said, and what was learned before and does not ship.

mod tables;

use std::collections::HashSet;
use std::fmt::Write;

use super::facts::{Ending, Facts, Row, Rule};
use super::merge;
use super::names::NewModel;
use super::toml_text::{Text, bare, quoted};
use crate::error::{Error, Result};
use crate::matrix::{
    Availability, Cloud, EndpointName, Host, LifecycleFact, Matrix, Mode, Model, ModelId, Source,
};
use tables::{cell_line, external_table, fact_table, model_table, region_line, rule_table};

/// The largest file that is written: what can be read again.
const LIMIT: usize = 16 * 1024 * 1024;

/// What a matrix file is written from.
pub struct Draft<'d> {
    /// The cloud it speaks for.
    pub cloud: Cloud,
    /// The page of the region table, and every page, as a source.
    pub region_page: usize,
    /// Every page as a source.
    pub pages: &'d [Source],
    /// What the pages said.
    pub facts: &'d Facts,
    /// The ends that hold, by model and mode.
    pub endings: &'d [Ending],
    /// The routing rules that hold, with their modes.
    pub rules: &'d [(Rule, Vec<Mode>)],
    /// Models nobody knew.
    pub new: &'d [NewModel],
    /// The matrix in use.
    pub known: &'d Matrix,
    /// The matrix that ships: what it says need not be written again.
    pub shipped: &'d Matrix,
}

const OPENING: &str = "\
# Which model CLOUD offers in which region and serving mode, as the page named below said on its day. Imported.
# A cell is one line, MODEL = in-geo | cross-geo | preview | preview-cross-geo | not-listed | unknown. cross-geo is the
# mark ⥂ of the page: cross-geography routing must be on. A row that could not be read in full says \"*\" = \"unknown\".
# A region without a table in [cells.MODE] is unknown. What this file does not mention, the files that ship still say.

";

impl Draft<'_> {
    /// The file.
    ///
    /// # Errors
    /// When it would be larger than what is read.
    pub fn write(&self) -> Result<String> {
        let mut text = Text::default();
        let page = &self.pages[self.region_page];
        let source = text.source(page);
        self.regions(&mut text);
        self.models(&mut text);
        self.cells(&mut text)?;
        self.lifecycle(&mut text);
        self.routing(&mut text);
        self.external(&mut text);
        let mut opening = OPENING.replace("CLOUD", self.cloud.name());
        opening.push_str("schema = \"servemap/matrix/1\"\n");
        let _ = writeln!(opening, "cloud = {}", quoted(self.cloud.id()));
        if let Some(read) = page.read {
            let _ = writeln!(opening, "as_of = {read}");
        }
        let _ = writeln!(opening, "source = {}", quoted(&source));
        if !self.facts.adi_services.is_empty() {
            opening.push_str(
                "\n# † on the page: the model is provided through ADI Services, in every region.\n",
            );
            let lines: Vec<String> =
                self.facts.adi_services.iter().map(|id| format!("    {},\n", quoted(&id.0))).collect();
            let _ = writeln!(opening, "adi_services = [\n{}]", lines.concat());
        }
        let text = text.finish(&opening);
        if text.len() > LIMIT { Err(too_large()) } else { Ok(text) }
    }

    /// Known regions keep their place, also those without a row; new ones follow.
    fn regions(&self, text: &mut Text) {
        text.header("[regions]");
        for region in self.known.regions() {
            text.line(&region_line(region));
        }
        for id in self.facts.regions.iter().filter(|id| self.known.region(id).is_none()) {
            text.line(&format!("{} = {{ location = \"location unknown\" }}", bare(&id.0)));
        }
    }

    fn cells(&self, text: &mut Text) -> Result<()> {
        let known = self.known.regions().iter().map(|region| &region.id);
        let new = self.facts.regions.iter().filter(|id| self.known.region(id).is_none());
        let order: Vec<_> = known.chain(new).collect();
        for mode in Mode::HOSTED {
            let mut rows: Vec<&Row> = self.facts.rows.iter().filter(|row| row.mode == mode).collect();
            rows.sort_by_key(|row| order.iter().position(|id| **id == row.region));
            let mut column: Vec<&ModelId> = Vec::new();
            let mut seen = HashSet::new();
            for (model, _) in rows.iter().flat_map(|row| &row.listed) {
                if seen.insert(model) {
                    column.push(model);
                }
            }
            for row in &rows {
                text.header(&format!("[cells.{}.{}]", mode.id(), bare(&row.region.0)));
                for (model, cell) in &row.listed {
                    text.line(&cell_line(&model.0, *cell));
                }
                if row.incomplete {
                    text.line("\"*\" = \"unknown\"");
                    continue;
                }
                let listed: HashSet<&ModelId> = row.listed.iter().map(|(model, _)| model).collect();
                for model in column.iter().filter(|model| !listed.contains(**model)) {
                    text.line(&cell_line(&model.0, Availability::NotListed));
                }
                if text.len() > LIMIT {
                    return Err(too_large());
                }
            }
        }
        for row in self.facts.rows.iter().filter(|row| !row.batch.is_empty()) {
            text.header(&format!("[batch-optimized.{}]", bare(&row.region.0)));
            for (model, cell) in &row.batch {
                text.line(&cell_line(&model.0, *cell));
            }
        }
        Ok(())
    }

    /// New models, known ones that a page says more of, and those of earlier imports that do not ship.
    fn models(&self, text: &mut Text) {
        for model in self.known.models().iter().filter(|model| !model.is_external()) {
            let grown = self.grown(model);
            let ships = self.shipped.model(&model.id).is_some_and(|shipped| {
                Model {
                    sources: model.sources.clone(),
                    index: model.index,
                    price: model.price.clone(),
                    adi_services: model.adi_services,
                    ..shipped.clone()
                } == *model
            });
            match grown {
                None if ships => {}
                None => {
                    let sources = text.sources(self.known.sources_of_model(model));
                    model_table(text, model, &sources);
                }
                Some((grown, pages)) => {
                    let said = pages.iter().map(|page| &self.pages[*page]);
                    let sources = text.sources(self.known.sources_of_model(model).chain(said));
                    model_table(text, &grown, &sources);
                }
            }
        }
        for new in self.new {
            let mut model = Model {
                endpoint: new.endpoint.clone().map(EndpointName),
                also: new.also.clone(),
                ..Model::unknown(new.id.clone(), new.name.clone())
            };
            let mut pages = vec![new.page];
            if let Some((grown, said)) = self.grown(&model) {
                model = grown;
                pages.extend(said);
            }
            let sources = text.sources(pages.iter().map(|page| &self.pages[*page]));
            model_table(text, &model, &sources);
        }
    }

    /// Whether the table was read and no row of it lists a model.
    fn is_in_no_row(&self, model: &ModelId) -> bool {
        let rows = &self.facts.rows;
        let names = |listed: &[(ModelId, Availability)]| listed.iter().any(|(id, _)| id == model);
        !rows.is_empty() && !rows.iter().any(|row| names(&row.listed) || names(&row.batch))
    }

    /// A model with what the pages say of it beyond what is known, and the pages that do.
    fn grown(&self, model: &Model) -> Option<(Model, Vec<usize>)> {
        let mut grown = model.clone();
        let mut pages = Vec::new();
        for sizes in self.facts.sizes.iter().filter(|sizes| sizes.model == model.id) {
            if !sizes.inputs.is_empty() {
                grown.inputs.clone_from(&sizes.inputs);
            }
            grown.context = sizes.context.or(grown.context);
            grown.max_output = sizes.max_output.or(grown.max_output);
            if self.is_in_no_row(&model.id) {
                // The models page is about endpoints; the gates then show that no cell lists this one.
                grown.listed.push(Mode::PayPerToken);
            }
            pages.push(sizes.page);
        }
        grown.listed.dedup();
        for (_, modes, page) in self.facts.previews.iter().filter(|(id, _, _)| *id == model.id) {
            grown.preview.extend(modes);
            grown.preview_unclear.retain(|mode| !modes.contains(mode));
            pages.push(*page);
        }
        grown.preview.sort_unstable();
        grown.preview.dedup();
        (grown != *model).then_some((grown, pages))
    }

    fn lifecycle(&self, text: &mut Text) {
        for (fact, modes) in merge::carried(self.known, self.shipped, self.endings) {
            let sources = text.sources(self.known.sources_of_fact(fact));
            fact_table(text, &LifecycleFact { modes, ..fact.clone() }, &sources);
        }
        for ending in self.endings {
            let sources = text.sources(std::iter::once(&self.pages[ending.page]));
            let fact = LifecycleFact {
                model: ending.model.clone(),
                modes: ending.modes.clone(),
                state: ending.state,
                retires: ending.retires,
                date_kind: ending.date_kind,
                replacement: ending.replacement.clone(),
                replaced_by: ending.replaced_by.clone(),
                redirect: ending.redirect.clone(),
                clouds: Vec::new(),
                note: None,
                sources: Vec::new(),
            };
            fact_table(text, &fact, &sources);
        }
    }

    fn routing(&self, text: &mut Text) {
        for (rule, modes) in merge::carried_rules(self.known, self.shipped, self.rules) {
            let source = text.source(self.known.source_of_rule(rule));
            rule_table(text, &rule.model, &modes, rule.scope, &source, rule.note.as_deref());
        }
        for (rule, modes) in self.rules {
            let source = text.source(&self.pages[rule.page]);
            rule_table(text, &rule.model, modes, rule.scope, &source, None);
        }
    }

    /// The external table of the pages; without one, what an earlier import knew of it.
    fn external(&self, text: &mut Text) {
        let mut written: Vec<String> = Vec::new();
        for said in &self.facts.external {
            let key = self.provider_key(&said.provider);
            let new = |name: &&String| !written.contains(&format!("{key}/{name}"));
            let models: Vec<String> = said.models.iter().filter(new).cloned().collect();
            written.extend(models.iter().map(|name| format!("{key}/{name}")));
            let source = text.source(&self.pages[said.page]);
            let names: Vec<&str> = models.iter().map(String::as_str).collect();
            external_table(text, &said.provider, &key, Some(said.task), &names, said.fine_tuned, &source);
        }
        if !self.facts.external.is_empty() {
            return;
        }
        for model in self.known.models() {
            let Host::Vendor { provider, named: true, fine_tuned } = &model.host else { continue };
            let Some((key, name)) = model.id.0.split_once('/') else { continue };
            let ships = self.shipped.model(&model.id).is_some_and(|shipped| shipped.host == model.host);
            if ships {
                continue;
            }
            if let Some(source) = self.known.sources_of_model(model).next() {
                let source = text.source(source);
                external_table(text, provider, key, model.task, &[name], *fine_tuned, &source);
            }
        }
    }

    /// The id of a provider: the one it is known by, else its name in lower case with dashes.
    fn provider_key(&self, provider: &str) -> String {
        let known = self.known.models().iter().find(|model| {
            matches!(&model.host, Host::Vendor { provider: known, .. } if known.eq_ignore_ascii_case(provider))
        });
        match known {
            Some(model) => model.id.0.split('/').next().unwrap_or(&model.id.0).to_owned(),
            None => crate::text::slug(provider),
        }
    }
}

fn too_large() -> Error {
    Error::new(format!(
        "the pages hold more cells than a matrix file can: more than {} MiB",
        LIMIT / 1024 / 1024
    ))
    .hint("no page of the docs is made like that; is it the right file?")
}
