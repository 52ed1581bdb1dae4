//! The table of photos, as `migrations` lays it.

/// A photo of a place.
pub mod photo {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "photos")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Of which listing.
        pub listing_id: Uuid,
        /// The how manieth of it, from 1.
        pub place: i32,
        /// What is to be seen; empty where it only decorates.
        pub alt: String,
        /// The file of the small picture.
        pub small_name: String,
        /// Its width, in pixels.
        pub small_width: i32,
        /// Its height, in pixels.
        pub small_height: i32,
        /// The file of the medium picture.
        pub medium_name: String,
        /// Its width, in pixels.
        pub medium_width: i32,
        /// Its height, in pixels.
        pub medium_height: i32,
        /// The file of the large picture.
        pub large_name: String,
        /// Its width, in pixels.
        pub large_width: i32,
        /// Its height, in pixels.
        pub large_height: i32,
        /// Who added it, while they are a member.
        pub added_by: Option<Uuid>,
        /// Since when.
        pub added_at: DateTimeUtc,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
