"""Lines of text from one language into another, by Amazon Translate. Timings are never sent.

Lines go together as paragraphs of an HTML document, so that each is translated in the company of its neighbours, and
come back by their ids. Where a document comes back with other ids than it had, its lines are sent one by one.
"""

from __future__ import annotations

import html
import logging
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.cloud.faults import wrong_answer
from personalizedTrailer.cloud.operations import TRANSLATE_DOCUMENT, TRANSLATE_TEXT

log = logging.getLogger(__name__)

DOCUMENT_BYTES = 100_000
"""Of one document; the service takes 102,400."""
TEXT_BYTES = 10_000
"""Of one text, by the service's own limit."""


def translate(aws: Aws, texts: Sequence[str], source: str, target: str) -> list[str]:
    """The texts in `target`, in their order; both languages are two letters.

    A text may have several lines, and has them after, where they are translated together. Raises AwsFault or Cancelled.
    """
    made: list[str] = []
    for chunk in _chunks(texts):
        made += _document(aws, chunk, source, target) or [_line(aws, text, source, target) for text in chunk]
    return made


def _chunks(texts: Sequence[str]) -> Iterator[list[str]]:
    """As many texts as a document holds."""
    chunk: list[str] = []
    for text in texts:
        if chunk and len(_html([*chunk, text])) > DOCUMENT_BYTES:
            yield chunk
            chunk = []
        chunk.append(text)
    if chunk:
        yield chunk


def _html(texts: Sequence[str]) -> bytes:
    lines = (html.escape(text, quote=False).replace("\n", "<br>") for text in texts)
    paragraphs = "\n".join(f'<p id="c{number}">{line}</p>' for number, line in enumerate(lines))
    return f"<html><body>\n{paragraphs}\n</body></html>".encode()


def _document(aws: Aws, texts: Sequence[str], source: str, target: str) -> list[str] | None:
    """The texts by way of one document; None where it did not come back with the same ids."""
    content = _html(texts)
    if len(content) > DOCUMENT_BYTES:
        return None
    asked = {
        "Document": {"Content": content, "ContentType": "text/html"},
        "SourceLanguageCode": source,
        "TargetLanguageCode": target,
    }
    answer = aws.call(TRANSLATE_DOCUMENT, asked, sum(map(len, texts)))
    reader = _Paragraphs()
    reader.feed(bytes(answer.get("TranslatedDocument", {}).get("Content", b"")).decode("utf-8", "replace"))
    reader.close()
    wanted = [f"c{number}" for number in range(len(texts))]
    if [id for id, _ in reader.found] != wanted or not all(text for _, text in reader.found):
        log.warning("Amazon Translate changed the ids of %d lines: they are sent one by one", len(texts))
        return None
    return [text for _, text in reader.found]


def _line(aws: Aws, text: str, source: str, target: str) -> str:
    plain = " ".join(text.split("\n"))
    if len(plain.encode()) > TEXT_BYTES:
        raise wrong_answer(TRANSLATE_TEXT, "nothing, for a line is longer than it takes")
    asked = {
        "Text": plain,
        "SourceLanguageCode": source,
        "TargetLanguageCode": target,
        "Settings": {"Brevity": "ON"},
    }
    translated = str(aws.call(TRANSLATE_TEXT, asked, len(plain)).get("TranslatedText", "")).strip()
    if not translated:
        raise wrong_answer(TRANSLATE_TEXT, "with no text")
    return translated


class _Paragraphs(HTMLParser):
    """Reads paragraphs with their ids, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._id: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p":
            self._end()
            self._id, self._text = dict(attrs).get("id") or "", ""
        elif tag == "br":
            self._text += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._end()

    def handle_data(self, data: str) -> None:
        # A line feed in the source of HTML is a space.
        self._text += " ".join(data.split("\n"))

    def close(self) -> None:
        super().close()
        self._end()

    def _end(self) -> None:
        if self._id is not None:
            lines = (" ".join(line.split()) for line in self._text.split("\n"))
            self.found.append((self._id, "\n".join(filter(None, lines))))
        self._id = None
