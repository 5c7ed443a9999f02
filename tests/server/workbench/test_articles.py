"""Articles as the page reads and changes them: claims, passages, findings, conflicts, quotes, dates, suggestions."""

from __future__ import annotations

import difflib
import json

import pytest

from kg.cache import of_project
from tests.server.serving import until
from tests.server.workbench.conftest import FILES, TALKS, TEXT


def claim(article, slug):
    return next(each for each in article["claims"] if each["id"] == slug)


def test_an_article_has_its_text_and_its_claims(bench):
    article = bench.checked()
    assert (article["title"], article["language"], article["direction"]) == ("Talks on the missiles", "en", "ltr")
    assert article["text"] == TEXT
    assert [TEXT[start:end] for start, end in article["furniture"]] == ["Follow us"]
    assert [TEXT[start:end] for start, end in article["sentences"]][3:5] == [
        "China sees it as a threat.",
        "Japan has denied this.",
    ]
    assert [each["id"] for each in article["claims"]] == ["envoys-met", "threat", "denied"]
    threat = claim(article, "threat")
    assert threat["entry"] == {
        "id": "threat", "quote": "sees it as a threat", "said-by": "china", "certainty": "certain",
        "stance": {"holder": "china", "target": "japan", "type": "threatened-by"},
    }  # fmt: skip
    assert [TEXT[start:end] for start, end in threat["spans"]] == ["sees it as a threat"]
    assert TALKS.splitlines()[threat["line"] - 1] == "  # The sentence after it denies this."
    assert (threat["findings"], article["findings"], article["undo"], article["redo"]) == ([], [], None, None)


def test_the_project_is_told_as_its_files_say_it(bench):
    project = bench.get("project").json
    assert [row["slug"] for row in project["articles"]] == ["talks"]
    assert {key: project["articles"][0][key] for key in ("claims", "unread", "errors", "warnings", "has_text")} == {
        "claims": 3, "unread": 0, "errors": 0, "warnings": 0, "has_text": True,
    }  # fmt: skip
    china = next(each for each in project["actors"] if each["slug"] == "china")
    assert china == {
        "slug": "china", "used": 3, "kind": "state", "label": "China", "aliases": ["Beijing", "PRC"], "iso3": "CHN",
    }  # fmt: skip
    assert project["keys"][0].keys() == {"action", "keys", "meaning", "group"}
    got = bench.raw("GET", "/api/project", bench.headers(Origin=None, If_None_Match=f'"{project["etag"]}"'))
    assert (got.status, got.body) == (304, b"")


def test_only_what_is_changed_is_written(own):
    before = claim(own.article(), "threat")["entry"]
    after = before | {"certainty": "probable", "note": "As the Gazette has it: twice."}
    got = own.change(before, after, label="Certainty of threat")
    assert got.status == 200
    assert claim(got.json, "threat")["entry"] == after
    assert got.json["undo"] == "Certainty of threat"
    written = own.file.read_text(encoding="utf-8").splitlines()
    differing = [line for line in difflib.ndiff(TALKS.splitlines(), written) if line[0] in "+-"]
    assert differing == [
        "-     certainty: certain",
        "+     certainty: probable",
        '+     note: "As the Gazette has it: twice."',
    ]


def test_undo_and_redo_outlast_the_process(annotate, talks, tmp_path):
    kept = {"KG_CACHE": str(tmp_path / "cache")}
    first = annotate(talks, env=kept)
    before = claim(first.article(), "threat")["entry"]
    new = {"id": "agree", "quote": "will likely agree", "said-by": "gazette", "certainty": "probable", "hedge": "likely",
           "stance": {"holder": "japan", "target": "missiles", "type": "opposes"}}  # fmt: skip
    assert first.change(before, None, label="Delete threat").status == 200
    assert first.change(None, new, label="New: agree").status == 200
    changed = first.file.read_bytes()
    assert first.stop() == 0
    second = annotate(talks, env=kept)
    assert second.article()["undo"] == "New: agree"
    assert second.act("undo").json["redo"] == "New: agree"
    undone = second.act("undo").json
    assert (undone["undo"], undone["redo"]) == (None, "Delete threat")
    assert first.file.read_text(encoding="utf-8") == TALKS
    assert second.act("undo").status == 409
    for _ in range(2):
        assert second.act("redo").status == 200
    assert first.file.read_bytes() == changed
    assert second.act("redo").status == 409
    assert of_project(talks).folder is None
    second.stop()


