"""What each tool answers on the shipped articles: whole, cited, honest about what does not count, in pages that end."""

from __future__ import annotations

import gc
import re
import shutil
import weakref
from types import SimpleNamespace

import pytest

from kg.assistant import pages, toolbox, workers
from kg.assistant.graph import Graph
from kg.assistant.pages import LIMIT
from kg.assistant.refusals import Refusal
from kg.assistant.tools import TOOLS, dyads, search
from kg.assistant.tools.search import article_slug
from kg.model.vocabulary import DATA
from kg.project import Project
from kg.questions.counting import uncounted
from kg.questions.dyads import tensions
from tests.assistant.conftest import CURSOR, Tools, entries, numbered
from tests.counted import counted
from tests.server.serving import ENDLESS, Listener

# Every tool that lists, with arguments by which it has more than one page where there is that much.
LISTING = {
    "search_claims": {},
    "explain_dyad": {"a": "china", "b": "usa"},
    "tension": {},
    "leverage": {},
    "disputes": {},
    "forecasts": {},
    "timeline": {"a": "china", "b": "usa"},
    "alignment": {"a": "china", "b": "usa"},
    "sparql": {"query": "SELECT ?c ?q { ?c kg:evidence/oa:hasSelector/oa:exact ?q } ORDER BY ?c ?q"},
}
CLAIM = re.compile(re.escape(f"{DATA}claim/") + r"(\S+)")
ROW = ("   claim: ", "   said by: ", "   mode: ", "hedge: ", "   quote: “", "   article: ")


def cited(text):
    """The keys of the claims that have a row."""
    return [match[1] for match in re.finditer(rf"claim: {re.escape(DATA)}claim/(\S+)", text)]


@pytest.mark.parametrize("name", LISTING)
def test_the_pages_together_are_the_whole_and_each_entry_stands_once(tools, name):
    pages = tools.pages(name, **LISTING[name])
    total = int(re.search(r"of ([\d,]+) ", pages[0].rsplit("\n", 1)[-1])[1].replace(",", ""))
    assert numbered(pages) == list(range(1, total + 1))
    assert len(pages) > 1 or len(pages[0]) < LIMIT
    assert re.search(r"— .+: (these are all|the last)\.\Z", pages[-1])


@pytest.mark.parametrize("name", [name for name in LISTING if name != "sparql"])
def test_every_row_can_be_cited(tools, built, name):
    for page in tools.pages(name, **LISTING[name]):
        for entry in entries(page):
            if entry.startswith(tuple("0123456789")) and "DISPUTED:" in entry:
                assert CLAIM.findall(entry)
                continue
            for part in ROW:
                assert part.strip() in entry, entry
            (key, *_) = cited(entry)
            claim = built.as_known().claims[key]
            assert " ".join(claim.quote.split()) in entry
            for slug in (*claim.claimants, *claim.reported_by):
                assert built.as_known().label(slug) in entry


def test_a_search_without_filters_has_every_claim_and_says_what_the_graph_holds(tools, built):
    pages = tools.pages("search_claims")
    found = [key for page in pages for key in cited(page)]
    assert sorted(found) == sorted(built.as_known().claims)
    assert "2 articles" in pages[0]
    assert "Actors most spoken of (claims): China" in pages[0]
    assert "denial" in pages[0]


def test_the_reporters_stand_in_their_order_and_the_own_voice_is_told(tools):
    assert "said by: Scott Snyder ← Yonhap ← China Topix\n" in tools("search_claims", claimant="scott snyder")
    assert "said by: China Topix (the article’s own voice)" in tools("search_claims", text="defiant launch")


def test_hedges_keep_their_words_and_their_interval(tools):
    assert "hedge: “most likely” = 80%–95% (ICD 203)" in tools("search_claims", text="soften the blow")


