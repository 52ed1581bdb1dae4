//! What was said of posts and conversations, and what was decided.

use sea_orm::Statement;

use super::{BTreeSet, CommunityId, ConnectionTrait, DateTime, DbErr, DbError, Expr, ExprTrait};
use super::{HashMap, MemberId, Order, PostId, Query, QueryResult, Utc, Uuid, WriteTx, known, sql};
use crate::id::{AgreementId, MessageId, PaymentRequestId, PostReportId, TransferId};
use crate::posts::kinds::ReportReason;
use crate::posts::reports::{Line, PostReport, Words};

const TABLE: &str = "post_reports";
/// What a report of a payment is about.
const PURPOSE: &str = "purpose";
/// How many of the last lines of a conversation go along with what is said of it.
const LINES_MAX: u64 = 30;

/// A report as it is kept.
pub(in crate::posts) struct Kept {
    pub(in crate::posts) report: PostReport,
    /// Who said it.
    pub(in crate::posts) by: Option<MemberId>,
    pub(in crate::posts) is_open: bool,
}

const COLUMNS: [&str; 13] = [
    "id",
    "community_id",
    "post_id",
    "about_id",
    "member_id",
    "about",
    "context",
    "reason",
    "note",
    "state",
    "created_at",
    "transfer_id",
    "request_id",
];

fn read(row: &QueryResult) -> Result<Kept, DbError> {
    let about: String = row.try_get_by_index(5)?;
    let context: String = row.try_get_by_index(6)?;
    let state: String = row.try_get_by_index(9)?;
    let report = PostReport {
        id: PostReportId(row.try_get_by_index(0)?),
        community: CommunityId(row.try_get_by_index(1)?),
        post: row.try_get_by_index::<Option<Uuid>>(2)?.map(PostId),
        about: row.try_get_by_index::<Option<Uuid>>(3)?.map(MemberId),
        is_conversation: about == "conversation",
        words: serde_json::from_str(&context)?,
        reason: known(&row.try_get_by_index::<String>(7)?, ReportReason::from_key)?,
        note: row.try_get_by_index(8)?,
        created_at: row.try_get_by_index(10)?,
        transfer: row.try_get_by_index::<Option<Uuid>>(11)?.map(TransferId),
        request: row.try_get_by_index::<Option<Uuid>>(12)?.map(PaymentRequestId),
    };
    let by = row.try_get_by_index::<Option<Uuid>>(4)?.map(MemberId);
    Ok(Kept { report, by, is_open: state == "open" })
}

/// What waits in a community, but for what is by or about somebody, the oldest first.
pub(in crate::posts) async fn waiting_reports(
    db: &impl ConnectionTrait,
    community: CommunityId,
    not_of: Option<MemberId>,
    most: u64,
) -> Result<Vec<PostReport>, DbError> {
    let mut query = Query::select();
    query
        .columns(COLUMNS)
        .from(TABLE)
        .and_where(Expr::col("community_id").eq(community.0))
        .and_where(Expr::col("state").eq("open"))
        .order_by("created_at", Order::Asc)
        .order_by("id", Order::Asc)
        .limit(most);
    if let Some(member) = not_of {
        for column in ["about_id", "member_id"] {
            query.and_where(Expr::col(column).is_null().or(Expr::col(column).ne(member.0)));
        }
    }
    let rows = db.query_all(&query).await?;
    rows.iter().map(|row| Ok(read(row)?.report)).collect()
}

/// A report by its id.
pub(in crate::posts) async fn report(
    db: &impl ConnectionTrait,
    id: PostReportId,
) -> Result<Option<Kept>, DbError> {
    let query =
        Query::select().columns(COLUMNS).from(TABLE).and_where(Expr::col("id").eq(id.0)).take();
    db.query_one(&query).await?.as_ref().map(read).transpose()
}

/// What somebody said of a post, or of a conversation about it, and nobody has decided about.
pub(in crate::posts) async fn said_already(
    tx: &WriteTx,
    by: MemberId,
    (post, is_conversation): (PostId, bool),
) -> Result<Option<PostReportId>, DbError> {
    let query = Query::select()
        .column("id")
        .from(TABLE)
        .and_where(Expr::col("member_id").eq(by.0))
        .and_where(Expr::col("post_id").eq(post.0))
        .and_where(Expr::col("about").eq(about(is_conversation)))
        .and_where(Expr::col("state").eq("open"))
        .take();
    let row = tx.conn().query_one(&query).await?;
    Ok(row.map(|row| row.try_get_by_index::<Uuid>(0)).transpose()?.map(PostReportId))
}

/// The same of what a payment was for, or a request is.
pub(in crate::posts) async fn said_of_payment(
    tx: &WriteTx,
    by: MemberId,
    (transfer, request): (Option<TransferId>, Option<PaymentRequestId>),
) -> Result<Option<PostReportId>, DbError> {
    let text = "select id from post_reports \
        where member_id = $1 and (transfer_id = $2 or request_id = $3) and state = 'open'";
    let values = [by.0.into(), transfer.map(|id| id.0).into(), request.map(|id| id.0).into()];
    let row = tx.conn().query_one_raw(sql(tx.conn(), text, values)).await?;
    Ok(row.map(|row| row.try_get_by_index::<Uuid>(0)).transpose()?.map(PostReportId))
}

fn about(is_conversation: bool) -> &'static str {
    if is_conversation { "conversation" } else { "post" }
}

