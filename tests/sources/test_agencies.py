"""Wire services in datelines, bylines and lines of credit, and where a name is no credit."""

from __future__ import annotations

import pytest

from kg.model.records import Passage
from kg.registry import agencies
from kg.sources.agencies import agency_named, credits_of


@pytest.mark.parametrize(
    ("text", "agency", "way", "words"),
    [
        ("BEIJING, Feb 9 (Reuters) - China said so.", "Reuters", "dateline", "Reuters"),
        ("Title\n\nSEOUL, South Korea (AP) — The North fired.", "Associated Press", "dateline", "AP"),
        ("AP — The North fired.", "Associated Press", "dateline", "AP"),
        ("Seoul, Feb. 9 (Yonhap) -- South Korea said so.", "Yonhap", "dateline", "Yonhap"),
        ("Berlin (dpa/AFP) - Die Regierung schweigt.", "Deutsche Presse-Agentur", "dateline", "dpa"),
        ("(Xinhua) China said so.", "Xinhua", "dateline", "Xinhua"),
        ("新华社北京2月9日电（记者 张三）外交部发言人表示。", "Xinhua", "dateline", "新华社"),
        ("МОСКВА, 9 февраля. /ТАСС/. МИД заявил.", "TASS", "dateline", "ТАСС"),
        ("【ソウル共同】韓国政府は発表した。", "Kyodo News", "dateline", "共同"),
        ("［東京 9日 ロイター］ - 日本政府は発表した。", "Reuters", "dateline", "ロイター"),
        ("By Kim Tong-Hyung, Associated Press\nSEOUL", "Associated Press", "byline", "Associated Press"),
        ("By Reuters Staff\nSEOUL", "Reuters", "byline", "Reuters"),
        ("A text.\n\nReuters", "Reuters", "byline", "Reuters"),
        ("A text.\n— AFP", "Agence France-Presse", "byline", "AFP"),
        ("A text.\n© 2016 AFP", "Agence France-Presse", "credit", "AFP"),
        ("A text.\nCopyright 2016 The Associated Press. All rights reserved.", "Associated Press", "credit", "The Associated Press"),
        ("Ein Text.\nQuelle: dpa", "Deutsche Presse-Agentur", "credit", "dpa"),
        ("正文。\n来源：新华网", "Xinhua", "credit", "新华网"),
        ("By REUTERS STAFF\nSEOUL", "Reuters", "byline", "REUTERS"),
        ("SOURCE: XINHUA\nA text.", "Xinhua", "credit", "XINHUA"),
        ("From Reuters\nSEOUL", "Reuters", "byline", "Reuters"),
        ("A title\n[Yonhap]\nA text.", "Yonhap", "byline", "Yonhap"),
        ("SEOUL [Yonhap]: The North fired.", "Yonhap", "dateline", "Yonhap"),
        ("They met.\n" * 8 + "They will meet again. (AFP)", "Agence France-Presse", "credit", "AFP"),
        ("Sie trafen sich.\n\nSie sehen sich wieder. – dpa", "Deutsche Presse-Agentur", "credit", "dpa"),
        ("A text.\n\nAgence France-Presse contributed to this report.", "Agence France-Presse", "contribution", "Agence France-Presse"),
        ("A text.\n(With inputs from PTI)", "Press Trust of India", "contribution", "PTI"),
    ],
)  # fmt: skip
def test_a_credit_is_recognized_where_it_stands(text, agency, way, words):
    (credit,) = credits_of(text)
    assert (credit.agency, credit.way, credit.words) == (agency, way, words)
    assert text[credit.start : credit.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "Xinhua reported on Monday that Reuters, a news agency, had said so.",
        "Photo: Reuters\nA text.",
        "A soldier (Photo by Reuters) stands guard.",
        "(Photo : Reuters) China's ambassador has said so.",
        "A soldier stands guard. (AP Photo/Lee Jin-man)",
        "The Palestinian Authority (PA) said so, and the army (ANI) did not.",
        "MANILA, Philippines (CNN) - China said so.",
        "KCNA said on Monday that the test had been a success.",
        "A text.\n\nThey met envoys of the Palestinian Authority (PA).",
        "By tt and others\nA text.",
        "Grapes and maps, TASSELS (grapes) - nothing.",
        "",
    ],
)
def test_what_is_no_credit_is_none(text):
    assert credits_of(text) == ()


def test_a_name_in_the_middle_of_an_article_is_none():
    lines = [f"Line {at} of the article." for at in range(30)]
    assert credits_of("\n".join([*lines[:15], "Source: Reuters", *lines[15:]])) == ()
    assert [each.agency for each in credits_of("\n".join([*lines, "Source: Reuters"]))] == ["Reuters"]


def test_each_is_named_once_and_by_the_stronger_way():
    text = "Reuters contributed to this report.\nSEOUL (Reuters) - One.\n\nSource: AFP"
    assert [(each.agency, each.way) for each in credits_of(text)] == [
        ("Reuters", "dateline"),
        ("Agence France-Presse", "credit"),
    ]


def test_furniture_is_passed_over():
    text = "A text.\nSource: Reuters"
    assert credits_of(text, [Passage("Source: Reuters", 8, 23)]) == ()


def test_no_two_agencies_sign_alike():
    signed = [name for agency in agencies() for name in agency.signs]
    assert len(signed) == len(set(signed))


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("Reuters Staff", "Reuters"),
        ("REUTERS", "Reuters"),
        ("Kyodo News International", "Kyodo News"),
        ("新华社", "Xinhua"),
        ("ap", ""),
        ("Ann Reuters", ""),
    ],
)
def test_a_byline_may_be_an_agency(name, agency):
    assert agency_named(name) == agency