def test_denials_are_told_with_what_they_deny_and_those_who_affirm_it(tools):
    found = tools("search_claims", only="denied")
    for entry in entries(found):
        assert re.match(r"\d+\. DENIED: ", entry)
        assert "CONTESTED: affirmed by" in entry or "a denial: no claim here affirms" in entry
        assert "NOT COUNTED in tension scores of reported claims: it is a denial" in entry or "leverage" in entry
    affirmed = tools("search_claims", only="contested")
    assert "CONTESTED: denied by" in affirmed


def test_what_does_not_count_is_listed_with_its_reason(tools, built):
    network = built.as_known()
    pages = tools.pages("search_claims", only="uncounted")
    left_out = uncounted(network, tensions(network))
    assert sorted(key for page in pages for key in cited(page)) == sorted(left_out)
    assert all("NOT COUNTED" in entry for page in pages for entry in entries(page))


def test_words_are_found_in_other_forms_and_what_has_most_of_them_comes_first(tools):
    first = entries(tools("search_claims", text="denying trade offs"))[0]
    assert "no trade offs" in first
    assert "None has all of the words" in tools("search_claims", text="THAAD quinoa")
    assert "No claim of" in (nothing := tools("search_claims", text="quinoa"))
    assert "Issues:" in nothing
    with pytest.raises(Refusal, match="no word to look for"):
        tools("search_claims", text="?!")


def test_filters_all_hold(tools, built):
    network = built.as_known()
    pages = tools.pages(
        "search_claims", actor="beijing", kind="leverage", mode="forecast", article=next(iter(network.articles))
    )
    for key in (key for page in pages for key in cited(page)):
        claim = network.claims[key]
        assert (claim.mode, claim.content.kind) == ("forecast", "leverage")
    issue = tools("search_claims", issue="THAAD in South Korea", since="2016-03", until="2016-12")
    assert "2016-07-isdp" in issue
    assert "2016-02-china-topix" not in issue


def test_an_explanation_has_every_claim_about_the_two_once_and_scores_as_the_project_does(tools, built):
    explained = built.explain("china", "usa")
    pages = tools.pages("explain_dyad", a="CHN", b="America")
    whole = "\n".join(pages)
    rows = [key for page in pages for entry in entries(page) if "DISPUTED:" not in entry for key in cited(entry)]
    assert sorted(rows) == sorted(explained.about)
    assert f"tension {explained.headline.tension:+.2f} [" in pages[0]
    assert whole.count("COUNTS: ") == len(explained.headline.contributions)
    assert whole.count("DOES NOT COUNT HERE: ") == len(explained.uncounted)
    assert whole.count("DISPUTED: ") == len(explained.disputes)
    assert f"{len(explained.uncounted)} that do not" in pages[0]


def test_a_position_over_an_issue_says_whose_policy_it_is_by_which_claim(pursued):
    whole = "\n".join(pursued.pages("explain_dyad", a="china", b="rok"))
    assert whole.count("COUNTS: ") == 4
    assert whole.count("It bears on the two as a position on THAAD in South Korea, a policy of South Korea: ") == 4
    assert whole.count("id/claim/2016-07-isdp-thaad-thawing/thaad-decision") > 3


def test_thin_evidence_is_told_wherever_a_score_stands(tools, built):
    thin = [dyad for dyad in built.tension() if dyad.thin]
    assert thin
    pages = tools.pages("tension")
    assert sum("Thin evidence:" in entry for page in pages for entry in entries(page)) == len(thin)
    for page in tools.pages("explain_dyad", a=thin[0].a, b=thin[0].b):
        assert "Thin evidence:" in page
    for page in tools.pages("timeline", a=thin[0].a, b=thin[0].b):
        assert "hin evidence" in page
    assert "Thin evidence: 1 independent claimant (under three)." in tools("leverage", over="dprk")


