"""Names that would turn round what stands beside them: in every text and attribute of the page and of the pages."""

from __future__ import annotations

import re

import pytest

from kg import sources
from kg.network.network import network_of
from kg.questions.dyads import tensions
from kg.web.pages.material import Material
from kg.web.pages.site import site
from kg.web.view.html import view
from tests.web.view.test_view_browser import selected
from tests.web.view.test_view_languages import in_line

# Overrides, open isolates, ends of isolates that were never begun, marks, and letters of another direction.
NAMES = {
    "china": "\u202eanihC 12",
    "japan": "\u2067Japan 34",
    "north-korea": "Korea\u2069\u2069\u202b 56",
    "united-states": "ארצות הברית\u202e 78",
    "gazette": "Gazette\u200f",
    "missiles": "\u202eThe \u2066missiles 90",
}
PATCH = {
    "actors": {slug: {"label": name} for slug, name in NAMES.items() if slug != "missiles"},
    "issues": {
        "missiles": {"label": NAMES["missiles"], "pursued-by": {"actor": "japan", "claim": "talks/pursues"}},
    },
    "article": {"title": "\u202eTalks\u2067 1", "author": "gazette"},
    "claims": [
        {"id": "sees", "quote": "China sees it as a threat", "said-by": "china", "hedge": [],
         "stance": {"holder": "china", "target": "japan", "type": "threatened-by"}},
        {"id": "denied", "quote": "Japan has denied this", "said-by": "japan", "denies": "sees"},
        {"id": "against", "quote": "sees it as a threat", "said-by": "united-states", "reported-by": "north-korea",
         "stance": {"holder": ["china", "united-states"], "target": "missiles", "type": "opposes"}},
        {"id": "pursues", "quote": "talk about the missiles", "said-by": "gazette",
         "stance": {"holder": "japan", "target": "missiles", "type": "supports"}},
        {"id": "moves", "quote": "Japan will likely agree to talks", "said-by": "gazette", "mode": "forecast",
         "hedge": "likely",
         "leverage": {"wielder": "united-states", "over": "japan", "instrument": "trade", "effect": "pressure",
                      "strength": "strong"}},
    ],
}  # fmt: skip
# What of a document is no name alone and has what steers outside of a pair that sets a name apart.
AUDIT = """(names) => {
  const steers = /[\\u200f\\u202a-\\u202e\\u2066-\\u2069]/;
  const apart = /\\u2068[^\\u202a-\\u202e\\u2066-\\u2069]*\\u2069/g;
  const harmless = (text) => !steers.test(text.replace(apart, ""));
  const alone = (text) => names.includes(text.trim()) || names.some((name) => text.trim() === `${name}…`);
  const wrong = [];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const within = node.parentElement;
    if (harmless(node.data) || within.closest("script, style, blockquote, [data-quote]")) continue;
    if (within.closest("title, option")) { if (!alone(within.textContent)) wrong.push(`<${within.localName}> ${node.data}`); continue; }
    let box = within;
    while (box && getComputedStyle(box).display === "inline" && getComputedStyle(box).unicodeBidi === "normal") box = box.parentElement;
    if (!alone(box.textContent)) wrong.push(`${box.localName}.${box.className}: ${box.textContent.slice(0, 120)}`);
  }
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (["title", "alt", "label", "placeholder", "content"].includes(name) || name.startsWith("aria-")) {
        if (!harmless(value) && !alone(value)) wrong.push(`@${name}: ${value.slice(0, 120)}`);
      }
    }
  }
  return wrong;
}"""


@pytest.fixture(scope="module")
def network(terms, tmp_path_factory):
    import yaml

    from tests.conftest import BASE, TEXT, patched, write_files

    whole = patched(BASE, PATCH)
    files = {f"{name}.yaml": yaml.safe_dump(whole[name], allow_unicode=True) for name in ("actors", "issues", "events")}
    article = {"article": whole["article"], "claims": whole["claims"]}
    files |= {"articles/talks.yaml": yaml.safe_dump(article), "articles/talks.txt": TEXT}
    corpus, findings = sources.read(write_files(tmp_path_factory.mktemp("steers"), files), terms)
    assert findings == []
    return network_of(corpus.ordered(), terms)


def audited(page):
    names = [*NAMES.values(), PATCH["article"]["title"]]
    return page.evaluate(AUDIT, names)


@pytest.fixture(scope="module")
def file(network, tmp_path_factory):
    path = tmp_path_factory.mktemp("view") / "index.html"
    path.write_text(view(network, tensions(network), {}), encoding="utf-8")
    return path


SELECTIONS = [
    "", "#tie=china--japan", "#node=china", "#node=missiles", "#node=gazette", "#claim=talks/sees", "#claim=talks/against",
    "#claim=talks/moves", "#path=china--united-states", "#show=table",
]  # fmt: skip


@pytest.mark.parametrize("selection", SELECTIONS)
def test_nothing_in_the_view_is_turned_round_by_a_name(visit, file, selection):
    assert audited(visit(file, selection)) == []


def test_nothing_in_the_view_is_turned_round_while_it_is_used(visit, file):
    page = visit(file)
    page.locator("#search").fill("Japan")
    assert audited(page) == []
    page.locator("#search").fill("")
    for summary in page.locator("summary").all():
        if summary.is_visible():
            summary.click()
    assert audited(page) == []


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        ("tie=china--japan", ("\\u202eanihC 12", "–", "\\u2067Japan 34")),
        ("claim=talks/sees", ("\\u202eanihC 12", "feels threatened by", "\\u2067Japan 34")),
    ],
)
def test_what_stands_between_such_names_is_drawn_between_them(visit, file, selection, words):
    page = visit(file, f"#{selection}")
    assert in_line(selected(page, selection).locator("h2"), *words)


def test_nothing_in_the_pages_is_turned_round_by_a_name(browser, network, tmp_path):
    material = Material(network, lambda article: (article.text, article.furniture))
    made = dict(site(material))
    pages = [name for name in made if name.endswith(".html")]
    assert len(pages) > 15
    for name, content in made.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    wrong = {}
    page = browser.new_page()
    for name in pages:
        page.goto((tmp_path / name).as_uri())
        if found := audited(page):
            wrong[name] = found
    page.close()
    assert wrong == {}


def test_the_terminal_shows_what_steers(network):
    from kg.cli.printing import cell

    for name in NAMES.values():
        assert not re.search("[\u202a-\u202e\u2066\u2067]", cell(name))
