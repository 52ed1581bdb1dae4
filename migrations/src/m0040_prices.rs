//! What two agreed to pay for something, and what is set apart for it.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0040_prices", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
-- Until when something stays set apart for an agreement; nothing is paid by silence, and then it
-- is let go.
alter table agreements add column held_until timestamptz;
create index agreements_held on agreements (held_until) where held_until is not null;

-- Which hold is for what of an agreement: its last one, where it was held anew.
create table agreement_holds (
    agreement_id uuid not null references agreements (id) on delete cascade,
    part text not null check (part in ('price', 'deposit')),
    hold_id uuid not null unique references holds (id) on delete cascade,
    primary key (agreement_id, part)
);
";
