//! The tables of communities, as `migrations` lays them; what hangs on them stands in `store`.

/// A community.
pub mod community {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "communities")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Its name in the address bar.
        pub slug: String,
        /// Its kind's key.
        pub kind: String,
        /// Its name.
        pub name: String,
        /// What it is, per language.
        pub about: String,
        /// What it looks after.
        pub area_id: Option<Uuid>,
        /// Its languages, the first first.
        pub languages: String,
        /// Its colours.
        pub colours: Option<String>,
        /// How one joins, by key.
        pub joining: String,
        /// Its own words for roles.
        pub terms: String,
        /// The newest version of what is agreed.
        pub agreements_version: i32,
        /// Whether it belongs to the invented neighbourhood.
        pub demo: bool,
        /// Since when.
        pub created_at: DateTimeUtc,
        /// When its settings last changed.
        pub updated_at: DateTimeUtc,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What somebody is to a community.
pub mod membership {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "community_members")]
    pub struct Model {
        /// To which community.
        #[sea_orm(primary_key, auto_increment = false)]
        pub community_id: Uuid,
        /// Who.
        #[sea_orm(primary_key, auto_increment = false)]
        pub member_id: Uuid,
        /// Their role's key.
        pub role: String,
        /// What more they may, a JSON list.
        pub sets: String,
        /// How far it is, by key.
        pub state: String,
        /// Since when.
        pub since: DateTimeUtc,
        /// The newest version that they accepted.
        pub accepted_version: i32,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An invitation.
pub mod invitation {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "community_invitations")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// To which community.
        pub community_id: Uuid,
        /// Where it was mailed, as typed.
        pub email: String,
        /// The same in small letters.
        pub email_key: String,
        /// As what, by key.
        pub role: String,
        /// SHA-256 of the link's secret.
        pub link_hash: String,
        /// Who invited.
        pub invited_by: Option<Uuid>,
        /// When it was mailed.
        pub created_at: DateTimeUtc,
        /// Until when it holds.
        pub ends_at: DateTimeUtc,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
