//! Answers do not become worse than the documentation says they are.

use koop_tests::quality::{Region, committed, figures, queries};

/// A figure has three digits after the point in the table.
const ROUNDED: f64 = 0.000_5;
const DOCUMENTATION: &str = include_str!("../../../docs/performance.md");

#[tokio::test]
async fn answers_are_as_good_as_the_documentation_says() {
    let region = Region::fill().await;
    let mut outcomes = Vec::new();
    for query in queries() {
        outcomes.push(region.ask(query).await);
    }
    let queries = queries();
    let right = region.right_answers(&queries).await;
    let none = queries.iter().zip(right).filter(|(_, right)| *right == 0);
    let none: Vec<&str> = none.map(|(query, _)| query.text).collect();
    assert!(none.is_empty(), "no listing answers these: {none:?}");

    let said = committed(DOCUMENTATION);
    for now in figures(&outcomes) {
        let then = said.iter().find(|row| row.group == now.group);
        let then = then.unwrap_or_else(|| panic!("{} is not in the table", now.group));
        assert_eq!(now.questions, then.questions, "{}", now.group);
        for (now, then) in [(now.at_1, then.at_1), (now.at_3, then.at_3), (now.mrr, then.mrr)] {
            assert!(now + ROUNDED >= then, "worse: {now:.3} after {then:.3}");
        }
    }
}

#[test]
fn the_set_is_large_and_asks_nothing_twice() {
    let queries = queries();
    assert!(queries.len() >= 300, "{}", queries.len());
    for (nth, query) in queries.iter().enumerate() {
        assert!(queries[..nth].iter().all(|other| other.text != query.text), "{}", query.text);
    }
}