def test_what_somebody_else_changed_is_not_overwritten(own):
    before = claim(own.article(), "threat")["entry"]
    file = own.file
    file.write_text(TALKS.replace("type: threatened-by", "type: wary-of"), encoding="utf-8")
    edited = own.file.read_bytes()
    got = own.change(before, before | {"certainty": "possible"})
    assert (got.status, got.type) == (409, "application/problem+json")
    assert got.json["now"]["threat"]["stance"]["type"] == "wary-of"
    assert own.file.read_bytes() == edited
    # Another claim is not concerned.
    denied = claim(own.article(), "denied")["entry"]
    assert own.change(denied, denied | {"certainty": "probable"}).status == 200
    assert own.change({"id": "none"}, None).json["now"] == {"none": None}
    assert own.change(None, denied).json["now"]["denied"]["certainty"] == "probable"


def test_undo_of_what_others_changed_meanwhile_stays_to_be_undone(own):
    before = claim(own.article(), "threat")["entry"]
    after = before | {"certainty": "possible"}
    assert own.change(before, after, label="One").status == 200
    file = own.file
    content = file.read_text(encoding="utf-8")
    file.write_text(content.replace("certainty: possible", "certainty: probable"), encoding="utf-8")
    got = own.act("undo")
    assert got.status == 409
    assert got.json["now"]["threat"]["certainty"] == "probable"
    file.write_text(content, encoding="utf-8")
    assert own.act("undo").status == 200
    assert file.read_text(encoding="utf-8") == TALKS


def test_several_changes_are_made_together_or_not_at_all(own):
    article = own.article()
    threat, denied = (claim(article, slug)["entry"] for slug in ("threat", "denied"))
    changes = [
        {"id": "threat", "before": threat, "after": threat | {"certainty": "possible"}},
        {"id": "denied", "before": denied | {"certainty": "x"}, "after": None},
    ]
    assert own.act("changes", {"changes": changes}).status == 409
    assert own.file.read_text(encoding="utf-8") == TALKS


def test_a_claim_with_mistakes_is_saved_and_its_findings_stand_at_their_fields(own):
    before = claim(own.checked(), "threat")["entry"]
    stance = {"holder": "chinna", "target": "japan", "type": "threatend-by"}
    after = {**before, "quote": "sees it as the threat", "certanty": "certain", "stance": stance}
    assert own.change(before, after).status == 200
    threat = claim(own.checked(), "threat")
    found = {(row["rule"], *row["path"]) for row in threat["findings"]}
    assert found >= {("schema", "certanty"), ("quote-missing", "quote")}
    assert threat["spans"] == []
    del after["certanty"], after["stance"]["type"]
    got = own.change(claim(own.article(), "threat")["entry"], after)
    assert got.status == 200
    found = {(row["rule"], *row["path"]) for row in claim(own.checked(), "threat")["findings"]}
    assert ("schema", "stance", "type") in found
    news = own.get("news", slug=own.slug).json
    assert news["errors"] >= 2
    errors = own.get("news").json["errors"]
    until(lambda: own.get("project").json["articles"][0]["errors"] == errors, "the count of the list")


def test_findings_stay_with_claims_that_are_only_moved(own):
    article = own.checked()
    before = claim(article, "denied")["entry"]
    assert own.change(before, before | {"certainty": "certan"}).status == 200
    wrong = claim(own.checked(), "denied")["findings"]
    assert [row["path"] for row in wrong] == [["certainty"]]
    threat = claim(own.article(), "threat")["entry"]
    moved = own.change(threat, threat | {"note": "Longer."}).json
    (row,) = claim(moved, "denied")["findings"]
    assert row["line"] == wrong[0]["line"] + 1
    assert claim(moved, "threat")["findings"] == []


def test_findings_of_no_claim_are_those_of_the_article(own):
    file = own.file
    file.write_text(TALKS.replace("publisher: gazette", "publisher: gazete"), encoding="utf-8")
    until(lambda: own.checked()["findings"], "the finding")
    (row,) = own.article()["findings"]
    assert (row["rule"], row["severity"], row["line"]) == ("actor-known", "error", 5)


