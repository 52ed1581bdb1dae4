//! The straatronde: which places somebody stood before, and whether they are still there.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0015_rounds",
    both: SQL,
    differing: Differing { sqlite: SQLITE, postgres: POSTGRES },
};

const SQL: &str = "
-- The street of its door, as it is written; none of somebody's home.
alter table listings add column street text;
create index listings_street on listings (lower(street)) where state = 'running';

create table street_answers (
    listing_id uuid not null references listings (id) on delete cascade,
    member_id uuid not null references members (id) on delete cascade,
    -- The local day, as YYYY-MM-DD.
    day text not null check (length(day) = 10),
    answer text not null check (answer in ('yes', 'no', 'unsure', 'skipped')),
    at timestamptz not null,
    -- What was known of its existence before, as JSON, to take an answer back.
    before text,
    -- The report that a no became.
    report_id uuid references listing_reports (id) on delete set null,
    -- One answer of a member about a place on a day.
    primary key (listing_id, member_id, day),
    check (answer = 'no' or report_id is null)
);
create index street_answers_by on street_answers (member_id, day, at);
create index street_answers_report on street_answers (report_id);
";

const SQLITE: &str = "
update listings set street = json_extract(facts, '$.address.street')
    where coalesce(json_extract(facts, '$.whereabouts'), 'fixed') = 'fixed';
";

const POSTGRES: &str = "
update listings set street = facts::json -> 'address' ->> 'street'
    where coalesce(facts::json ->> 'whereabouts', 'fixed') = 'fixed';
";
