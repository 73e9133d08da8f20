//! Reads the YAML of workflows and hooks, as far as they use it: maps and lists by indentation, `[a, b]`, quoted and plain
//! text, and `|`. What it does not know it refuses: a file that it reads means the same to every reader.

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Yaml {
    Text(String),
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    /// Reads a file.
    ///
    /// # Errors
    /// The line that cannot be read, and why.
    pub fn read(text: &str) -> Result<Self, String> {
        let lines: Vec<(usize, String)> =
            text.lines().enumerate().map(|(number, line)| (number + 1, line.to_owned())).collect();
        if let Some((number, _)) = lines.iter().find(|(_, line)| line.contains('\t')) {
            return Err(format!("line {number}: a tab"));
        }
        let mut reader = Reader { lines, at: 0 };
        let value = reader.block(0)?;
        match reader.peek() {
            None => Ok(value),
            Some((number, line)) => Err(format!("line {number}: out of place: {line}")),
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Every text below a key of one of these names, wherever it stands.
    pub fn below(&self, names: &[&str]) -> Vec<&str> {
        match self {
            Self::Text(_) => Vec::new(),
            Self::List(items) => items.iter().flat_map(|item| item.below(names)).collect(),
            Self::Map(entries) => entries
                .iter()
                .flat_map(|(name, value)| match value {
                    Self::Text(text) if names.contains(&name.as_str()) => vec![text.as_str()],
                    Self::List(items) if names.contains(&name.as_str()) => items
                        .iter()
                        .flat_map(|item| item.text().into_iter().chain(item.below(names)))
                        .collect(),
                    value => value.below(names),
                })
                .collect(),
        }
    }

    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

struct Reader {
    lines: Vec<(usize, String)>,
    at: usize,
}

impl Reader {
    /// The next line that says something.
    fn peek(&mut self) -> Option<(usize, String)> {
        let says = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
        while self.lines.get(self.at).is_some_and(|(_, line)| !says(line)) {
            self.at += 1;
        }
        self.lines.get(self.at).cloned()
    }

    /// A map or a list whose lines begin at this column.
    fn block(&mut self, column: usize) -> Result<Yaml, String> {
        let (mut items, mut entries) = (Vec::new(), Vec::<(String, Yaml)>::new());
        while let Some((number, line)) = self.peek().filter(|(_, line)| indent(line) >= column) {
            let fault = |what: &str| format!("line {number}: {what}: {line}");
            if indent(&line) > column {
                return Err(fault("indented too far"));
            }
            let rest = &line[column..];
            if let Some(item) = rest.strip_prefix("- ") {
                if !entries.is_empty() {
                    return Err(fault("a list among keys"));
                }
                // What follows the dash stands where it would stand on a line of its own.
                let inner = column + 2 + indent(item);
                if key(item.trim_start()).is_some() {
                    self.lines[self.at].1 = line.replacen("- ", "  ", 1);
                    items.push(self.block(inner)?);
                } else {
                    self.at += 1;
                    items.push(scalar(item.trim()).map_err(|why| fault(&why))?);
                }
                continue;
            }
            let (name, value) = key(rest).ok_or_else(|| fault("neither a key nor an item"))?;
            if !items.is_empty() || entries.iter().any(|(known, _)| known == name) {
                return Err(fault("a key twice, or among items"));
            }
            self.at += 1;
            let value = match value {
                "" => match self.peek().filter(|(_, next)| indent(next) > column) {
                    Some((_, next)) => self.block(indent(&next))?,
                    None => Yaml::Text(String::new()),
                },
                "|" => Yaml::Text(self.literal(column)),
                value => scalar(value).map_err(|why| fault(&why))?,
            };
            entries.push((name.to_owned(), value));
        }
        Ok(if items.is_empty() { Yaml::Map(entries) } else { Yaml::List(items) })
    }

    /// The lines of a `|`, without their indentation.
    fn literal(&mut self, column: usize) -> String {
        let mut text = String::new();
        let mut inner = None;
        while let Some((_, line)) = self.lines.get(self.at) {
            if !line.trim().is_empty() && indent(line) <= column {
                break;
            }
            let inner = *inner.get_or_insert(indent(line));
            text.push_str(line.get(inner..).unwrap_or_default());
            text.push('\n');
            self.at += 1;
        }
        text
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// A key and what stands behind its colon.
fn key(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_once(':')?;
    let plain = name.chars().all(|letter| letter.is_alphanumeric() || "_-.".contains(letter));
    (plain && !name.is_empty() && (rest.is_empty() || rest.starts_with(' '))).then(|| (name, rest.trim()))
}

fn scalar(text: &str) -> Result<Yaml, String> {
    if let Some(list) = text.strip_prefix('[') {
        let list = list.strip_suffix(']').ok_or("a list over several lines")?;
        return list.split(", ").map(scalar).collect::<Result<_, _>>().map(Yaml::List);
    }
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            let inner = quoted.strip_suffix(quote).filter(|inner| !inner.contains([quote, '\\']));
            return inner.map(|inner| Yaml::Text(inner.to_owned())).ok_or_else(|| "quotes".to_owned());
        }
    }
    let first = text.chars().next().unwrap_or_default();
    if "&*!|>%@`{}?".contains(first) || text.contains(": ") || text.contains(" #") {
        return Err("not plain text".to_owned());
    }
    Ok(Yaml::Text(text.to_owned()))
}
