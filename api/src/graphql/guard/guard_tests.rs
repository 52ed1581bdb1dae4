//! The guard's laws, and the attacks it is there for.

use std::fmt::Write;
use std::time::{Duration, Instant};

use async_graphql::{Value, Variables};
use async_graphql_parser::types::{
    BaseType, ExecutableDocument, Selection, SelectionSet, TypeDefinition, TypeKind,
    TypeSystemDefinition,
};
use async_graphql_parser::{parse_query, parse_schema};
use proptest::prelude::*;

use super::measure::{Size, measure};
use super::*;

/// Long enough for a slow machine, far below what any of the bombs would take.
const AT_ONCE: Duration = Duration::from_millis(500);

fn refused(query: &str) -> Refusal {
    let began = Instant::now();
    let refusal = check(query, &Variables::default()).expect_err("refused");
    assert!(began.elapsed() < AT_ONCE, "refused, but too late: {:?}", began.elapsed());
    refusal
}

/// `levels` fragments, each naming the next one `width` times.
fn bomb(levels: usize, width: usize) -> String {
    let mut query = "{...f0}".to_owned();
    for level in 0..levels {
        let next = format!("...f{} ", level + 1).repeat(width);
        write!(query, " fragment f{level} on Query{{{next}}}").unwrap();
    }
    write!(query, " fragment f{levels} on Query{{__typename}}").unwrap();
    query
}

#[test]
fn fragment_bombs_are_refused_deep_and_wide() {
    assert_eq!(refused(&bomb(24, 2)), Refusal::Selections);
    assert_eq!(refused(&bomb(8, 10)), Refusal::Selections);
    assert_eq!(refused(&bomb(60, 3)), Refusal::Selections);
    assert!(check(&bomb(4, 2), &Variables::default()).is_ok());
}

#[test]
fn a_bomb_that_nobody_uses_is_refused_too() {
    let unused = bomb(8, 10).replacen("{...f0}", "{__typename}", 1);
    assert_eq!(refused(&unused), Refusal::Selections);
}

#[test]
fn a_fragment_in_itself_is_refused() {
    let cycle = "{...a} fragment a on Query{...b} fragment b on Query{...a}";
    assert!(matches!(refused(cycle), Refusal::Cycle(_)));
    assert!(matches!(refused("{__typename} fragment a on Query{...a}"), Refusal::Cycle(_)));
}

#[test]
fn deep_brackets_never_reach_the_parser() {
    for (open, close) in [("{a", "}"), ("{a(b:[", "])}"), ("[", "]"), ("(", ")")] {
        let deep = open.repeat(5_000 / open.len()) + &close.repeat(5_000 / close.len());
        assert_eq!(refused(&deep), Refusal::Brackets);
    }
    assert_eq!(refused(&"[".repeat(100_000)), Refusal::Bytes);
    let list = format!("{{a(b:{}1{})}}", "[".repeat(1_000), "]".repeat(1_000));
    assert_eq!(refused(&list), Refusal::Brackets);
    let object = format!("{{a(b:{}1{})}}", "{c:".repeat(1_000), "}".repeat(1_000));
    assert_eq!(refused(&object), Refusal::Brackets);
    let kind = format!("query($a:{}Int{}){{a}}", "[".repeat(1_000), "]".repeat(1_000));
    assert_eq!(refused(&kind), Refusal::Brackets);
}

#[test]
fn brackets_as_deep_as_allowed_are_parsed() {
    let depth = BRACKETS_MAX - 2;
    let list = format!("{{a(b:{}1{})}}", "[".repeat(depth), "]".repeat(depth));
    assert!(check(&list, &Variables::default()).is_ok());
    let fields = format!("{}b{}", "{a".repeat(BRACKETS_MAX), "}".repeat(BRACKETS_MAX));
    assert!(matches!(check(&fields, &Variables::default()), Ok(_) | Err(Refusal::Parse(_))));
}

