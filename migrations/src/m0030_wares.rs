//! What stands in areas is counted with its doors without reading it; and what is being undone is
//! found at once.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0030_wares", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
drop index listings_area;
create index listings_area on listings (area_id, state, street) where state <> 'gone';
-- Editions that somebody began to undo, and of which something is left to undo.
create index import_batches_undoing on import_batches (id)
    where undoable and undone_at is not null;
";
