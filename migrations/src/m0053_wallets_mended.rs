//! What somebody is asked to pay for is hidden by who is asked, whom an amount is set apart for is
//! told, and the accounts of a currency are listed by name without sorting all of them.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0053_wallets_mended",
    both: SQL,
    differing: Differing { sqlite: SQLITE, postgres: POSTGRES },
};

const SQL: &str = "
-- Since when whoever is asked is not shown what for; the words are kept.
alter table payment_requests add column hidden_at timestamptz;

-- Of which amount that was set apart one is told.
alter table alerts add column hold_id uuid references holds (id) on delete cascade;
create index alerts_hold on alerts (hold_id) where hold_id is not null;

-- By which name it is listed: that of its place, else of its holder; nothing: the community's own,
-- or somebody gone.
alter table accounts add column name_key text not null default '';
update accounts set name_key = coalesce((select l.name_key from listings l where l.id = listing_id),
    (select lower(p.name) from profiles p where p.id = profile_id), '')
    where profile_id is not null or listing_id is not null;
create index accounts_named on accounts (currency_id, name_key, id) where state <> 'closed';
";

const SQLITE: &str = "
create trigger accounts_named_new after insert on accounts
when new.profile_id is not null or new.listing_id is not null
begin update accounts set name_key =
    coalesce((select l.name_key from listings l where l.id = new.listing_id),
        (select lower(p.name) from profiles p where p.id = new.profile_id), '')
    where id = new.id; end;
create trigger accounts_named after update of profile_id, listing_id on accounts
when new.profile_id is not old.profile_id or new.listing_id is not old.listing_id
begin update accounts set name_key =
    coalesce((select l.name_key from listings l where l.id = new.listing_id),
        (select lower(p.name) from profiles p where p.id = new.profile_id), '')
    where id = new.id; end;
create trigger profiles_renamed after update of name on profiles when new.name <> old.name
begin update accounts set name_key = lower(new.name)
    where profile_id = new.id and listing_id is null; end;
create trigger listings_renamed after update of name_key on listings
when new.name_key <> old.name_key
begin update accounts set name_key = new.name_key where listing_id = new.id; end;
";

const POSTGRES: &str = "
-- In the same order on every server.
alter table accounts alter column name_key type text collate \"C\";
create function account_named() returns trigger language plpgsql as $$
begin
    new.name_key := coalesce((select l.name_key from listings l where l.id = new.listing_id),
        (select lower(p.name) from profiles p where p.id = new.profile_id), '');
    return new;
end $$;
create trigger accounts_named_new before insert on accounts for each row
when (new.profile_id is not null or new.listing_id is not null) execute function account_named();
create trigger accounts_named before update of profile_id, listing_id on accounts for each row
when (new.profile_id is distinct from old.profile_id
    or new.listing_id is distinct from old.listing_id) execute function account_named();
create function profile_renamed() returns trigger language plpgsql as $$
begin
    update accounts set name_key = lower(new.name)
        where profile_id = new.id and listing_id is null;
    return null;
end $$;
create trigger profiles_renamed after update of name on profiles for each row
when (new.name is distinct from old.name) execute function profile_renamed();
create function listing_renamed() returns trigger language plpgsql as $$
begin
    update accounts set name_key = new.name_key where listing_id = new.id;
    return null;
end $$;
create trigger listings_renamed after update of name_key on listings for each row
when (new.name_key is distinct from old.name_key) execute function listing_renamed();
";
