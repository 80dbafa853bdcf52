"""Who said it? Finds every quotation in news articles, with its speaker.

>>> import whosaid
>>> text = "“It held,” said Ada Berg, the mayor of Lindau. “We were lucky.”"
>>> [q.speaker for q in whosaid.extract(text)]
['Ada Berg', 'Ada Berg']

====================  =======================================================
``extract``           one text in, a list of ``Quotation`` out
``extract_batch``     many texts, on all cores
``extract_arrow``     a table of pyarrow, Polars, DuckDB or pandas in, one of
                      quotations out, on all cores
``sentences``         the sentences of a text
``render``            an article in the colours of its speakers, in a notebook
``whosaid.spark``     the same for Spark, and a job for ``spark-submit``
====================  =======================================================

It is the core of the program ``whosaid``, and gives the same rows. Offsets
count code points, as Python does. An article that cannot be worked on (not
UTF-8, no text, longer than 64 MiB) costs its own rows and no others; the words
are those of the program. No network is used, and no file opened but the weights
that one names.
"""

from __future__ import annotations

import functools
import os
import sys
import time
import warnings
from typing import TYPE_CHECKING, Any, Literal

from . import _html, _native
from ._errors import ArticleError, ColumnError, ModelError, SkippedWarning, WhosaidError
from ._html import Rendering
from ._native import MAX_ARTICLE_BYTES, Fault, Model, Quotation, Quotations, Sentence, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Errors = Literal["warn", "raise", "ignore"] | Callable[[Fault], object]
    Progress = bool | Callable[[Tally], object]
    Weights = Model | str | os.PathLike[str] | None

__all__ = [
    "MAX_ARTICLE_BYTES",
    "ArticleError",
    "ColumnError",
    "Fault",
    "Model",
    "ModelError",
    "Quotation",
    "Quotations",
    "Rendering",
    "Sentence",
    "SkippedWarning",
    "Tally",
    "WhosaidError",
    "extract",
    "extract_arrow",
    "extract_batch",
    "render",
    "sentences",
]
__version__: str = _native.VERSION


def extract(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    indirect: bool = False,
    attributed_only: bool = False,
    min_confidence: float = 0.0,
    max_article_bytes: int = MAX_ARTICLE_BYTES,
    model: Weights = None,
) -> list[Quotation]:
    """The quotations of one text, in its order.

    >>> text = "“It held,” said Ada Berg, the mayor of Lindau."
    >>> [q] = extract(text)
    >>> q  # doctest: +ELLIPSIS
    <Quotation 1 direct: "It held," by Ada Berg (mayor of Lindau); said, 0.9...>
    >>> text[q.quote_start:q.quote_end]
    'It held,'

    Parameters
    ----------
    text
        The article, as it is: offsets point into this ``str``, in code points.
    id
        What ``Quotation.article_id`` is to be.
    title
        The headline, where the text does not hold it. It is not searched for
        quotations, as on the command line, and changes no row.
    indirect
        Also find speech that is reported without quotation marks.
    attributed_only
        Leave out quotations without a speaker.
    min_confidence
        Leave out quotations of a lower confidence, from 0 to 1.
    max_article_bytes
        The longest text, in bytes of UTF-8, that is worked on.
    model
        Weights that ``whosaid train`` wrote, instead of those that are built
        in: the file, or a ``Model``, which is loaded once.

    Raises
    ------
    ArticleError
        If the text holds a lone surrogate, or is too long.
    TypeError, ValueError
        If an argument is none that is wanted.
    """
    del title
    settings = _settings(indirect, attributed_only, min_confidence, "chars", max_article_bytes, model)
    return _native.extract(text, id, settings)


def sentences(
    text: str, *, keep_quotations: bool = False, max_article_bytes: int = MAX_ARTICLE_BYTES
) -> list[Sentence]:
    """The sentences of a text, in its order.

    >>> [str(s) for s in sentences("Is Yahoo! for sale? Mr. Lee would not say.")]
    ['Is Yahoo! for sale?', 'Mr. Lee would not say.']

    A quotation of several sentences is split inside, unless ``keep_quotations``
    is set. ``text[s.start:s.end] == s.text`` for each of them. Raises
    ``ArticleError`` as ``extract`` does.
    """
    settings = _settings(False, False, 0.0, "chars", max_article_bytes, None)
    return _native.sentences(text, keep_quotations, settings)


