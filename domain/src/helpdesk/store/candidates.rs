//! Who offers help on the board of a community.

use sea_orm::{Statement, Value};

use super::{
    CommunityId, ConnectionTrait, DateTime, DbErr, DbError, Kept, MemberId, Point, PostId,
    QueryResult, Topic, Utc, known,
};
use crate::attestations::Kind;
use crate::helpdesk::suggesting::{Candidate, topics};
use crate::posts::kinds::Subject;
use crate::posts::model::Content;

/// The most offers that are looked at: far more than stand on the board of a town, on one topic
/// and what is like it.
const CANDIDATES_MAX: u32 = 2_000;

/// Everybody who offers what a need is about, or something like it, whether or not they suit: what
/// stands on the board of its community and not at a desk. How often each was asked or chosen is
/// counted from a time on. Whoever is among some people, or does not want to see one of them, or is
/// not seen by one, stands apart.
pub(in crate::helpdesk) async fn candidates(
    db: &impl ConnectionTrait,
    (need, people): (&Kept, &[MemberId]),
    (now, since): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Candidate>, DbError> {
    let mut values: Vec<Value> = vec![need.community.0.into(), now.into(), since.into()];
    let mut places = |all: &mut dyn Iterator<Item = Value>| {
        let places: Vec<String> = all
            .map(|value| {
                values.push(value);
                format!("${}", values.len())
            })
            .collect();
        places.join(", ")
    };
    let topics = places(&mut topics(need.topic).into_iter().map(|it| it.key().into()));
    let apart = places(&mut people.iter().map(|it| it.0.into()));
    let vog = Kind::VogSeen.key();
    let text = format!(
        "select p.id, p.author_id, p.subject, p.topic, p.latitude, p.longitude, p.content, \
         case when m.state = 'active' and b.state = 'active' then 1 else 0 end, \
         case when f.kind = 'organisation' then 1 else 0 end, \
         case when exists (select 1 from attestations v where v.member_id = p.author_id \
             and v.kind = '{vog}' and v.community_id = p.community_id \
             and (v.ends_at is null or v.ends_at > $2)) then 1 else 0 end, \
         case when p.author_id in ({apart}) or exists (select 1 from member_blocks k \
             where (k.member_id = p.author_id and k.blocked_id in ({apart})) \
             or (k.blocked_id = p.author_id and k.member_id in ({apart}))) then 1 else 0 end, \
         (select count(*) from need_asked a where a.member_id = p.author_id and a.asked_at > $3) \
         + (select count(*) from needs n where n.assigned_to = p.author_id \
             and n.assigned_at > $3) \
         from posts p inner join members m on m.id = p.author_id \
         left join community_members b on b.community_id = p.community_id \
             and b.member_id = p.author_id \
         left join profiles f on f.id = p.profile_id \
         where p.community_id = $1 and p.state = 'open' and p.direction = 'offer' \
         and p.subject in ('help', 'skill') and p.audience <> 'desk' and p.expires_at > $2 \
         and p.topic in ({topics}) order by p.renewed_at desc, p.id limit {CANDIDATES_MAX}"
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    db.query_all_raw(statement).await?.iter().map(read).collect()
}

fn read(row: &QueryResult) -> Result<Candidate, DbError> {
    let text = |at: usize| row.try_get_by_index::<String>(at);
    let is = |at: usize| Ok::<bool, DbErr>(row.try_get_by_index::<i32>(at)? == 1);
    let content: Content = serde_json::from_str(&text(6)?)?;
    let load: i64 = row.try_get_by_index(11)?;
    Ok(Candidate {
        post: PostId(row.try_get_by_index(0)?),
        member: MemberId(row.try_get_by_index(1)?),
        subject: known(&text(2)?, Subject::from_key)?,
        topic: known(&text(3)?, Topic::from_key)?,
        point: Point { latitude: row.try_get_by_index(4)?, longitude: row.try_get_by_index(5)? },
        reach_m: content.reach_m,
        languages: content.languages,
        availability: content.availability,
        is_here: is(7)?,
        is_organisation: is(8)?,
        has_vog: is(9)?,
        is_apart: is(10)?,
        load: super::count_of(load),
    })
}

/// Whether somebody belongs to a community, and is kept out of neither it nor the house, and
/// neither they nor some people do not want to see each other.
pub(in crate::helpdesk) async fn may_be_sent(
    db: &impl ConnectionTrait,
    (of, member): (CommunityId, MemberId),
    people: &[MemberId],
) -> Result<bool, DbError> {
    let mut values: Vec<Value> = vec![member.0.into(), of.0.into()];
    let mut places = Vec::with_capacity(people.len());
    for it in people {
        values.push(it.0.into());
        places.push(format!("${}", values.len()));
    }
    let people = places.join(", ");
    let text = format!(
        "select 1 from members m inner join community_members b on b.member_id = m.id \
         where m.id = $1 and m.state = 'active' and b.community_id = $2 and b.state = 'active' \
         and m.id not in ({people}) and not exists (select 1 from member_blocks k \
             where (k.member_id = $1 and k.blocked_id in ({people})) \
             or (k.blocked_id = $1 and k.member_id in ({people})))"
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    Ok(db.query_one_raw(statement).await?.is_some())
}
