"""A small server that answers the page as the workbench does, from files that it reads once and never writes."""

from __future__ import annotations

import copy
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from urllib.parse import parse_qs

import yaml

from kg.model.dates import DateError, span
from kg.model.fields import fields_of
from kg.model.records import Actor, Claim, Event, Issue, Leverage, Stance
from kg.model.wording import when
from kg.rdf import ontology
from kg.sources.quotes import FoldedText
from kg.sources.quoting import NoPassageError, occurrence_of, quoted_passage
from kg.sources.schema import FIRST, LAST, ActorEntry, ClaimEntry, EventEntry, IssueEntry, LeverageEntry, StanceEntry
from kg.web.annotate import ASSETS, KEYS, POLICY, asset, page

CSRF = "right"
SCALES = (
    "StanceType", "EventType", "Mode", "Certainty", "Status", "Effect", "Strength", "Likelihood", "Resolution", "Polarity",
)  # fmt: skip
ENTRIES = {
    "claim": (ClaimEntry, Claim), "stance": (StanceEntry, Stance), "event": (EventEntry, Event),
    "leverage": (LeverageEntry, Leverage), "actor": (ActorEntry, Actor), "issue": (IssueEntry, Issue),
}  # fmt: skip
SENTENCE = re.compile(r"[^\s][^\n]*?(?:[.!?]+[”\"]?(?=\s|$)|(?=\n)|$)")
KINDS = {"actors": "actor", "issues": "issue", "events": "event"}


def fields():
    """What the page is told of the fields of each kind of entry."""
    told = {}
    for name, (entry, record) in ENTRIES.items():
        said = {field.key: field for field in fields_of(record) if field.key}
        keys = [info.alias or key.replace("_", "-") for key, info in entry.model_fields.items()]
        keys.sort(
            key=lambda key: (
                FIRST.index(key) if key in FIRST else 100 + (key in LAST) * (1 + LAST.index(key) if key in LAST else 0)
            )
        )
        told[name] = [_field(key, said.get(key), entry) for key in keys]
    return told


def _field(key, field, entry):
    info = next(info for name, info in entry.model_fields.items() if (info.alias or name.replace("_", "-")) == key)
    kind = (
        field.kind
        if field
        else {"quote": "quote", "hedge": "hedge", "denies": "link", "affirms": "link"}.get(key, "text")
    )
    told = {
        "key": key,
        "kind": kind,
        "of": field.of if field else "claim" if kind == "link" else "",
        "meaning": info.description or "",
        "needed": info.is_required(),
        "many": kind in ("links", "chain", "references", "labels", "parts"),
    }
    if kind == "term" and not field.choices:
        told["scale"] = field.of
    if field and field.choices:
        told["choices"] = list(field.choices)
    if key == "polarity":
        told["choices"] = ["affirmed", "denied"]
    return told


