//! Communities: what they are, who belongs to them as what, what was agreed, and the log of what
//! was done by whoever may do more than others.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0012_communities",
    both: SQL,
    differing: Differing { sqlite: SQLITE, postgres: POSTGRES },
};

const SQL: &str = "
create table communities (
    id uuid primary key,
    -- Its name in the address bar, given once.
    slug text not null unique check (length(slug) between 1 and 60),
    kind text not null check (kind in ('town', 'neighbourhood', 'association')),
    name text not null check (length(name) between 1 and 80),
    -- What it is, a JSON object from language to text.
    about text not null,
    -- What it looks after; none where it looks after people only, or there is no map yet. No
    -- foreign key: areas are published in editions, under ids that last.
    area_id uuid,
    -- A JSON list, its first language first.
    languages text not null check (length(languages) >= 6),
    -- Brick, paper and door as a JSON object of hexadecimal colours; none: those of the house.
    colours text,
    joining text not null check (joining in ('open', 'request', 'invitation')),
    -- Its own words for who belongs to it, a JSON object from role to word.
    terms text not null,
    -- The newest version of what is agreed; nought while nothing is.
    agreements_version integer not null check (agreements_version >= 0),
    -- Whether it belongs to the invented neighbourhood.
    demo boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index communities_area on communities (area_id);

-- What is agreed, every version of it; none is ever changed.
create table community_agreements (
    community_id uuid not null references communities (id) on delete cascade,
    version integer not null check (version >= 1),
    -- A JSON object from language to text.
    text text not null check (length(text) between 8 and 60000),
    published_at timestamptz not null,
    primary key (community_id, version)
);

create table community_members (
    community_id uuid not null references communities (id) on delete cascade,
    member_id uuid not null references members (id) on delete cascade,
    role text not null check (role in ('member', 'steward', 'organiser')),
    -- What more they may, a JSON list of names.
    sets text not null,
    -- Asked to belong to it, belongs to it, or is kept from it for a while.
    state text not null check (state in ('asked', 'active', 'frozen')),
    since timestamptz not null,
    -- The newest version that they accepted; nought where there was none.
    accepted_version integer not null check (accepted_version >= 0),
    primary key (community_id, member_id),
    -- Nobody is somebody before they are let in.
    check (state <> 'asked' or (role = 'member' and sets = '[]'))
);
create index community_members_of on community_members (member_id);

-- Who accepted which version, and when.
create table community_acceptances (
    community_id uuid not null,
    member_id uuid not null,
    version integer not null,
    accepted_at timestamptz not null,
    primary key (community_id, member_id, version),
    foreign key (community_id, member_id)
        references community_members (community_id, member_id) on delete cascade,
    foreign key (community_id, version)
        references community_agreements (community_id, version) on delete cascade
);

-- Who was invited by mail, until they accept it or it ends.
create table community_invitations (
    id uuid primary key,
    community_id uuid not null references communities (id) on delete cascade,
    email text not null,
    email_key text not null,
    role text not null check (role in ('member', 'steward', 'organiser')),
    -- SHA-256 of the link's secret, in hexadecimal digits.
    link_hash text not null unique check (length(link_hash) = 64),
    invited_by uuid references members (id) on delete set null,
    created_at timestamptz not null,
    ends_at timestamptz not null
);
create unique index community_invitations_to on community_invitations (community_id, email_key);
create index community_invitations_ended on community_invitations (ends_at);

-- Whose sign-in is known to everybody: they work on the machine itself, and nowhere else.
create table demo_members (
    member_id uuid primary key references members (id) on delete cascade
);

-- What was done by whoever may do more than others. Rows are added and never changed. They name
-- people by id only, and no foreign key, so that who is forgotten is no person here any more.
create table audit_log (
    id uuid primary key,
    at timestamptz not null,
    -- Who did it; nobody where it was the operator at the command line.
    actor_id uuid,
    community_id uuid,
    act text not null check (length(act) between 1 and 40),
    -- To what it was done, as an id such as mem_01J….
    subject text,
    -- What is worth knowing of it, a JSON object without names and addresses.
    details text not null check (length(details) <= 4000),
    request_id uuid not null
);
create index audit_log_of on audit_log (community_id, id);
create index audit_log_by on audit_log (actor_id, id);
create index audit_log_about on audit_log (subject, id);

-- Hashes of the codes with which a house without anything in it can be begun.
create table setup_codes (
    code_hash text primary key check (length(code_hash) = 64),
    made_at timestamptz not null
);
-- One row once the house has begun: two who begin it at once do not both succeed.
create table founding (
    id integer primary key check (id = 1),
    at timestamptz not null
);
";

/// A log that could be changed is none; and a community that has organisers keeps one, unless the
/// last goes from the house altogether.
const SQLITE: &str = "
create trigger audit_log_stays before update on audit_log
begin select raise(abort, 'the log is never changed'); end;
create trigger audit_log_keeps before delete on audit_log
begin select raise(abort, 'the log is never shortened'); end;
create trigger agreements_stay before update on community_agreements
begin select raise(abort, 'what was agreed is never changed'); end;
create trigger last_organiser_stays before delete on community_members
when old.role = 'organiser' and old.state = 'active'
    and exists (select 1 from members where id = old.member_id)
    and exists (select 1 from communities where id = old.community_id)
    and not exists (select 1 from community_members where community_id = old.community_id
        and member_id <> old.member_id and role = 'organiser' and state = 'active')
begin select raise(abort, 'a community keeps an organiser'); end;
create trigger last_organiser_remains before update on community_members
when old.role = 'organiser' and old.state = 'active'
    and (new.role <> 'organiser' or new.state <> 'active')
    and not exists (select 1 from community_members where community_id = old.community_id
        and member_id <> old.member_id and role = 'organiser' and state = 'active')
begin select raise(abort, 'a community keeps an organiser'); end;
";

const POSTGRES: &str = "
alter table communities alter column slug type text collate \"C\";
alter table community_invitations alter column email_key type text collate \"C\";
alter table audit_log alter column subject type text collate \"C\";
create function nothing_changes() returns trigger language plpgsql as $$
begin raise exception 'this is never changed'; end $$;
create trigger audit_log_stays before update or delete on audit_log
    for each row execute function nothing_changes();
create trigger audit_log_is_kept before truncate on audit_log
    for each statement execute function nothing_changes();
create trigger agreements_stay before update on community_agreements
    for each row execute function nothing_changes();
create function an_organiser_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.role = 'organiser' and new.state = 'active' then return new; end if;
    if exists (select 1 from members where id = old.member_id)
        and exists (select 1 from communities where id = old.community_id)
        and not exists (select 1 from community_members where community_id = old.community_id
            and member_id <> old.member_id and role = 'organiser' and state = 'active')
    then raise exception 'a community keeps an organiser'; end if;
    if tg_op = 'DELETE' then return old; end if;
    return new;
end $$;
create trigger an_organiser_stays before update or delete on community_members
    for each row when (old.role = 'organiser' and old.state = 'active')
    execute function an_organiser_stays();
";