/// A new report.
pub(in crate::posts) async fn insert_report(
    tx: &WriteTx,
    it: &PostReport,
    by: Option<MemberId>,
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert.into_table(TABLE).columns(COLUMNS).values_panic([
        it.id.0.into(),
        it.community.0.into(),
        it.post.map(|id| id.0).into(),
        it.about.map(|id| id.0).into(),
        by.map(|id| id.0).into(),
        (if it.is_purpose() { PURPOSE } else { about(it.is_conversation) }).into(),
        serde_json::to_string(&it.words)?.into(),
        it.reason.key().into(),
        it.note.clone().into(),
        "open".into(),
        it.created_at.into(),
        it.transfer.map(|id| id.0).into(),
        it.request.map(|id| id.0).into(),
    ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Decides a report that waits; answers whether it did.
pub(in crate::posts) async fn decide(
    tx: &WriteTx,
    id: PostReportId,
    (is_upheld, reason): (bool, &str),
    (by, now): (Option<MemberId>, DateTime<Utc>),
) -> Result<bool, DbError> {
    let update = Query::update()
        .table(TABLE)
        .value("state", if is_upheld { "upheld" } else { "refused" })
        .value("decided_at", now)
        .value("decided_by", by.map(|id| id.0))
        .value("answer", Some(reason.to_owned()).filter(|it| !it.is_empty()))
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("state").eq("open"))
        .take();
    Ok(tx.conn().execute(&update).await?.rows_affected() == 1)
}

/// Why some posts were taken off, in the words of who decided last.
pub(in crate::posts) async fn reasons(
    db: &impl ConnectionTrait,
    author: MemberId,
    posts: &[PostId],
) -> Result<HashMap<PostId, String>, DbError> {
    let ids: BTreeSet<Uuid> = posts.iter().map(|id| id.0).collect();
    let query = Query::select()
        .columns(["post_id", "answer"])
        .from(TABLE)
        .and_where(Expr::col("about_id").eq(author.0))
        .and_where(Expr::col("about").eq(about(false)))
        .and_where(Expr::col("state").eq("upheld"))
        .and_where(Expr::col("answer").is_not_null())
        .and_where(Expr::col("post_id").is_in(ids))
        .order_by("decided_at", Order::Asc)
        .take();
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| Ok((PostId(row.try_get_by_index(0)?), row.try_get_by_index(1)?));
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// Whether something was said of a post that waits for a decision, which is neither by nor about
/// any of these people.
pub(in crate::posts) async fn is_reported(
    db: &impl ConnectionTrait,
    post: PostId,
    not_of: &[MemberId],
) -> Result<bool, DbError> {
    Ok(!waiting_contexts(db, (post, false), not_of).await?.is_empty())
}

/// The words of what was said of a post, or of conversations about it, that waits for a decision
/// and is neither by nor about any of these people.
pub(in crate::posts) async fn waiting_contexts(
    db: &impl ConnectionTrait,
    (post, is_conversation): (PostId, bool),
    not_of: &[MemberId],
) -> Result<Vec<Words>, DbError> {
    let mut query = Query::select();
    query
        .column("context")
        .from(TABLE)
        .and_where(Expr::col("post_id").eq(post.0))
        .and_where(Expr::col("about").eq(about(is_conversation)))
        .and_where(Expr::col("state").eq("open"));
    for column in ["about_id", "member_id"] {
        let others = Expr::col(column).is_not_in(not_of.iter().map(|it| it.0));
        query.and_where(Expr::col(column).is_null().or(others));
    }
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| Ok(serde_json::from_str(&row.try_get_by_index::<String>(0)?)?);
    rows.iter().map(read).collect()
}

/// A conversation of somebody as it is reported.
pub(in crate::posts) struct Conversation {
    pub(in crate::posts) post: PostId,
    pub(in crate::posts) community: CommunityId,
    /// The other of the two.
    pub(in crate::posts) other: MemberId,
    pub(in crate::posts) words: Words,
}

/// The conversation of an agreement of which somebody is one of the two.
pub(in crate::posts) async fn conversation(
    tx: &WriteTx,
    id: AgreementId,
    of: MemberId,
) -> Result<Option<Conversation>, DbError> {
    let text = "select a.post_id, a.community_id, a.owner_id, a.replier_id, p.title \
        from agreements a inner join posts p on p.id = a.post_id \
        where a.id = $1 and (a.owner_id = $2 or a.replier_id = $2)";
    let row = tx.conn().query_one_raw(sql(tx.conn(), text, [id.0.into(), of.0.into()])).await?;
    let Some(row) = row else { return Ok(None) };
    let owner = MemberId(row.try_get_by_index(2)?);
    let replier = MemberId(row.try_get_by_index(3)?);
    let other = if owner == of { replier } else { owner };
    let text = format!(
        "select m.author_id, m.words, m.at, p.message_id from messages m \
         left join message_photos p on p.message_id = m.id \
         where m.agreement_id = $1 and m.words is not null \
         order by m.at desc, m.id desc limit {LINES_MAX}"
    );
    let statement: Statement = sql(tx.conn(), &text, [id.0.into()]);
    let rows = tx.conn().query_all_raw(statement).await?;
    let line = |row: &QueryResult| {
        let author = MemberId(row.try_get_by_index(0)?);
        let (text, at) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let photo = row.try_get_by_index::<Option<Uuid>>(3)?.map(MessageId);
        Ok(Line { is_theirs: author == other, text, at, photo })
    };
    let lines: Result<Vec<Line>, DbErr> = rows.iter().rev().map(line).collect();
    Ok(Some(Conversation {
        post: PostId(row.try_get_by_index(0)?),
        community: CommunityId(row.try_get_by_index(1)?),
        other,
        words: Words { title: row.try_get_by_index(4)?, lines: lines? },
    }))
}