class Workbench:
    """The articles of a folder of sources in memory; `away` and `slow` are for tests of what goes wrong."""

    def __init__(self, root):
        self.root, self.lock, self.away = root, threading.Lock(), False
        self.versions = count(1)
        self.findings, self.moved, self.suggestions, self.requests = {}, [], {}, []
        self.registries = {kind: self._yaml(root / "sources" / f"{kind}.yaml") for kind in KINDS}
        self.articles = {}
        for file in sorted((root / "sources" / "articles").glob("*.yaml")):
            data = self._yaml(file)
            text = file.with_suffix(".txt").read_text(encoding="utf-8")
            self.articles[file.stem] = {
                "head": data["article"],
                "claims": data.get("claims") or [],
                "text": FoldedText.of(text),
                "undo": [],
                "redo": [],
                "version": next(self.versions),
                "raw": {},
            }
        self.vocabulary = ontology.load()
        self.plain = False

    @staticmethod
    def _yaml(file):
        return yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader) or {}

    def project(self):
        terms = {name: [self._term(each) for each in self.vocabulary.terms(name).values()] for name in SCALES}
        registry = {
            kind: [
                {
                    "slug": slug,
                    **entry,
                    "used": json.dumps([a["claims"] for a in self.articles.values()]).count(f'"{slug}"'),
                }
                for slug, entry in entries.items()
            ]
            for kind, entries in self.registries.items()
        }
        articles = [
            {
                "slug": slug,
                "title": each["head"].get("title", slug),
                "publisher": each["head"].get("publisher", ""),
                "published": each["head"].get("published", ""),
                "language": each["head"].get("language", ""),
                "claims": len(each["claims"]),
                "unread": len(each["raw"]),
                "errors": sum(len(found) for key, found in self.findings.items() if key.startswith(slug)),
                "warnings": 0,
                "drafts": 0,
                "changed": "2026-11-29T18:00:00Z",
                "has_text": True,
            }
            for slug, each in self.articles.items()
        ]
        return {
            "etag": "p1",
            "title": "Détente",
            "plain": self.plain,
            "articles": articles,
            "terms": terms,
            **registry,
            "fields": fields(),
            "keys": [{"action": key.action, "keys": key.keys, "meaning": key.meaning} for key in KEYS],
        }

    def _term(self, term):
        more = {"number": term.number, "lower": term.lower, "upper": term.upper}
        return {
            "slug": term.notation,
            "label": term.label,
            "definition": term.definition,
            "example": term.example,
            "alternatives": term.alternatives,
            "used": 0,
            **{key: float(value) for key, value in more.items() if value is not None},
        }

    def article(self, slug):
        each = self.articles[slug]
        folded, head = each["text"], each["head"]
        furniture = [place for line in listed(head.get("furniture")) for place in folded.find(line)]
        claims = [self._claim(slug, folded, entry, line) for line, entry in enumerate(each["claims"], 20)]
        claims += [
            {"id": key, "entry": None, "raw": raw, "line": 90, "spans": [], "findings": found}
            for key, (raw, found) in each["raw"].items()
        ]
        return {
            "etag": f"a{each['version']}",
            "slug": slug,
            "title": head.get("title", slug),
            "head": head,
            "language": head.get("language", ""),
            "direction": "auto",
            "text": folded.original,
            "furniture": furniture,
            "copied": [],
            "sentences": [match.span() for match in SENTENCE.finditer(folded.original)],
            "claims": claims,
            "findings": [],
            "undo": each["undo"][-1][1] if each["undo"] else None,
            "redo": each["redo"][-1][1] if each["redo"] else None,
            "checked": True,
            "drafts": [],
            "drafts_etag": "",
            "drafts_findings": [],
        }

    def _claim(self, slug, folded, entry, line):
        spans = []
        for quote in listed(entry.get("quote")):
            places = folded.find(quote)
            at = int(entry.get("occurrence", 1)) - 1
            spans += [places[at]] if at < len(places) else []
        return {
            "id": entry["id"],
            "entry": entry,
            "raw": "",
            "line": line,
            "spans": spans,
            "findings": self.findings.get(f"{slug}/{entry['id']}", []),
        }

    def change(self, slug, changes, label, stack="undo"):
        each = self.articles[slug]
        by_id = {entry["id"]: entry for entry in each["claims"]}
        differs = {c["id"]: by_id.get(c["id"]) for c in changes if by_id.get(c["id"]) != c["before"]}
        if differs:
            return 409, {"title": "Changed meanwhile", "detail": "the claim has changed", "now": differs}
        inverse = []
        for c in changes:
            at = next((n for n, entry in enumerate(each["claims"]) if entry["id"] == c["id"]), len(each["claims"]))
            inverse.append({"id": (c["after"] or c["before"])["id"], "before": c["after"], "after": c["before"]})
            each["claims"][at : at + (c["before"] is not None)] = [c["after"]] if c["after"] else []
        each["claims"].sort(key=lambda entry: (self._claim(slug, each["text"], entry, 0)["spans"] or [(0, 0)])[0][0])
        each[stack].append((inverse, label))
        if stack == "undo":
            each["redo"].clear()
        each["version"] = next(self.versions)
        return 200, self.article(slug)

    def back(self, slug, taken, given):
        each = self.articles[slug]
        if not each[taken]:
            return 409, {"title": "Nothing to undo", "detail": "nothing is left", "now": {}}
        changes, label = each[taken].pop()
        kept = copy.copy(each["redo"])
        answer = self.change(slug, changes, label, given)
        if taken == "redo":
            each["redo"][:] = kept
        return answer

    def quote(self, slug, spans):
        folded = self.articles[slug]["text"]
        pieces = [quoted_passage(folded, *span) for span in spans]
        quotes = [quote for piece in pieces for quote in piece.quotes]
        occurrence = occurrence_of(part for piece in pieces for part in piece.parts)
        return {
            "quote": quotes[0] if len(quotes) == 1 else quotes,
            "occurrence": occurrence and str(occurrence),
            "spans": [[piece.start, piece.end] for piece in pieces],
            "fit": pieces[0].fit,
        }

    def dates(self, text):
        try:
            days = span(text)
        except DateError as error:
            return {"finding": str(error)}
        return {"earliest": str(days.earliest or ""), "latest": str(days.latest or ""), "words": when(text)}

    def asked(self, path, query):
        """What a GET of the API gives."""
        if path == "/api/project":
            return 200, self.project()
        if path == "/api/news":
            slug = parse_qs(query).get("slug", [""])[0]
            etag = f"a{self.articles[slug]['version']}" if slug else "p1"
            news = {
                "etag": etag,
                "project_etag": "p1",
                "article_etag": etag,
                "checked_etag": etag,
                "drafts_etag": "",
                "building": False,
            }
            return 200, {**news, "built": None, "moved": self.moved, "errors": len(self.findings), "warnings": 0}
        if path == "/api/registry/known":
            return 200, {"entries": []}
        slug = path.removeprefix("/api/articles/")
        if slug in self.articles:
            return 200, self.article(slug)
        return 404, {"title": "Not found", "detail": f"there is no {path}"}

    def posted(self, path, body):
        """What a POST of the API gives."""
        if path == "/api/dates":
            return 200, self.dates(body["text"])
        if match := re.fullmatch(r"/api/registry/(\w+)", path):
            self.registries[match[1]][body["slug"]] = body["after"]
            return 200, {"etag": "p2"}
        slug, action = re.fullmatch(r"/api/articles/([a-z0-9-]+)/(\w+)", path).groups()
        answers = {"changes": self._changed, "undo": self._undone, "redo": self._redone, "quote": self._quoted}
        answer = answers.get(action)
        if answer:
            return answer(slug, body)
        return 200, {"fields": {} if self.plain else self.suggestions, "mentions": {}, "id": ""}

    def _changed(self, slug, body):
        if "raw" not in body:
            return self.change(slug, body["changes"], body["label"])
        each = self.articles[slug]
        each["raw"].clear()
        each["claims"] += yaml.load(body["raw"]["after"], yaml.BaseLoader)
        each["version"] = next(self.versions)
        return 200, self.article(slug)

    def _undone(self, slug, _body):
        return self.back(slug, "undo", "redo")

    def _redone(self, slug, _body):
        return self.back(slug, "redo", "undo")

    def _quoted(self, slug, body):
        try:
            return 200, self.quote(slug, body["spans"])
        except NoPassageError as error:
            return 422, {"title": "No passage", "detail": str(error), "findings": []}


