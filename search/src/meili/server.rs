//! What we ask of a Meilisearch server, in a handful of verbs.
//!
//! Everything that writes is a task which the server does when it comes to it, in the order in
//! which tasks came in. Whoever needs it done waits here, longer than the client's five seconds.

use std::collections::HashMap;
use std::time::Duration;

use meilisearch_sdk::client::{Client, SwapIndexes};
use meilisearch_sdk::documents::DocumentDeletionQuery;
use meilisearch_sdk::errors::{Error, ErrorCode};
use meilisearch_sdk::search::{MatchingStrategies, SearchResults, Selectors};
use meilisearch_sdk::settings::Settings;
use meilisearch_sdk::task_info::TaskInfo;
use meilisearch_sdk::tasks::Task;
use serde::Serialize;

use super::document::{Kept, PRIMARY_KEY};
use super::error::MeiliError;
use super::http::Http;

/// How long a task may take: a busy server works off what others asked for before.
const TASK_WITHIN: Duration = Duration::from_secs(15 * 60);
/// How long to wait before a task is looked at again: first, and at most.
const LOOK_FIRST: Duration = Duration::from_millis(5);
const LOOK_MOST: Duration = Duration::from_secs(1);

/// A Meilisearch server.
#[derive(Clone, Debug)]
pub(super) struct Server(Client<Http>);

/// An index in a server, as a question sees it.
pub(super) struct Source<'a> {
    pub(super) server: &'a Server,
    pub(super) uid: &'a str,
    /// The most listings that are read for one answer.
    pub(super) candidates_max: usize,
}

impl Source<'_> {
    /// Asks several questions at once.
    pub(super) async fn ask(&self, questions: &[Question]) -> Result<Vec<Reply>, MeiliError> {
        self.server.ask(self.uid, questions).await
    }
}

/// One question of several that are asked together.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    /// Words; none asks for everything.
    pub(super) words: Option<String>,
    pub(super) filter: String,
    pub(super) sort: Vec<String>,
    /// How many documents are wanted; none only counts.
    pub(super) limit: usize,
    pub(super) facets: Vec<&'static str>,
    /// Where to look for the words; empty is everywhere.
    pub(super) fields: Vec<&'static str>,
}

/// What one question found.
#[derive(Debug, Default)]
pub(super) struct Reply {
    pub(super) total: usize,
    pub(super) hits: Vec<Kept>,
    pub(super) counts: HashMap<String, HashMap<String, usize>>,
}

/// A task that the server took on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TaskId(u32);

impl Server {
    pub(super) fn new(url: &str, key: Option<&str>) -> Result<Self, MeiliError> {
        let http = Http::new(key)?;
        Ok(Self(Client::new_with_client(url.trim_end_matches('/'), key, http)))
    }

    async fn ask(&self, uid: &str, questions: &[Question]) -> Result<Vec<Reply>, MeiliError> {
        let index = self.0.index(uid);
        let sorts: Vec<Vec<&str>> =
            questions.iter().map(|q| q.sort.iter().map(String::as_str).collect()).collect();
        let mut together = self.0.multi_search();
        for (question, sort) in questions.iter().zip(&sorts) {
            let mut search = index.search();
            search.with_filter(&question.filter).with_limit(question.limit);
            search.with_attributes_to_retrieve(Selectors::Some(Kept::FIELDS));
            search.with_matching_strategy(MatchingStrategies::ALL);
            if let Some(words) = &question.words {
                search.with_query(words);
            }
            if !sort.is_empty() {
                search.with_sort(sort);
            }
            if !question.facets.is_empty() {
                search.with_facets(Selectors::Some(&question.facets));
            }
            if !question.fields.is_empty() {
                search.with_attributes_to_search_on(&question.fields);
            }
            together.with_search_query(search.build());
        }
        let answer = together.execute::<Kept>().await?;
        if answer.results.len() != questions.len() {
            return Err(MeiliError::Unanswered);
        }
        Ok(answer.results.into_iter().map(Reply::from).collect())
    }

