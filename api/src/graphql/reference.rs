//! The schema in words, for the explorer: the same text that is checked in, read back.

use std::collections::HashSet;

use async_graphql_parser::parse_schema;
use async_graphql_parser::types::{
    BaseType, EnumValueDefinition, FieldDefinition, InputValueDefinition, Type as Written,
    TypeDefinition, TypeKind, TypeSystemDefinition,
};
use async_graphql_parser::{Positioned, types};
use koop_web::explorer::{Member, Type, TypeName};

/// Every type of a schema, what can be asked and changed first, then by name.
pub(crate) fn read(sdl: &str) -> Vec<Type> {
    // It is our own text; a test reads all of it.
    let Ok(document) = parse_schema(sdl) else { return Vec::new() };
    let definitions: Vec<&TypeDefinition> =
        document.definitions.iter().filter_map(definition).collect();
    let known = Known(definitions.iter().map(|it| it.name.node.as_str()).collect());
    let mut types: Vec<Type> = definitions.iter().map(|it| known.definition(it)).collect();
    let roots = ["Query", "Mutation"];
    let place = |it: &Type| roots.iter().position(|root| *root == it.name).unwrap_or(roots.len());
    types.sort_by(|a, b| (place(a), &a.name).cmp(&(place(b), &b.name)));
    types
}

fn definition(it: &TypeSystemDefinition) -> Option<&TypeDefinition> {
    match it {
        TypeSystemDefinition::Type(definition) => Some(&definition.node),
        TypeSystemDefinition::Schema(_) | TypeSystemDefinition::Directive(_) => None,
    }
}

/// The names that the page has a place for.
struct Known<'a>(HashSet<&'a str>);

impl Known<'_> {
    fn definition(&self, it: &TypeDefinition) -> Type {
        let (kind, members) = match &it.kind {
            TypeKind::Scalar => ("explorer-kind-scalar", Vec::new()),
            TypeKind::Object(object) => ("explorer-kind-object", self.fields(&object.fields)),
            TypeKind::Interface(shared) => ("explorer-kind-interface", self.fields(&shared.fields)),
            TypeKind::Union(union) => {
                let member = |name: &Positioned<_>| self.bare(name);
                ("explorer-kind-union", union.members.iter().map(member).collect())
            }
            TypeKind::Enum(list) => {
                ("explorer-kind-enum", list.values.iter().map(|it| value(&it.node)).collect())
            }
            TypeKind::InputObject(input) => ("explorer-kind-input", self.inputs(&input.fields)),
        };
        let description = text(it.description.as_ref());
        Type { name: it.name.node.to_string(), kind, description, members }
    }

    fn fields(&self, fields: &[Positioned<FieldDefinition>]) -> Vec<Member> {
        let field = |it: &Positioned<FieldDefinition>| Member {
            name: it.node.name.node.to_string(),
            arguments: self.inputs(&it.node.arguments),
            answers: Some(self.named(&it.node.ty.node)),
            description: text(it.node.description.as_ref()),
        };
        fields.iter().map(field).collect()
    }

    fn inputs(&self, inputs: &[Positioned<InputValueDefinition>]) -> Vec<Member> {
        let input = |it: &Positioned<InputValueDefinition>| Member {
            name: it.node.name.node.to_string(),
            arguments: Vec::new(),
            answers: Some(self.named(&it.node.ty.node)),
            description: text(it.node.description.as_ref()),
        };
        inputs.iter().map(input).collect()
    }

    fn bare(&self, name: &Positioned<async_graphql::Name>) -> Member {
        let link = self.link(name.node.as_str());
        let answers = Some(TypeName { written: name.node.to_string(), link });
        Member { name: String::new(), arguments: Vec::new(), answers, description: String::new() }
    }

    fn named(&self, written: &Written) -> TypeName {
        TypeName { written: written.to_string(), link: self.link(within(written)) }
    }

    fn link(&self, name: &str) -> Option<String> {
        self.0.contains(name).then(|| name.to_owned())
    }
}

fn value(it: &EnumValueDefinition) -> Member {
    Member {
        name: it.value.node.to_string(),
        arguments: Vec::new(),
        answers: None,
        description: text(it.description.as_ref()),
    }
}

/// The name inside brackets and exclamation marks.
fn within(written: &types::Type) -> &str {
    match &written.base {
        BaseType::Named(name) => name.as_str(),
        BaseType::List(inner) => within(inner),
    }
}

fn text(description: Option<&Positioned<String>>) -> String {
    description.map(|it| it.node.trim().to_owned()).unwrap_or_default()
}
