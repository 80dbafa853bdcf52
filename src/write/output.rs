//! Where the rows go.
//!
//! In: the path that the user named, or none. Out: a place to write to, and a
//! file that stands under its name only when it is whole: until then it is
//! `.quotes.csv.….part` beside it, which goes when the run fails.
//!
//! A path that is no regular file (`/dev/null`, a named pipe) is written to
//! directly, since putting a file in its place would destroy it. Limit: a run
//! that is killed leaves its part file behind.

use std::fs::{self, File};
use std::io::{self, StdoutLock, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// An open output.
pub struct Output {
    target: Target,
}

enum Target {
    Standard(StdoutLock<'static>),
    Direct(File),
    Whole { part: NamedTempFile, path: PathBuf },
}

impl Output {
    /// Opens `path`; `None` or `-` is standard output.
    pub fn create(path: Option<&Path>) -> io::Result<Self> {
        let target = match path {
            None => Target::Standard(io::stdout().lock()),
            Some(path) if path == Path::new("-") => Target::Standard(io::stdout().lock()),
            Some(path) if path.metadata().is_ok_and(|about| !about.is_file() && !about.is_dir()) => {
                Target::Direct(File::options().write(true).open(path)?)
            }
            Some(path) => Self::part_of(path)?,
        };
        Ok(Self { target })
    }

    fn part_of(path: &Path) -> io::Result<Target> {
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // A link stays a link: the file that it names is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut builder = tempfile::Builder::new();
        let prefix = format!(".{name}.");
        builder.prefix(&prefix).suffix(".part");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As for any new file; the process's mask is taken off.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        Ok(Target::Whole { part: builder.tempfile_in(folder)?, path })
    }

    /// Makes the output whole, under its name.
    pub fn finish(self) -> io::Result<()> {
        match self.target {
            Target::Standard(mut out) => out.flush(),
            Target::Direct(mut file) => file.flush(),
            Target::Whole { part, path } => {
                part.as_file().sync_all()?;
                part.persist(path).map(drop).map_err(|fault| fault.error)
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.target {
            Target::Standard(out) => out.write(bytes),
            Target::Direct(file) => file.write(bytes),
            Target::Whole { part, .. } => part.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::Standard(out) => out.flush(),
            Target::Direct(file) => file.flush(),
            Target::Whole { part, .. } => part.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_file_has_its_name_only_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("q.csv");
        let mut output = Output::create(Some(&path)).unwrap();
        output.write_all(b"rows").unwrap();
        assert!(!path.exists());
        output.finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"rows");
        assert_eq!(names(folder.path()), ["q.csv"]);
    }

    #[test]
    fn an_output_that_is_given_up_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("q.csv");
        fs::write(&path, "old").unwrap();
        let mut output = Output::create(Some(&path)).unwrap();
        output.write_all(b"half of the new").unwrap();
        drop(output);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["q.csv"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_a_device_a_device() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("q.csv"), folder.path().join("latest.csv"));
        fs::write(&path, "old").unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let mut output = Output::create(Some(&link)).unwrap();
        output.write_all(b"new").unwrap();
        output.finish().unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"new");

        Output::create(Some(Path::new("/dev/null"))).unwrap().finish().unwrap();
        assert!(!Path::new("/dev/null").metadata().unwrap().is_file());
    }
}
