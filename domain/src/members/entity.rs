//! The tables of members, as `migrations` lays them.

/// A member.
pub mod member {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "members")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// As others see it.
        pub name: String,
        /// The same folded, by which it is found; none until a program that folds has seen it.
        pub name_key: Option<String>,
        /// As it was typed.
        pub email: Option<String>,
        /// In small letters.
        pub email_key: Option<String>,
        /// When a mail to it was answered.
        pub email_confirmed_at: Option<DateTimeUtc>,
        /// Argon2id in PHC's notation.
        pub password_hash: Option<String>,
        /// The language's code.
        pub language: String,
        /// Whether they run the installation.
        pub operator: bool,
        /// `active` or `frozen`.
        pub state: String,
        /// Rises when every token must end.
        pub epoch: i32,
        /// Since when.
        pub created_at: DateTimeUtc,
        /// When it last changed.
        pub updated_at: DateTimeUtc,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A device that is signed in.
pub mod session {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Whose.
        pub member_id: Uuid,
        /// `page` or `api`.
        pub kind: String,
        /// What the device calls itself.
        pub device: String,
        /// Since when.
        pub created_at: DateTimeUtc,
        /// When it was last used, give or take some minutes.
        pub last_seen_at: DateTimeUtc,
        /// Nothing makes it last longer.
        pub ends_at: DateTimeUtc,
        /// As whom its pages act.
        pub acting_as: Option<Uuid>,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A secret by which a session is known.
pub mod session_secret {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "session_secrets")]
    pub struct Model {
        /// SHA-256, in hexadecimal digits.
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: String,
        /// The session's.
        pub session_id: Uuid,
        /// The one that it was given for.
        pub parent: Option<String>,
        /// Since when.
        pub created_at: DateTimeUtc,
        /// When it was exchanged for the next.
        pub used_at: Option<DateTimeUtc>,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A code and a link that were mailed.
pub mod mailed_code {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "mailed_codes")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// `enter` or `address`.
        pub purpose: String,
        /// Where it was mailed, as typed.
        pub email: String,
        /// The same in small letters.
        pub email_key: String,
        /// Whose address changes.
        pub member_id: Option<Uuid>,
        /// SHA-256 of the id and the code, in hexadecimal digits.
        pub code_hash: String,
        /// SHA-256 of the link's secret.
        pub link_hash: String,
        /// How often a wrong code was tried.
        pub tries: i32,
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
