//! The board: posts, who looked away from whom and from what, and what was said of posts.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0031_posts", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
create table posts (
    id uuid primary key,
    slug text not null unique,
    community_id uuid not null references communities (id) on delete cascade,
    -- Who leaves takes along what they wrote.
    author_id uuid not null references members (id) on delete cascade,
    profile_id uuid references profiles (id) on delete set null,
    listing_id uuid references listings (id) on delete cascade,
    -- Whose hands wrote it: the author's, or those of who acts for them.
    by_id uuid references members (id) on delete set null,
    direction text not null check (direction in ('offer', 'request')),
    subject text not null
        check (subject in ('help', 'item', 'meal', 'material', 'skill', 'event')),
    topic text not null check (length(topic) between 1 and 40),
    audience text not null check (audience in ('desk', 'confirmed', 'community', 'public')),
    state text not null check (state in ('review', 'open', 'closed', 'removed')),
    outcome text check (outcome in ('found', 'elsewhere', 'nobody', 'not_needed')),
    title text not null check (length(title) between 1 and 200),
    -- What it says, as JSON.
    content text not null,
    -- The middle of a cell. Where the door is stands nowhere.
    latitude double precision not null check (latitude between -90 and 90),
    longitude double precision not null check (longitude between -180 and 180),
    radius_m integer not null check (radius_m between 1 and 100000),
    capacity integer not null check (capacity between 1 and 100),
    expires_at timestamptz not null,
    replies_until timestamptz,
    created_at timestamptz not null,
    renewed_at timestamptz not null,
    closed_at timestamptz,
    -- When its author was asked whether it still stands.
    asked_at timestamptz,
    revision integer not null check (revision >= 1),
    demo boolean not null default false,
    check ((state in ('closed', 'removed')) = (closed_at is not null)),
    check (outcome is null or state = 'closed'),
    check (expires_at > created_at)
);
create index posts_of on posts (author_id, created_at);
create index posts_in on posts (community_id, state, created_at);
create index posts_profile on posts (profile_id);
create index posts_listing on posts (listing_id);
create index posts_by on posts (by_id);
create index posts_ending on posts (expires_at) where state = 'open';
create index posts_closed on posts (closed_at) where closed_at is not null;
create index posts_review on posts (created_at, id) where state = 'review';

-- Who does not want to see whom; it holds both ways.
create table member_blocks (
    member_id uuid not null references members (id) on delete cascade,
    blocked_id uuid not null references members (id) on delete cascade,
    blocked_at timestamptz not null,
    primary key (member_id, blocked_id),
    check (member_id <> blocked_id)
);
create index member_blocks_other on member_blocks (blocked_id);

-- 'Not for me': it is not shown again to whoever said so, and counts for nobody else.
create table post_dismissals (
    member_id uuid not null references members (id) on delete cascade,
    post_id uuid not null references posts (id) on delete cascade,
    dismissed_at timestamptz not null,
    primary key (member_id, post_id)
);
create index post_dismissals_of on post_dismissals (post_id);

-- Somebody says that something of a post, or of what was written about it, is not right. What it
-- is about stands here as it was then, for whoever decides sees nothing else.
create table post_reports (
    id uuid primary key,
    community_id uuid not null references communities (id) on delete cascade,
    post_id uuid references posts (id) on delete cascade,
    -- Whose words they are.
    about_id uuid references members (id) on delete cascade,
    -- Who says so; nobody, once they have gone.
    member_id uuid references members (id) on delete set null,
    -- The kind of what it is about: a post or a conversation.
    about text not null check (about in ('post', 'conversation')),
    -- The words as they were, as JSON.
    context text not null,
    reason text not null
        check (reason in ('unsafe', 'fraud', 'hurtful', 'forbidden', 'advertising', 'other')),
    note text check (length(note) between 1 and 1000),
    state text not null check (state in ('open', 'upheld', 'refused')),
    created_at timestamptz not null,
    decided_at timestamptz,
    decided_by uuid references members (id) on delete set null,
    answer text check (length(answer) between 1 and 500),
    check ((state = 'open') = (decided_at is null)),
    check (decided_by is null or member_id is null or decided_by <> member_id),
    check (decided_by is null or about_id is null or decided_by <> about_id)
);
create index post_reports_waiting on post_reports (community_id, state, created_at);
create index post_reports_post on post_reports (post_id);
create index post_reports_about on post_reports (about_id);
create index post_reports_of on post_reports (member_id, created_at);
create index post_reports_by on post_reports (decided_by);
";
