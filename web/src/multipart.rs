//! Plain forms in parts, with a file among them: read piece by piece, so that nothing more is kept
//! than the file may be.

use axum::body::Body;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use futures_util::{StreamExt, stream};
use http::StatusCode;
use tokio::task::yield_now;

/// How long a text in such a form may be, in bytes. Words that are too long to be kept are still
/// read, to be shown again.
const TEXT_MAX_BYTES: usize = 32 * 1024;
/// How many parts a form may have; ours have a few.
const PARTS_MAX: usize = 16;

/// A form as it was sent.
#[derive(Debug)]
pub(crate) struct Sent {
    /// Its texts, by name.
    pub texts: Vec<(String, String)>,
    /// The file; empty where none was sent, and none where it is too heavy.
    pub file: Option<Vec<u8>>,
}

/// A form that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl Sent {
    /// Reads a form whose file is a part of this name, of so many bytes at most.
    pub(crate) async fn read(
        request: Request,
        (file, most): (&str, usize),
    ) -> Result<Self, Unreadable> {
        let form = Multipart::from_request(request.map(one_at_a_time), &()).await;
        let mut form = form.map_err(|_| Unreadable)?;
        let mut sent = Self { texts: Vec::new(), file: Some(Vec::new()) };
        for _ in 0..PARTS_MAX {
            let field = match form.next_field().await {
                Ok(Some(field)) => field,
                Ok(None) => return Ok(sent),
                Err(error) => return sent.cut_off(&error),
            };
            let name = field.name().unwrap_or_default().to_owned();
            let most = if name == file { most } else { TEXT_MAX_BYTES };
            let read = match bytes(field, most).await {
                Ok(read) => read,
                Err(error) => return sent.cut_off(&error),
            };
            if name == file {
                sent.file = read;
            } else {
                let text = String::from_utf8(read.ok_or(Unreadable)?).map_err(|_| Unreadable)?;
                sent.texts.push((name, text));
            }
        }
        Err(Unreadable)
    }

    /// A text; empty where it was not sent.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.texts.iter().find(|(it, _)| it == name).map_or("", |(_, text)| text.as_str())
    }

    /// A form that is longer than is read at all holds a file that is too heavy.
    fn cut_off(self, error: &MultipartError) -> Result<Self, Unreadable> {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Ok(Self { file: None, ..self }),
            _ => Err(Unreadable),
        }
    }
}

/// The same body, of which no more is taken than is asked for. The reader of forms takes all that
/// is there before it looks at any of it, which over a fast line is more than a file may be.
fn one_at_a_time(body: Body) -> Body {
    let pieces =
        stream::unfold((body.into_data_stream(), false), |(mut pieces, more)| async move {
            // After a piece and not before it: the reader takes a body that begins with a pause and
            // is there at once after it for one that broke off.
            if more {
                yield_now().await;
            }
            pieces.next().await.map(|piece| (piece, (pieces, true)))
        });
    Body::from_stream(pieces)
}

/// What is in a part, or nothing where it is too much, of which no more is kept.
async fn bytes(mut field: Field<'_>, most: usize) -> Result<Option<Vec<u8>>, MultipartError> {
    let mut bytes = Some(Vec::new());
    while let Some(piece) = field.chunk().await? {
        bytes = bytes.filter(|it| it.len() + piece.len() <= most);
        if let Some(bytes) = &mut bytes {
            bytes.extend_from_slice(&piece);
        }
    }
    Ok(bytes)
}
