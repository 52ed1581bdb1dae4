//! What many ask at the same time is read together: while one read goes on, whoever comes waits
//! for the next, so that one statement serves all of them. Nobody is answered by a read that had
//! begun before they asked.

use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::db::DbError;

/// How many are read at once.
pub(crate) const TOGETHER_MAX: usize = 256;

type Answered<V> = Result<V, DbError>;
/// Who waits for an answer.
type Waits<V> = oneshot::Sender<Answered<V>>;

/// Who waits for a read, and whether one goes on.
struct Line<K, V> {
    waiting: Vec<(K, Waits<V>)>,
    is_read: bool,
}

/// A line in which those wait who ask for the same kind of thing; clones share it.
pub(crate) struct Gather<K, V>(Arc<Mutex<Line<K, V>>>);

impl<K, V> Clone for Gather<K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K, V> Default for Gather<K, V> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Line { waiting: Vec::new(), is_read: false })))
    }
}

impl<K: Send + 'static, V: Send + 'static> Gather<K, V> {
    /// The answer to one of those that `read` answers together, in their order.
    ///
    /// # Errors
    /// [`DbError`], the same for all who were read together.
    pub(crate) async fn ask<R, F>(&self, asked: K, read: R) -> Result<V, DbError>
    where
        R: Fn(Vec<K>) -> F + Send + 'static,
        F: Future<Output = Result<Vec<V>, DbError>> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let begins = {
            let mut line = self.held();
            line.waiting.push((asked, answer));
            !std::mem::replace(&mut line.is_read, true)
        };
        if begins {
            let mut turn = Turn { of: self.clone(), is_over: false };
            tokio::spawn(async move {
                // Whoever was let go at the same time comes along, and is not left for the next.
                tokio::task::yield_now().await;
                while let Some((asked, waiting)) = turn.next() {
                    // Whoever does not wait any more asked for nothing but an answer.
                    match read(asked).await {
                        Ok(values) => {
                            for (waits, value) in waiting.into_iter().zip(values) {
                                let _ = waits.send(Ok(value));
                            }
                        }
                        Err(error) => {
                            let error = Arc::new(error);
                            for waits in waiting {
                                let _ = waits.send(Err(DbError::Together(error.clone())));
                            }
                        }
                    }
                }
            });
        }
        answered.await.unwrap_or(Err(DbError::Ended))
    }
}

impl<K, V> Gather<K, V> {
    fn held(&self) -> MutexGuard<'_, Line<K, V>> {
        // What stands in it is whole between any two statements.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The turn of one task to read for those in a line.
struct Turn<K, V> {
    of: Gather<K, V>,
    is_over: bool,
}

impl<K, V> Turn<K, V> {
    /// Who waits, as many as are read at once; none ends the turn.
    fn next(&mut self) -> Option<(Vec<K>, Vec<Waits<V>>)> {
        let mut line = self.of.held();
        if line.waiting.is_empty() {
            line.is_read = false;
            self.is_over = true;
            return None;
        }
        let many = line.waiting.len().min(TOGETHER_MAX);
        Some(line.waiting.drain(..many).unzip())
    }
}

impl<K, V> Drop for Turn<K, V> {
    /// A task that was stopped in the middle leaves nobody waiting for it.
    fn drop(&mut self) {
        if !self.is_over {
            let mut line = self.of.held();
            line.waiting.clear();
            line.is_read = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::sync::Semaphore;

    use super::*;

    /// Who come while a read goes on are read together, each answered by what they asked.
    #[tokio::test]
    async fn those_who_come_meanwhile_are_read_together() {
        let line: Gather<usize, usize> = Gather::default();
        let (reads, gate) = (Arc::new(AtomicUsize::new(0)), Arc::new(Semaphore::new(0)));
        let ask = |asked: usize| {
            let (line, reads, gate) = (line.clone(), reads.clone(), gate.clone());
            tokio::spawn(async move {
                let read = move |all: Vec<usize>| {
                    let (reads, gate) = (reads.clone(), gate.clone());
                    async move {
                        reads.fetch_add(1, Ordering::Relaxed);
                        gate.acquire().await.expect("it stays open").forget();
                        Ok(all.into_iter().map(|it| it * 2).collect())
                    }
                };
                line.ask(asked, read).await.expect("it is answered")
            })
        };
        let mut all = vec![ask(0)];
        while reads.load(Ordering::Relaxed) == 0 {
            tokio::task::yield_now().await;
        }
        all.extend((1..20).map(ask));
        while line.held().waiting.len() < 19 {
            tokio::task::yield_now().await;
        }
        gate.add_permits(2);
        for (nth, asked) in all.into_iter().enumerate() {
            assert_eq!(asked.await.expect("it goes on"), nth * 2);
        }
        assert_eq!(reads.load(Ordering::Relaxed), 2);
    }

    /// A read that fails is told to all who waited for it, and the next begins anew.
    #[tokio::test]
    async fn a_read_that_fails_leaves_the_line_open() {
        let line: Gather<bool, ()> = Gather::default();
        let read = |all: Vec<bool>| async move {
            if all.contains(&true) { Err(DbError::Address) } else { Ok(vec![(); all.len()]) }
        };
        assert!(matches!(line.ask(true, read).await, Err(DbError::Together(_))));
        assert!(line.ask(false, read).await.is_ok());
    }

    /// So does one that panics.
    #[tokio::test]
    async fn a_read_that_panics_leaves_nobody_waiting() {
        let line: Gather<bool, ()> = Gather::default();
        let read = |all: Vec<bool>| async move {
            assert!(!all.contains(&true), "somebody asked for it");
            Ok(vec![(); all.len()])
        };
        assert!(matches!(line.ask(true, read).await, Err(DbError::Ended)));
        assert!(line.ask(false, read).await.is_ok());
    }
}
