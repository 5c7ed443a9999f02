"""REFI-QDA projects → drafts: places as programs count them, codes by a mapping, and what is hostile."""

from __future__ import annotations

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.drafting.queue import Queue
from kg.importing.coded import CodedError, CodedPassage, CodedText, Coding
from kg.importing.coded_drafts import import_codings, project_of
from kg.importing.coded_report import report
from kg.importing.mapping import MappingError, as_mapping, read_mapping
from kg.importing.offsets import Convention, Counted, convention_of, line_feeds
from kg.importing.refi_file import read_refi
from kg.pipeline import build
from kg.sources.claim_note import as_note
from tests.importing.qda_maker import document, note, qdpx, selection, source

TEXT = (
    "Tensions 🇨🇳 rose.\r\nJapan sees it as a threat, said the envoy.\r\nChina 🙂 has denied this.\r\nNobody spoke.\r\n"
)
CODES = ("Holder/Japan", "Position/threatened by", "Said by/envoy", "Mode/Reported", "Colour")
COUNTS = {
    Convention(): len,
    Convention(units=True): lambda text: len(text.encode("utf-16-le")) // 2,
    Convention(one_line_end=True): lambda text: len(text.replace("\r\n", "\n")),
    Convention(units=True, one_line_end=True): lambda text: len(text.replace("\r\n", "\n").encode("utf-16-le")) // 2,
}


def passage_of(words, count=len, codes=(), **more):
    start = TEXT.index(words)
    return selection(count(TEXT[:start]), count(TEXT[: start + len(words)]), codes, **more)


@pytest.fixture
def refi(tmp_path):
    """Write a project with the text and some coded passages, as a program counts them."""

    def make(passages, notes=(), codes=CODES, text=TEXT, content=None):
        content = content if content is not None else document(codes, [source("Talks of May.txt", passages)], notes)
        return qdpx(tmp_path / "talks.qdpx", content, [("Sources/text.txt", text.encode())])

    return make


@pytest.fixture
def meant(project, tmp_path):
    """A project to bring codings into, and what the codes mean there."""

    def make(file, lines):
        root = project()
        mapping = tmp_path / "codes.yaml"
        mapping.write_text("codes:\n" + "".join(f"- {line}\n" for line in lines), encoding="utf-8")
        corpus, terms = project_of(root)
        return root, read_mapping(mapping, read_refi(file), corpus, terms)

    return make


MEANINGS = (
    "{code: Holder/Japan, field: stance.holder, value: japan}",
    "{code: Position/threatened by, field: stance.type, value: threatened-by}",
    "{code: Mode/Reported, field: mode, value: reported}",
    "{code: Colour}",
)


@pytest.mark.parametrize("convention", COUNTS)
def test_places_are_those_of_the_program(refi, meant, convention):
    count = COUNTS[convention]
    words = ["Japan sees it as a threat", "has denied this", "Nobody spoke"]
    file = refi([passage_of(each, count, ["Holder/Japan", "Position/threatened by"]) for each in words])
    root, meanings = meant(file, MEANINGS)
    imported = import_codings(read_refi(file), meanings, root, origin="Tests")
    assert imported.convention == convention
    assert imported.fit == 1
    queue = Queue.read(root, imported.new[0])
    assert sorted(draft.quote for draft in queue.drafts) == sorted(words)


def test_a_passage_is_a_draft_of_its_coder_by_the_mapping(refi, meant):
    words = "Japan sees it as a threat"
    file = refi([
        passage_of(words, codes=["Holder/Japan", "Position/threatened by", "Mode/Reported", "Colour"], name=words, notes=["n"]),
        passage_of("Nobody spoke", codes=["Holder/Japan"], user="u-ben"),
        passage_of("Tensions", codes=["Colour"]),
    ], [note("n", "Is it?\nYes.")])  # fmt: skip
    root, meanings = meant(file, MEANINGS)
    imported = import_codings(read_refi(file), meanings, root, origin="From talks.qdpx")
    assert imported.drafts == {"Ann": 1, "Ben": 1}
    assert imported.left_out == {"codings with a code that has no meaning here": 2}
    assert imported.new == ("talks-of-may",)
    drafts = {draft.drafted_by: draft for draft in Queue.read(root, "talks-of-may").drafts}
    assert drafts["Ann"].claim == {
        "quote": words, "stance": {"holder": "japan", "type": "threatened-by"}, "mode": "reported", "note": "Is it? Yes."
    }  # fmt: skip
    assert drafts["Ann"].because["stance.holder"] == "coded Holder/Japan"
    assert drafts["Ben"].claim == {"quote": "Nobody spoke", "stance": {"holder": "japan"}}
    text = (root / "sources/articles/talks-of-may.txt").read_bytes().decode()
    assert text == line_feeds(TEXT)
    head = (root / "sources/articles/talks-of-may.yaml").read_text(encoding="utf-8")
    assert "# From talks.qdpx" in head
    assert "private" not in head
    assert not [finding for finding in build(root, root / "out").findings if finding.severity == "error"]


