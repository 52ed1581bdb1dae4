//! What sources say beside what people wrote, and counts that are kept instead of counted.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0005_reports", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
-- What the record says in our words, as JSON; null when it was read before this was kept.
alter table source_records add column facts text;

-- Whether somebody here wrote any of its facts: only then can a source say something else.
alter table listings add column edited boolean not null default false;
update listings set edited = true where provenance like '%\"by\":\"edit\"%';
create index listings_edited on listings (id) where edited;

-- How many listings exist on which terms; those without a source have empty ones. Every
-- transaction that writes listings writes these too.
create table listing_counts (
    licence text not null,
    attribution text not null,
    demo boolean not null,
    listings bigint not null,
    primary key (licence, attribution, demo)
);
insert into listing_counts (licence, attribution, demo, listings)
    select coalesce(r.licence, ''), coalesce(r.attribution, ''), l.demo, count(*)
    from listings l left join source_records r on r.listing_id = l.id
    where l.state <> 'gone'
    group by coalesce(r.licence, ''), coalesce(r.attribution, ''), l.demo;
drop index listings_census;
";
