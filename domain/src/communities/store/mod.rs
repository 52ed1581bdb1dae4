//! Every SQL statement about communities; those about who belongs to them stand beside it.

mod decisions;
mod invitations;
mod land;
mod people;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

pub(crate) use self::decisions::*;
pub(crate) use self::invitations::*;
pub(crate) use self::land::*;
pub(crate) use self::people::*;
use super::entity::community;
use super::model::{Agreement, Community, Joining, Kind, Role, Settings, Texts};
use crate::db::{DbError, WriteTx};
use crate::id::{AreaId, CommunityId, MemberId};
use crate::language::Language;

const AGREEMENTS: &str = "community_agreements";

fn unknown(what: &str, key: &str) -> DbErr {
    DbErr::Type(format!("no community has this {what}: {key}"))
}

fn read(row: community::Model) -> Result<Community, DbError> {
    let terms: std::collections::BTreeMap<String, String> = serde_json::from_str(&row.terms)?;
    let terms = terms.into_iter().filter_map(|(role, word)| Some((Role::from_key(&role)?, word)));
    let colours = row.colours.as_deref().map(serde_json::from_str).transpose()?;
    let languages: Vec<Language> = serde_json::from_str(&row.languages)?;
    Ok(Community {
        id: CommunityId(row.id),
        slug: row.slug,
        settings: Settings {
            name: row.name,
            kind: Kind::from_key(&row.kind).ok_or_else(|| unknown("kind", &row.kind))?,
            about: serde_json::from_str(&row.about)?,
            area: row.area_id.map(AreaId),
            languages,
            colours,
            joining: Joining::from_key(&row.joining)
                .ok_or_else(|| unknown("way to join", &row.joining))?,
            terms: terms.collect(),
        },
        agreements_version: row.agreements_version,
        demo: row.demo,
        created_at: row.created_at,
    })
}

fn row(community: &Community, now: DateTime<Utc>) -> Result<community::Model, DbError> {
    let Settings { name, kind, about, area, languages, colours, joining, terms } =
        &community.settings;
    let terms: std::collections::BTreeMap<&str, &String> =
        terms.iter().map(|(role, word)| (role.key(), word)).collect();
    Ok(community::Model {
        id: community.id.0,
        slug: community.slug.clone(),
        kind: kind.key().to_owned(),
        name: name.clone(),
        about: serde_json::to_string(about)?,
        area_id: area.map(|area| area.0),
        languages: serde_json::to_string(languages)?,
        colours: colours.as_ref().map(serde_json::to_string).transpose()?,
        joining: joining.key().to_owned(),
        terms: serde_json::to_string(&terms)?,
        agreements_version: community.agreements_version,
        demo: community.demo,
        created_at: community.created_at,
        updated_at: now,
    })
}

