//! What is made of rows, and what is told of them.

use std::collections::BTreeMap;

use koop_domain::error::Problem;
use koop_domain::imports::model::RECORD_MAX_BYTES;
use koop_domain::imports::tables::{Columns, Judged, Source, Table, judge};
use koop_domain::listings::model::Service;
use koop_domain::listings::provenance::FactGroup;

fn judged(content: &str) -> Judged {
    let table = Table::read(content.as_bytes()).unwrap();
    let none = BTreeMap::new();
    let columns = Columns::of(table.header(), &none, &none).unwrap();
    let source = Source {
        dataset: "winkels".to_owned(),
        publisher: "Winkeliers".to_owned(),
        licence: String::new(),
    };
    judge(&table, &columns, &source, "2026-04-20".parse().unwrap())
}

#[test]
fn hours_that_nobody_can_read_are_left_out_and_not_confirmed() {
    let judged = judged(
        "naam;openingstijden;gecontroleerd\n\
         Noor;ma-za 8.00-18.00;2026-03-15\n\
         Spaak;nooit niet;2026-03-15\n",
    );
    let [(_, noor), (_, spaak)] = judged.rows.as_slice() else { panic!("{judged:?}") };
    assert!(noor.facts.hours.contains_key(&Service::Counter));
    assert!(noor.confirmed.contains_key(&FactGroup::Hours));
    assert!(spaak.facts.hours.is_empty() && !spaak.confirmed.contains_key(&FactGroup::Hours));
    assert_eq!(spaak.tags["openingstijden"], "nooit niet", "what stood there is kept");
    let [fault] = judged.faults.as_slice() else { panic!("{judged:?}") };
    assert_eq!((fault.problem, fault.is_fatal()), (Problem::Unreadable, false));
}

#[test]
fn a_row_that_is_too_large_is_told_of() {
    let judged = judged(&format!("naam;iets\nNoor;{}\nSpaak;x\n", "é".repeat(RECORD_MAX_BYTES)));
    assert_eq!(judged.rows.len(), 1);
    let [fault] = judged.faults.as_slice() else { panic!("one fault") };
    assert_eq!((fault.line, fault.problem, fault.is_fatal()), (2, Problem::TooLong, true));
}
