//! The photos that go with what waits to be decided: an address, and what is to be seen.

use std::collections::HashMap;

use koop_domain::Domain;
use koop_domain::ctx::Ctx;
use koop_domain::id::PostId;
use koop_domain::media::{Attached, PhotoSize};
use koop_domain::posts::{PostReport, Waiting, photos};

use crate::error::Failure;
use crate::page::Page;
use crate::photos::{message_path, post_path};

/// The photos of all posts that wait.
pub(super) async fn of(
    ctx: &Ctx,
    domain: &Domain,
    waiting: &Waiting,
) -> Result<HashMap<PostId, Vec<Attached>>, Failure> {
    let reported = waiting.reports.iter().filter(|it| !it.is_conversation);
    let reported = reported.filter_map(|it| it.post);
    let ids: Vec<PostId> = waiting.reviews.iter().map(|it| it.id).chain(reported).collect();
    Ok(photos::of(ctx, domain, &ids).await?)
}

/// Those of one of them.
pub(super) fn of_post(all: &HashMap<PostId, Vec<Attached>>, post: PostId) -> Vec<(String, String)> {
    let photos = all.get(&post).map_or(&[][..], Vec::as_slice);
    let path = |it: &Attached| post_path(post, it.id, PhotoSize::Medium);
    photos.iter().map(|it| (path(it), it.alt.as_str().to_owned())).collect()
}

/// Those of what was reported: of the post, or of the messages as they were then.
pub(super) fn of_report(
    page: &Page,
    all: &HashMap<PostId, Vec<Attached>>,
    it: &PostReport,
) -> Vec<(String, String)> {
    if !it.is_conversation {
        return it.post.map(|post| of_post(all, post)).unwrap_or_default();
    }
    let photos = it.words.lines.iter().filter_map(|line| line.photo);
    let path = |id| message_path(id, PhotoSize::Medium);
    photos.map(|id| (path(id), page.t("desk-board-photo"))).collect()
}
