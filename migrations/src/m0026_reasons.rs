//! Why something was decided about somebody in a community; names of members as they are looked
//! for; and an index for every foreign key that had none.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0026_reasons",
    both: SQL,
    differing: Differing { sqlite: SQLITE, postgres: POSTGRES },
};

const SQL: &str = "
-- The last that was decided about somebody in a community, and why. It goes with the membership,
-- but for two things: who was not let in still reads why, and who leaves while they are kept out
-- is kept out when they come back.
create table community_decisions (
    community_id uuid not null references communities (id) on delete cascade,
    member_id uuid not null references members (id) on delete cascade,
    what text not null check (what in ('refused', 'role', 'sets', 'frozen', 'unfrozen')),
    -- None of what was decided before reasons were asked for.
    reason text check (length(reason) between 1 and 500),
    decided_by uuid references members (id) on delete set null,
    decided_at timestamptz not null,
    primary key (community_id, member_id),
    check (what = 'frozen' or reason is not null),
    -- Nobody decides about themselves.
    check (decided_by is null or decided_by <> member_id)
);
create index community_decisions_of on community_decisions (member_id, decided_at);
create index community_decisions_by on community_decisions (decided_by);
create index community_decisions_old on community_decisions (decided_at);
insert into community_decisions (community_id, member_id, what, decided_at)
    select community_id, member_id, 'frozen', since from community_members where state = 'frozen';

-- The name as it is looked for and sorted by: folded, the same on both databases. None until the
-- program, which folds, has seen the row.
alter table members add column name_key text;
create index members_name_key on members (name_key, id);

create index listing_claims_about on listing_claims (listing_id);
create index listing_claims_decided on listing_claims (decided_by);
create index listing_reports_decided on listing_reports (decided_by);
create index community_invitations_by on community_invitations (invited_by);
create index import_effects_of on import_effects (listing_id);
create index mailed_codes_of on mailed_codes (member_id);
create index community_acceptances_of on community_acceptances (community_id, version);
";

const SQLITE: &str = "
create trigger who_is_kept_out_stays_so before insert on community_members
when new.state <> 'frozen' and exists (select 1 from community_decisions
    where community_id = new.community_id and member_id = new.member_id and what = 'frozen')
begin select raise(abort, 'who left while kept out comes back kept out'); end;
";

const POSTGRES: &str = "
alter table members alter column name_key type text collate \"C\";
create function who_is_kept_out_stays_so() returns trigger language plpgsql as $$
begin
    if exists (select 1 from community_decisions where community_id = new.community_id
        and member_id = new.member_id and what = 'frozen')
    then raise exception 'who left while kept out comes back kept out'; end if;
    return new;
end $$;
create trigger who_is_kept_out_stays_so before insert on community_members
    for each row when (new.state <> 'frozen') execute function who_is_kept_out_stays_so();
";
