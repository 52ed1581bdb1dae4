//! A file on its way: written beside the answer, piece by piece, in a limited time.

use std::io;
use std::pin::pin;
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::{Stream, StreamExt as _, stream};
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::time::timeout;

/// The pieces as a body that keeps its place until the last is written. A reader who stops
/// reading does not keep it longer: after `most` the place is free and the connection broken off,
/// so that nobody takes half a file for a whole one.
pub(super) fn written<E: Send + 'static>(
    pieces: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
    place: OwnedSemaphorePermit,
    most: Duration,
) -> Body {
    // The end is told, so that a writer who went away is not taken for it.
    let (writer, reader) = mpsc::channel::<Option<Bytes>>(1);
    tokio::spawn(async move {
        if timeout(most, write(pieces, &writer)).await.is_err() {
            tracing::warn!("an export took too long and was broken off");
        }
        drop(place);
    });
    Body::from_stream(stream::try_unfold(reader, async |mut reader| match reader.recv().await {
        Some(piece) => Ok(piece.map(|piece| (piece, reader))),
        None => Err(io::Error::other("the file broke off")),
    }))
}

/// Hands over what there is, until its end, a failure, or nobody who listens.
async fn write<E>(
    pieces: impl Stream<Item = Result<Bytes, E>>,
    writer: &mpsc::Sender<Option<Bytes>>,
) {
    let mut pieces = pin!(pieces);
    while let Some(piece) = pieces.next().await {
        let Ok(piece) = piece else { return };
        if writer.send(Some(piece)).await.is_err() {
            return;
        }
    }
    let _read = writer.send(None).await;
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::body::to_bytes;
    use tokio::sync::Semaphore;

    use super::*;

    const SOON: Duration = Duration::from_millis(5);
    const LATE: Duration = Duration::from_secs(60);

    async fn read(
        pieces: impl Stream<Item = Result<Bytes, ()>> + Send + 'static,
        most: Duration,
    ) -> Option<Bytes> {
        let places = Arc::new(Semaphore::new(1));
        let place = Arc::clone(&places).try_acquire_owned().unwrap();
        let body = written(pieces, place, most);
        let read = to_bytes(body, 1_000).await.ok();
        // It is free again, however it went.
        let _place = places.acquire().await.unwrap();
        read
    }

    fn piece(text: &'static str) -> Result<Bytes, ()> {
        Ok(Bytes::from_static(text.as_bytes()))
    }

    #[tokio::test]
    async fn a_file_is_whole_or_broken_off() {
        let whole = stream::iter([piece("a"), piece("b"), piece("c")]);
        assert_eq!(read(whole, LATE).await.as_deref(), Some(&b"abc"[..]));
        assert_eq!(read(stream::iter([piece("a"), Err(())]), LATE).await, None);
        assert_eq!(read(stream::iter([piece("a")]).chain(stream::pending()), SOON).await, None);
    }

    #[tokio::test]
    async fn who_stops_reading_gives_the_place_back() {
        let places = Arc::new(Semaphore::new(1));
        let place = Arc::clone(&places).try_acquire_owned().unwrap();
        let body = written(stream::repeat(piece("a")), place, SOON);
        let again = Arc::clone(&places).acquire_owned().await.unwrap();
        assert!(to_bytes(body, 1_000).await.is_err(), "it has no end");
        let body = written(stream::repeat(piece("a")), again, LATE);
        drop(body);
        assert!(places.acquire().await.is_ok());
    }
}
