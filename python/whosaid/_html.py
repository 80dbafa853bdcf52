"""Articles in the colours of their speakers, as HTML.

All styles are inline and nothing is fetched, so that it looks the same in a
notebook, in a saved page and where style sheets are taken out. Colours are a
tint over whatever lies behind them, for bright and dark themes; numbers tell the
speakers apart where there is no colour.
"""

from __future__ import annotations

import dataclasses
import html
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._native import Quotation

#: Told apart by those who see red and green alike (after Okabe and Ito).
_COLORS = ["#1f84d0", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#b0a000", "#7f5fc4"]
#: Of quoted text that nobody is said to utter.
_NOBODY = "#888888"


@dataclasses.dataclass
class _Speaker:
    number: int
    name: str
    kind: str | None
    role: str | None
    quotations: int = 0

    @property
    def color(self) -> str:
        return _COLORS[(self.number - 1) % len(_COLORS)]


class Rendering:
    """An article in the colours of its speakers; a notebook shows it."""

    def __init__(self, text: str, quotations: list[Quotation], title: str | None = None) -> None:
        self.text = text
        self.quotations = quotations
        self.title = title

    @property
    def html(self) -> str:
        """The article and its legend, as a piece of HTML."""
        speakers = _speakers(self.quotations)
        title = f'<div style="font-weight:bold;margin-bottom:.6em">{_shown(self.title)}</div>' if self.title else ""
        return (
            '<div class="whosaid" style="max-width:46em;line-height:1.6;text-align:left">'
            f'{title}<div style="white-space:pre-wrap;overflow-wrap:break-word">'
            f"{_article(self.text, self.quotations, speakers)}</div>{_legend(speakers.values())}</div>"
        )

    def _repr_html_(self) -> str:
        return self.html

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes a page of its own to this file."""
        title = _shown(self.title or "whosaid")
        page = (
            '<!doctype html>\n<html lang="en"><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            f"<title>{title}</title>"
            '<body style="font-family:system-ui,sans-serif;margin:2em auto;max-width:46em;padding:0 1em">'
            f"{self.html}</body></html>\n"
        )
        Path(path).write_text(page, encoding="utf-8")

    def __repr__(self) -> str:
        speakers = len(_speakers(self.quotations))
        return f"<Rendering: {len(self.quotations)} quotations, {speakers} speakers; .save(path) writes a page>"


def quotation(q: Quotation) -> str:
    """One quotation, with its speaker below it."""
    color = _COLORS[0] if q.speaker else _NOBODY
    by = "nobody is said to utter it"
    if q.speaker:
        role = f", {_shown(q.speaker_role)}" if q.speaker_role else ""
        by = f"— <b>{_shown(q.speaker)}</b>{role}"
    about = [q.quote_type, f"“{q.cue}”" if q.cue else "", f"confidence {q.confidence:.2f}"]
    return (
        f'<div class="whosaid" style="max-width:46em;text-align:left;border-left:3px solid {color};'
        f'padding:.1em .8em;margin:.4em 0"><div style="white-space:pre-wrap">{_shown(q.quote)}</div>'
        f'<div>{by} <span style="opacity:.65;font-size:85%">{_shown(" · ".join(filter(None, about)))}</span></div></div>'
    )


def _speakers(quotations: Iterable[Quotation]) -> dict[str, _Speaker]:
    speakers: dict[str, _Speaker] = {}
    for q in quotations:
        if q.speaker is None:
            continue
        speaker = speakers.setdefault(
            q.speaker, _Speaker(len(speakers) + 1, q.speaker, q.speaker_type, q.speaker_role)
        )
        speaker.quotations += 1
        speaker.role = speaker.role or q.speaker_role
    return speakers


def _article(text: str, quotations: list[Quotation], speakers: dict[str, _Speaker]) -> str:
    """The text, cut wherever a stretch begins or ends, so that tags are never crossed."""
    cues = {
        (q.cue_start, q.cue_end) for q in quotations if q.cue_start is not None and q.cue_end is not None
    }
    cuts = {0, len(text)}
    cuts.update(at for q in quotations for at in (q.quote_start, q.quote_end))
    cuts.update(at for cue in cues for at in cue)
    starts = sorted(quotations, key=lambda q: (q.quote_start, -q.quote_end))
    cue_places = sorted(cues)
    places = sorted(cuts)
    out: list[str] = []
    open_quotations: list[Quotation] = []
    begun = cue = 0
    for start, end in zip(places, places[1:]):
        while begun < len(starts) and starts[begun].quote_start <= start:
            open_quotations.append(starts[begun])
            begun += 1
        open_quotations = [q for q in open_quotations if q.quote_end > start]
        while cue < len(cue_places) and cue_places[cue][1] <= start:
            cue += 1
        piece = _shown(text[start:end])
        if cue < len(cue_places) and cue_places[cue][0] <= start:
            piece = f'<span style="text-decoration:underline dotted">{piece}</span>'
        # The innermost colours the piece.
        if open_quotations:
            piece = _colored(open_quotations[-1], piece, speakers)
        out.append(piece)
        out.extend(_number(q, speakers) for q in reversed(open_quotations) if q.quote_end == end)
    return "".join(out)


def _colored(q: Quotation, piece: str, speakers: dict[str, _Speaker]) -> str:
    if q.speaker is None:
        style, about = f"border-bottom:2px dotted {_NOBODY}", "nobody is said to utter it"
    else:
        color = speakers[q.speaker].color
        style = f"background:{color}38;border-bottom:2px solid {color}"
        about = f"{q.speaker}, {q.speaker_role}" if q.speaker_role else q.speaker
    about += f" ({q.quote_type}, {q.confidence:.2f})"
    return f'<span style="{style}" title="{_shown(about)}">{piece}</span>'


def _number(q: Quotation, speakers: dict[str, _Speaker]) -> str:
    if q.speaker is None:
        return ""
    speaker = speakers[q.speaker]
    return f'<sup style="line-height:0;font-weight:bold;color:{speaker.color}">{speaker.number}</sup>'


def _legend(speakers: Iterable[_Speaker]) -> str:
    items = []
    for speaker in speakers:
        kind = f" ({speaker.kind})" if speaker.kind and speaker.kind != "person" else ""
        role = f", {_shown(speaker.role)}" if speaker.role else ""
        plural = "" if speaker.quotations == 1 else "s"
        items.append(
            f'<div><span style="display:inline-block;min-width:1.5em;text-align:center;font-weight:bold;'
            f'background:{speaker.color}38;border-bottom:2px solid {speaker.color}">{speaker.number}</span> '
            f"<b>{_shown(speaker.name)}</b>{kind}{role}"
            f'<span style="opacity:.65">: {speaker.quotations} quotation{plural}</span></div>'
        )
    return (
        '<div style="margin-top:1em;padding-top:.6em;border-top:1px solid #88888866;font-size:90%">'
        f"{''.join(items) or 'nobody is quoted'}</div>"
    )


#: Control characters are shown as pictures of themselves; line ends and tabs are what they are.
_VISIBLE: dict[int, int | None] = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"}
_VISIBLE |= {code: 0x2421 for code in range(0x7F, 0xA0)} | {ord("\r"): None}


def _shown(text: str) -> str:
    return html.escape(text.translate(_VISIBLE))
