//! The statements about who would be paid.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};

use crate::db::{DbError, sql};
use crate::id::{AccountId, CommunityId, CurrencyId, ListingId, MemberId, ProfileId};
use crate::ledger::accounts::model::{Held, Holder};
use crate::ledger::accounts::store as accounts;
use crate::listings::keepers::store::owners_of_name;
use crate::profiles::model::ProfileKind;
use crate::text::fold;

/// Through how many of the last transfers of an account those are looked for whom it paid.
const BEFORE_MAX: u32 = 1_000;
/// Among how many organisations and merchants of a community one is looked for by name.
const HOUSES_MAX: u32 = 2_000;

/// What somebody is called.
pub(super) struct Named {
    pub(super) name: String,
    pub(super) kind: ProfileKind,
}

/// Asks about these ids, which stand at `{}` in the text, after the values.
async fn about(
    db: &impl ConnectionTrait,
    text: &str,
    mut values: Vec<Value>,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<QueryResult>, DbErr> {
    let before = values.len();
    values.extend(ids.into_iter().map(Value::from));
    if values.len() == before {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (before + 1..=values.len()).map(|nth| format!("${nth}")).collect();
    let text = text.replace("{}", &places.join(", "));
    db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), text, values)).await
}

fn uuids(ids: &[ProfileId]) -> impl Iterator<Item = Uuid> + '_ {
    let ids: BTreeSet<Uuid> = ids.iter().map(|it| it.0).collect();
    ids.into_iter()
}

fn profile(row: &QueryResult, at: usize) -> Result<ProfileId, DbErr> {
    row.try_get_by_index(at).map(ProfileId)
}

/// What profiles are called.
pub(super) async fn names(
    db: &impl ConnectionTrait,
    of: &[ProfileId],
) -> Result<BTreeMap<ProfileId, Named>, DbError> {
    let text = "select id, name, kind from profiles where id in ({})";
    let read = |row: &QueryResult| {
        let kind: String = row.try_get_by_index(2)?;
        let kind = ProfileKind::from_key(&kind).unwrap_or(ProfileKind::Person);
        Ok((profile(row, 0)?, Named { name: row.try_get_by_index(1)?, kind }))
    };
    let all: Result<_, DbErr> =
        about(db, text, vec![], uuids(of)).await?.iter().map(read).collect();
    Ok(all?)
}

/// The places of profiles that keep exactly one.
pub(super) async fn only_places(
    db: &impl ConnectionTrait,
    of: &[ProfileId],
) -> Result<BTreeMap<ProfileId, ListingId>, DbError> {
    let text = "select profile_id, listing_id from listing_keepers \
        where profile_id in ({}) and role = 'owner'";
    let (mut all, mut many) = (BTreeMap::new(), BTreeSet::new());
    for row in &about(db, text, vec![], uuids(of)).await? {
        let id = profile(row, 0)?;
        if all.insert(id, ListingId(row.try_get_by_index(1)?)).is_some() {
            many.insert(id);
        }
    }
    all.retain(|id, _| !many.contains(id));
    Ok(all)
}

/// Whether a place that others have shown to be theirs goes by this name, and none of these people.
pub(super) async fn is_namesake(
    db: &impl ConnectionTrait,
    of: ProfileId,
    name: &str,
) -> Result<bool, DbError> {
    let owners = owners_of_name(db, &fold(name)).await?;
    if owners.is_empty() || owners.iter().any(|(_, profile)| *profile == Some(of)) {
        return Ok(false);
    }
    let text = "select 1 from profile_members where profile_id = $1 and member_id in ({}) limit 1";
    let mine = about(db, text, vec![of.0.into()], owners.iter().map(|(member, _)| member.0));
    Ok(mine.await?.is_empty())
}

