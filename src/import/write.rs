//! The matrix file that an import writes: what the pages said, and what was learned before and does not ship.

mod sources;
mod tables;

use std::collections::HashSet;

use toml_edit::{ArrayOfTables, Item, Table};

use super::facts::{CellsRow, External, ExtractedFacts};
use super::merge;
use crate::error::{Error, Result};
use crate::matrix::{
    Availability, Cloud, Host, LifecycleFact, Matrix, Mode, Model, ModelId, Naming, RegionId, RoutingRule,
    Source,
};
use sources::Sources;
use tables::Fields;

/// The most cells that are written. The largest official matrix has 6,000.
const MOST_CELLS: usize = 400_000;
/// The largest file that is written: what can be read again.
const LIMIT: usize = 16 * 1024 * 1024;

/// What a matrix file is written from.
pub struct Draft<'d> {
    /// The page of the region table, and every page, as a source.
    pub region_page: usize,
    /// Every page as a source.
    pub pages: &'d [Source],
    pub facts: &'d ExtractedFacts,
    /// The announcements that hold, and the routing rules. Their sources are places among the pages.
    pub announced: &'d [LifecycleFact],
    pub rules: &'d [RoutingRule],
    /// Models nobody knew.
    pub new: &'d [Model],
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
        let mut sources = Sources::default();
        let page = &self.pages[self.region_page];
        let source = sources.key(page);
        let mut head = Fields::default()
            .text("schema", "servemap/matrix/1")
            .text("cloud", self.known.cloud.id())
            .date("as_of", page.read)
            .text("source", source.as_str())
            .list("adi_services", self.facts.adi_services.iter().map(|id| id.0.as_str()));
        explain(&mut head.0, self.known.cloud);
        let models = self.models(&mut sources);
        let batch = self.facts.rows.iter().filter(|row| !row.batch.is_empty());
        let batch = batch.map(|row| (row.region.0.clone(), row_table(&row.batch)));
        let body = [
            ("regions", Item::Table(self.regions())),
            ("models", Item::Table(tables_by_id(models))),
            ("cells", Item::Table(self.cells()?)),
            ("batch-optimized", Item::Table(tables_by_id(batch))),
            ("lifecycle", Item::ArrayOfTables(self.lifecycle(&mut sources))),
            ("routing", Item::ArrayOfTables(self.routing(&mut sources))),
            ("external", Item::ArrayOfTables(self.external(&mut sources))),
        ];
        head.0.insert("sources", Item::Table(tables_by_id(sources.into_tables())));
        for (key, tables) in body {
            head.0.insert(key, tables);
        }
        let text = toml_edit::DocumentMut::from(head.0).to_string();
        if text.len() > LIMIT { Err(too_large()) } else { Ok(text) }
    }

    /// Known regions keep their place, also those without a row; new ones follow.
    fn regions(&self) -> Table {
        let known = self.known.regions().iter().map(|region| (region.id.0.clone(), tables::region(region)));
        let new = self.facts.regions.iter().filter(|id| self.known.region(id).is_none());
        let unknown = |id: &RegionId| {
            let fields = Fields::default().text("location", "location unknown");
            (id.0.clone(), Item::Value(fields.0.into_inline_table().into()))
        };
        known.chain(new.map(unknown)).collect()
    }

    fn cells(&self) -> Result<Table> {
        let known = self.known.regions().iter().map(|region| &region.id);
        let new = self.facts.regions.iter().filter(|id| self.known.region(id).is_none());
        let order: Vec<_> = known.chain(new).collect();
        let mut modes = Vec::new();
        let mut cells = 0;
        for mode in Mode::HOSTED {
            let mut rows: Vec<&CellsRow> = self.facts.rows.iter().filter(|row| row.mode == mode).collect();
            rows.sort_by_key(|row| order.iter().position(|id| **id == row.region));
            let mut seen = HashSet::new();
            let listed = rows.iter().flat_map(|row| &row.listed).map(|(model, _)| model);
            let column: Vec<&ModelId> = listed.filter(|model| seen.insert(*model)).collect();
            cells += rows.len() * column.len();
            if cells > MOST_CELLS {
                return Err(too_large());
            }
            let table = |row: &&CellsRow| {
                let mut table = row_table(&row.listed);
                if row.incomplete {
                    table.insert("*", Availability::Unknown.id().into());
                } else {
                    for model in &column {
                        table.entry(&model.0).or_insert_with(|| Availability::NotListed.id().into());
                    }
                }
                (row.region.0.clone(), table)
            };
            modes.push((mode.id().to_owned(), tables_by_id(rows.iter().map(table))));
        }
        modes.retain(|(_, rows)| !rows.is_empty());
        Ok(tables_by_id(modes))
    }

    /// New models, known ones that a page says more of, and those of earlier imports that do not ship.
    fn models(&self, sources: &mut Sources) -> Vec<(String, Table)> {
        let mut written = Vec::new();
        let mut write = |model: &Model, keys: Vec<String>| {
            written.push((model.id.0.clone(), tables::model(model, &keys)));
        };
        for model in self.known.models().iter().filter(|model| !model.is_external()) {
            let ships = |shipped: &Model| {
                Model {
                    sources: model.sources.clone(),
                    index: model.index,
                    price: model.price.clone(),
                    adi_services: model.adi_services,
                    ..shipped.clone()
                } == *model
            };
            let (grown, pages) = self.grown(model);
            if !pages.is_empty() || !self.shipped.model(&model.id).is_some_and(ships) {
                let pages = pages.iter().map(|page| &self.pages[*page]);
                write(&grown, sources.keys(self.known.sources_of_model(model).chain(pages)));
            }
        }
        for new in self.new {
            let (grown, pages) = self.grown(new);
            let pages = new.sources.iter().chain(&pages).map(|page| &self.pages[*page]);
            write(&grown, sources.keys(pages));
        }
        written
    }

    /// Whether the table was read and no row of it lists a model.
    fn is_in_no_row(&self, model: &ModelId) -> bool {
        let rows = &self.facts.rows;
        let names = |listed: &[(ModelId, Availability)]| listed.iter().any(|(id, _)| id == model);
        !rows.is_empty() && !rows.iter().any(|row| names(&row.listed) || names(&row.batch))
    }

    /// A model with what the pages say of it beyond what is known, and the pages that do.
    fn grown(&self, model: &Model) -> (Model, Vec<usize>) {
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
        if grown == *model {
            pages.clear();
        }
        (grown, pages)
    }

    fn lifecycle(&self, sources: &mut Sources) -> ArrayOfTables {
        let carried = merge::carried(self.known, self.shipped, self.announced).into_iter().map(|fact| {
            let keys = sources.keys(self.known.sources_of_fact(&fact));
            tables::fact(&fact, &keys)
        });
        let mut tables: ArrayOfTables = carried.collect();
        for fact in self.announced {
            let keys = sources.keys(fact.sources.iter().map(|page| &self.pages[*page]));
            tables.push(tables::fact(fact, &keys));
        }
        tables
    }

    fn routing(&self, sources: &mut Sources) -> ArrayOfTables {
        let mut tables = ArrayOfTables::new();
        for rule in merge::carried_rules(self.known, self.shipped, self.rules) {
            tables.push(tables::rule(&rule, &sources.key(self.known.source_of_rule(&rule))));
        }
        for rule in self.rules {
            tables.push(tables::rule(rule, &sources.key(&self.pages[rule.source])));
        }
        tables
    }

    /// The external table of the pages; without one, what an earlier import knew of it.
    fn external(&self, sources: &mut Sources) -> ArrayOfTables {
        let mut tables = ArrayOfTables::new();
        let mut written = HashSet::new();
        for entry in &self.facts.external {
            let key = self.provider_key(&entry.provider);
            let models: Vec<&str> = entry.models.iter().map(String::as_str).collect();
            let models: Vec<&str> =
                models.into_iter().filter(|name| written.insert(format!("{key}/{name}"))).collect();
            if !models.is_empty() {
                let source = sources.key(&self.pages[entry.page]);
                tables.push(tables::external(entry, &key, &models, &source));
            }
        }
        if !self.facts.external.is_empty() {
            return tables;
        }
        for model in self.known.models() {
            let Host::Vendor { provider, naming: Naming::Listed, fine_tuned } = &model.host else { continue };
            let Some((key, name)) = model.id.0.split_once('/') else { continue };
            let ships = self.shipped.model(&model.id).is_some_and(|shipped| shipped.host == model.host);
            let (false, Some(source)) = (ships, self.known.sources_of_model(model).next()) else { continue };
            let entry = External {
                provider: provider.clone(),
                task: model.task,
                models: Vec::new(),
                fine_tuned: *fine_tuned,
                page: 0,
            };
            tables.push(tables::external(&entry, key, &[name], &sources.key(source)));
        }
        tables
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

/// What the file opens with, and what a mark of the page means.
fn explain(head: &mut Table, cloud: Cloud) {
    let opening = OPENING.replace("CLOUD", cloud.name());
    if let Some(mut key) = head.key_mut("schema") {
        key.leaf_decor_mut().set_prefix(opening);
    }
    if let Some(mut key) = head.key_mut("adi_services") {
        key.leaf_decor_mut()
            .set_prefix("\n# † on the page: the model is provided through ADI Services, in every region.\n");
    }
    if let Some(models) = head.get_mut("adi_services").and_then(Item::as_array_mut) {
        models.iter_mut().for_each(|model| model.decor_mut().set_prefix("\n    "));
        models.set_trailing("\n");
        models.set_trailing_comma(true);
    }
}

/// Tables of a kind by their ids, under headers of their own: `[models.ID]`.
fn tables_by_id(tables: impl IntoIterator<Item = (String, Table)>) -> Table {
    let mut all: Table = tables.into_iter().map(|(id, table)| (id, Item::Table(table))).collect();
    all.set_implicit(true);
    all
}

/// `[cells.MODE.REGION]`
fn row_table(cells: &[(ModelId, Availability)]) -> Table {
    cells.iter().map(|(model, cell)| (model.0.as_str(), cell.id())).collect()
}

fn too_large() -> Error {
    Error::new(format!(
        "the pages hold more than a matrix file can: {MOST_CELLS} cells, or {} MiB",
        LIMIT >> 20
    ))
    .hint("no page of the docs is made like that; is it the right file?")
}
