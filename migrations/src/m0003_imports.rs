//! Outside records, the data sets that hold them, and imports under way.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0003_imports", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
-- An outside record as it was last read, with every tag, and the listing it became.
create table source_records (
    -- The first half of the SHA-256 of source and source_id, in 16 bytes.
    key uuid primary key,
    source text not null,
    source_id text not null,
    listing_id uuid not null references listings (id) on delete cascade,
    -- The first half of the SHA-256 of the whole record: has it changed?
    content uuid not null,
    licence text not null,
    attribution text not null,
    url text,
    -- Everything the source says, as a JSON object.
    tags text not null,
    read_at timestamptz not null,
    unique (source, source_id)
);
create index source_records_listing on source_records (listing_id);

-- Which data sets hold a record, and how each had it last.
create table dataset_records (
    dataset text not null,
    record_key uuid not null references source_records (key) on delete cascade,
    content uuid not null,
    primary key (dataset, record_key)
);
create index dataset_records_record on dataset_records (record_key);

-- A run of an importer. The flip from 'staged' to 'publishing' is the moment it takes effect.
create table import_batches (
    id uuid primary key,
    dataset text not null,
    demo boolean not null,
    state text not null check (state in ('staged', 'publishing', 'published')),
    -- What it did, as JSON; set by the flip.
    counts text,
    started_at timestamptz not null,
    finished_at timestamptz
);
-- Two imports of one data set never run at once.
create unique index import_batches_running on import_batches (dataset) where state <> 'published';

-- What a batch will do to a record once it is published; done rows are deleted.
create table import_rows (
    batch_id uuid not null references import_batches (id) on delete cascade,
    record_key uuid not null,
    -- The record as JSON, or null: this data set holds it no longer.
    body text,
    primary key (batch_id, record_key)
);
";