def test_a_claim_that_is_no_yaml_is_shown_as_text_and_mended_there(own):
    broken = TALKS.replace("quote: sees it as a threat", 'quote: "sees it as a threat')
    file = own.file
    file.write_text(broken, encoding="utf-8")
    article = own.checked()
    threat = next(each for each in article["claims"] if each["entry"] is None)
    assert threat["raw"] in broken
    assert [row["rule"] for row in threat["findings"]] == ["yaml-syntax"]
    # Others can be changed beside it.
    envoys = claim(article, "envoys-met")["entry"]
    got = own.change(envoys, envoys | {"certainty": "probable"})
    assert got.status == 200
    raw = {"start_line": threat["line"], "before": threat["raw"], "after": threat["raw"].replace('"', "'")}
    got = own.act("changes", {"raw": raw, "label": "Mend"})
    assert (got.status, bool(got.json["findings"])) == (422, True)
    raw["after"] = threat["raw"].replace('"', "")
    assert own.act("changes", {"raw": raw, "label": "Mend"}).status == 200
    assert claim(own.checked(), "threat")["findings"] == []
    assert own.act("changes", {"raw": raw, "label": "Mend"}).status == 409
    # Nothing makes it no YAML again; what was done before is undone.
    assert own.act("undo").status == 200
    assert own.file.read_text(encoding="utf-8") == TALKS


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_of_items_that_are_no_yaml_and_read_alike_the_one_is_mended_that_was_meant(own, end):
    broken = "  # Of whom?\n  - id: twice\n    quote: [Envoys met\n\n"
    own.file.write_text(
        TALKS.replace("  - id: denied", f"{broken}{broken}  - id: denied"), encoding="utf-8", newline=end
    )
    article = own.checked()
    first, second = (each for each in article["claims"] if each["entry"] is None)
    assert first["raw"] == second["raw"]
    assert first["raw"].startswith("  # Of whom?")
    lines = own.file.read_text(encoding="utf-8").splitlines()
    for each in (first, second):
        assert lines[each["line"] - 1] == "  # Of whom?"
        assert {row["line"] for row in each["findings"]} <= {*range(each["line"], each["line"] + 5)}
        assert each["findings"]
    # A page has line feeds alone in what is typed.
    after = second["raw"].replace("\r\n", "\n").replace("[", "")
    raw = {"start_line": second["line"], "before": second["raw"], "after": after}
    assert own.act("changes", {"raw": raw, "label": "Mend"}).status == 200
    now = own.file.read_text(encoding="utf-8").splitlines()
    at = second["line"] + 1
    assert (now[at], now[:at], now[at + 1 :]) == ("    quote: Envoys met", lines[:at], lines[at + 1 :])


@pytest.mark.parametrize(
    ("content", "status"),
    [("claims: [{id: one, quote: x}]\narticle: {title: x}\n", 409), ("just words\n", 409), ("{article: {}}\n", 409),
     (b"\xff\xfe", 409), (b"article: \x07", 409)],
)  # fmt: skip
def test_a_file_that_cannot_be_cut_says_what_to_do(own, content, status):
    file = own.file
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    got = own.get(f"articles/{own.slug}")
    assert (got.status, got.type, bool(got.json["detail"])) == (status, "application/problem+json", True)
    assert own.get("news", slug=own.slug).status == 200
    assert own.change(None, {"id": "new", "quote": "x"}).status == 409
    assert file.read_bytes() == (content.encode() if isinstance(content, str) else content)


def test_an_article_that_is_not_there_is_not_found(bench):
    assert bench.get("articles/none").status == 404
    assert bench.change(None, {"id": "new"}, slug="none").status == 404
    assert bench.post("articles/none/quote", {"spans": [[0, 1]]}).status == 404
    assert not (bench.root / "sources/articles/none.yaml").exists()


def test_links_out_of_the_sources_are_not_followed(own, tmp_path):
    outside = tmp_path / "outside.yaml"
    outside.write_text(TALKS, encoding="utf-8")
    (own.root / "sources/articles/link.yaml").symlink_to(outside)
    got = own.get("articles/link")
    assert got.status == 409
    assert "link" in got.json["detail"]
    assert own.change(None, {"id": "new", "quote": "x"}, slug="link").status == 409
    assert outside.read_text(encoding="utf-8") == TALKS
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    text = own.file.with_suffix(".txt")
    text.unlink()
    text.symlink_to(secret)
    assert own.get(f"articles/{own.slug}").status == 409
    assert b"secret" not in own.act("quote", {"spans": [[0, 3]]}).body


def test_an_article_without_its_text_has_claims_all_the_same(own):
    own.file.with_suffix(".txt").unlink()
    article = own.article()
    assert (article["text"], article["has_text"], len(article["claims"])) == ("", False, 3)
    assert all(each["spans"] == [] for each in article["claims"])
    assert own.act("quote", {"spans": [[0, 3]]}).status == 422


def selected(words, nth=0, text=TEXT):
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return [start, start + len(words)]


@pytest.mark.parametrize(
    ("spans", "quote", "occurrence", "fit"),
    [
        ([selected("sees it as a threat")], "sees it as a threat", None, "exact"),
        ([selected(" Japan has denied this")], "Japan has denied this", None, "trimmed"),
        ([selected("hreat")], "threat.", None, "widened"),
        ([selected("The missiles")], "The missiles", "3", "exact"),
        ([selected("Envoys met"), selected("on Monday")], ["Envoys met", "on Monday"], None, "exact"),
    ],
)
def test_what_is_selected_is_quoted_as_the_reader_takes_it(bench, spans, quote, occurrence, fit):
    got = bench.post("articles/talks/quote", {"spans": spans})
    assert got.status == 200, got
    assert {key: got.json[key] for key in ("quote", "occurrence", "fit")} == {
        "quote": quote, "occurrence": occurrence, "fit": fit,
    }  # fmt: skip
    assert len(got.json["spans"]) == len(spans)


