//! Areas, water and postcodes, and where each listing lies.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0004_areas",
    both: SQL,
    differing: Differing { sqlite: "", postgres: POSTGRES },
};

/// Rows of areas, water and postcodes belong to an edition of a data set. An edition is written
/// in pieces that nobody reads, and published by one statement that names it; rows of editions
/// that no data set names are leftovers.
const SQL: &str = "
-- One row: which map the published editions make together.
create table atlas (
    id integer primary key check (id = 1),
    -- How often the map has changed.
    version bigint not null check (version >= 0),
    -- The last map by which every listing was placed.
    assigned bigint not null check (assigned between 0 and version)
);
insert into atlas (id, version, assigned) values (1, 0, 0);

-- The data sets of the map, each with its published edition and one that is being written.
create table area_sets (
    dataset text not null,
    what text not null check (what in ('areas', 'postcodes')),
    edition uuid,
    staged uuid,
    -- The line that its publisher wants shown.
    attribution text,
    primary key (dataset, what),
    check (edition is not null or staged is not null)
);

create table areas (
    edition uuid not null,
    -- The first half of the SHA-256 of kind and code, in 16 bytes: the same in every edition.
    id uuid not null,
    slug text not null check (length(slug) between 1 and 80),
    kind text not null check (kind in ('municipality', 'district', 'quarter', 'neighbourhood')),
    code text not null check (length(code) between 1 and 64),
    name text not null check (length(name) between 1 and 255),
    -- The code of the area around it, where its publisher says so.
    parent_code text,
    inhabitants integer check (inhabitants >= 0),
    -- The coordinates of a GeoJSON MultiPolygon, or null: only the areas inside it are drawn.
    outline text,
    -- The first half of the SHA-256 of all of it: has it changed?
    content uuid not null,
    primary key (edition, id)
);

-- Names of areas in the address bar: given once, kept for ever.
create table area_slugs (
    slug text primary key,
    area_id uuid not null unique
);

-- Lines of water that nobody crosses between their ends.
create table water_lines (
    edition uuid not null,
    content uuid not null,
    -- The coordinates of a GeoJSON LineString.
    line text not null,
    primary key (edition, content)
);

create table postcodes (
    edition uuid not null,
    code text not null check (length(code) = 4),
    place text not null check (length(place) between 1 and 255),
    latitude double precision not null check (latitude between -90 and 90),
    longitude double precision not null check (longitude between -180 and 180),
    primary key (edition, code)
);

-- The areas that a listing lies in, as a JSON list of ids, the smallest first.
alter table listings add column areas text not null default '[]';
-- The smallest of them.
alter table listings add column area_id uuid;
-- Counts what exists per area without reading it.
create index listings_area on listings (area_id, state) where state <> 'gone';
";

/// Slugs are compared byte by byte, as SQLite does, whatever the server's locale.
const POSTGRES: &str = "
alter table area_slugs alter column slug type text collate \"C\";
";
