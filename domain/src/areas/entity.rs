//! The tables of areas, as `migrations` lays them.

/// The one row that says which map this is.
pub mod atlas {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "atlas")]
    pub struct Model {
        /// Always 1.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        /// How often the map has changed.
        pub version: i64,
        /// The last map by which every listing was placed.
        pub assigned: i64,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A data set of the map, with its editions.
pub mod area_set {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "area_sets")]
    pub struct Model {
        /// Its name.
        #[sea_orm(primary_key, auto_increment = false)]
        pub dataset: String,
        /// `areas` (with the water) or `postcodes`.
        #[sea_orm(primary_key, auto_increment = false)]
        pub what: String,
        /// The edition that is read.
        pub edition: Option<Uuid>,
        /// The edition that is being written.
        pub staged: Option<Uuid>,
        /// The line that its publisher wants shown.
        pub attribution: Option<String>,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An area.
pub mod area {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "areas")]
    pub struct Model {
        /// The edition that it stands in.
        #[sea_orm(primary_key, auto_increment = false)]
        pub edition: Uuid,
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Its name in the address bar.
        pub slug: String,
        /// Its kind's key.
        pub kind: String,
        /// Its publisher's code.
        pub code: String,
        /// Its name.
        pub name: String,
        /// The code of the area around it.
        pub parent_code: Option<String>,
        /// How many people live there.
        pub inhabitants: Option<i32>,
        /// The coordinates of a GeoJSON `MultiPolygon`.
        pub outline: Option<String>,
        /// The hash of all of it.
        pub content: Uuid,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A name in the address bar.
pub mod area_slug {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "area_slugs")]
    pub struct Model {
        /// The name.
        #[sea_orm(primary_key, auto_increment = false)]
        pub slug: String,
        /// Whose.
        pub area_id: Uuid,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A line of water.
pub mod water_line {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "water_lines")]
    pub struct Model {
        /// The edition that it stands in.
        #[sea_orm(primary_key, auto_increment = false)]
        pub edition: Uuid,
        /// The hash of it.
        #[sea_orm(primary_key, auto_increment = false)]
        pub content: Uuid,
        /// The coordinates of a GeoJSON `LineString`.
        pub line: String,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A four-digit postcode.
pub mod postcode {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "postcodes")]
    pub struct Model {
        /// The edition that it stands in.
        #[sea_orm(primary_key, auto_increment = false)]
        pub edition: Uuid,
        /// The four digits.
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        /// The place.
        pub place: String,
        /// Degrees north.
        pub latitude: f64,
        /// Degrees east.
        pub longitude: f64,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
