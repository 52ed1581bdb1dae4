//! The commands that draw the map: areas, water and postcodes.

use koop_seeds::areas::{MapImport, import_areas, import_postcodes};

use crate::commands::{CommandError, House, say};
use crate::config::MapArgs;
use crate::imports::account;

/// Imports municipalities, districts, neighbourhoods and water, and says what that did.
pub(crate) async fn areas(
    (ctx, domain): House,
    args: MapArgs,
    attribution: Option<String>,
) -> Result<(), CommandError> {
    let MapArgs { file, dataset, dry_run } = args;
    let what = MapImport { file, dataset, attribution, dry_run };
    say(&account(&import_areas(&ctx, &domain, &what).await?))
}

/// Imports postcodes, and says what that did.
pub(crate) async fn postcodes((ctx, domain): House, args: MapArgs) -> Result<(), CommandError> {
    let MapArgs { file, dataset, dry_run } = args;
    let what = MapImport { file, dataset, attribution: None, dry_run };
    say(&account(&import_postcodes(&ctx, &domain, &what).await?))
}
