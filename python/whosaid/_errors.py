"""What can be raised. The words are those of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._native import Fault


class WhosaidError(Exception):
    """Any error of this package but wrong arguments, which are TypeErrors and ValueErrors."""


class ArticleError(WhosaidError, ValueError):
    """An article that cannot be worked on: not UTF-8, no text, too long.

    ``fault`` tells which one it is and what is wrong with it.
    """

    fault: Fault

    def __init__(self, words: str, fault: Fault) -> None:
        super().__init__(words)
        self.fault = fault

    def __reduce__(self) -> tuple[type[ArticleError], tuple[str, Fault]]:
        return type(self), (str(self), self.fault)


class ColumnError(WhosaidError, ValueError):
    """A table without a column that is asked for, or one that cannot be carried along."""


class ModelError(WhosaidError, ValueError):
    """A file of weights that is damaged, or of another version."""


class SkippedWarning(UserWarning):
    """Some articles were skipped, and the others were worked on."""
