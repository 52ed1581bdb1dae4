//! What has to be found again of a session and of a member, so that it can be ended.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0011_traces", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
-- The token that it was given for: of several that were given for one, one goes on.
alter table session_secrets add column parent text check (length(parent) = 64);
create index session_secrets_siblings on session_secrets (parent) where used_at is null;

-- To whom, in small letters: who leaves takes the mail along that has not gone yet.
alter table jobs add column to_key text;
create index jobs_to on jobs (to_key);

-- Who leaves is named in no history; what the house did is most of it, and is not looked for.
create index listing_revisions_by on listing_revisions (actor) where actor <> 'operator';
";
