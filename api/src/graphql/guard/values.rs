//! How much the variables hold.

use async_graphql::{Value, Variables};
use async_graphql_parser::types::ExecutableDocument;

use super::{Refusal, VALUES_MAX, VALUES_MAX_BYTES, VALUES_MAX_DEPTH};

/// Refuses variables with too many values, too much text or too deep nesting.
pub(super) fn weigh(variables: &Variables) -> Result<(), Refusal> {
    let mut weight = Weight::default();
    for (name, value) in variables.iter() {
        weight.text(name.as_str())?;
        weight.value(value, 1)?;
    }
    Ok(())
}

/// Refuses a request without a variable that its operation must have. The library notices only
/// while it executes, when the answer has begun.
pub(super) fn require(
    document: &ExecutableDocument,
    operation: Option<&str>,
    variables: &Variables,
) -> Result<(), Refusal> {
    let mut operations = super::meant(document, operation);
    // Of several the library asks which one.
    let (Some(operation), None) = (operations.next(), operations.next()) else { return Ok(()) };
    for definition in &operation.variable_definitions {
        let name = &definition.node.name.node;
        let given = variables.get(name).is_some_and(|value| *value != Value::Null);
        if !given && definition.node.default_value().is_none() {
            return Err(Refusal::NoVariable(name.to_string()));
        }
    }
    Ok(())
}

#[derive(Default)]
struct Weight {
    values: usize,
    bytes: usize,
}

impl Weight {
    fn value(&mut self, value: &Value, depth: usize) -> Result<(), Refusal> {
        self.values += 1;
        if self.values > VALUES_MAX {
            return Err(Refusal::Values);
        }
        match value {
            Value::String(text) => self.text(text),
            Value::Enum(name) => self.text(name.as_str()),
            Value::Binary(bytes) => self.bytes(bytes.len()),
            Value::List(items) => {
                let depth = deeper(depth)?;
                items.iter().try_for_each(|item| self.value(item, depth))
            }
            Value::Object(fields) => {
                let depth = deeper(depth)?;
                fields.iter().try_for_each(|(name, value)| {
                    self.text(name.as_str())?;
                    self.value(value, depth)
                })
            }
            Value::Null | Value::Number(_) | Value::Boolean(_) => Ok(()),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Refusal> {
        self.bytes(text.len())
    }

    fn bytes(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > VALUES_MAX_BYTES { Err(Refusal::ValueBytes) } else { Ok(()) }
    }
}

fn deeper(depth: usize) -> Result<usize, Refusal> {
    if depth > VALUES_MAX_DEPTH { Err(Refusal::ValueDepth) } else { Ok(depth + 1) }
}
