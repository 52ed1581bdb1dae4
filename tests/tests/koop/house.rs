//! The shape of the house: which crate may import which, what the pure core may not name,
//! which licences and sources come in, and how long a file may be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{Metadata, MetadataCommand, Package};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the workspace exists")
}

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .other_options(vec!["--locked".to_owned()])
        .exec()
        .expect("cargo metadata answers")
}

fn houses(metadata: &Metadata) -> BTreeMap<&str, &Package> {
    metadata.workspace_packages().into_iter().map(|p| (p.name.as_str(), p)).collect()
}

fn needs(package: &Package, tests_too: bool) -> BTreeSet<&str> {
    package
        .dependencies
        .iter()
        .filter(|d| tests_too || d.kind != cargo_metadata::DependencyKind::Development)
        .map(|d| d.name.as_str())
        .collect()
}

#[test]
fn imports_run_one_way() {
    let metadata = metadata();
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("koop-domain", &[][..]),
        ("koop-migrations", &[][..]),
        ("koop-search", &["koop-domain"][..]),
        ("koop-seeds", &["koop-domain"][..]),
        ("koop-web", &["koop-domain"][..]),
        (
            "koop-api",
            &["koop-domain", "koop-migrations", "koop-search", "koop-seeds", "koop-web"][..],
        ),
        (
            "koop-tests",
            &[
                "koop-api",
                "koop-domain",
                "koop-migrations",
                "koop-search",
                "koop-seeds",
                "koop-web",
            ][..],
        ),
    ]);
    let houses = houses(&metadata);
    assert_eq!(
        houses.keys().copied().collect::<Vec<_>>(),
        allowed.keys().copied().collect::<Vec<_>>(),
        "a new crate needs its row here"
    );
    for (name, package) in &houses {
        let ours: BTreeSet<&str> =
            needs(package, false).into_iter().filter(|n| houses.contains_key(n)).collect();
        let allowed: BTreeSet<&str> = allowed[name].iter().copied().collect();
        let wrong: Vec<_> = ours.difference(&allowed).collect();
        assert!(wrong.is_empty(), "{name} may not import {wrong:?}");
    }
}

#[test]
fn the_domain_knows_no_door_and_no_engine() {
    let metadata = metadata();
    let houses = houses(&metadata);
    let forbidden = [
        "axum",
        "http",
        "tower",
        "tower-http",
        "async-graphql",
        "askama",
        "fluent-templates",
        "tantivy",
        "meilisearch-sdk",
        "clap",
        "rand",
        "reqwest",
    ];
    let domain = needs(houses["koop-domain"], true);
    for name in forbidden {
        assert!(!domain.contains(name), "domain may not depend on {name}");
    }
    for source in sources(&root().join("domain/src")) {
        // Tests read where the real input is.
        if source.components().any(|c| c.as_os_str() == "tests") {
            continue;
        }
        let text = fs::read_to_string(&source).expect("a source file is text");
        for word in ["Utc::now", "std::env", "SystemTime::now", "std::fs", "now_v7()"] {
            assert!(
                !text.contains(word) || source.parent().is_some_and(|it| it.ends_with("db")),
                "{} names {word}",
                source.display()
            );
        }
    }
}

#[test]
fn models_are_pure() {
    let mut seen = 0;
    for source in sources(&root().join("domain/src")) {
        if source.file_name().is_none_or(|name| name != "model.rs") {
            continue;
        }
        seen += 1;
        let text = fs::read_to_string(&source).expect("a source file is text");
        for word in ["sea_orm", "async ", ".await", "tokio", "crate::db", "std::fs", "std::net"] {
            assert!(!text.contains(word), "{} names {word}", source.display());
        }
    }
    assert!(seen >= 2, "no model.rs was looked at");
}

/// What a file with statements has.
const SQL: [&str; 9] = [
    "SELECT ",
    "INSERT INTO",
    "UPDATE ",
    "DELETE FROM",
    "EntityTrait",
    "Query::select",
    "Query::insert",
    "Query::update",
    "Query::delete",
];

#[test]
fn statements_stand_in_stores() {
    for source in sources(&root().join("domain/src")) {
        let name = source.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        let at_home = matches!(name, "store.rs" | "entity.rs" | "changes.rs")
            || source.components().any(|c| matches!(c.as_os_str().to_str(), Some("store" | "db")));
        let text = fs::read_to_string(&source).expect("a source file is text");
        for word in SQL {
            assert!(at_home || !text.contains(word), "{} has SQL ({word})", source.display());
        }
    }
}

#[test]
fn files_stay_readable() {
    const LINES_MAX: usize = 400;
    let long: Vec<String> = ["api", "web", "domain", "search", "migrations", "seeds", "tests"]
        .iter()
        .flat_map(|folder| sources(&root().join(folder)))
        .filter_map(|source| {
            let lines = fs::read_to_string(&source).expect("a source file is text").lines().count();
            (lines > LINES_MAX).then(|| format!("{} ({lines})", source.display()))
        })
        .collect();
    assert!(long.is_empty(), "longer than {LINES_MAX} lines, split by noun: {long:#?}");
}

