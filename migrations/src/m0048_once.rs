//! Cards and tills that are asked for twice are made once.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step { name: "m0048_once", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
-- The id that the client made: sent again, it makes no second one.
alter table passes add column key uuid;
create unique index passes_key on passes (account_id, key);
alter table tills add column key uuid;
create unique index tills_key on tills (account_id, key);

-- For what is forgotten after some weeks.
create index till_takings_at on till_takings (at);

-- Cards that were cut off while a third PIN was compared neither paid nor were blocked.
update passes set state = 'blocked' where state = 'active' and wrong_pins >= 3;
";
