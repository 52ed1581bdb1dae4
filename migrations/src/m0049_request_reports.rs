//! What a request to be paid says it is for, reported before anybody pays it.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0049_request_reports", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
-- Of which request the words are that somebody reported.
alter table post_reports add column request_id uuid references payment_requests (id)
    on delete cascade;
create index post_reports_request on post_reports (request_id);
";
