//! Photos of posts on the board, and of messages.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0035_pictures", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
create table post_photos (
    id uuid primary key,
    -- What goes with a post goes with it.
    post_id uuid not null references posts (id) on delete cascade,
    -- In which order they are shown, from 1; 0 only while one moves past others.
    place integer not null check (place between 0 and 6),
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
    added_at timestamptz not null,
    check (small_width <= medium_width and medium_width <= large_width),
    check (small_height <= medium_height and medium_height <= large_height)
);
create unique index post_photos_places on post_photos (post_id, place);
-- Whether a file is still needed is asked by its name.
create index post_photos_small on post_photos (small_name);
create index post_photos_medium on post_photos (medium_name);
create index post_photos_large on post_photos (large_name);

create table message_photos (
    id uuid primary key,
    -- A message has one at most.
    message_id uuid not null unique references messages (id) on delete cascade,
    alt text not null check (length(alt) <= 250),
    small_name text not null check (length(small_name) = 64),
    small_width integer not null check (small_width > 0),
    small_height integer not null check (small_height > 0),
    medium_name text not null check (length(medium_name) = 64),
    medium_width integer not null check (medium_width > 0),
    medium_height integer not null check (medium_height > 0),
    large_name text not null check (length(large_name) = 64),
    large_width integer not null check (large_width > 0),
    large_height integer not null check (large_height > 0),
    added_at timestamptz not null,
    check (small_width <= medium_width and medium_width <= large_width),
    check (small_height <= medium_height and medium_height <= large_height)
);
create index message_photos_small on message_photos (small_name);
create index message_photos_medium on message_photos (medium_name);
create index message_photos_large on message_photos (large_name);
";