def extract_batch(
    texts: Iterable[str],
    ids: Iterable[object] | None = None,
    *,
    indirect: bool = False,
    attributed_only: bool = False,
    min_confidence: float = 0.0,
    max_article_bytes: int = MAX_ARTICLE_BYTES,
    model: Weights = None,
    threads: int | None = None,
    errors: Errors = "warn",
    progress: Progress = False,
) -> list[list[Quotation]]:
    """The quotations of many texts: a list for each of them.

    >>> found = extract_batch(["“Yes,” said Ada Berg.", "It rained."], ids=["a", "b"])
    >>> [[q.article_id for q in quotations] for quotations in found]
    [['a'], []]

    Other threads of Python run meanwhile. For tables, and for more than some
    ten thousand texts, ``extract_arrow`` is the faster way.

    Parameters
    ----------
    texts, ids
        The articles, and what ``Quotation.article_id`` is to be for each.
    indirect, attributed_only, min_confidence, max_article_bytes, model
        As for ``extract``.
    threads
        How many threads work; all cores unless told.
    errors
        What is done with an article that is no text, holds a lone surrogate or
        is too long. Its list is empty, and the others are worked on; then
        ``"warn"`` tells of it in a ``SkippedWarning``, ``"ignore"`` does not,
        and a callable is called with each ``Fault``. ``"raise"`` raises an
        ``ArticleError`` at the first.
    progress
        ``True`` shows on standard error how far it is; a callable is called
        with a ``Tally`` some times a second, and at the end.
    """
    settings = _settings(indirect, attributed_only, min_confidence, "chars", max_article_bytes, model)
    with _watch(progress) as watch:
        found, faults, _ = _native.extract_batch(
            texts, ids, settings, _threads(threads), _is_strict(errors), watch
        )
    _tell(faults, len(found), errors)
    return found


def extract_arrow(
    table: Any,
    text: str = "text",
    id: str | None = "id",
    keep: Sequence[str] = (),
    *,
    indirect: bool = False,
    attributed_only: bool = False,
    min_confidence: float = 0.0,
    offsets: Literal["chars", "bytes", "utf16"] = "chars",
    max_article_bytes: int = MAX_ARTICLE_BYTES,
    model: Weights = None,
    threads: int | None = None,
    errors: Errors = "warn",
    progress: Progress = False,
) -> Quotations:
    """The quotations of a table of articles, as a table: one row a quotation.

    ``table`` is anything with ``__arrow_c_stream__``: a ``Table``,
    ``RecordBatch`` or ``RecordBatchReader`` of pyarrow, a ``DataFrame`` of
    Polars or pandas, a relation of DuckDB. Its text is read where it lies, a
    reader batch by batch. So is what comes out: ``pyarrow.table(q)``,
    ``polars.DataFrame(q)``, ``pandas.DataFrame.from_arrow(q)``.

    >>> import pyarrow
    >>> news = pyarrow.table({"id": [7], "text": ["“It held,” said Ada Berg."]})
    >>> pyarrow.table(extract_arrow(news)).select(["article_id", "quote", "speaker"]).to_pylist()
    [{'article_id': '7', 'quote': 'It held,', 'speaker': 'Ada Berg'}]

    Parameters
    ----------
    table
        The articles, a row each.
    text
        The column with the text: strings, or bytes of UTF-8.
    id
        The column with the id: strings, or whole numbers. An article without
        one has the number of its row, from 0; so have all with ``id=None``.
    keep
        Columns that are carried along after the others, with their types.
    offsets
        What offsets count: code points (``"chars"``), bytes of UTF-8 or UTF-16
        units, as JavaScript and Java do.
    indirect, attributed_only, min_confidence, max_article_bytes, model
        As for ``extract``.
    threads, errors, progress
        As for ``extract_batch``. ``Quotations.faults`` has them too, and
        ``Quotations.tally`` what it came to.

    Raises
    ------
    ColumnError
        If there is no column of such a name; the words list those that there
        are. Or if a column to keep has the name of one that is written.
    TypeError
        If the text, or the id, is in a column of another type.
    """
    settings = _settings(indirect, attributed_only, min_confidence, offsets, max_article_bytes, model)
    if isinstance(keep, str):
        raise TypeError(f"keep: a list of names is wanted, not the str {keep!r}")
    with _watch(progress) as watch:
        found = _native.extract_arrow(
            table, text, id, list(keep), settings, _threads(threads), _is_strict(errors), True, watch
        )
    _tell(found.faults, found.tally.articles + found.tally.skipped, errors)
    return found


