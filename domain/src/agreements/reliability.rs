//! How somebody is to agree with, computed from what was: how soon they answer, and what they
//! kept. There are no marks, and what is forgotten counts no more.

use std::collections::HashMap;

use chrono::TimeDelta;

use super::error::AgreementError;
use super::model::Reliability;
use super::store;
use crate::Domain;
use crate::ctx::{Actor, Ctx};
use crate::id::MemberId;
use crate::policy::{self, Action};

/// Of fewer answers than this nothing is told.
const ANSWERS_MIN: usize = 3;
/// Within how many hours somebody mostly answers, as it is told.
const HOURS: [u32; 7] = [1, 2, 4, 8, 24, 48, 72];

/// How some members are to agree with, for who is signed in; a visitor is told of nobody.
///
/// # Errors
/// [`AgreementError::Db`].
pub async fn reliability(
    ctx: &Ctx,
    domain: &Domain,
    members: &[MemberId],
) -> Result<HashMap<MemberId, Reliability>, AgreementError> {
    policy::check(ctx, Action::ReadBoard)?;
    if !matches!(ctx.actor, Actor::Member(_)) || members.is_empty() {
        return Ok(HashMap::new());
    }
    let mut members = members.to_vec();
    members.sort_unstable();
    members.dedup();
    let db = domain.db.reader();
    let mut answers = store::answers(db, &members).await?;
    let finished = store::finished(db, &members).await?;
    let one = |member: MemberId| {
        let (finished, broken) = finished.get(&member).copied().unwrap_or_default();
        let replies_within_hours = within(answers.remove(&member).unwrap_or_default());
        let kept = finished.saturating_sub(broken);
        (member, Reliability { replies_within_hours, kept, finished })
    };
    Ok(members.into_iter().map(one).collect())
}

/// Within how many hours the middle one of some answers came.
fn within(mut answers: Vec<TimeDelta>) -> Option<u32> {
    if answers.len() < ANSWERS_MIN {
        return None;
    }
    answers.sort_unstable();
    let middle = answers.get((answers.len() - 1) / 2)?;
    HOURS.into_iter().find(|hours| *middle <= TimeDelta::hours(i64::from(*hours)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn half_of_the_answers_came_within_it(minutes in prop::collection::vec(0_i64..10_000, 0..20)) {
            let told = within(minutes.iter().map(|it| TimeDelta::minutes(*it)).collect());
            prop_assert!(minutes.len() >= ANSWERS_MIN || told.is_none());
            if let Some(hours) = told {
                let within = minutes.iter().filter(|it| **it <= i64::from(hours) * 60).count();
                prop_assert!(2 * within >= minutes.len());
                prop_assert!(HOURS.contains(&hours));
            }
        }
    }

    #[test]
    fn an_answer_after_weeks_is_told_as_none() {
        let days = |days| TimeDelta::days(days);
        assert_eq!(within(vec![days(30); 3]), None);
        assert_eq!(within(vec![days(3); 3]), Some(72));
        assert_eq!(within(vec![TimeDelta::zero(), TimeDelta::minutes(61), days(9)]), Some(2));
    }
}
