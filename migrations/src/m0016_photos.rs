//! Photos of places.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0016_photos", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
create table photos (
    id uuid primary key,
    listing_id uuid not null references listings (id) on delete cascade,
    -- In which order they are shown, from 1; 0 only while one moves past others.
    place integer not null check (place between 0 and 12),
    -- Empty only where somebody said that there is nothing to tell.
    alt text not null check (length(alt) <= 250),
    -- SHA-256 of each size, by which its file is found, and how large the picture is.
    small_name text not null check (length(small_name) = 64),
    small_width integer not null check (small_width > 0),
    small_height integer not null check (small_height > 0),
    medium_name text not null check (length(medium_name) = 64),
    medium_width integer not null check (medium_width > 0),
    medium_height integer not null check (medium_height > 0),
    large_name text not null check (length(large_name) = 64),
    large_width integer not null check (large_width > 0),
    large_height integer not null check (large_height > 0),
    -- Who leaves takes their name along, and the photo stays with the place.
    added_by uuid references members (id) on delete set null,
    added_at timestamptz not null,
    check (small_width <= medium_width and medium_width <= large_width),
    check (small_height <= medium_height and medium_height <= large_height)
);
create unique index photos_places on photos (listing_id, place);
create index photos_of on photos (added_by, added_at);
-- Which picture is shown at all is asked by the name of its file.
create index photos_small on photos (small_name);
create index photos_medium on photos (medium_name);
create index photos_large on photos (large_name);
";
