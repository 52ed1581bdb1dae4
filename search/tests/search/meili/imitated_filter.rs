//! Filters as Meilisearch documents them: comparisons, `IN`, `TO`, joined by `AND`, `OR`, `NOT`
//! and brackets. An array has a value when one of its own is that.

use serde_json::Value;

use super::imitation::texts;

/// A filter, read.
#[derive(Debug)]
pub(super) enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    Not(Box<Filter>),
    In(String, Vec<String>),
    Between(String, f64, f64),
}

impl Filter {
    pub(super) fn read(text: &str) -> Self {
        let mut parts = Parts { all: parts(text), at: 0 };
        let filter = parts.any();
        assert_eq!(parts.at, parts.all.len(), "not all of it was read: {text}");
        filter
    }

    pub(super) fn keeps(&self, document: &Value) -> bool {
        match self {
            Self::All(all) => all.iter().all(|filter| filter.keeps(document)),
            Self::Any(all) => all.iter().any(|filter| filter.keeps(document)),
            Self::Not(filter) => !filter.keeps(document),
            Self::In(field, values) => {
                texts(&document[field.as_str()]).iter().any(|value| values.contains(value))
            }
            Self::Between(field, least, most) => {
                document[field.as_str()].as_f64().is_some_and(|it| (*least..=*most).contains(&it))
            }
        }
    }
}

struct Parts {
    all: Vec<String>,
    at: usize,
}

impl Parts {
    fn any(&mut self) -> Filter {
        let mut all = vec![self.every()];
        while self.takes("OR") {
            all.push(self.every());
        }
        Filter::Any(all)
    }

    fn every(&mut self) -> Filter {
        let mut all = vec![self.one()];
        while self.takes("AND") {
            all.push(self.one());
        }
        Filter::All(all)
    }

    fn one(&mut self) -> Filter {
        if self.takes("NOT") {
            return Filter::Not(Box::new(self.one()));
        }
        if self.takes("(") {
            let filter = self.any();
            assert!(self.takes(")"));
            return filter;
        }
        let field = self.next();
        let sign = self.next();
        let number = |text: &str| text.parse::<f64>().unwrap();
        // The least step that any of these numbers has.
        let step = 0.5;
        match sign.as_str() {
            "=" => Filter::In(field, vec![unquoted(&self.next())]),
            "IN" => {
                assert!(self.takes("["));
                let mut values = Vec::new();
                while !self.takes("]") {
                    let value = self.next();
                    if value != "," {
                        values.push(unquoted(&value));
                    }
                }
                Filter::In(field, values)
            }
            ">=" => Filter::Between(field, number(&self.next()), f64::INFINITY),
            "<=" => Filter::Between(field, f64::NEG_INFINITY, number(&self.next())),
            ">" => Filter::Between(field, number(&self.next()) + step, f64::INFINITY),
            "<" => Filter::Between(field, f64::NEG_INFINITY, number(&self.next()) - step),
            least => {
                assert!(self.takes("TO"), "{least} is no sign");
                Filter::Between(field, number(least), number(&self.next()))
            }
        }
    }

    fn takes(&mut self, part: &str) -> bool {
        let takes = self.all.get(self.at).is_some_and(|next| next == part);
        self.at += usize::from(takes);
        takes
    }

    fn next(&mut self) -> String {
        self.at += 1;
        self.all[self.at - 1].clone()
    }
}

/// Words, quoted texts with their quotes, and signs.
fn parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            ' ' => {}
            '(' | ')' | '[' | ']' | ',' => parts.push(letter.to_string()),
            '"' => {
                let mut part = String::from('"');
                while let Some(letter) = letters.next().filter(|it| *it != '"') {
                    let escaped = if letter == '\\' { letters.next() } else { None };
                    part.push(escaped.unwrap_or(letter));
                }
                parts.push(part);
            }
            _ => {
                let mut part = letter.to_string();
                while let Some(letter) = letters.next_if(|it| !" ()[],".contains(*it)) {
                    part.push(letter);
                }
                parts.push(part);
            }
        }
    }
    parts
}

fn unquoted(part: &str) -> String {
    part.strip_prefix('"').unwrap_or(part).to_owned()
}