def render(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    indirect: bool = False,
    attributed_only: bool = False,
    min_confidence: float = 0.0,
    max_article_bytes: int = MAX_ARTICLE_BYTES,
    model: Weights = None,
) -> Rendering:
    """The article with its quotations in the colours of their speakers.

    In a notebook it shows itself: the text, with a number behind each quotation
    that the legend below explains with name and role. Elsewhere
    ``render(text).save("article.html")`` writes a page. Markup in the text is
    shown and not run. The arguments, and what is raised, are those of
    ``extract``; ``title`` is shown above the text.
    """
    found = extract(
        text,
        id=id,
        indirect=indirect,
        attributed_only=attributed_only,
        min_confidence=min_confidence,
        max_article_bytes=max_article_bytes,
        model=model,
    )
    return Rendering(text, found, title)


def _settings(
    indirect: bool,
    attributed_only: bool,
    min_confidence: float,
    offsets: str,
    max_article_bytes: int,
    model: Weights,
) -> _native.Settings:
    if model is not None and not isinstance(model, Model):
        path = os.path.abspath(os.fspath(model))
        model = _model(path, os.stat(path).st_mtime_ns)
    return _native.Settings(indirect, attributed_only, min_confidence, offsets, max_article_bytes, model)


@functools.lru_cache(maxsize=4)
def _model(path: str, changed: int) -> Model:
    del changed  # in the key, so that a file that is written anew is read anew
    return Model(path)


def _threads(threads: int | None) -> int:
    if threads is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not 1 <= threads <= 1024:
        raise ValueError(f"threads: {threads}: choose from 1 to 1024")
    return threads


def _is_strict(errors: Errors) -> bool:
    if not callable(errors) and errors not in ("warn", "raise", "ignore"):
        raise ValueError(f"errors: {errors!r}: choose from 'warn', 'raise', 'ignore', or a callable")
    return errors == "raise"


#: How many faults a warning tells.
_TOLD = 10


def _tell(faults: list[Fault], articles: int, errors: Errors) -> None:
    if callable(errors):
        for fault in faults:
            errors(fault)
    elif errors == "warn" and faults:
        lines = [f"{len(faults):,} of {articles:,} articles skipped"]
        lines += map(str, faults[:_TOLD])
        if len(faults) > _TOLD:
            lines.append(f"and {len(faults) - _TOLD:,} more (errors=list.append has all)")
        warnings.warn("\n  ".join(lines), SkippedWarning, stacklevel=3)


class _watch:
    """What is told how far it is: the callable that was given, or a line on standard error."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.begun = time.monotonic()

    def __enter__(self) -> Callable[[Tally], object] | None:
        if callable(self.progress):
            return self.progress
        return self.show if self.progress else None

    def __exit__(self, *exception: object) -> None:
        if self.progress is True:
            print(file=sys.stderr)

    def show(self, tally: Tally) -> None:
        rate = tally.bytes / 1e6 / max(time.monotonic() - self.begun, 1e-6)
        line = f"{tally.articles:,} articles, {rate:.1f} MB/s, {tally.quotes:,} quotes"
        print(f"\r{line:<60}", end="", file=sys.stderr, flush=True)
