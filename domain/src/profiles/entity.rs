//! The table of profiles, as `migrations` lays it; who belongs to them stands in `store`.

use sea_orm::entity::prelude::*;

/// A profile.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "profiles")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its kind's key.
    pub kind: String,
    /// As others see it.
    pub name: String,
    /// A short name for the address bar.
    pub handle: String,
    /// Who made it; nobody made a person's own, and who has gone made none.
    pub founded_by: Option<Uuid>,
    /// Since when.
    pub created_at: DateTimeUtc,
}

/// Relations are written out in `store`.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
