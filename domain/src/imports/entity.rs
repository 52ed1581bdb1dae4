//! The tables of imports, as `migrations` lays them.

/// An outside record as it was last read.
pub mod source_record {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "source_records")]
    pub struct Model {
        /// Names the record, see [`crate::imports::model::RecordKey`].
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: Uuid,
        /// Who publishes it.
        pub source: String,
        /// Its id there.
        pub source_id: String,
        /// The listing it became.
        pub listing_id: Uuid,
        /// The hash of the whole record.
        pub content: Uuid,
        /// Its licence.
        pub licence: String,
        /// The line that must be shown.
        pub attribution: String,
        /// Where a reader can see it.
        pub url: Option<String>,
        /// Everything the source says, as JSON.
        pub tags: String,
        /// When it was read.
        pub read_at: DateTimeUtc,
        /// What it says in our words, as JSON.
        pub facts: Option<String>,
        /// Whether it came along when its listing was merged into another.
        pub joined: bool,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// That a data set holds a record.
pub mod dataset_record {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "dataset_records")]
    pub struct Model {
        /// The data set.
        #[sea_orm(primary_key, auto_increment = false)]
        pub dataset: String,
        /// The record.
        #[sea_orm(primary_key, auto_increment = false)]
        pub record_key: Uuid,
        /// The hash of the record as this data set had it last.
        pub content: Uuid,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A run of an importer.
pub mod batch {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_batches")]
    pub struct Model {
        /// Which.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The data set that it reads an edition of.
        pub dataset: String,
        /// Whether its listings are of the demo.
        pub demo: bool,
        /// Whether what it does is written down, to be undone.
        pub undoable: bool,
        /// `staged`, `publishing` or `published`; one that ended without being published is
        /// `published` and never finished.
        pub state: String,
        /// What it did, as JSON.
        pub counts: Option<String>,
        /// When it began.
        pub started_at: DateTimeUtc,
        /// When all of it stood in the directory.
        pub finished_at: Option<DateTimeUtc>,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a batch will do to a record.
pub mod row {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_rows")]
    pub struct Model {
        /// The batch.
        #[sea_orm(primary_key, auto_increment = false)]
        pub batch_id: Uuid,
        /// The record.
        #[sea_orm(primary_key, auto_increment = false)]
        pub record_key: Uuid,
        /// The record as JSON, or none: the data set holds it no longer.
        pub body: Option<String>,
    }

    /// Relations are written out in `store`.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
