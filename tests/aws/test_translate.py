"""Lines through Amazon Translate: ids and counts are held, timings never leave, faults are told."""

from __future__ import annotations

import re
from typing import Any

import pytest

from personalizedTrailer.cloud.translate import DOCUMENT_BYTES, translate
from personalizedTrailer.errors import AwsFault
from tests.aws.everything import document, text
from tests.aws.jobs import MakeAws
from tests.aws.stub import AwsStub, Half, Refusal


def test_lines_go_together_and_come_back_in_order(stub: AwsStub, make_aws: MakeAws) -> None:
    stub.on("translate", "TranslateDocument", document())
    lines = ["hello & <you>", "two\nlines", "last"]
    aws = make_aws()
    assert translate(aws, lines, "en", "de") == ["HELLO & <YOU>", "TWO\nLINES", "LAST"]
    assert stub.count("translate") == 1
    assert aws.usage("translate").cost_usd == pytest.approx(15e-6 * sum(map(len, lines)))


def test_no_time_is_ever_sent(stub: AwsStub, make_aws: MakeAws) -> None:
    stub.on("translate", "TranslateDocument", document())
    translate(make_aws(), ["a", "b"], "en", "de")
    content = stub.calls[0].request["Document"]["Content"].decode()
    assert re.sub(r"<[^>]*>", "", content).split() == ["a", "b"]


def test_many_lines_go_in_several_documents(stub: AwsStub, make_aws: MakeAws) -> None:
    stub.on("translate", "TranslateDocument", document())
    lines = [f"{number} " + "ä" * 900 for number in range(130)]
    assert translate(make_aws(), lines, "en", "de") == [line.upper() for line in lines]
    sizes = [len(call.request["Document"]["Content"]) for call in stub.calls]
    assert len(sizes) == 3 and max(sizes) <= DOCUMENT_BYTES


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[:-1],
        lambda lines: [*lines, ("c9", "more")],
        lambda lines: list(reversed(lines)),
        lambda lines: [(id, "" if id == "c1" else text) for id, text in lines],
        lambda lines: [("c0", text) for _, text in lines],
    ],
)
def test_changed_ids_are_seen_and_lines_sent_one_by_one(stub: AwsStub, make_aws: MakeAws, change: Any) -> None:
    stub.on("translate", "TranslateDocument", document(change))
    stub.on("translate", "TranslateText", text)
    assert translate(make_aws(), ["a", "b", "c\nd"], "en", "de") == ["<a>", "<b>", "<c d>"]
    assert [call.request.get("Settings") for call in stub.calls[1:]] == [{"Brevity": "ON"}] * 3


def test_half_an_answer_is_asked_for_again(stub: AwsStub, make_aws: MakeAws) -> None:
    stub.on("translate", "TranslateDocument", document())
    stub.fail("translate", "TranslateDocument", Half(), times=2)
    assert translate(make_aws(), ["a"], "en", "de") == ["A"]
    assert stub.count("translate") == 3


def test_a_pair_that_is_not_translated_is_told(stub: AwsStub, make_aws: MakeAws) -> None:
    stub.fail("translate", "TranslateDocument", Refusal("UnsupportedLanguagePairException"))
    with pytest.raises(AwsFault, match="UnsupportedLanguagePairException"):
        translate(make_aws(), ["a"], "xx", "de")
