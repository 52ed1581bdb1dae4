//! Members without a mail address, acting for somebody else, and what neighbours know of one
//! another.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0019_people",
    both: SQL,
    differing: Differing { sqlite: SQLITE, postgres: POSTGRES },
};

const SQL: &str = "
-- Who was registered by somebody else, because they have no mail address.
create table registered_members (
    member_id uuid primary key references members (id) on delete cascade,
    -- Whose organisers look after it.
    community_id uuid not null references communities (id) on delete cascade,
    phone text check (length(phone) between 1 and 40),
    -- How else they are reached; never an address.
    note text check (length(note) between 1 and 200),
    -- When they signed on paper that they want this and agree.
    signed_on date not null,
    registered_by uuid references members (id) on delete set null,
    registered_at timestamptz not null,
    -- SHA-256 of the code with which a mail address comes to them, and until when it holds.
    code_hash text unique check (length(code_hash) = 64),
    code_ends_at timestamptz,
    -- The address to which a mail goes, until somebody answers it; in small letters.
    wanted_email_key text,
    check ((code_hash is null) = (code_ends_at is null)),
    check (wanted_email_key is null or code_hash is not null)
);
create index registered_members_of on registered_members (community_id);
create index registered_members_by on registered_members (registered_by);
create unique index registered_members_wanted on registered_members (wanted_email_key)
    where wanted_email_key is not null;

-- Who may act for whom: what, and until when.
create table mandates (
    id uuid primary key,
    -- Whose organisers see to it.
    community_id uuid not null references communities (id) on delete cascade,
    giver_id uuid not null references members (id) on delete cascade,
    agent_id uuid not null references members (id) on delete cascade,
    -- What, a JSON list of keys.
    deeds text not null check (length(deeds) between 3 and 400),
    -- The day on a signature on paper; none where the giver gave it here themselves.
    signed_on date,
    -- Who wrote it down, where it was not the giver.
    given_by uuid references members (id) on delete set null,
    given_at timestamptz not null,
    ends_at timestamptz not null,
    ended_at timestamptz,
    ended_by uuid references members (id) on delete set null,
    check (giver_id <> agent_id),
    -- Nobody gives themselves what is somebody else's.
    check (given_by is null or given_by <> agent_id),
    check (ends_at > given_at),
    check (ended_at is not null or ended_by is null)
);
create unique index mandates_running on mandates (giver_id, agent_id) where ended_at is null;
create index mandates_to on mandates (agent_id, given_at);
create index mandates_by on mandates (giver_id, given_at);
create index mandates_of on mandates (community_id, given_at);
create index mandates_given on mandates (given_by);
create index mandates_ended on mandates (ended_by);

-- What somebody saw with their own eyes, and when: never the document.
create table attestations (
    member_id uuid not null references members (id) on delete cascade,
    kind text not null check (kind in ('address', 'vog')),
    community_id uuid not null references communities (id) on delete cascade,
    since timestamptz not null,
    -- Until when it counts; none: until it is taken back.
    ends_at timestamptz,
    -- Which organisation saw it.
    organisation text check (length(organisation) between 1 and 80),
    -- Who wrote it down.
    noted_by uuid references members (id) on delete set null,
    primary key (member_id, kind),
    check ((kind = 'vog') = (organisation is not null)),
    check ((kind = 'vog') = (ends_at is not null)),
    check (noted_by is null or noted_by <> member_id)
);
create index attestations_of on attestations (community_id, kind);
create index attestations_noted on attestations (noted_by);

-- Who says that they know whom.
create table vouches (
    community_id uuid not null references communities (id) on delete cascade,
    member_id uuid not null references members (id) on delete cascade,
    by_id uuid not null references members (id) on delete cascade,
    at timestamptz not null,
    primary key (member_id, by_id),
    check (member_id <> by_id)
);
create index vouches_by on vouches (by_id);
create index vouches_of on vouches (community_id);

-- Letters with a code to somebody's home. The address stands here until the code is used or holds
-- no more, and nowhere else.
create table address_letters (
    member_id uuid primary key references members (id) on delete cascade,
    community_id uuid not null references communities (id) on delete cascade,
    street text not null check (length(street) between 1 and 80),
    house_number text not null check (length(house_number) between 1 and 20),
    postcode text not null check (length(postcode) between 6 and 7),
    city text not null check (length(city) between 1 and 80),
    -- SHA-256 of the member and the code, once it is printed.
    code_hash text check (length(code_hash) = 64),
    printed_by uuid references members (id) on delete set null,
    tries integer not null check (tries >= 0),
    asked_at timestamptz not null,
    ends_at timestamptz not null,
    -- Nobody reads the code of a letter to themselves.
    check (printed_by is null or printed_by <> member_id),
    check (ends_at > asked_at)
);
create index address_letters_of on address_letters (community_id, asked_at);
create index address_letters_ended on address_letters (ends_at);
create index address_letters_printed on address_letters (printed_by);
";

/// A mandate lasts a year at most. What it says is never changed: it only ends.
const SQLITE: &str = "
create trigger a_mandate_ends before insert on mandates
when julianday(new.ends_at) - julianday(new.given_at) > 366.5
begin select raise(abort, 'a mandate lasts a year at most'); end;
create trigger a_mandate_stays before update on mandates
when new.giver_id <> old.giver_id or new.agent_id <> old.agent_id or new.deeds <> old.deeds
    or new.ends_at <> old.ends_at or old.ended_at is not null and new.ended_at is not old.ended_at
begin select raise(abort, 'a mandate is never changed'); end;
";

const POSTGRES: &str = "
alter table registered_members alter column wanted_email_key type text collate \"C\";
alter table mandates add check (ends_at - given_at <= interval '366 days 12 hours');
create function a_mandate_stays() returns trigger language plpgsql as $$
begin
    if new.giver_id <> old.giver_id or new.agent_id <> old.agent_id or new.deeds <> old.deeds
        or new.ends_at <> old.ends_at
        or (old.ended_at is not null and new.ended_at is distinct from old.ended_at)
    then raise exception 'a mandate is never changed'; end if;
    return new;
end $$;
create trigger a_mandate_stays before update on mandates
    for each row execute function a_mandate_stays();
";
