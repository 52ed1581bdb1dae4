//! Members: who signs in, with which devices, and what is mailed to them.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0008_members",
    both: SQL,
    differing: Differing { sqlite: "", postgres: POSTGRES },
};

const SQL: &str = "
create table members (
    id uuid primary key,
    -- As others see it.
    name text not null check (length(name) between 1 and 80),
    -- As it was typed; some members have none.
    email text,
    -- The same in small letters: nobody has two accounts by one address.
    email_key text unique,
    email_confirmed_at timestamptz,
    -- Argon2id in PHC's own notation; none for who signs in by mail.
    password_hash text,
    language text not null,
    -- Whether they run the installation.
    operator boolean not null,
    state text not null check (state in ('active', 'frozen')),
    -- Rises when every token that was given out must end.
    epoch integer not null check (epoch >= 1),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check ((email is null) = (email_key is null)),
    check (email is not null or email_confirmed_at is null)
);

-- As whom somebody acts: every member as a person, and perhaps as a household or a merchant.
create table profiles (
    id uuid primary key,
    kind text not null check (kind in ('person', 'household', 'organisation', 'merchant')),
    name text not null check (length(name) between 1 and 80),
    -- A short name for the address bar, given once.
    handle text not null unique check (length(handle) between 1 and 40),
    created_at timestamptz not null
);
create table profile_members (
    profile_id uuid not null references profiles (id) on delete cascade,
    member_id uuid not null references members (id) on delete cascade,
    primary key (profile_id, member_id)
);
create index profile_members_of on profile_members (member_id);

-- A device that is signed in: a browser, or a program with its refresh tokens.
create table sessions (
    id uuid primary key,
    member_id uuid not null references members (id) on delete cascade,
    kind text not null check (kind in ('page', 'api')),
    -- What the device calls itself, cut short.
    device text not null check (length(device) <= 80),
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    -- Nothing makes it last longer.
    ends_at timestamptz not null
);
create index sessions_of on sessions (member_id, last_seen_at);
create index sessions_ended on sessions (ends_at);

-- The secrets by which sessions are known, hashed: one for a browser, a chain for a program.
create table session_secrets (
    -- SHA-256, in hexadecimal digits.
    hash text primary key check (length(hash) = 64),
    session_id uuid not null references sessions (id) on delete cascade,
    created_at timestamptz not null,
    -- When a refresh token was exchanged for the next.
    used_at timestamptz
);
create index session_secrets_of on session_secrets (session_id);

-- Codes and links that were mailed, until they are used or too old.
create table mailed_codes (
    id uuid primary key,
    purpose text not null check (purpose in ('enter', 'address')),
    -- Where it was mailed, as typed and in small letters.
    email text not null,
    email_key text not null,
    -- Whose address changes; nobody's where somebody enters.
    member_id uuid references members (id) on delete cascade,
    code_hash text not null check (length(code_hash) = 64),
    link_hash text not null unique check (length(link_hash) = 64),
    -- How often a wrong code was tried.
    tries integer not null check (tries >= 0),
    created_at timestamptz not null,
    ends_at timestamptz not null
);
create index mailed_codes_to on mailed_codes (email_key, purpose, created_at);
create index mailed_codes_ended on mailed_codes (ends_at);

-- How often something was tried of late, by a hash of who tried.
create table attempts (
    key text primary key check (length(key) = 64),
    tries integer not null check (tries >= 1),
    since timestamptz not null
);
create index attempts_since on attempts (since);

-- The keys that sign access tokens, the private half sealed.
create table signing_keys (
    -- The name that stands in a token.
    kid text primary key,
    -- The public half and the sealed private one, in hexadecimal digits.
    public_key text not null check (length(public_key) = 64),
    sealed_key text not null check (length(sealed_key) > 64),
    created_at timestamptz not null,
    -- From when it signs nothing any more; what it signed holds until it ends.
    retired_at timestamptz
);

-- What has to be done beside a request, such as a mail; whoever takes it holds it for a while.
create table jobs (
    id uuid primary key,
    kind text not null check (kind in ('mail')),
    payload text not null,
    -- Not before.
    due_at timestamptz not null,
    tries integer not null check (tries >= 0),
    created_at timestamptz not null
);
create index jobs_due on jobs (due_at);
";

/// Addresses and hashes are compared byte by byte, whatever the server's locale.
const POSTGRES: &str = "
alter table members alter column email_key type text collate \"C\";
alter table profiles alter column handle type text collate \"C\";
";