/// All communities, by name.
pub(crate) async fn all(db: &impl ConnectionTrait, most: u64) -> Result<Vec<Community>, DbError> {
    let rows = community::Entity::find()
        .order_by_asc(community::Column::Name)
        .order_by_asc(community::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The community with an id.
pub(crate) async fn by_id(
    db: &impl ConnectionTrait,
    id: CommunityId,
) -> Result<Option<Community>, DbError> {
    community::Entity::find_by_id(id.0).one(db).await?.map(read).transpose()
}

/// The communities with some ids.
pub(crate) async fn by_ids(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = CommunityId>,
) -> Result<Vec<Community>, DbError> {
    let ids = ids.into_iter().map(|id| id.0);
    let found = community::Entity::find().filter(community::Column::Id.is_in(ids));
    found.all(db).await?.into_iter().map(read).collect()
}

/// The community with a slug.
pub(crate) async fn by_slug(
    db: &impl ConnectionTrait,
    slug: &str,
) -> Result<Option<Community>, DbError> {
    let found = community::Entity::find().filter(community::Column::Slug.eq(slug));
    found.one(db).await?.map(read).transpose()
}

/// The community with an id, as it is until the transaction ends: whoever changes who is what in
/// it holds it, so that no two take the last two organisers away at once.
pub(crate) async fn lock(tx: &WriteTx, id: CommunityId) -> Result<Option<Community>, DbError> {
    let found = community::Entity::find_by_id(id.0).lock_exclusive();
    found.one(tx.conn()).await?.map(read).transpose()
}

/// Which slugs that begin so are taken.
pub(crate) async fn slugs_like(
    db: &impl ConnectionTrait,
    begin: &str,
) -> Result<Vec<String>, DbError> {
    let found = community::Entity::find()
        .select_only()
        .column(community::Column::Slug)
        // Nothing in a slug is a wildcard.
        .filter(community::Column::Slug.starts_with(begin));
    Ok(found.into_tuple().all(db).await?)
}

/// A new community.
pub(crate) async fn insert(tx: &WriteTx, community: &Community) -> Result<(), DbError> {
    row(community, community.created_at)?.into_active_model().insert(tx.conn()).await?;
    Ok(())
}

/// A community's settings as they are now, and its newest version of what is agreed.
pub(crate) async fn update(
    tx: &WriteTx,
    community: &Community,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let row = row(community, now)?.into_active_model().reset_all();
    ActiveModelTrait::update(row, tx.conn()).await?;
    Ok(())
}

/// Takes the invented communities away. Answers how many.
pub(crate) async fn delete_demo(tx: &WriteTx) -> Result<u64, DbError> {
    let gone = community::Entity::delete_many().filter(community::Column::Demo.eq(true));
    Ok(gone.exec(tx.conn()).await?.rows_affected)
}

/// Publishes a version of what is agreed.
pub(crate) async fn insert_agreement(
    tx: &WriteTx,
    of: CommunityId,
    agreement: &Agreement,
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(AGREEMENTS)
        .columns(["community_id", "version", "text", "published_at"])
        .values_panic([
            of.0.into(),
            agreement.version.into(),
            serde_json::to_string(&agreement.text)?.into(),
            agreement.published_at.into(),
        ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// The newest versions of what is agreed, the newest first.
pub(crate) async fn agreements(
    db: &impl ConnectionTrait,
    of: CommunityId,
    most: u64,
) -> Result<Vec<Agreement>, DbError> {
    let mut select = Query::select();
    select
        .columns(["version", "text", "published_at"])
        .from(AGREEMENTS)
        .and_where(Expr::col("community_id").eq(of.0))
        .order_by("version", Order::Desc)
        .limit(most);
    let mut agreements = Vec::new();
    for row in db.query_all(&select).await? {
        let text: String = row.try_get_by_index(1)?;
        let text: Texts = serde_json::from_str(&text)?;
        let (version, published_at) = (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
        agreements.push(Agreement { version, text, published_at });
    }
    Ok(agreements)
}

/// Writes down that somebody accepted a version, and when. Twice is once.
pub(crate) async fn accept(
    tx: &WriteTx,
    (of, member): (CommunityId, MemberId),
    version: i32,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    if version > 0 {
        let mut insert = Query::insert();
        insert
            .into_table("community_acceptances")
            .columns(["community_id", "member_id", "version", "accepted_at"])
            .values_panic([of.0.into(), member.0.into(), version.into(), now.into()])
            .on_conflict(
                OnConflict::columns(["community_id", "member_id", "version"])
                    .do_nothing()
                    .to_owned(),
            );
        tx.conn().execute(&insert).await?;
    }
    let update = Query::update()
        .table("community_members")
        .value("accepted_version", version)
        .and_where(Expr::col("community_id").eq(of.0))
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("accepted_version").lt(version))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// Which versions of what is agreed somebody accepted in each community, and when, the newest first.
pub(crate) async fn acceptances(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<(CommunityId, i32, DateTime<Utc>)>, DbError> {
    let mut select = Query::select();
    select
        .columns(["community_id", "version", "accepted_at"])
        .from("community_acceptances")
        .and_where(Expr::col("member_id").eq(member.0))
        .order_by("version", Order::Desc);
    let rows = db.query_all(&select).await?;
    let read = |row: &sea_orm::QueryResult| {
        let of = CommunityId(row.try_get_by_index(0)?);
        Ok((of, row.try_get_by_index(1)?, row.try_get_by_index(2)?))
    };
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// The communities whose area is one of these.
pub(crate) async fn around(
    db: &impl ConnectionTrait,
    areas: impl IntoIterator<Item = AreaId>,
) -> Result<Vec<Community>, DbError> {
    let areas: Vec<Uuid> = areas.into_iter().map(|area| area.0).collect();
    if areas.is_empty() {
        return Ok(Vec::new());
    }
    let found = community::Entity::find().filter(community::Column::AreaId.is_in(areas));
    found.order_by_asc(community::Column::Name).all(db).await?.into_iter().map(read).collect()
}

/// What a member is to the communities whose area is one of these: the area, the community, and
/// what they count as there.
pub(crate) async fn standings(
    db: &impl ConnectionTrait,
    member: MemberId,
    areas: impl IntoIterator<Item = AreaId>,
) -> Result<Vec<(Community, Option<super::model::Membership>)>, DbError> {
    let found = around(db, areas).await?;
    let mut mine = memberships_in(db, member, found.iter().map(|it| it.id)).await?;
    Ok(found
        .into_iter()
        .map(|it| {
            let m = mine.remove(&it.id);
            (it, m)
        })
        .collect())
}
