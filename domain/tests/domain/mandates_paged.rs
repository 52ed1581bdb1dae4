//! Mandates, and what was done under one, page by page, on both databases.

use koop_domain::error::Problem;
use koop_domain::listings::keepers::{self, Added};
use koop_domain::listings::model::Facts;
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::mandates::{Deed, done, end, mine, mine_now};

use crate::harness::{House, on_both_databases};
use crate::mandates::oost;

on_both_databases! {
    ones_own_mandates_are_read_page_by_page;
    what_was_done_is_read_page_by_page;
}

async fn ones_own_mandates_are_read_page_by_page(house: &House) {
    let oost = oost(house).await;
    let mut all = Vec::new();
    for nth in 0..5 {
        all.push(oost.mandate(house, &[Deed::KeepPlaces]).await);
        // Of two that stand at one instant each is told once as well.
        if nth < 4 {
            end(&oost.organiser, &house.domain, all[nth]).await.unwrap();
        }
    }
    let mut told = Vec::new();
    for size in [2, 2, 1] {
        let page = (2, told.last().copied());
        let found = mine(&oost.joke, &house.domain, page).await.unwrap();
        assert_eq!(found.len(), size);
        told.extend(found.into_iter().map(|it| it.mandate.id));
    }
    let running = mine_now(&oost.joke, &house.domain).await.unwrap();
    assert_eq!(running.iter().map(|it| it.mandate.id).collect::<Vec<_>>(), [all[4]]);
    assert!(
        mine_now(&oost.organiser, &house.domain).await.unwrap().is_empty(),
        "she wrote it down"
    );
    told.sort_unstable();
    all.sort_unstable();
    assert_eq!(told, all);
    // Whose it is not goes on after none of it.
    let other = mine(&oost.organiser, &house.domain, (2, Some(all[0]))).await;
    let is_bad =
        matches!(other, Err(ProfileError::Invalid { field: "after", problem: Problem::BadCursor }));
    assert!(is_bad, "{other:?}");
}

async fn what_was_done_is_read_page_by_page(house: &House) {
    let oost = oost(house).await;
    let id = oost.mandate(house, &[Deed::KeepPlaces]).await;
    let acting = oost.acting(house).await.unwrap();
    for nth in 0..5 {
        let facts = Facts { name: format!("Naaikamer {nth}"), ..Facts::default() };
        let added = keepers::add(&acting, &house.domain, facts, true).await.unwrap();
        assert!(matches!(added, Added::New(_)));
    }
    let (mut names, mut after) = (Vec::new(), None);
    for size in [2, 2, 1] {
        let (_, lines) = done(&oost.joke, &house.domain, id, (2, after)).await.unwrap();
        assert_eq!(lines.len(), size);
        after = lines.last().map(|it| it.id);
        names.extend(lines.into_iter().filter_map(|it| it.subject_name));
    }
    let latest_first = [4, 3, 2, 1, 0].map(|nth| format!("Naaikamer {nth}"));
    assert_eq!(names, latest_first);
}