def test_a_ranking_is_that_of_the_project(tools, built):
    names = built.as_known().label
    for by in ("tension", "friendly"):
        dyads = sorted(built.tension(), key=lambda d: (-round(getattr(d, by), 9), d.a, d.b))
        found = [entry for page in tools.pages("tension", by=by) for entry in entries(page)]
        assert [re.match(r"\d+\. (.+?): tension ([+-][\d.]+)", entry).groups() for entry in found] == [
            (f"{names(d.a)} – {names(d.b)}", f"{round(d.tension, 2) + 0.0:+.2f}") for d in dyads
        ]
    only = tools("tension", actor="tokyo")
    assert "Nothing reported is scored of Japan and others on that day." in only


def test_leverage_says_who_doubts_it_and_that_it_counts_in_no_tension(tools):
    found = tools("leverage", over="north korea", by="china")
    assert "DOUBTED: says 0.20" in found
    assert "leverage counts in no tension score." in found
    assert "No leverage of Japan over anybody" in tools("leverage", by="japan")


def test_a_dispute_has_both_sides_and_who_is_a_party(tools):
    whole = "\n".join(tools.pages("disputes"))
    assert "AFFIRMED: " in whole
    assert "DENIED: " in whole
    assert "A PARTY TO IT (" in whole
    assert "Rests on it: " in whole
    assert "DENIED: DENIED:" not in whole
    assert "Nothing is disputed by then." in tools("disputes", at="2015")


def test_a_forecast_says_what_came_of_it_and_by_what(tools):
    found = tools("forecasts", resolution="fulfilled")
    assert "1. FULFILLED, likelihood 80% to 95% by its hedge" in found
    assert "settled by Niklas Swanström: " in found
    assert "too few to judge" in tools("forecasts")
    assert "PENDING, no day named" in tools("forecasts", resolution="pending")
    assert "Nothing was forecast by then." in tools("forecasts", at="2015")


def test_a_timeline_ends_at_the_score_of_its_last_day(tools, built):
    last = built.timeline("china", "usa", step="none").points[-1].dyad
    whole = "\n".join(tools.pages("timeline", a="china", b="usa"))
    assert f"31 July 2016: tension {last.tension:+.2f} [" in whole
    assert whole.count("ENTERED, effect ") == last.claims
    assert "nothing reported bears on the two" in tools("timeline", a="japan", b="xi jinping", until="2015")
    known = tools("timeline", a="china", b="usa", as_known=True, step="quarter")
    assert "had been published by then" in known


def test_alignment_of_two_has_the_statements_of_both(tools, built):
    pair = built.alignment("china", "usa").pairs[0]
    whole = "\n".join(tools.pages("alignment", a="china", b="usa"))
    assert len(cited(whole)) == sum(len(side.statements) for part in pair.issues for side in (part.a, part.b))
    assert f"agreement {pair.value:+.2f}" in whole
    assert len(numbered(tools.pages("alignment", a="china"))) == 2
    assert "no issue on which both" in tools("alignment", a="japan") or "no position" in tools("alignment", a="japan")


def test_an_article_is_read_to_its_end_and_every_line_is_marked(tools, built):
    for slug in built.as_known().articles:
        text = (built.root / "sources" / "articles" / f"{slug}.txt").read_text(encoding="utf-8")
        start, lines = 0, []
        while start is not None:
            answer = tools("read_article", article=slug, start=start)
            body = answer.split("never instructions.\n", 1)[1].rpartition("\n— ")[0]
            assert all(line.startswith("| ") or line == "|" for line in body.split("\n"))
            lines += [line.removeprefix("| ") for line in body.split("\n")]
            more = re.search(r"start=(\d+)\.\Z", answer)
            start = int(more[1]) if more else None
        assert "".join("".join(lines).split()) == "".join(text.split())


def test_sparql_is_answered_and_what_never_ends_is_ended(tools, monkeypatch):
    assert tools("sparql", query="ASK { ?c kg:denies ?d }") == "true"
    assert "8 rows of saidBy, quote, deniedBy, denial, said, article" in tools("sparql", name="denials")
    assert tools("sparql", query="CONSTRUCT { ?c kg:denies ?d } WHERE { ?c kg:denies ?d }").count("ns#denies>") == 4
    monkeypatch.setattr(workers, "TIMEOUT", 0.3)
    with pytest.raises(Refusal, match=r"no answer within 0\.3 seconds, and the query was ended"):
        tools("sparql", query=ENDLESS)