@pytest.mark.parametrize("spans", [[selected("Follow us")], [[0, 0]], [[5, 9_999]], [selected("\n\n")]])
def test_what_cannot_be_quoted_says_why(bench, spans):
    got = bench.post("articles/talks/quote", {"spans": spans})
    assert (got.status, bool(got.json["detail"])) == (422, True)


@pytest.mark.parametrize("body", [
    {}, {"spans": []}, {"spans": [[1]]}, {"spans": [["1", "2"]]}, {"spans": [[1, 2, 3]]}, {"spans": [[True, 2]]},
    {"spans": [[2, 1]]}, {"spans": [[-1, 1]]}, {"spans": [[0.5, 1]]}, {"spans": "x"}, {"spans": [[0, 1]] * 100},
    {"spans": [[0, 1]], "more": 1}, [], "x", None, 1,
])  # fmt: skip
def test_bodies_of_other_forms_are_refused(bench, body):
    got = bench.raw("POST", "/api/articles/talks/quote", bench.headers(), json.dumps(body))
    assert (got.status, got.type) == (400, "application/problem+json")


def test_dates_are_told_in_days_and_words(bench):
    assert bench.post("dates", {"text": "2016-02~"}).json == {
        "earliest": "2016-02-01", "latest": "2016-02-29", "words": "about February 2016",
    }  # fmt: skip
    assert bench.post("dates", {"text": "2016-02/.."}).json["latest"] is None
    assert "2016-02~" in bench.post("dates", {"text": "last Sunday"}).json["finding"]
    assert bench.post("dates", {"text": 5}).status == 400


def test_suggestions_rest_on_the_sentence_and_are_none_where_that_is_wished(annotate, bench, talks):
    bench.checked()
    body = {"spans": [selected("Japan will likely agree to talks")], "kind": "stance"}
    got = bench.post("articles/talks/suggestions", body).json
    assert got["fields"]["said-by"][0]["value"] == "gazette"
    assert got["fields"]["hedge"][0].keys() >= {"value", "label", "basis"}
    assert got["mentions"] == {"actors": ["japan", "gazette"], "issues": [], "events": []}
    assert got["id"]
    plain = annotate(talks, "--plain")
    assert plain.post("articles/talks/suggestions", body).json == {
        "fields": {}, "mentions": {"actors": [], "issues": [], "events": []}, "id": "",
    }  # fmt: skip
    assert plain.get("project").json["plain"] is True
    assert bench.post("articles/talks/suggestions", {"spans": [[0, 99_999]], "kind": "event"}).status == 200


def test_direction_follows_the_language(annotate, talks):
    from kg.server.workbench.article import direction

    assert [direction(tag) for tag in ("", "en", "ar", "fa-IR", "az-Arab", "ar-Latn", "zh-Hant", "HE")] == [
        "auto", "ltr", "rtl", "rtl", "rtl", "ltr", "ltr", "rtl",
    ]  # fmt: skip


HOSTILE = [
    "</script><script>alert(1)</script>", "{{7*7}}", "line\nbreak", "\u2028\u2029", "😀🇨🇳", "עברית \u202eright\u202c",
    "' OR 1=1", "a: b", "- c", "#d", "*e", "&f", "!g", "%h", "@i", "`j", "null", "~", "true", "2016-02-09", "0x1f", " x ",
    "\ttab", "é e\u0301", "x" * 4_000,
]  # fmt: skip


def test_hostile_texts_come_back_as_they_were_sent(own):
    for number, text in enumerate(HOSTILE):
        new = {"id": f"hostile-{number}", "quote": "Envoys met", "said-by": "gazette", "note": text}
        got = own.change(None, new)
        assert got.status == 200, (text, got)
        assert claim(got.json, new["id"])["entry"] == new
        assert claim(own.article(), new["id"])["entry"] == new
    assert own.article()["text"] == FILES["articles/talks.txt"]


@pytest.mark.parametrize(
    "value", ["\x00", "\x07", "\x1b[31m", "\ufffe", "\ud800", 5, True, 1.5, {"a": {"b": 1}}, [[5]]]
)
def test_what_no_file_can_hold_is_refused(bench, value):
    before = bench.file.read_bytes()
    new = {"id": "new", "quote": "Envoys met", "said-by": "gazette", "note": value}
    assert bench.change(None, new).status == 400
    assert bench.file.read_bytes() == before