def test_a_text_that_is_there_is_that_article_and_claims_are_never_made(refi, meant, project):
    root = project()
    slug = next(path.stem for path in (root / "sources/articles").glob("*.txt"))
    text = (root / "sources/articles" / f"{slug}.txt").read_text(encoding="utf-8")
    words = text.split(".")[0].strip()
    start = text.index(words)
    file = refi([selection(start, start + len(words), ["Holder/Japan"])], text=text.replace("\n", "\r\n"))
    before = {path: path.read_bytes() for path in (root / "sources").rglob("*") if path.is_file()}
    _, meanings = meant(file, MEANINGS)
    imported = import_codings(read_refi(file), meanings, root, origin="Tests")
    assert (imported.articles, imported.new) == ((slug,), ())
    assert [draft.state for draft in Queue.read(root, slug).drafts] == ["waiting"]
    after = {path: path.read_bytes() for path in (root / "sources").rglob("*") if path.is_file()}
    assert {path: after[path] for path in before} == before
    assert [path.relative_to(root).as_posix() for path in after.keys() - before.keys()] == [
        f"sources/drafts/{slug}.yaml"
    ]


def test_a_claim_in_a_note_comes_back_whole(refi, meant):
    entry = {
        "id": "threat", "quote": ["Japan sees it as a threat", "has denied this"], "said-by": "japan",
        "hedge": [{"words": "threat", "because": 'odd & "quoted" <b>'}],
        "stance": {"holder": ["japan"], "target": "china", "type": "threatened-by"},
    }  # fmt: skip
    notes = [note("n", as_note(entry))]
    file = refi([passage_of(each, codes=["Colour"], notes=["n"]) for each in entry["quote"]], notes)
    root, meanings = meant(file, MEANINGS)
    imported = import_codings(read_refi(file), meanings, root, origin="Tests")
    (draft,) = Queue.read(root, imported.new[0]).drafts
    assert draft.claim == entry


@pytest.mark.parametrize(
    "value",
    [5, ["Japan sees it", 7], {"a": 1.5}, "\ud800", {"x" * 10_000: "y"}, 10**400],
    ids=["number", "numbers", "fraction", "surrogate", "key", "large"],
)
def test_a_claim_in_a_note_that_no_file_can_have_stops_no_other(refi, meant, value):
    sound = {"id": "threat", "quote": "Japan sees it as a threat", "said-by": "japan"}
    unwritable = {"quote": "has denied this", "note": value}
    notes = [note("n", as_note(sound)), note("m", as_note(unwritable).replace("\ud800", r"\ud800"))]
    file = refi([passage_of("Japan sees it", notes=["n"]), passage_of("has denied this", notes=["m"])], notes)
    root, meanings = meant(file, MEANINGS)
    imported = import_codings(read_refi(file), meanings, root, origin="Tests")
    assert imported.left_out == {"claims in notes with values that no claim has": 1}
    assert [draft.claim for draft in Queue.read(root, imported.new[0]).drafts] == [sound]


def test_codes_of_one_name_are_told_apart(refi):
    codes = '<Code guid="1" name="a"/><Code guid="2" name="a (2)"/><Code guid="3" name="a"/><Code guid="4" name="a"/>'
    content = document((), []).replace(b"<Codes>", f"<Codes>{codes}".encode())
    assert [*read_refi(refi([], content=content)).codes] == ["a", "a (2)", "a (3)", "a (4)"]


def test_ids_are_the_same_in_whatever_case(refi):
    content = document(CODES, [source("a", [passage_of("Japan", codes=["COLOUR"], user="U-BEN")])])
    ((passage,),) = (text.passages for text in read_refi(refi([], content=content)).texts)
    assert passage.codings == (Coding("Colour", "Ben"),)


