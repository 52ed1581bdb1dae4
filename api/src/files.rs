//! Where photos lie: a folder, which nodes may share.
//!
//! A file has its name only once it is whole and on the disk, so that neither a power cut nor
//! another node ever meets half of one. Its path is made of its hash alone: 256 folders by the first
//! byte, so that none grows too large to be listed.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use koop_domain::media::FileName;
use koop_domain::ports::{Files, FilesError};

use crate::tokens::hex;

/// How the name of a photo ends.
const WHOLE: &str = ".jpg";
/// How the name of one ends that is being written.
const PART: &str = ".part";

/// A folder of photos.
#[derive(Clone, Debug)]
pub struct PhotoFolder(PathBuf);

impl PhotoFolder {
    /// Photos in this folder, which is made with the first of them.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    fn shelf(&self, begin: u8) -> PathBuf {
        self.0.join(hex(&[begin]))
    }

    fn path(&self, name: FileName) -> PathBuf {
        self.shelf(name.begin()).join(format!("{name}{WHOLE}"))
    }

    /// Does something that waits for the disk.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(Self) -> io::Result<T> + Send + 'static,
    ) -> Result<T, FilesError> {
        let folder = self.clone();
        let done = tokio::task::spawn_blocking(move || work(folder)).await;
        Ok(done.map_err(io::Error::other)??)
    }
}

#[async_trait]
impl Files for PhotoFolder {
    async fn put(&self, name: FileName, bytes: Vec<u8>) -> Result<(), FilesError> {
        self.work(move |it| write(&it.shelf(name.begin()), &it.path(name), &bytes)).await
    }

    async fn get(&self, name: FileName) -> Result<Option<Vec<u8>>, FilesError> {
        self.work(move |it| present(fs::read(it.path(name)))).await
    }

    async fn delete(&self, name: FileName, before: DateTime<Utc>) -> Result<(), FilesError> {
        self.work(move |it| {
            let path = it.path(name);
            // It may have been put again since it was listed.
            match put_at(&path)? {
                Some(at) if at < SystemTime::from(before) => present(fs::remove_file(&path)),
                _ => Ok(None),
            }
        })
        .await?;
        Ok(())
    }

    async fn put_before(
        &self,
        begin: u8,
        before: DateTime<Utc>,
    ) -> Result<Vec<FileName>, FilesError> {
        self.work(move |it| old(&it.shelf(begin), before.into())).await
    }
}

/// Writes beside it and gives it its name. The folder is written to the disk as well: else a power
/// cut could take the name away after the row that names it was kept.
fn write(shelf: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o750).create(shelf)?;
    let mut chance = [0; 8];
    getrandom::fill(&mut chance).map_err(io::Error::other)?;
    let part = path.with_extension(format!("{}{PART}", hex(&chance)));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o640).open(&part)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    let named = written.and_then(|()| fs::rename(&part, path));
    if named.is_err() {
        // What is left of it is swept away later, if it cannot be now.
        let _left = fs::remove_file(&part);
    }
    named?;
    File::open(shelf)?.sync_all()
}

/// The photos of a shelf that were put before an instant. What broke off while it was written is
/// swept away on the way.
fn old(shelf: &Path, before: SystemTime) -> io::Result<Vec<FileName>> {
    let mut names = Vec::new();
    for entry in present(fs::read_dir(shelf))?.into_iter().flatten() {
        let path = entry?.path();
        if put_at(&path)?.is_none_or(|at| at >= before) {
            continue;
        }
        let name = path.file_name().and_then(|it| it.to_str()).unwrap_or_default();
        if name.ends_with(PART) {
            present(fs::remove_file(&path))?;
        }
        names.extend(name.strip_suffix(WHOLE).and_then(FileName::parse));
    }
    Ok(names)
}

/// When a file was put, if it is there.
fn put_at(path: &Path) -> io::Result<Option<SystemTime>> {
    present(fs::metadata(path).and_then(|it| it.modified()))
}

/// What is not there is no failure.
fn present<T>(done: io::Result<T>) -> io::Result<Option<T>> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        done => done.map(Some),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn files(folder: &Path) -> Vec<PathBuf> {
        let shelves = fs::read_dir(folder).into_iter().flatten().flatten();
        let files = shelves.flat_map(|it| fs::read_dir(it.path()).unwrap().flatten());
        files.map(|it| it.path()).collect()
    }

    #[tokio::test]
    async fn a_photo_lies_under_its_hash_and_nowhere_else() {
        let home = tempfile::tempdir().unwrap();
        let folder = PhotoFolder::at(&home.path().join("photos"));
        let bytes = b"a photo".to_vec();
        let name = FileName::of(&bytes);
        assert_eq!(folder.get(name).await.unwrap(), None);
        let twice = tokio::join!(folder.put(name, bytes.clone()), folder.put(name, bytes.clone()));
        assert!(twice.0.is_ok() && twice.1.is_ok());
        assert_eq!(folder.get(name).await.unwrap(), Some(bytes));
        let shown = name.to_string();
        let path = home.path().join("photos").join(&shown[..2]).join(format!("{shown}.jpg"));
        assert_eq!(files(&home.path().join("photos")), [path]);
    }

    #[tokio::test]
    async fn only_what_is_old_goes() {
        let home = tempfile::tempdir().unwrap();
        let folder = PhotoFolder::at(home.path());
        let name = FileName::of(b"old");
        let moment =
            |hours| DateTime::<Utc>::from(SystemTime::UNIX_EPOCH) + TimeDelta::hours(hours);
        folder.put(name, b"old".to_vec()).await.unwrap();
        let part = folder.path(name).with_extension("broken.part");
        fs::write(&part, "half").unwrap();
        for path in [&part, &folder.path(name)] {
            let file = File::options().write(true).open(path).unwrap();
            file.set_modified(moment(10).into()).unwrap();
        }
        assert_eq!(folder.put_before(name.begin(), moment(10)).await.unwrap(), []);
        folder.delete(name, moment(10)).await.unwrap();
        assert_eq!(files(home.path()).len(), 2, "not old enough");
        assert_eq!(folder.put_before(name.begin(), moment(11)).await.unwrap(), [name]);
        assert_eq!(files(home.path()), [folder.path(name)], "what broke off is gone");
        // Put again, it is young again.
        folder.put(name, b"old".to_vec()).await.unwrap();
        folder.delete(name, moment(11)).await.unwrap();
        assert!(folder.get(name).await.unwrap().is_some());
        File::open(folder.path(name)).unwrap().set_modified(moment(10).into()).unwrap();
        folder.delete(name, moment(11)).await.unwrap();
        folder.delete(name, moment(11)).await.unwrap();
        assert_eq!((files(home.path()).len(), folder.get(name).await.unwrap()), (0, None));
    }
}
