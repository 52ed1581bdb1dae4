//! How often a place is looked at, rung and walked to: sums of a week, and nothing of who.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0023_numbers", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
create table listing_numbers (
    listing_id uuid not null references listings (id) on delete cascade,
    -- The Monday on which it begins, as YYYY-MM-DD.
    week text not null check (length(week) = 10),
    seen bigint not null check (seen >= 0),
    called bigint not null check (called >= 0),
    routed bigint not null check (routed >= 0),
    primary key (listing_id, week),
    check (seen + called + routed > 0)
);
create index listing_numbers_week on listing_numbers (week);
";