#[test]
fn aliases_directives_and_repeats_have_caps_through_fragments_too() {
    let aliases: String = (0..=ALIASES_MAX).map(|n| format!("a{n}:__typename ")).collect();
    assert_eq!(refused(&format!("{{{aliases}}}")), Refusal::Aliases);
    let half: String = (0..16).map(|n| format!("a{n}:__typename ")).collect();
    let twice = format!("{{...f ... on Query{{...f}}}} fragment f on Query{{{half}}}");
    assert_eq!(refused(&twice), Refusal::Aliases);
    let directives = "@skip(if:false) ".repeat(DIRECTIVES_MAX + 1);
    assert_eq!(refused(&format!("{{__typename {directives}}}")), Refusal::Directives);
    let repeats = "__typename ".repeat(REPEATS_MAX + 1);
    assert_eq!(refused(&format!("{{{repeats}}}")), Refusal::Repeats("__typename".to_owned()));
    assert_eq!(refused(&format!("{{{}}}", "a b ".repeat(500))), Refusal::Tokens);
}

#[test]
fn variables_have_caps_of_number_text_and_depth() {
    let with = |value| {
        let variables =
            Variables::from_value(Value::Object([(Name::new("v"), value)].into_iter().collect()));
        check("{a}", &variables).err()
    };
    let nested = |levels| (0..levels).fold(Value::Null, |inner, _| Value::List(vec![inner]));
    assert_eq!(with(Value::List(vec![Value::Null; VALUES_MAX])), Some(Refusal::Values));
    assert_eq!(with(Value::String("x".repeat(VALUES_MAX_BYTES))), Some(Refusal::ValueBytes));
    assert_eq!(with(nested(VALUES_MAX_DEPTH + 1)), Some(Refusal::ValueDepth));
    assert_eq!(with(nested(VALUES_MAX_DEPTH)), None);
}

/// The size of a document with every fragment written out, by writing them out.
fn written_out(document: &ExecutableDocument, set: &SelectionSet) -> Size {
    let mut all = Size::default();
    for selection in &set.items {
        all.selections += 1;
        all.directives += selection.node.directives().len();
        let (inside, extra) = match &selection.node {
            Selection::Field(field) => {
                all.aliases += usize::from(field.node.alias.is_some());
                (&field.node.selection_set.node, 0)
            }
            Selection::InlineFragment(inline) => (&inline.node.selection_set.node, 0),
            Selection::FragmentSpread(spread) => {
                let fragment = &document.fragments[&spread.node.fragment_name.node].node;
                (&fragment.selection_set.node, fragment.directives.len())
            }
        };
        let inside = written_out(document, inside);
        all.selections += inside.selections;
        all.aliases += inside.aliases;
        all.directives += inside.directives + extra;
    }
    all
}

/// A selection set that may name fragments from `from` on, so that nothing names itself.
fn selections(from: usize) -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-d]",
        "[a-d]: [a-d]",
        "[a-d] @skip\\(if: false\\)",
        (from..4).prop_map(|n| format!("...f{n}")),
        Just("x".to_owned()),
    ];
    let nested = leaf.prop_recursive(3, 12, 4, |inner| {
        prop::collection::vec(inner, 1..4).prop_map(|items| format!("a {{ {} }}", items.join(" ")))
    });
    prop::collection::vec(nested, 1..5).prop_map(|items| items.join(" "))
}

fn document() -> impl Strategy<Value = String> {
    let fragments = (selections(1), selections(2), selections(3), Just("y".to_owned()));
    (selections(0), fragments).prop_map(|(query, (a, b, c, d))| {
        let named = [a, b, c, d];
        let fragments = named.iter().enumerate();
        let fragments = fragments.map(|(n, set)| format!(" fragment f{n} on Query {{ {set} }}"));
        format!("{{ {query} }}{}", fragments.collect::<String>())
    })
}