def listed(value):
    """A value of YAML as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


class Answers(BaseHTTPRequestHandler):
    """One request: what the page is made of, what is asked of the workbench, what is to be changed."""

    protocol_version = "HTTP/1.1"
    bench: Workbench

    def log_message(self, *_):
        """Nothing, since tests look at the page."""

    def answer(self, status, body, media_type="application/json"):
        """Send a body, JSON unless it is bytes."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self):
        """The shell, its assets, or an answer of the API; nothing at all while the server is away."""
        path, _, query = self.path.partition("?")
        name = path.removeprefix("/assets/")
        if path == "/" or path.startswith("/article/"):
            self.answer(200, page("Détente", CSRF).encode(), "text/html")
        elif name in ASSETS:
            self.answer(200, asset(name), ASSETS[name])
        elif self.bench.away:
            self.close_connection = True
        else:
            with self.bench.lock:
                self.answer(*self.bench.asked(path, query))

    def do_POST(self):
        """A question or a change, as JSON with the header of the page."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.bench.away:
            self.close_connection = True
        elif self.headers["X-Detente-Workbench"] != CSRF or self.headers.get_content_type() != "application/json":
            self.answer(403, {"title": "Refused", "detail": "the header of the page is not there"})
        else:
            with self.bench.lock:
                self.bench.requests.append((self.path, body))
                self.answer(*self.bench.posted(self.path, body))


class Served:
    """The server in a thread of its own, with the workbench behind it."""

    def __init__(self, root):
        self.bench = Workbench(root)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Answers,), {"bench": self.bench}))
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def close(self):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
