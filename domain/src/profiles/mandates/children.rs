//! Members who are younger than sixteen. An organiser registers them together with a mandate for a
//! parent or guardian, who signs on paper and acts for them; what may be done for them on the board
//! stands in `posts::children`. When they were born is nobody's here: only the day is kept on which
//! they become sixteen, and then it goes.

use std::collections::HashSet;

use chrono::{Months, NaiveDate, TimeDelta};
use sea_orm::ConnectionTrait;

use super::model::{Deed, Wish, last_day};
use super::{agent_in, by, store, today, write};
use crate::Domain;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::error::Problem;
use crate::id::{CommunityId, MemberId};
use crate::policy::Action;
use crate::profiles::error::ProfileError;
use crate::profiles::me;

/// At which age one acts for oneself, in years.
pub const CHILD_YEARS: u32 = 16;

/// Somebody to register who is younger than sixteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewChild<'a> {
    /// The day on which they become sixteen.
    pub sixteen_on: NaiveDate,
    /// The short name of the parent or guardian, who belongs to the same community and may act for
    /// them from now on.
    pub parent: &'a str,
}

impl NewChild<'_> {
    /// Whether the day can be that of a child.
    ///
    /// # Errors
    /// [`Problem::OutOfRange`].
    pub(super) fn check(&self, today: NaiveDate) -> Result<(), Problem> {
        let last = today.checked_add_months(Months::new(12 * CHILD_YEARS)).unwrap_or(today);
        let is_one = today < self.sixteen_on && self.sixteen_on <= last;
        if is_one { Ok(()) } else { Err(Problem::OutOfRange) }
    }
}

/// Who of a community is called as the parent is, for a child that there is; nobody registers a
/// child of their own.
pub(super) async fn parent(
    tx: &WriteTx,
    ctx: &Ctx,
    community: CommunityId,
    child: Option<&NewChild<'_>>,
) -> Result<Option<MemberId>, ProfileError> {
    let Some(child) = child else { return Ok(None) };
    let nobody = MemberId(uuid::Uuid::nil());
    let Some(parent) = agent_in(tx, ctx, (community, nobody), child.parent).await? else {
        return Ok(None);
    };
    if by(ctx) == Some(parent) {
        return Err(ProfileError::OwnCase);
    }
    Ok(Some(parent))
}

/// Writes down that somebody is younger than sixteen, and the mandate with which their parent acts
/// for them: for as long as a mandate lasts, and never beyond that day.
pub(super) async fn put(
    tx: &WriteTx,
    ctx: &Ctx,
    between: (MemberId, MemberId, CommunityId),
    (sixteen_on, signed_on): (NaiveDate, NaiveDate),
) -> Result<(), ProfileError> {
    store::put_child(tx, between.0, sixteen_on).await?;
    let until = (sixteen_on - TimeDelta::days(1)).min(last_day(today(ctx)));
    let deeds = [Deed::PostHelp, Deed::Agree].into_iter().collect();
    let wish = Wish { handle: "", deeds, until };
    write(tx, ctx, between, (&wish, Some(signed_on))).await?;
    Ok(())
}

/// The day on which I become sixteen, if I am younger.
///
/// # Errors
/// [`ProfileError::SignedOut`], [`ProfileError::Denied`].
pub async fn sixteen_on(ctx: &Ctx, domain: &Domain) -> Result<Option<NaiveDate>, ProfileError> {
    let me = me(ctx, Action::KeepAccount)?;
    Ok(until(domain.db.reader(), ctx, me.member).await?)
}

/// The day on which somebody becomes sixteen, if they are younger now.
pub(crate) async fn until(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    member: MemberId,
) -> Result<Option<NaiveDate>, DbError> {
    Ok(store::children(db, today(ctx), [member]).await?.remove(&member))
}

/// Whether somebody is younger than sixteen.
pub(crate) async fn is_child(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    member: MemberId,
) -> Result<bool, DbError> {
    Ok(until(db, ctx, member).await?.is_some())
}

/// Who of some people is younger than sixteen, in one statement.
pub(crate) async fn among(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    people: impl IntoIterator<Item = MemberId>,
) -> Result<HashSet<MemberId>, DbError> {
    Ok(store::children(db, today(ctx), people).await?.into_keys().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_becomes_sixteen_later_than_today_and_within_sixteen_years() {
        let today = NaiveDate::from_ymd_opt(2026, 2, 28).unwrap();
        for (sixteen_on, is_one) in [
            ((2026, 2, 28), false),
            ((2026, 3, 1), true),
            ((2042, 2, 28), true),
            ((2042, 3, 1), false),
            ((1999, 1, 1), false),
        ] {
            let (year, month, day) = sixteen_on;
            let sixteen_on = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            let child = NewChild { sixteen_on, parent: "joke" };
            assert_eq!(child.check(today).is_ok(), is_one, "{sixteen_on}");
        }
    }
}
