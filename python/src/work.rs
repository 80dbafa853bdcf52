//! Work on many threads, with the interpreter's lock released.
//!
//! In: pieces, and what is done with each. Out: the outcomes, in the order of
//! the pieces. The calling thread hands out the pieces and takes the outcomes;
//! some times a second it asks the interpreter whether Ctrl-C was pressed, and
//! tells whoever watches how far it is. A piece is handed out only when one has
//! come back, so that a stream of any length is worked on in bounded memory.
//!
//! Threads are started for each call and end with it, since a pool that
//! outlived it would not be there in a process that was forked, which Python's
//! `multiprocessing` does: the first call in the child would wait for ever.
//!
//! Limit: none of the threads that work may touch an object of Python's.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::settings::Desk;
use crate::tally::Tally;

/// How often the interpreter is asked whether to go on.
const BEAT: Duration = Duration::from_millis(50);

/// How many pieces are on their way for each thread: one that is worked on and
/// two that wait.
const AHEAD: usize = 3;

/// Someone who wants to know how far it is: a Python callable that takes a
/// [`Tally`]. If it raises, the run ends with that.
pub struct Watch {
    callable: Option<Py<PyAny>>,
    last: Instant,
    /// What it has come to so far.
    pub tally: Tally,
}

impl Watch {
    /// Tells `callable`, if there is one.
    pub fn new(callable: Option<Py<PyAny>>) -> Self {
        Self { callable, last: Instant::now(), tally: Tally::default() }
    }

    /// Looks after the interpreter, if it is time.
    fn beat(&mut self) -> PyResult<()> {
        if self.last.elapsed() < BEAT {
            return Ok(());
        }
        Python::attach(|py| {
            py.check_signals()?;
            self.tell(py)
        })?;
        self.last = Instant::now();
        Ok(())
    }

    /// Tells how far it is.
    pub fn tell(&self, py: Python<'_>) -> PyResult<()> {
        self.callable.as_ref().map_or(Ok(()), |callable| callable.call1(py, (self.tally,)).map(drop))
    }
}

/// Does `work` with each piece, on so many threads, and gives the outcomes to
/// `take` in the order of the pieces.
pub fn spread<P: Send, T: Send>(
    py: Python<'_>,
    threads: usize,
    watch: &mut Watch,
    mut pieces: impl Iterator<Item = PyResult<P>> + Send,
    work: impl Fn(P, &mut Desk) -> T + Sync,
    mut take: impl FnMut(T, &mut Watch) -> PyResult<()> + Send,
) -> PyResult<()> {
    py.detach(|| {
        if threads > 1 {
            return parallel(threads, watch, &mut pieces, &work, &mut take);
        }
        let mut desk = Desk::default();
        for piece in pieces {
            take(work(piece?, &mut desk), watch)?;
            watch.beat()?;
        }
        Ok(())
    })
}

/// Pieces on their way to the threads.
struct Queue<P> {
    waiting: Mutex<mpsc::Receiver<(u64, P)>>,
    is_over: AtomicBool,
}

type Outcome<T> = Result<T, Box<dyn Any + Send>>;

impl<P> Queue<P> {
    /// What a thread does until there is nothing left to do.
    fn serve<T>(&self, work: &impl Fn(P, &mut Desk) -> T, done: &mpsc::Sender<(u64, Outcome<T>)>) {
        let mut desk = Desk::default();
        loop {
            let next = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok((number, piece)) = next else { return };
            if self.is_over.load(Ordering::Relaxed) {
                return;
            }
            let outcome = catch_unwind(AssertUnwindSafe(|| work(piece, &mut desk)));
            if done.send((number, outcome)).is_err() {
                return;
            }
        }
    }
}

fn parallel<P: Send, T: Send>(
    threads: usize,
    watch: &mut Watch,
    pieces: &mut (impl Iterator<Item = PyResult<P>> + Send),
    work: &(impl Fn(P, &mut Desk) -> T + Sync),
    take: &mut (impl FnMut(T, &mut Watch) -> PyResult<()> + Send),
) -> PyResult<()> {
    let (hand_out, waiting) = mpsc::channel();
    let (done, returned) = mpsc::channel();
    let queue = Queue { waiting: Mutex::new(waiting), is_over: AtomicBool::new(false) };
    thread::scope(|scope| {
        for _ in 0..threads {
            let (queue, done) = (&queue, done.clone());
            let started = thread::Builder::new().spawn_scoped(scope, move || queue.serve(work, &done));
            if let Err(fault) = started {
                drop(hand_out);
                return Err(PyRuntimeError::new_err(format!(
                    "cannot start the threads; threads= asks for fewer: {fault}"
                )));
            }
        }
        let outcome = coordinate(threads * AHEAD, watch, pieces, &hand_out, &returned, take);
        queue.is_over.store(true, Ordering::Relaxed);
        drop(hand_out);
        outcome
    })
}

/// Hands out pieces and takes what comes back, until there are no more.
fn coordinate<P, T>(
    ahead: usize,
    watch: &mut Watch,
    pieces: &mut impl Iterator<Item = PyResult<P>>,
    hand_out: &mpsc::Sender<(u64, P)>,
    returned: &mpsc::Receiver<(u64, Outcome<T>)>,
    take: &mut impl FnMut(T, &mut Watch) -> PyResult<()>,
) -> PyResult<()> {
    let (mut given, mut taken) = (0, 0);
    let mut early = BTreeMap::new();
    let mut has_more = true;
    while has_more || taken < given {
        watch.beat()?;
        // What came back too early counts as on its way: it waits in memory.
        while has_more && ((given - taken) as usize) < ahead {
            match pieces.next() {
                Some(piece) => {
                    let _ = hand_out.send((given, piece?));
                    given += 1;
                }
                None => has_more = false,
            }
        }
        if taken < given
            && let Ok((number, outcome)) = returned.recv_timeout(BEAT)
        {
            early.insert(number, outcome.unwrap_or_else(|panic| resume_unwind(panic)));
        }
        while let Some(outcome) = early.remove(&taken) {
            take(outcome, watch)?;
            taken += 1;
        }
    }
    Ok(())
}