    /// One document, if it is there.
    pub(super) async fn document(&self, uid: &str, id: &str) -> Result<Option<Kept>, MeiliError> {
        match self.0.index(uid).get_document::<Kept>(id).await {
            Ok(kept) => Ok(Some(kept)),
            Err(Error::Meilisearch(error))
                if matches!(
                    error.error_code,
                    ErrorCode::DocumentNotFound | ErrorCode::IndexNotFound
                ) =>
            {
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// How many documents an index holds.
    pub(super) async fn count(&self, uid: &str) -> Result<usize, MeiliError> {
        Ok(self.0.index(uid).get_stats().await?.number_of_documents)
    }

    /// Makes an index unless it is there, and gives it its settings; both can be repeated.
    pub(super) async fn make(&self, uid: &str, settings: &Settings) -> Result<(), MeiliError> {
        let made = self.0.create_index(uid, Some(PRIMARY_KEY)).await?;
        match self.wait(TaskId(made.task_uid)).await {
            Err(MeiliError::Task { .. }) if self.0.get_raw_index(uid).await.is_ok() => {}
            other => other?,
        }
        self.set(uid, settings).await
    }

    /// Gives an index its settings, which can be repeated.
    pub(super) async fn set(&self, uid: &str, settings: &Settings) -> Result<(), MeiliError> {
        let set = self.0.index(uid).set_settings(settings).await?;
        self.wait(TaskId::from(set)).await
    }

    /// Begins to put documents in, all or none of them.
    pub(super) async fn put<T: Serialize + Send + Sync>(
        &self,
        uid: &str,
        documents: &[T],
    ) -> Result<TaskId, MeiliError> {
        let index = self.0.index(uid);
        Ok(TaskId::from(index.add_or_replace(documents, Some(PRIMARY_KEY)).await?))
    }

    /// Begins to remove what a filter keeps.
    pub(super) async fn sweep(&self, uid: &str, filter: &str) -> Result<TaskId, MeiliError> {
        let index = self.0.index(uid);
        let mut which = DocumentDeletionQuery::new(&index);
        which.with_filter(filter);
        Ok(TaskId::from(index.delete_documents_with(&which).await?))
    }

    /// Begins to exchange what two indexes hold, at one moment. A key to some indexes only may
    /// not look at this task, so it is not waited for here.
    pub(super) async fn swap(&self, one: &str, other: &str) -> Result<(), MeiliError> {
        let pair = SwapIndexes { indexes: (one.to_owned(), other.to_owned()), rename: None };
        self.0.swap_indexes([&pair]).await?;
        Ok(())
    }

    /// When an index was made; it keeps that when its name changes.
    pub(super) async fn born(&self, uid: &str) -> Result<String, MeiliError> {
        let index = self.0.get_raw_index(uid).await?;
        index["createdAt"].as_str().map(str::to_owned).ok_or(MeiliError::NotSwapped)
    }

    /// Throws an index away, if it is there.
    pub(super) async fn remove(&self, uid: &str) -> Result<(), MeiliError> {
        let removed = self.0.delete_index(uid).await?;
        match self.wait(TaskId::from(removed)).await {
            // There was none.
            Err(MeiliError::Task { .. }) if self.0.get_raw_index(uid).await.is_err() => Ok(()),
            other => other,
        }
    }

    /// Waits until a task is done, looking ever less often.
    pub(super) async fn wait(&self, task: TaskId) -> Result<(), MeiliError> {
        let (mut rest, mut waited) = (LOOK_FIRST, Duration::ZERO);
        loop {
            match self.0.get_task(&task).await? {
                Task::Succeeded { .. } => return Ok(()),
                Task::Failed { content } => {
                    let message = content.error.to_string();
                    return Err(MeiliError::Task { task: task.0, message });
                }
                Task::Enqueued { .. } | Task::Processing { .. } => {}
            }
            if waited >= TASK_WITHIN {
                return Err(MeiliError::Slow { task: task.0, within: TASK_WITHIN });
            }
            tokio::time::sleep(rest).await;
            waited += rest;
            rest = (rest * 2).min(LOOK_MOST);
        }
    }
}

impl AsRef<u32> for TaskId {
    fn as_ref(&self) -> &u32 {
        &self.0
    }
}

impl From<TaskInfo> for TaskId {
    fn from(task: TaskInfo) -> Self {
        Self(task.task_uid)
    }
}

impl From<SearchResults<Kept>> for Reply {
    fn from(results: SearchResults<Kept>) -> Self {
        Self {
            total: results.estimated_total_hits.unwrap_or(0),
            hits: results.hits.into_iter().map(|hit| hit.result).collect(),
            counts: results.facet_distribution.unwrap_or_default(),
        }
    }
}
