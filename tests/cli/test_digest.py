"""`kg digest`: a note, a page, a mail and data."""

from __future__ import annotations

import json
from email import message_from_string, policy

import pytest

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
    late = kg("digest", "--since", "2017", "--until", "2016")
    assert late.exit_code == 2
    assert "2017-01-01 is after 2016-12-31" in late.output
    assert "give an earlier --since" in late.output
    assert kg(*SINCE, "--to", "a@b.org").exit_code == 2
    assert kg("digest").exit_code == 2
    file = tmp_path / "morning.html"
    assert kg(*SINCE, "--format", "html", "-o", file).exit_code == 0
    assert file.read_text(encoding="utf-8") == kg(*SINCE, "--format", "html").output


def test_a_morning_without_articles_says_so(kg):
    ran = kg("digest", "--since", "2017-03-01")
    assert ran.exit_code == 0
    assert ran.output.startswith("What is new, 1 March 2017\n\nNo article was published in these days.")


@pytest.mark.parametrize("days", [("0001-01-01",), ("0001-01-01", "--until", "0001-01-01"), ("9999-12-31",)])
def test_the_ends_of_the_calendar_are_days_too(kg, days):
    ran = kg("digest", "--since", *days)
    assert (ran.exit_code, ran.output[:11]) == (0, "What is new")
