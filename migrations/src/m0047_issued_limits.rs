//! Nobody owes what is issued, and no transfer takes the place of another.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0047_issued_limits",
    both: "",
    differing: Differing { sqlite: SQLITE, postgres: POSTGRES },
};

/// Who owed what is issued would have made it. Those who might have are told so where limits are
/// told. What replaces a row deletes it without a trigger, so it is stopped before.
const SQLITE: &str = "
insert into account_limits (account_id, nth, state, min_minor, max_minor, soft_min_minor,
        soft_max_minor, by_id, reason, at)
    select a.id, coalesce((select max(l.nth) from account_limits l where l.account_id = a.id), 0)
        + 1, a.state, 0, a.max_minor, null, a.soft_max_minor, null,
        'Van een uitgegeven munt kan niemand iets schuldig zijn.',
        strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')
    from accounts a join currencies c on c.id = a.currency_id and c.kind = 'issued'
    where a.min_minor < 0 and a.state <> 'closed';
update accounts set min_minor = 0, soft_min_minor = null where min_minor < 0
    and currency_id in (select c.id from currencies c where c.kind = 'issued');
update currency_rules set min_minor = 0, soft_min_minor = null where min_minor < 0
    and currency_id in (select c.id from currencies c where c.kind = 'issued');

create trigger accounts_issued_new before insert on accounts
when new.min_minor < 0
    and exists (select 1 from currencies c where c.id = new.currency_id and c.kind = 'issued')
begin select raise(abort, 'nobody owes what is issued'); end;
create trigger accounts_issued before update of min_minor on accounts
when new.min_minor < 0 and new.min_minor <> old.min_minor
    and exists (select 1 from currencies c where c.id = new.currency_id and c.kind = 'issued')
begin select raise(abort, 'nobody owes what is issued'); end;
create trigger currency_rules_issued before insert on currency_rules
when new.min_minor < 0
    and exists (select 1 from currencies c where c.id = new.currency_id and c.kind = 'issued')
begin select raise(abort, 'nobody owes what is issued'); end;

create trigger transfers_once before insert on transfers
when exists (select 1 from transfers t where t.id = new.id)
    or exists (select 1 from transfers t
        where t.currency_id = new.currency_id and t.number = new.number)
    or (new.reverses_id is not null
        and exists (select 1 from transfers t where t.reverses_id = new.reverses_id))
    or (new.levy_of_id is not null
        and exists (select 1 from transfers t where t.levy_of_id = new.levy_of_id))
begin select raise(abort, 'a transfer never goes'); end;
";

const POSTGRES: &str = "
insert into account_limits (account_id, nth, state, min_minor, max_minor, soft_min_minor,
        soft_max_minor, by_id, reason, at)
    select a.id, coalesce((select max(l.nth) from account_limits l where l.account_id = a.id), 0)
        + 1, a.state, 0, a.max_minor, null, a.soft_max_minor, null,
        'Van een uitgegeven munt kan niemand iets schuldig zijn.', now()
    from accounts a join currencies c on c.id = a.currency_id and c.kind = 'issued'
    where a.min_minor < 0 and a.state <> 'closed';
update accounts set min_minor = 0, soft_min_minor = null where min_minor < 0
    and currency_id in (select c.id from currencies c where c.kind = 'issued');
update currency_rules set min_minor = 0, soft_min_minor = null where min_minor < 0
    and currency_id in (select c.id from currencies c where c.kind = 'issued');

create function issued_owes_nothing() returns trigger language plpgsql as $$
begin
    if exists (select 1 from currencies c where c.id = new.currency_id and c.kind = 'issued') then
        raise exception 'nobody owes what is issued' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger accounts_issued_new before insert on accounts for each row
when (new.min_minor < 0) execute function issued_owes_nothing();
create trigger accounts_issued before update of min_minor on accounts for each row
when (new.min_minor < 0 and new.min_minor is distinct from old.min_minor)
execute function issued_owes_nothing();
create trigger currency_rules_issued before insert on currency_rules for each row
when (new.min_minor < 0) execute function issued_owes_nothing();
";
