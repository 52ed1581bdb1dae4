//! What payments name, for many of them at once: the text of the statement is the same however many
//! there are.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, QueryResult};

use crate::communities::standing_of;
use crate::communities::store::{MEMBERSHIP, membership_at};
use crate::db::rows::{Column, Of, Row, Rows, source_on};
use crate::db::{Db, DbError, sql};
use crate::id::{AccountId, MemberId, ProfileId};
use crate::ledger::journal::Outcome;
use crate::policy::Standing;

/// What somebody who pays names.
pub(in crate::ledger) struct Named {
    pub(in crate::ledger::payments) member: MemberId,
    pub(in crate::ledger::payments) from: AccountId,
    /// The id that the client made, where something is posted.
    pub(in crate::ledger::payments) key: Option<Uuid>,
    /// Who is paid, where an account was named.
    pub(in crate::ledger::payments) to: Option<AccountId>,
    /// Under what their refusals are counted.
    pub(in crate::ledger::payments) refusals: String,
}

/// What the books answered, and what had been asked as it was typed.
pub(in crate::ledger::payments) type Answered = (Outcome, Option<String>);

/// What stands beside it.
pub(in crate::ledger::payments) struct Found {
    /// Their own profile.
    pub(in crate::ledger::payments) person: Option<ProfileId>,
    /// What they are to the community of the currency.
    pub(in crate::ledger::payments) standing: Standing,
    /// What was answered before.
    pub(in crate::ledger::payments) answered: Option<Answered>,
    /// How often they were refused, and since when.
    pub(in crate::ledger::payments) refused: Option<(i32, DateTime<Utc>)>,
    /// Whether they and who is paid keep away from each other.
    pub(in crate::ledger::payments) is_apart: bool,
}

const NAMED: [Column; 6] = [
    ("nth", Of::Number),
    ("member_id", Of::Id),
    ("from_id", Of::Id),
    ("key", Of::Id),
    ("to_id", Of::Id),
    ("refusals", Of::Text),
];

/// That a member and one of the people of a person's or a household's profile `h` blocked the
/// other, each way by its own index.
fn apart(member: &str) -> String {
    format!(
        "h.kind in ('person', 'household') and exists (select 1 from profile_members w \
         where w.profile_id = h.id and (exists (select 1 from member_blocks b \
             where b.member_id = {member} and b.blocked_id = w.member_id) \
         or exists (select 1 from member_blocks b \
             where b.member_id = w.member_id and b.blocked_id = {member})))"
    )
}

/// Whether a member and the people of a home keep away from each other.
pub(in crate::ledger::payments) async fn are_apart(
    db: &impl ConnectionTrait,
    member: MemberId,
    home: ProfileId,
) -> Result<bool, DbError> {
    let text = format!("select 1 from profiles h where h.id = $2 and {}", apart("$1"));
    let values = [member.0.into(), home.0.into()];
    Ok(db.query_one_raw(sql(db, &text, values)).await?.is_some())
}

/// What stands beside each of them, in their order.
pub(in crate::ledger::payments) async fn found(
    db: &Db,
    all: &[Named],
) -> Result<Vec<Found>, DbError> {
    let mut rows = Rows::default();
    for (nth, it) in (0_i64..).zip(all) {
        let row = Row::default()
            .with("nth", nth)
            .id("member_id", it.member.0)
            .id("from_id", it.from.0)
            .maybe_id("key", it.key)
            .maybe_id("to_id", it.to.map(|it| it.0))
            .with("refusals", it.refusals.as_str());
        rows.push(row);
    }
    // A place is open to everybody, also to who keeps away from whoever keeps it.
    let text = format!(
        "select r.nth, (select p.id from profile_members b join profiles p \
             on p.id = b.profile_id and p.kind = 'person' where b.member_id = r.member_id \
             order by p.id limit 1), \
         g.agreements_version, s.answer, s.said, t.tries, t.since, \
         exists (select 1 from accounts o join profiles h on h.id = o.profile_id \
             where o.id = r.to_id and o.listing_id is null and {}), {MEMBERSHIP} \
         from {} left join accounts a on a.id = r.from_id \
         left join currencies c on c.id = a.currency_id \
         left join communities g on g.id = c.community_id \
         left join community_members m on m.community_id = c.community_id \
             and m.member_id = r.member_id \
         left join attempts t on t.key = r.refusals \
         left join ledger_answers s on s.account_id = r.from_id and s.key = r.key order by r.nth",
        apart("r.member_id"),
        source_on(db.backend(), &NAMED)
    );
    let db = db.reader();
    db.query_all_raw(sql(db, &text, [rows.json()])).await?.iter().map(read).collect()
}

fn read(row: &QueryResult) -> Result<Found, DbError> {
    let version: Option<i32> = row.try_get_by_index(2)?;
    let answer: Option<String> = row.try_get_by_index(3)?;
    let (said, tries): (_, Option<i32>) = (row.try_get_by_index(4)?, row.try_get_by_index(5)?);
    let membership = membership_at(row, 8)?;
    let answer = answer.map(|it| serde_json::from_str::<Outcome>(&it)).transpose()?;
    Ok(Found {
        person: row.try_get_by_index::<Option<Uuid>>(1)?.map(ProfileId),
        standing: version.map_or(Standing::NONE, |it| standing_of(membership.as_ref(), it)),
        answered: answer.map(|it| (it, said)),
        refused: tries.zip(row.try_get_by_index(6)?),
        is_apart: row.try_get_by_index(7)?,
    })
}
