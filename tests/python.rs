//! The Python package gives the rows of the program, on its own and on Spark.
//!
//! Drives `python/tests` with pytest. Needs Python 3.10 or newer, and for Spark
//! Java; and, the first time, the network: the packages of
//! `python/tests/requirements*.txt` go to an environment of their own in
//! `target/python`, and the wheel is built beside it. What cannot be had is left
//! out, and one line says so. WHOSAID_PYTHON is the interpreter to take instead
//! of `python3`, or `no` to leave all of it out.

mod program;
mod project;

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use project::at;

/// Why something is left out.
type Missing = String;

/// An environment with the package in it, made once for all tests.
static PYTHON: LazyLock<Result<Python, Missing>> = LazyLock::new(Python::new);

struct Python {
    folder: PathBuf,
    /// Whether there is all that Spark needs.
    has_spark: Result<(), Missing>,
}

fn run(command: &mut Command) -> Result<Output, Missing> {
    let name = command.get_program().to_string_lossy().into_owned();
    command.output().map_err(|fault| format!("{name}: {fault}"))
}

/// The output, if the command says that it went well.
fn succeed(command: &mut Command, missing: &str) -> Result<Output, Missing> {
    let done = run(command)?;
    if done.status.success() { Ok(done) } else { Err(missing.to_owned()) }
}

impl Python {
    fn new() -> Result<Self, Missing> {
        let named = env::var("WHOSAID_PYTHON").unwrap_or_else(|_| "python3".to_owned());
        if named == "no" {
            return Err("WHOSAID_PYTHON=no".to_owned());
        }
        let is_new = "import sys, venv; sys.exit(sys.version_info < (3, 10))";
        succeed(Command::new(&named).args(["-c", is_new]), "no Python 3.10 or newer with venv")?;
        let mut python = Self { folder: at("target/python"), has_spark: Ok(()) };
        if !python.has("requirements.txt") {
            // What was made for other requirements, or half, is made anew.
            fs::remove_dir_all(&python.folder).ok();
            fs::create_dir_all(&python.folder).map_err(|fault| fault.to_string())?;
            succeed(Command::new(&named).args(["-m", "venv"]).arg(&python.folder), "python3 -m venv fails")?;
        }
        python.install("requirements.txt")?;
        python.build();
        // All is there before any test begins, since the tests run side by side.
        python.has_spark = succeed(Command::new("java").arg("-version"), "java -version fails")
            .map_err(|fault| format!("no Java: {fault}"))
            .and_then(|_| python.install("requirements-spark.txt"));
        Ok(python)
    }

    fn bin(&self, name: &str) -> PathBuf {
        self.folder.join(if cfg!(windows) { "Scripts" } else { "bin" }).join(name)
    }

    fn pip(&self) -> Command {
        let mut pip = Command::new(self.bin("python"));
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1"]);
        pip
    }

    /// Whether these requirements have been installed as they are now.
    fn has(&self, requirements: &str) -> bool {
        let wanted = at("python/tests").join(requirements);
        let has = fs::read(self.folder.join(requirements));
        has.is_ok_and(|has| fs::read(wanted).is_ok_and(|wanted| wanted == has))
    }

    fn install(&self, requirements: &str) -> Result<(), Missing> {
        if self.has(requirements) {
            return Ok(());
        }
        let wanted = at("python/tests").join(requirements);
        let missing =
            format!("the packages of python/tests/{requirements} could not be installed (no network?)");
        succeed(self.pip().arg("-r").arg(&wanted), &missing)?;
        fs::copy(&wanted, self.folder.join(requirements)).map_err(|fault| fault.to_string())?;
        Ok(())
    }

    /// Builds the wheel, in a folder of its own so that cargo need not wait for
    /// itself, and installs it. That it does not is no reason to leave it out.
    fn build(&self) {
        let wheels = self.folder.join("wheels");
        fs::remove_dir_all(&wheels).ok();
        let mut build = Command::new(self.bin("maturin"));
        build.args(["build", "--release", "--quiet", "-m"]).arg(at("python/Cargo.toml"));
        build.arg("--out").arg(&wheels).arg("--interpreter").arg(self.bin("python"));
        build.env("CARGO_TARGET_DIR", at("target/python-build"));
        // Tests want it soon rather than as fast as can be.
        build.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        check(&run(&mut build).expect("maturin was installed"));
        let wheel =
            fs::read_dir(&wheels).expect("maturin wrote it").flatten().next().expect("a wheel").path();
        let mut install = self.pip();
        check(&run(install.args(["--no-deps", "--no-index", "--force-reinstall"]).arg(wheel)).unwrap());
    }

    /// Runs the tests that these arguments name, with Spark's examples or not;
    /// how many passed.
    fn test(&self, args: &[&str], spark: &str) -> u32 {
        let mut pytest = Command::new(self.bin("python"));
        pytest.args(["-m", "pytest", "-q", "-p", "no:cacheprovider"]).args(args).env("WHOSAID_SPARK", spark);
        pytest.current_dir(at("python/tests")).env("WHOSAID_PROGRAM", env!("CARGO_BIN_EXE_whosaid"));
        pytest.env("PYTHONDONTWRITEBYTECODE", "1");
        let done = run(&mut pytest).unwrap();
        check(&done);
        let out = String::from_utf8_lossy(&done.stdout);
        let last = out.lines().last().unwrap_or_default();
        last.split(" passed").next().and_then(|count| count.rsplit(' ').next()?.parse().ok()).unwrap_or(0)
    }
}

fn check(done: &Output) {
    let (out, err) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{out}{err}");
}

/// Says what is left out, past the capture of output, for whoever ran the tests;
/// and in the file that WHOSAID_LEFT_OUT names, if it does.
fn leave_out(what: &str, missing: &str) {
    let line = format!("{what} (tests/python.rs): {missing}\n");
    let _ = write!(std::io::stderr(), "left out: {line}");
    if let Some(path) = env::var_os("WHOSAID_LEFT_OUT") {
        let file = fs::OpenOptions::new().append(true).open(path);
        file.and_then(|mut file| file.write_all(line.as_bytes())).expect("the file can be written");
    }
}

/// The files of tests, but Spark's.
fn files() -> Vec<String> {
    let names = fs::read_dir(at("python/tests")).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| is_test(name)).collect();
    names.sort();
    names
}

fn is_test(name: &str) -> bool {
    name.starts_with("test_")
        && name != "test_spark.py"
        && Path::new(name).extension().is_some_and(|e| e == "py")
}

#[test]
fn the_package_gives_the_rows_of_the_program() {
    match &*PYTHON {
        Err(missing) => leave_out("the Python package", missing),
        Ok(python) => {
            let files = files();
            let passed = python.test(&files.iter().map(String::as_str).collect::<Vec<_>>(), "no");
            assert!(passed > 40, "{passed} passed");
        }
    }
}

#[test]
fn spark_gives_the_rows_of_the_program() {
    let ready = PYTHON.as_ref().map_err(Clone::clone);
    let ready = ready.and_then(|python| python.has_spark.clone().map(|()| python));
    match ready {
        Err(missing) => leave_out("whosaid on Spark", &missing),
        Ok(python) => {
            let passed = python.test(&["test_spark.py", "test_docs.py", "-k", "spark or readme"], "yes");
            assert!(passed > 11, "{passed} passed");
        }
    }
}
