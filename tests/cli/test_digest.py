"""`kg digest`: a note, a page, a mail and data."""

from __future__ import annotations

import json
from dataclasses import replace
from email import message_from_string, policy
from html.parser import HTMLParser

import pytest
from axe_playwright_python.sync_playwright import Axe

from kg.web.digest import page
from tests.web.pages.test_pages_access import LOOKS, RULES

SINCE = ("digest", "--since", "2016-07")


def test_the_note_says_what_is_new_with_the_sentences(kg, built):
    ran = kg(*SINCE)
    assert ran.exit_code == 0
    lines = ran.output.splitlines()
    assert lines[0] == "What is new, 1 July to 31 July 2016"
    assert sum(line.startswith("+") for line in lines) == 3
    assert any(line.startswith("Denied: ") for line in lines)
    first = built.digest("2016-07").denials[0].passages[0].exact
    assert any(f"“{first[:40]}" in line for line in lines)
    assert max(map(len, lines)) <= 100
    assert kg(*SINCE).output == ran.output


def test_a_mail_has_both_and_is_the_same_each_time(kg):
    ran = kg(
        *SINCE, "--format", "mail", "--to", "desk@example.org", "--to", "b@example.org", "--from", "kg@example.org"
    )
    message = message_from_string(ran.output, policy=policy.default)
    assert message["Subject"] == "What is new, 1 July to 31 July 2016"
    assert message["To"] == "desk@example.org, b@example.org"
    assert message["Date"].datetime.date().isoformat() == "2016-07-31"
    assert message.get_content_type() == "multipart/alternative"
    text, html = message.iter_parts()
    assert text.get_content() == kg(*SINCE).output
    assert html.get_content() == kg(*SINCE, "--format", "html").output
    assert not message.defects
    assert max(map(len, ran.output.splitlines())) <= 998


@pytest.mark.parametrize("address", ["a@b.org\nBcc: evil@example.org", "a@b.org\r\n\r\n<p>"])
def test_an_address_puts_no_line_into_a_mail(kg, address):
    ran = kg(*SINCE, "--format", "mail", "--to", address)
    assert ran.exit_code == 2
    assert "an address:" in ran.output
    assert "Bcc" not in ran.stdout


def test_data_has_every_claim_with_its_quote(kg):
    found = json.loads(kg(*SINCE, "--format", "json").output)
    assert (found["since"], found["until"]) == ("2016-07-01", "2016-07-31")
    assert found["articles"] == ["2016-07-isdp-thaad-thawing"]
    assert all(claim["passages"][0]["exact"] for claim in found["claims"])


def test_mistakes_are_said_with_the_way_out(kg, tmp_path):
    late = kg("digest", "--since", "2017")
    assert late.exit_code == 2
    assert "2017-01-01 is after 2016-07-31" in late.output
    assert "give an earlier --since" in late.output
    assert kg(*SINCE, "--to", "a@b.org").exit_code == 2
    assert kg("digest").exit_code == 2
    file = tmp_path / "morning.html"
    assert kg(*SINCE, "--format", "html", "-o", file).exit_code == 0
    assert file.read_text(encoding="utf-8") == kg(*SINCE, "--format", "html").output


def test_hostile_words_stay_text(built):
    found = built.digest("2016-07")
    evil = '<img src=x onerror="alert(1)">{{ 7*7 }}\u202eabc'
    article = replace(found.articles[0], title=evil, url="javascript:alert(1)")
    tags, links = [], []

    class Collector(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.append(tag)
            links.extend(value for name, value in attrs if name == "href")

    html = page(built.as_known(found.until), replace(found, articles=(article,)))
    Collector().feed(html)
    assert {"img", "script"}.isdisjoint(tags)
    assert links == []
    assert "{{ 7*7 }}" in html
    assert "\u202e" not in html


@pytest.mark.parametrize("look", LOOKS)
def test_the_page_is_read_by_everybody(browser, built, tmp_path, look):
    found = built.digest("2016-07")
    (tmp_path / "page.html").write_text(page(built.as_known(found.until), found), encoding="utf-8")
    context = browser.new_context(bypass_csp=True, **LOOKS[look])
    tab, asked = context.new_page(), []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((tmp_path / "page.html").as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    violations = Axe().run(tab, options=RULES).response["violations"]
    assert [(each["id"], each["nodes"][0]["target"]) for each in violations] == []
    assert len(asked) == 1
    context.close()
