"""News that is waited for: it comes at once, to however many wait, and waiting keeps nobody from anything else."""

from __future__ import annotations

import contextlib
import http.client
import json

import pytest

from tests.server.serving import PATIENCE
from tests.server.workbench.conftest import TALKS

TABS = 120


@pytest.fixture
def holding(own):
    """Have requests for news held by the server; they are closed at the end."""
    with contextlib.ExitStack() as stack:

        def hold(seen):
            connection = http.client.HTTPConnection("127.0.0.1", own.port, timeout=PATIENCE)
            stack.enter_context(contextlib.closing(connection))
            headers = own.headers(Origin=None, Content_Type=None, If_None_Match=f'"{seen["etag"]}"')
            connection.request("GET", f"/api/news?slug={own.slug}&wait=20", headers=headers)
            return connection

        yield hold


def at_rest(own):
    """The news once neither the check nor the build has anything more to say."""
    news = own.get("news", slug=own.slug).json
    while not news["built"] or news["building"] or not own.article()["checked"]:
        headers = own.headers(Origin=None, Content_Type=None, If_None_Match=f'"{news["etag"]}"')
        got = own.raw("GET", f"/api/news?slug={own.slug}&wait=5", headers)
        news = got.json if got.status == 200 else news
    return news


def test_many_that_wait_are_all_told_and_keep_nobody_from_saving(own, holding):
    seen = at_rest(own)
    held = [holding(seen) for _ in range(TABS)]
    article = own.article()
    before = next(each["entry"] for each in article["claims"] if each["id"] == "threat")
    saved = own.change(before, before | {"certainty": "probable"})
    assert saved.status == 200
    for connection in held:
        answer = connection.getresponse()
        assert answer.status == 200
        assert json.loads(answer.read())["etag"] != seen["etag"]
    assert own.get("news", slug=own.slug).json["article_etag"] == saved.json["etag"]


def test_those_who_have_gone_are_waited_for_no_longer(own, holding):
    seen = at_rest(own)
    for _ in range(TABS):
        holding(seen).close()
    left = holding(seen)
    own.file.write_text(TALKS.replace("certainty: certain", "certainty: possible", 1), encoding="utf-8")
    assert left.getresponse().status == 200


def test_the_server_ends_though_news_is_waited_for(annotate, talks):
    own = annotate(talks)
    own.checked()
    seen = own.get("news").json
    connection = http.client.HTTPConnection("127.0.0.1", own.port, timeout=PATIENCE)
    with contextlib.closing(connection):
        headers = own.headers(Origin=None, Content_Type=None, If_None_Match=f'"{seen["etag"]}"')
        connection.request("GET", "/api/news?wait=20", headers=headers)
        # What comes after it is answered, so that it was taken in.
        assert own.get("project").status == 200
        own.stop()
        assert connection.getresponse().status in (200, 304)


@pytest.mark.parametrize("wait", ["x", "nan", "-1", "1e9", "inf"])
def test_seconds_of_any_kind_are_answered(bench, wait):
    # With nothing that was seen there is always something new.
    assert bench.get("news", wait=wait).status == (400 if wait == "x" else 200)