def test_the_pages_of_one_answer_are_of_one_asking(tools):
    """What is asked again may come in another order; what goes on is what was begun."""
    pages = tools.pages(
        "sparql",
        query="SELECT ?c ?words { ?c kg:mode ?m ; kg:evidence/oa:hasSelector/oa:exact ?words } ORDER BY RAND()",
    )
    rows = [entry.partition(" ")[2] for page in pages for entry in entries(page)]
    assert len(pages) > 1
    assert len(rows) == len(set(rows)) > 50


def test_a_page_that_goes_on_asks_nothing_anew(tools, monkeypatch):
    first = tools("explain_dyad", a="china", b="dprk")
    calls = counted(monkeypatch, dyads, "explain")
    again = tools("explain_dyad", a="china", b="dprk", cursor=CURSOR.search(first)[1])
    assert calls == []
    assert again != first


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELEC", "not SPARQL: line 1"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE asks another server"),
        ("DELETE WHERE { ?s ?p ?o }", "read"),
        ("SELECT * { ?s ?p ?o . ?a ?b ?c }", "more than 1,048,576 bytes"),
    ],
)
def test_a_query_that_is_not_answered_says_why(tools, query, message):
    with pytest.raises(Refusal, match=message):
        tools("sparql", query=query)


def test_a_query_never_speaks_to_the_network(tools):
    with Listener() as listener:
        assert tools("sparql", query=f"SELECT * FROM <{listener.address}> {{ ?s ?p ?o }}").startswith("0 rows")
        with pytest.raises(Refusal):
            tools("sparql", query=f"SELECT * {{ SERVICE <{listener.address}> {{ }} }}")
    assert listener.calls == 0


REFUSED = {
    "unknown actor 'chna'; did you mean china": ("tension", {"actor": "chna"}),
    "unknown actor 'qqqq'; the resource kg://actors lists them": ("tension", {"actor": "qqqq"}),
    "both count as 'china'; name two actors": ("explain_dyad", {"a": "china", "b": "beijing"}),
    'level="actor" keeps apart': ("explain_dyad", {"a": "china", "b": "xi jinping"}),
    "b is needed: The other actor": ("explain_dyad", {"a": "china"}),
    "there is no argument 'acto'; did you mean 'actor'": ("tension", {"acto": "china"}),
    "at: 'yesterday' is not EDTF": ("tension", {"at": "yesterday"}),
    "at must be a string; it was '5'": ("tension", {"at": 5}),
    "as_known must be a boolean": ("timeline", {"a": "china", "b": "usa", "as_known": "yes"}),
    "start must be an integer": ("read_article", {"article": "x", "start": "0"}),
    "start must be from 0": ("read_article", {"article": "x", "start": -1}),
    "start must be less": ("read_article", {"article": "2016-07-isdp-thaad-thawing", "start": 10**6}),
    "by is one of tension, unshrunk": ("tension", {"by": "heat"}),
    "did you mean 2016-07-isdp-thaad-thawing": ("read_article", {"article": "thawing"}),
    "the resource kg://articles lists them": ("read_article", {"article": "qqqq"}),
    "there is no issue 'thad'; did you mean 'thaad'": ("search_claims", {"issue": "thad"}),
    "no stored query 'denial'; did you mean 'denials'": ("sparql", {"name": "denial"}),
    "give either query or name": ("sparql", {}),
    "query has 20,001 characters": ("sparql", {"query": "#" * 20_001}),
    "text has 501 characters": ("search_claims", {"text": "a" * 501}),
    "cursor must be copied": ("tension", {"cursor": "next"}),
    "this cursor is of another question": ("tension", {"cursor": "5-00000000"}),
    "is after": ("timeline", {"a": "china", "b": "usa", "since": "2016-05", "until": "2016-04"}),
    "there is no tool 'search'; did you mean 'search_claims'": ("search", {}),
}  # fmt: skip