proptest! {
    #[test]
    fn any_text_is_answered_and_never_a_panic(text in "\\PC*") {
        let _ = check(&text, &Variables::default());
    }

    #[test]
    fn any_bytes_are_answered_and_never_a_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..2_000),
    ) {
        let _ = check(&String::from_utf8_lossy(&bytes), &Variables::default());
    }

    #[test]
    fn near_graphql_is_answered_and_never_a_panic(
        text in "([{}\\[\\]():$!@\"\\\\#\n ,.a1-]|\"\"\"|\\.\\.\\.|query|fragment|on){0,300}",
    ) {
        let _ = check(&text, &Variables::default());
    }

    #[test]
    fn the_measure_is_the_size_with_all_fragments_written_out(query in document()) {
        let document = parse_query(&query).expect("a document");
        let operation = document.operations.iter().next().expect("an operation").1;
        let size = written_out(&document, &operation.node.selection_set.node);
        match measure(&document) {
            Ok(measured) => prop_assert_eq!(measured, size),
            Err(Refusal::Repeats(_)) => {}
            Err(_) => {
                let fragments = document.fragments.values();
                let sizes = fragments.map(|f| written_out(&document, &f.node.selection_set.node));
                let beyond = |s: Size| s.aliases > ALIASES_MAX || s.selections > SELECTIONS_MAX
                    || s.directives > DIRECTIVES_MAX;
                prop_assert!(sizes.chain([size]).any(beyond));
            }
        }
    }

    #[test]
    fn what_passes_is_within_the_limits_written_out(levels in 1..9_usize, width in 1..9_usize) {
        let query = bomb(levels, width);
        let passes = check(&query, &Variables::default()).is_ok();
        // Each level names the next `width` times: width + width² + … + the leaf's __typename.
        let level = |n: u32| u64::try_from(width).unwrap().pow(n);
        let levels = u32::try_from(levels).unwrap();
        let size = 1 + (1..=levels).map(level).sum::<u64>() + level(levels);
        let tokens = query.split_whitespace().count();
        if tokens < TOKENS_MAX / 4 {
            prop_assert_eq!(passes, size <= SELECTIONS_MAX as u64);
        }
    }
}

#[test]
fn what_moves_money_counts_by_its_input_and_through_fragments_too() {
    let hold = "hold(input:$i){hold{id state}}";
    assert!(check(&format!("mutation{{{hold}}}"), &Variables::default()).is_ok());
    assert_eq!(refused(&format!("mutation{{a:{hold} b:{hold}}}")), Refusal::Weighty);
    let apart =
        format!("mutation{{...f {hold}}} fragment f on Mutation{{pay(input:$i){{__typename}}}}");
    assert_eq!(refused(&apart), Refusal::Weighty);
    assert_eq!(refused(&format!("mutation A{{{hold}}} mutation B{{{hold}}}")), Refusal::Weighty);
}

/// What answers as the mutation that makes it, and tells no secret.
const TELLS_NONE: [&str; 8] = [
    "blockPass",
    "unblockPass",
    "allowPassPin",
    "endPass",
    "changeTill",
    "unpairTill",
    "hidePurpose",
    "hideRequestPurpose",
];

#[test]
fn what_moves_money_or_shows_a_secret_is_asked_once_a_request() {
    let sdl = crate::graphql::sdl();
    let document = parse_schema(&sdl).expect("a schema");
    let types: Vec<&TypeDefinition> = document
        .definitions
        .iter()
        .filter_map(|it| match it {
            TypeSystemDefinition::Type(it) => Some(&it.node),
            _ => None,
        })
        .collect();
    let fields = |name: &str| -> Vec<(String, String)> {
        let found = types.iter().find(|it| it.name.node == name);
        let Some(TypeKind::Object(it)) = found.map(|it| &it.kind) else { return Vec::new() };
        let named = |it: &BaseType| match it {
            BaseType::Named(name) => name.to_string(),
            BaseType::List(of) => of.to_string(),
        };
        let field = |it: &async_graphql_parser::types::FieldDefinition| {
            (it.name.node.to_string(), named(&it.ty.node.base))
        };
        it.fields.iter().map(|it| field(&it.node)).collect()
    };
    let mut found = 0;
    for (mutation, payload) in fields("Mutation") {
        let dear = ["transfer", "hold", "handout", "secret"];
        if !fields(&payload).iter().any(|(name, _)| dear.contains(&name.as_str())) {
            continue;
        }
        found += 1;
        let name = mutation.as_str();
        let is_listed = WEIGHTY.contains(&name) || PAYING.contains(&name);
        assert!(is_listed || TELLS_NONE.contains(&name), "{name} may be asked often");
    }
    assert!(found > 10, "{found}");
}
