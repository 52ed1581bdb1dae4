//! The tables of listings, as `migrations` lays them.

/// A listing as it stands.
pub mod listing {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "listings")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Its name in the address bar.
        pub slug: String,
        /// How often it has changed, from 1.
        pub revision: i32,
        /// Its kind's key.
        pub kind: String,
        /// Its folded name.
        pub name_key: String,
        /// Degrees north.
        pub latitude: Option<f64>,
        /// Degrees east.
        pub longitude: Option<f64>,
        /// `running`, `moved` or `gone`.
        pub state: String,
        /// Whether it is of the demo.
        pub demo: bool,
        /// Its facts, as JSON.
        pub facts: String,
        /// Where they came from, as JSON.
        pub provenance: String,
        /// The outside record, as JSON.
        pub source: Option<String>,
        /// When it entered the directory.
        pub created_at: DateTimeUtc,
        /// When it last changed.
        pub updated_at: DateTimeUtc,
        /// The areas it lies in, the smallest first, as a JSON list of ids.
        pub areas: String,
        /// The smallest of them.
        pub area_id: Option<Uuid>,
        /// Whether somebody here wrote any of its facts.
        pub edited: bool,
        /// The street of its door; none of somebody's home.
        pub street: Option<String>,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a listing was after a change.
pub mod revision {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "listing_revisions")]
    pub struct Model {
        /// Which listing.
        #[sea_orm(primary_key, auto_increment = false)]
        pub listing_id: Uuid,
        /// Which revision.
        #[sea_orm(primary_key, auto_increment = false)]
        pub revision: i32,
        /// Who changed it.
        pub actor: String,
        /// In which request.
        pub request_id: Uuid,
        /// When.
        pub at: DateTimeUtc,
        /// Which groups of facts changed, as a JSON list.
        pub changed: String,
        /// The whole listing after it, as JSON.
        pub body: String,
        /// As which household, organisation or merchant.
        pub profile_id: Option<Uuid>,
        /// Under which mandate of somebody.
        pub mandate_id: Option<Uuid>,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How many listings exist on which terms.
pub mod count {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "listing_counts")]
    pub struct Model {
        /// The licence of the source, or nothing.
        #[sea_orm(primary_key, auto_increment = false)]
        pub licence: String,
        /// The line that must be shown, or nothing.
        #[sea_orm(primary_key, auto_increment = false)]
        pub attribution: String,
        /// Whether they are of the demo.
        #[sea_orm(primary_key, auto_increment = false)]
        pub demo: bool,
        /// How many.
        pub listings: i64,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
