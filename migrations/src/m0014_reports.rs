//! "Klopt niet": what people say is wrong with a place, and what is asked of who keeps it.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0014_reports", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
create table listing_reports (
    id uuid primary key,
    listing_id uuid not null references listings (id) on delete cascade,
    -- What it is about.
    about text not null check (about in
        ('hours', 'address', 'phone', 'website', 'name', 'gone', 'otherwise')),
    -- What it should be, where that can be applied as it stands.
    proposed text check (length(proposed) between 1 and 1000),
    note text check (length(note) between 1 and 500),
    -- Who says so; nobody where a visitor does, or the member has gone.
    member_id uuid references members (id) on delete set null,
    -- Whether they had been a member for thirty days.
    seasoned boolean not null,
    state text not null check (state in ('open', 'accepted', 'refused')),
    created_at timestamptz not null,
    decided_at timestamptz,
    decided_by uuid references members (id) on delete set null,
    reason text check (length(reason) between 1 and 500),
    check ((state = 'open') = (decided_at is null)),
    check (state <> 'refused' or reason is not null),
    check (proposed is null or about in ('hours', 'phone', 'website', 'name')),
    -- Nobody decides a case of their own.
    check (member_id is null or decided_by is null or member_id <> decided_by)
);
-- Nobody says the same twice at once.
create unique index listing_reports_once on listing_reports (listing_id, member_id, about)
    where state = 'open';
create index listing_reports_waiting on listing_reports (created_at, id) where state = 'open';
create index listing_reports_of on listing_reports (listing_id, created_at);
create index listing_reports_by on listing_reports (member_id);
create index listing_reports_old on listing_reports (created_at);

-- When a keeper was last written to about a place, and what for: nobody is written to too often.
create table keeper_letters (
    listing_id uuid not null references listings (id) on delete cascade,
    member_id uuid not null references members (id) on delete cascade,
    kind text not null check (kind in ('reports', 'still_right')),
    sent_at timestamptz not null,
    primary key (listing_id, member_id, kind)
);
create index keeper_letters_of on keeper_letters (member_id);

-- The links of letters that ask whether a place is still right.
create table still_right_links (
    -- SHA-256, in hexadecimal digits.
    hash text primary key check (length(hash) = 64),
    listing_id uuid not null references listings (id) on delete cascade,
    member_id uuid not null references members (id) on delete cascade,
    ends_at timestamptz not null,
    used_at timestamptz
);
create index still_right_links_ended on still_right_links (ends_at);
create index still_right_links_of on still_right_links (listing_id);
create index still_right_links_by on still_right_links (member_id);
";