def test_a_field_of_one_value_that_was_coded_twice_is_flagged(refi, meant):
    codes = ["Position/threatened by", "Mode/Reported"]
    file = refi([passage_of("Nobody spoke", codes=codes)])
    lines = ["{code: Position/threatened by, field: mode, value: forecast}", "{code: Mode/Reported, field: mode, value: reported}"]  # fmt: skip
    root, meanings = meant(file, lines)
    imported = import_codings(read_refi(file), meanings, root, origin="Tests")
    (draft,) = Queue.read(root, imported.new[0]).drafts
    assert draft.claim["mode"] == "forecast"
    assert ("mode", "also coded reported") in [(flag.field, flag.says) for flag in draft.flags]


def test_a_second_run_takes_the_place_of_the_first_and_keeps_what_was_refused(refi, meant):
    file = refi([passage_of(each, codes=["Holder/Japan"]) for each in ("Nobody spoke", "has denied this")])
    root, meanings = meant(file, MEANINGS)
    slug = import_codings(read_refi(file), meanings, root, origin="Tests").new[0]
    queue = Queue.read(root, slug)
    queue.marked({queue.drafts[0].id: "refused"}).save(root)
    again = import_codings(read_refi(file), meanings, root, origin="Tests")
    assert again.new == ()
    assert sorted(draft.state for draft in Queue.read(root, slug).drafts) == ["refused", "waiting"]


def test_a_dry_run_writes_nothing(refi, meant):
    file = refi([passage_of("Nobody spoke", codes=["Holder/Japan"])])
    root, meanings = meant(file, MEANINGS)
    before = sorted(root.rglob("*"))
    imported = import_codings(read_refi(file), meanings, root, origin="Tests", dry=True)
    assert sorted(root.rglob("*")) == before
    assert list(report(imported, dry=True))[:2] == [
        "1 text, of which 1 would be new in the project", "1 draft would be waiting in sources/drafts"
    ]  # fmt: skip


def test_the_mapping_says_what_names_tell(refi, project):
    file = refi([passage_of("Nobody spoke", codes=["Position/threatened by"] * 2)])
    text = as_mapping(read_refi(file), *project_of(project()))
    assert "- code: Position/threatened by\n  codings: 2\n  field: stance.type\n  value: threatened-by\n" in text
    assert "- code: Holder/Japan\n  codings: 0\n  field:\n  value: japan\n" in text
    assert "- code: Mode/Reported\n  codings: 0\n  field: mode\n  value: reported\n" in text
    assert text.index("Position/threatened by") < text.index("Colour")


