//! As whom somebody acts: who belongs to a profile, what is kept for one, and under which of them
//! something was done.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0018_profiles",
    both: SQL,
    differing: Differing { sqlite: SQLITE, postgres: POSTGRES },
};

const SQL: &str = "
-- Whoever keeps a profile lets others in; whoever belongs to it acts as it.
alter table profile_members add column part text not null default 'owner'
    check (part in ('owner', 'member'));

-- As whom the pages of a session act; none: as oneself.
alter table sessions add column acting_as uuid references profiles (id) on delete set null;
create index sessions_acting on sessions (acting_as) where acting_as is not null;

-- For whom somebody says that a place is theirs; none: for themselves.
alter table listing_claims add column profile_id uuid references profiles (id) on delete set null;
create index listing_claims_for on listing_claims (profile_id) where profile_id is not null;

-- Under which profile or mandate a change was made. Ids alone, and no foreign key: who is gone is
-- nobody there any more.
alter table listing_revisions add column profile_id uuid;
alter table listing_revisions add column mandate_id uuid;
alter table audit_log add column profile_id uuid;
-- For whom something was done, where it was for somebody else.
alter table audit_log add column for_id uuid;
alter table audit_log add column mandate_id uuid;
create index audit_log_under on audit_log (mandate_id, id);
";

/// Every member has a profile as a person. A place may be kept for a profile, by somebody who
/// belongs to it: who leaves it keeps the place no more.
const SQLITE: &str = "
insert into profiles (id, kind, name, handle, created_at)
    select id, 'person', name, 'lid-' || lower(hex(id)), created_at from members m
    where not exists (select 1 from profile_members pm join profiles p on p.id = pm.profile_id
        where pm.member_id = m.id and p.kind = 'person');
insert into profile_members (profile_id, member_id)
    select p.id, p.id from profiles p join members m on m.id = p.id where p.kind = 'person'
        and not exists (select 1 from profile_members pm where pm.profile_id = p.id);

create table listing_keepers_of_profiles (
    listing_id uuid not null references listings (id) on delete cascade,
    member_id uuid not null references members (id) on delete cascade,
    role text not null check (role in ('owner', 'editor', 'till', 'finder')),
    since timestamptz not null,
    -- For whom; none: for themselves.
    profile_id uuid,
    primary key (listing_id, member_id),
    foreign key (profile_id, member_id)
        references profile_members (profile_id, member_id) on delete cascade
);
insert into listing_keepers_of_profiles (listing_id, member_id, role, since)
    select listing_id, member_id, role, since from listing_keepers;
drop table listing_keepers;
alter table listing_keepers_of_profiles rename to listing_keepers;
create index listing_keepers_of on listing_keepers (member_id, since);
create unique index listing_keepers_owner on listing_keepers (listing_id) where role = 'owner';
create unique index listing_keepers_for on listing_keepers (profile_id, listing_id)
    where profile_id is not null;

create trigger a_person_is_one before insert on profile_members
when (select kind from profiles where id = new.profile_id) = 'person'
    and (exists (select 1 from profile_members where profile_id = new.profile_id)
        or exists (select 1 from profile_members pm join profiles p on p.id = pm.profile_id
            where pm.member_id = new.member_id and p.kind = 'person'))
begin select raise(abort, 'a person has one profile, and it has one person'); end;
create trigger last_owner_stays before delete on profile_members
when old.part = 'owner'
    and exists (select 1 from members where id = old.member_id)
    and exists (select 1 from profiles where id = old.profile_id)
    and not exists (select 1 from profile_members where profile_id = old.profile_id
        and member_id <> old.member_id and part = 'owner')
begin select raise(abort, 'a profile keeps an owner'); end;
create trigger last_owner_remains before update on profile_members
when old.part = 'owner' and new.part <> 'owner'
    and not exists (select 1 from profile_members where profile_id = old.profile_id
        and member_id <> old.member_id and part = 'owner')
begin select raise(abort, 'a profile keeps an owner'); end;
";

const POSTGRES: &str = "
insert into profiles (id, kind, name, handle, created_at)
    select id, 'person', name, 'lid-' || replace(id::text, '-', ''), created_at from members m
    where not exists (select 1 from profile_members pm join profiles p on p.id = pm.profile_id
        where pm.member_id = m.id and p.kind = 'person');
insert into profile_members (profile_id, member_id)
    select p.id, p.id from profiles p join members m on m.id = p.id where p.kind = 'person'
        and not exists (select 1 from profile_members pm where pm.profile_id = p.id);

alter table listing_keepers add column profile_id uuid;
alter table listing_keepers add foreign key (profile_id, member_id)
    references profile_members (profile_id, member_id) on delete cascade;
create unique index listing_keepers_for on listing_keepers (profile_id, listing_id)
    where profile_id is not null;

create function a_person_is_one() returns trigger language plpgsql as $$
begin
    if (select kind from profiles where id = new.profile_id) = 'person'
        and (exists (select 1 from profile_members where profile_id = new.profile_id)
            or exists (select 1 from profile_members pm join profiles p on p.id = pm.profile_id
                where pm.member_id = new.member_id and p.kind = 'person'))
    then raise exception 'a person has one profile, and it has one person'; end if;
    return new;
end $$;
create trigger a_person_is_one before insert on profile_members
    for each row execute function a_person_is_one();
create function an_owner_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.part = 'owner' then return new; end if;
    if exists (select 1 from members where id = old.member_id)
        and exists (select 1 from profiles where id = old.profile_id)
        and not exists (select 1 from profile_members where profile_id = old.profile_id
            and member_id <> old.member_id and part = 'owner')
    then raise exception 'a profile keeps an owner'; end if;
    if tg_op = 'DELETE' then return old; end if;
    return new;
end $$;
create trigger an_owner_stays before update or delete on profile_members
    for each row when (old.part = 'owner') execute function an_owner_stays();
";