/// Whose account places are paid to; of what nobody has shown to be theirs, nobody's.
pub(super) async fn owners(
    db: &impl ConnectionTrait,
    of: &[ListingId],
) -> Result<BTreeMap<ListingId, Holder>, DbError> {
    let text = "select k.listing_id, k.profile_id, p.id from listing_keepers k \
        join profile_members m on m.member_id = k.member_id \
        join profiles p on p.id = m.profile_id and p.kind = 'person' \
        where k.listing_id in ({}) and k.role = 'owner'";
    let read = |row: &QueryResult| {
        let listing = ListingId(row.try_get_by_index(0)?);
        let house = row.try_get_by_index::<Option<Uuid>>(1)?.map(ProfileId);
        let holder = match house {
            Some(profile) => Holder { profile, listing: None },
            None => Holder { profile: profile(row, 2)?, listing: Some(listing) },
        };
        Ok((listing, holder))
    };
    let rows = about(db, text, vec![], of.iter().map(|it| it.0)).await?;
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// People and households that an account paid, or was paid by, lately, with their names.
pub(super) async fn paid_before(
    db: &impl ConnectionTrait,
    from: AccountId,
) -> Result<Vec<(AccountId, Holder, String)>, DbError> {
    let text = format!(
        "select a.id, a.profile_id, p.name from accounts a join profiles p on p.id = a.profile_id \
         where not a.at_place and p.kind in ('person', 'household') and a.id in ( \
            select o.other from (select credit_id as other from transfers where debit_id = $1 \
                order by number desc limit {BEFORE_MAX}) o \
            union select o.other from (select debit_id as other from transfers \
                where credit_id = $1 order by number desc limit {BEFORE_MAX}) o) \
         order by p.name, a.id"
    );
    let read = |row: &QueryResult| {
        let holder = Holder { profile: profile(row, 1)?, listing: None };
        Ok((AccountId(row.try_get_by_index(0)?), holder, row.try_get_by_index(2)?))
    };
    let rows = db.query_all_raw(sql(db, &text, [from.0.into()])).await?;
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// The organisations and merchants of a community, with their names and short names.
pub(super) async fn houses(
    db: &impl ConnectionTrait,
    of: CommunityId,
) -> Result<Vec<(ProfileId, String, String)>, DbError> {
    let text = format!(
        "select p.id, p.name, p.handle from profiles p \
         where p.kind in ('organisation', 'merchant') and p.id in ( \
            select m.profile_id from community_members c \
            join profile_members m on m.member_id = c.member_id \
            where c.community_id = $1 and c.state = 'active') \
         order by p.name, p.id limit {HOUSES_MAX}"
    );
    let read = |row: &QueryResult| {
        Ok((profile(row, 0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?))
    };
    let rows = db.query_all_raw(sql(db, &text, [of.0.into()])).await?;
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// Which of some people and households blocked somebody, or were blocked by them.
pub(super) async fn kept_away(
    db: &impl ConnectionTrait,
    me: MemberId,
    of: &[ProfileId],
) -> Result<BTreeSet<ProfileId>, DbError> {
    let text = "select m.profile_id from profile_members m \
        join profiles p on p.id = m.profile_id and p.kind in ('person', 'household') \
        join member_blocks b on (b.member_id = $1 and b.blocked_id = m.member_id) \
            or (b.member_id = m.member_id and b.blocked_id = $1) \
        where m.profile_id in ({})";
    some(db, text, vec![me.0.into()], of).await
}

/// Which of some profiles belong to a community.
pub(super) async fn belonging(
    db: &impl ConnectionTrait,
    to: CommunityId,
    of: &[ProfileId],
) -> Result<BTreeSet<ProfileId>, DbError> {
    let text = "select distinct m.profile_id from profile_members m \
        join community_members c on c.member_id = m.member_id \
        where c.community_id = $1 and c.state = 'active' and m.profile_id in ({})";
    some(db, text, vec![to.0.into()], of).await
}

async fn some(
    db: &impl ConnectionTrait,
    text: &str,
    values: Vec<Value>,
    of: &[ProfileId],
) -> Result<BTreeSet<ProfileId>, DbError> {
    let rows = about(db, text, values, uuids(of)).await?;
    let all: Result<_, DbErr> = rows.iter().map(|row| profile(row, 0)).collect();
    Ok(all?)
}

/// The accounts of some profiles in a currency that are not closed.
pub(super) async fn accounts(
    db: &impl ConnectionTrait,
    currency: CurrencyId,
    of: &[ProfileId],
) -> Result<Vec<Held>, DbError> {
    let ids: Vec<Uuid> = uuids(of).collect();
    accounts::of_profiles(db, currency, &ids).await
}