/// Licences that go together with EUPL-1.2; a new one is read before it is added.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OpenSSL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "EUPL-1.2",
];

/// Whether one of the alternatives of an SPDX expression is wholly in the list.
fn acceptable(expression: &str) -> bool {
    let flat = expression.replace(['(', ')'], " ").replace('/', " OR ");
    flat.split(" OR ")
        .any(|way| way.split(" AND ").all(|licence| LICENCES.contains(&licence.trim())))
}

#[test]
fn licences_and_sources_are_known() {
    let metadata = metadata();
    let ours: BTreeSet<_> = metadata.workspace_members.iter().collect();
    for package in &metadata.packages {
        let licence = package.license.as_deref().unwrap_or("none");
        assert!(acceptable(licence), "{} has licence {licence}", package.name);
        match &package.source {
            None => assert!(ours.contains(&package.id), "{} is vendored", package.name),
            Some(source) => assert!(
                source.repr.starts_with("registry+") || source.repr.starts_with("sparse+"),
                "{} comes from {}",
                package.name,
                source.repr
            ),
        }
    }
    for package in metadata.workspace_packages() {
        assert_eq!(package.license.as_deref(), Some("EUPL-1.2"), "{}", package.name);
    }
}

/// The oldest version of each crate that has no known hole, with the advisory or reason.
const FLOORS: &[(&str, [u64; 3], &str)] = &[
    ("async-graphql", [7, 2, 1], "GHSA-5gc2-7c65-8fq8, RUSTSEC-2022-0037"),
    ("axum-core", [0, 3, 0], "RUSTSEC-2022-0055"),
    ("bytes", [1, 11, 1], "RUSTSEC-2026-0007"),
    ("crossbeam-channel", [0, 5, 15], "RUSTSEC-2025-0024"),
    ("h2", [0, 4, 16], "RUSTSEC-2026-0258"),
    ("idna", [1, 0, 0], "RUSTSEC-2024-0421"),
    ("libsqlite3-sys", [0, 37, 0], "SQLite before 3.51.3 can lose committed writes"),
    ("lru", [0, 18, 2], "RUSTSEC-2026-0253"),
    ("quick-xml", [0, 41, 0], "RUSTSEC-2026-0194"),
    ("ring", [0, 17, 12], "RUSTSEC-2025-0009"),
    ("rustls", [0, 23, 18], "RUSTSEC-2024-0399"),
    ("sea-orm", [2, 0, 4], "wrong rows from chained linked joins before"),
    ("sqlx-core", [0, 8, 1], "RUSTSEC-2024-0363"),
    ("time", [0, 3, 47], "RUSTSEC-2026-0009"),
    ("tokio", [1, 44, 2], "RUSTSEC-2025-0023"),
];

/// Older versions that stay, because what is wrong with them cannot happen here.
const REVIEWED: &[(&str, [u64; 3], &str)] = &[(
    "lru",
    [0, 16, 4],
    "only in async-graphql's store of persisted queries, which is not switched on",
)];

#[test]
fn no_crate_is_older_than_its_last_known_hole() {
    let metadata = metadata();
    for package in &metadata.packages {
        for (name, floor, reason) in FLOORS {
            if package.name.as_str() != *name {
                continue;
            }
            let version = [package.version.major, package.version.minor, package.version.patch];
            if REVIEWED.iter().any(|(known, at, _)| known == name && *at == version) {
                continue;
            }
            assert!(version >= *floor, "{name} {} is below its floor: {reason}", package.version);
        }
    }
}

#[test]
fn every_dependency_has_a_reason() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml is text");
    let table = manifest
        .split("[workspace.dependencies]")
        .nth(1)
        .and_then(|rest| rest.split("\n[").next())
        .expect("the table is there");
    for line in table.lines().filter(|l| l.contains('=') && !l.contains("path = ")) {
        assert!(line.contains(" # "), "no reason for {line}");
    }
}

#[test]
fn documents_name_paths_that_exist() {
    let docs = ["README.md", "docs/architecture.md", "docs/operating.md"];
    for doc in docs {
        let text = fs::read_to_string(root().join(doc)).unwrap_or_else(|_| panic!("{doc} exists"));
        for word in text.split(['`', '(', ')']).filter(|w| {
            !w.contains([' ', '\n', '{', '…', '*', '#', ':', '?', '='])
                && [
                    "api/",
                    "web/",
                    "domain/",
                    "search/",
                    "seeds/",
                    "tests/",
                    "docs/",
                    "migrations/",
                ]
                .iter()
                .any(|folder| w.starts_with(folder))
        }) {
            let from_doc = root().join(doc).parent().map(|p| p.join(word));
            assert!(
                root().join(word).exists() || from_doc.is_some_and(|p| p.exists()),
                "{doc} names {word}, which is not there"
            );
        }
    }
}

/// All Rust files below a folder, but for what cargo and npm put there.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("node_modules") && !path.ends_with("target") {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}
