//! The tree of categories.

use async_graphql::{Context, Description, Object};
use koop_domain::listings::categories::{self, tree};

use super::terms::ListingKind;
use super::visit::Visit;

/// A category of the curated tree.
#[derive(Clone, Copy, Description)]
pub(crate) struct Category(pub(crate) &'static categories::Category);

#[Object(use_type_description)]
impl Category {
    /// The stable English key, such as bicycle-repair.
    async fn key(&self) -> &str {
        self.0.key
    }

    /// Its name in the reader's language.
    async fn label(&self, ctx: &Context<'_>) -> &str {
        self.0.name(Visit::of(ctx).language)
    }

    /// Other words by which people look for it, in the reader's language.
    async fn terms(&self, ctx: &Context<'_>) -> &[&'static str] {
        self.0.terms(Visit::of(ctx).language)
    }

    /// The kind of most listings in it.
    async fn kind(&self) -> ListingKind {
        self.0.kind.into()
    }

    /// The category above it, if there is one.
    async fn parent(&self) -> Option<Category> {
        self.0.parent.and_then(by_key)
    }

    /// The categories right below it.
    async fn children(&self) -> Vec<Category> {
        tree().children(self.0.key).map(Category).collect()
    }
}

/// The categories without a parent.
pub(crate) fn roots() -> Vec<Category> {
    tree().roots().map(Category).collect()
}

/// The category of a key.
pub(crate) fn by_key(key: &str) -> Option<Category> {
    tree().get(key).map(Category)
}