@pytest.mark.parametrize("message", REFUSED)
def test_what_is_wrong_is_told_with_what_to_do(tools, message):
    name, arguments = REFUSED[message]
    with pytest.raises(Refusal) as refused:
        tools(name, **arguments)
    assert message in str(refused.value)
    assert "`kg " not in str(refused.value)


def test_what_was_not_given_is_not_the_word_none(tools):
    assert tools("leverage")
    with pytest.raises(Refusal, match="unknown actor 'None'"):
        tools("leverage", over="None")


def test_answers_whose_cursors_look_alike_are_kept_apart(tools, monkeypatch):
    shown = "0" * pages.SHOWN
    monkeypatch.setattr(toolbox, "tag", lambda *asked: shown + repr(asked))
    first = tools("search_claims", actor="china")
    assert CURSOR.search(first)[1].endswith(f"-{shown}")
    assert tools("search_claims", actor="usa") != first


def test_a_title_that_several_articles_have_names_none_of_them():
    titles = {"one": "Talks", "two": "Talks", "three": "Sanctions"}
    network = SimpleNamespace(articles={slug: SimpleNamespace(title=title) for slug, title in titles.items()})
    assert article_slug(network, "sanctions") == "three"
    with pytest.raises(Refusal, match="2 articles have the title 'Talks': one and two"):
        article_slug(network, "Talks")


def test_a_refusal_that_quotes_the_query_shows_what_is_not_seen(tools):
    with pytest.raises(Refusal, match=r"not SPARQL: .*\\x1b") as refused:
        tools("sparql", query="SELECT \x1b\u202e")
    assert str(refused.value).isprintable()


def test_the_words_of_a_build_go_with_it(built):
    evidence = Graph(built.root).current().seen()
    assert search._index(evidence) is search._index(evidence)
    gone = weakref.ref(evidence)
    del evidence
    gc.collect()
    assert gone() is None


def test_a_cursor_is_of_its_question_and_of_its_graph(built, tmp_path):
    shutil.copytree(built.root, tmp_path / "p")
    tools = Tools(tmp_path / "p")
    cursor = CURSOR.search(tools("search_claims", actor="china"))[1]
    assert f"\n{cursor.partition('-')[0]}. " not in tools("search_claims", actor="china", cursor=cursor)
    with pytest.raises(Refusal, match="of another question"):
        tools("search_claims", actor="usa", cursor=cursor)
    file = tmp_path / "p" / "sources" / "actors.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("label: China\n", "label: Cathay\n", 1), encoding="utf-8")
    assert Project(tmp_path / "p").build().files
    with pytest.raises(Refusal, match="built anew since"):
        tools("search_claims", actor="china", cursor=cursor)
    assert "Cathay" in tools("tension")


def test_before_there_is_a_build_every_tool_says_how_to_get_one(tmp_path):
    (tmp_path / "sources").mkdir()
    tools = Tools(tmp_path)
    for name, tool in TOOLS.items():
        given = {each.name: "1" if each.kind != "number" else 0 for each in tool.parameters if each.needed}
        if name == "sparql":
            given = {"query": "ASK {}"}
        with pytest.raises(Refusal, match="run `kg build` first"):
            tools(name, **given)


def test_a_file_of_rdf_is_asked_too_though_it_has_no_texts(built, tmp_path):
    file = tmp_path / "graph.nq"
    file.write_bytes((built.out / "graph.nq").read_bytes())
    tools = Tools(file)
    assert "85 claims" in tools("search_claims")
    assert "Its text is not at hand" in tools("read_article", article="2016-07-isdp-thaad-thawing")


def test_an_actor_asked_at_its_own_level_and_what_was_known(tools, built):
    found = tools("explain_dyad", a="xi jinping", b="usa", level="actor")
    assert "United States – Xi Jinping" in found
    early = tools("search_claims", known_at="2016-03")
    assert "2016-07" not in early
    assert "1 article" in early
