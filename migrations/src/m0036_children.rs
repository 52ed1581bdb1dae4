//! Who is younger than sixteen, and since when whoever reported something is gone.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0036_children", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
-- Members who are younger than sixteen, for whom a parent or guardian acts. When they were born
-- stands nowhere, and on the day they become sixteen the row goes.
create table children (
    member_id uuid primary key references members (id) on delete cascade,
    sixteen_on date not null
);
create index children_until on children (sixteen_on);

-- Since when whoever reported it is gone: the words that they wrote themselves go after them.
alter table post_reports add column left_at timestamptz;
create index post_reports_left on post_reports (left_at) where left_at is not null;

-- The last that somebody dismissed are found at once.
create index post_dismissals_last on post_dismissals (member_id, dismissed_at);
";