def test_mistakes_in_a_mapping_have_their_places(refi, meant):
    file = refi([])
    with pytest.raises(MappingError) as raised:
        meant(file, [
            "{code: Holder/Japan, field: stance.holdr, value: japan}",
            "{code: Holder/Jpan, field: stance.holder, value: japan}",
            "{code: Colour, field: stance.holder, value: japn}",
            "{code: Mode/Reported, field: mode, value: said}",
            "{code: Said by/envoy, field: said-by}",
            "{codes: x}",
            "{code: Position/threatened by, field: stance.type, value: threatened-by}",
            "{code: Position/threatened by, field: mode, value: reported}",
        ])  # fmt: skip
    said = [str(finding.location) + " " + finding.message for finding in raised.value.findings]
    assert "codes.yaml:2:31 a claim has no field 'stance.holdr'; did you mean 'stance.holder'?" in said
    assert "codes.yaml:3:10 there is no code 'Holder/Jpan'; did you mean 'Holder/Japan'?" in said
    assert any(each.startswith("codes.yaml:4:47 'japn' is no actor, issue or event") for each in said)
    assert any(each.startswith("codes.yaml:5:45 'said' is no term of Mode") for each in said)
    assert any("the value that the code stands for is missing" in each for each in said)
    assert any(each.startswith("codes.yaml:7:") for each in said)
    assert "codes.yaml:9:10 the code 'Position/threatened by' has a field above already; say it once" in said


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<Project/>", "not a project of REFI-QDA"),
        (b"<Project", "cannot be read"),
        (BOMB + b"<Project>&b;</Project>", "document type"),
        (b"<a>" * 100 + b"</a>" * 100, "nested deeper"),
        (b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_hostile_xml_is_refused(refi, content, said):
    with pytest.raises(CodedError, match=said):
        read_refi(refi([], content=content))


def test_hostile_archives_are_refused(tmp_path, monkeypatch):
    file = tmp_path / "a.qdpx"
    file.write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(CodedError, match="no REFI-QDA project"):
        read_refi(file)
    qdpx(file, document(CODES, []), [("other.qde", b"<x/>")])
    with pytest.raises(CodedError, match=r"2 files \.qde instead of one"):
        read_refi(file)
    qdpx(file, document(CODES, [source("a", [])]), [("sources/text.txt", b" " * 10_000_000)])
    with pytest.raises(CodedError, match="longer than"):
        read_refi(file)
    for packing in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        with zipfile.ZipFile(file, "w", packing) as archive:
            archive.writestr("project.qde", document(CODES, []))
        content = bytearray(file.read_bytes())
        content[60:120] = b"\xff" * 60
        file.write_bytes(content)
        with pytest.raises(CodedError, match="it is no REFI-QDA project"):
            read_refi(file)
    monkeypatch.setattr("kg.importing.refi_file.MOST_FILES", 3)
    qdpx(file, document(CODES, []), [(f"{n}.txt", b"") for n in range(3)])
    with pytest.raises(CodedError, match="more than 3 files"):
        read_refi(file)


@pytest.mark.parametrize(
    "path", ["absolute:///etc/passwd", "file:///etc/passwd", "/etc/passwd", "../../secret.txt", ""]
)
def test_no_file_outside_the_archive_is_read(tmp_path, path):
    file = qdpx(tmp_path / "a.qdpx", document(CODES, [source("a", [selection(0, 3, ["Colour"])], path)]))
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    read = read_refi(file)
    assert read.texts == ()
    assert read.left_out == {"texts that are not in the file": 1, "passages of texts that are not in the file": 1}


def test_names_that_steer_a_terminal_do_not(refi, meant):
    content = document(("Colour",), [source("a\x1b[2Jb".replace("\x1b", "&#x9b;"), [])])
    file = refi([], content=content)
    read = read_refi(file)
    assert "\x9b" not in read.texts[0].name


def test_the_shared_projects_come_in_or_say_why_not(shared):
    folder = shared("data/qda")
    read = {path.name: read_refi(path) for path in sorted(folder.glob("*.qdpx"))}
    assert {name: (len(each.codes), len(each.texts)) for name, each in read.items()} == {
        "atlas-target.qdpx": (3, 0), "nvivo.qdpx": (262, 0), "qc-demo.qdpx": (262, 2), "skyloom.qdpx": (14, 0)
    }  # fmt: skip
    demo = read["qc-demo.qdpx"]
    assert convention_of(demo.texts) == (Convention(), 1.0)
    assert sum(demo.counts().values()) == 205
    assert read["nvivo.qdpx"].left_out == {"empty texts": 2}
    assert read["skyloom.qdpx"].left_out["texts that are not in the file"] == 6


LINES = st.lists(st.text(st.sampled_from("ab 🙂é"), min_size=1, max_size=8), min_size=1, max_size=5)


@given(LINES, st.sampled_from(["\r\n", "\n", "\r"]), st.sampled_from(list(COUNTS)), st.data())
def test_every_place_of_a_text_is_found_again(lines, end, convention, data):
    text = end.join(lines)
    plain = line_feeds(text)
    counted = Counted(text, convention)
    place = data.draw(st.integers(0, len(plain)))
    before = plain[:place].replace("\n", end)
    assert counted.index(COUNTS[convention](before)) == place


def test_a_convention_that_makes_no_difference_is_the_standards():
    passages = (CodedPassage(0, 3, "one", (Coding("a", "b"),)),)
    assert convention_of([CodedText("a", "one two", passages)]) == (Convention(), 1.0)
    assert convention_of([CodedText("a", "one two", (CodedPassage(1, 5),))]) == (Convention(), 0.0)


def test_an_archive_is_read_whatever_its_folders_are_called(tmp_path):
    xml = document(CODES, [source("a", [], "text.txt")])
    for folder in ("sources/", "Sources/", "", "x\\y\\"):
        file = qdpx(tmp_path / "a.qdpx", xml, [(f"{folder}TEXT.txt", TEXT.encode("utf-16"))], name="Whatever.QDE")
        assert read_refi(file).texts[0].text == TEXT
    (tmp_path / "a.qde").write_bytes(xml)
    assert read_refi(tmp_path / "a.qde").left_out == {"texts that are not in the file": 1}
