"""The static site: every link leads somewhere, the data beside the pages is what the graph says, the folder is whole."""

from __future__ import annotations

import json
import posixpath

import pyoxigraph as ox
import pytest

from kg.model.vocabulary import DATA
from kg.web.pages.catalogue import page_ids
from kg.web.pages.data import HAVE_DATA, data_of
from kg.web.pages.material import Material
from kg.web.pages.site import MARK, NotASiteError, write_site

from .markup import Page

EXTERNAL = ("http://", "https://")


def test_every_link_leads_to_a_file_and_a_place_in_it(shipped_site):
    pages = {
        name: Page(body.decode())
        for name, body in shipped_site.items()
        if name.endswith(".html") and name != "map.html"
    }
    for name, found in pages.items():
        for link in found.links:
            if link.startswith(EXTERNAL):
                continue
            file, _, fragment = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
            assert target in shipped_site, (name, link)
            assert not fragment or fragment in pages[target].ids, (name, link)


def test_every_page_can_be_reached_from_the_first(shipped_site):
    seen, waiting = set(), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name in seen or not name.endswith(".html"):
            continue
        seen.add(name)
        links = [
            link.partition("#")[0] for link in Page(shipped_site[name].decode()).links if not link.startswith(EXTERNAL)
        ]
        waiting += [posixpath.normpath(posixpath.join(posixpath.dirname(name), link)) for link in links if link]
    assert {name for name in shipped_site if name.endswith(".html")} <= seen


def test_the_data_of_a_claim_is_all_that_the_graph_has_of_it(built, shipped_site):
    name = "2016-07-isdp-thaad-thawing/critics-see-retaliation"
    turtle = {*ox.parse(shipped_site[f"claim/{name}.ttl"], format=ox.RdfFormat.TURTLE)}
    json_ld = {*ox.parse(shipped_site[f"claim/{name}.jsonld"], format=ox.RdfFormat.JSON_LD)}
    assert turtle == json_ld
    claim = f"{DATA}claim/{name}"
    wanted = {
        ox.Quad(q.subject, q.predicate, q.object)
        for q in built.store
        if q.subject.value == claim or q.subject.value.startswith(f"{claim}/")
    }
    assert len(wanted) > 15
    assert wanted <= turtle
    assert any(q.subject.value.startswith(f"{DATA}stance/") for q in turtle)


def test_every_data_file_says_the_same_in_both_forms(shipped_site):
    for name in shipped_site:
        if name.endswith(".ttl"):
            turtle = {*ox.parse(shipped_site[name], format=ox.RdfFormat.TURTLE)}
            json_ld = {*ox.parse(shipped_site[name.removesuffix(".ttl") + ".jsonld"], format=ox.RdfFormat.JSON_LD)}
            assert turtle == json_ld, name
            assert turtle or name.startswith("dyad/"), name


def test_a_data_file_has_the_bytes_that_a_server_gives(material, shipped_site):
    compared = 0
    for page_id in page_ids(material):
        for ending in (".ttl", ".jsonld") if page_id.kind in HAVE_DATA else ():
            name = page_id.path + ending
            assert shipped_site[name] == data_of(material, page_id, ending), name
            compared += 1
    assert compared > 200


def test_the_same_graph_gives_the_same_bytes(material, shipped_site, tmp_path):
    fresh = Material(material.network, material.text_of, material.manifest, material.describer, has_map=True)
    written = write_site(tmp_path / "a" / "site", fresh, shipped_site["map.html"])
    files = {
        p.relative_to(tmp_path / "a" / "site").as_posix(): p.read_bytes()
        for p in (tmp_path / "a" / "site").rglob("*")
        if p.is_file()
    }
    assert files == shipped_site
    assert written.names == files.keys()
    assert (written.changed, written.removed) == (len(files), 0)


def test_a_second_site_writes_what_has_changed_and_removes_what_is_not_of_it(material, tmp_path):
    folder = tmp_path / "site"
    first = write_site(folder, material)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    again = write_site(folder, material)
    assert (again.changed, again.removed, again.names) == (0, 0, first.names)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    (folder / "about.html").write_text("mine")
    (folder / "actor" / "china.html").unlink()
    (folder / "actor" / "nobody.html").write_text("old")
    (folder / "more" / "deep").mkdir(parents=True)
    (folder / "more" / "deep" / "old.html").write_text("old")
    third = write_site(folder, material)
    assert (third.changed, third.removed) == (2, 2)
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == first.names
    assert not (folder / "more").exists()


def test_links_in_a_site_are_replaced_and_never_followed(material, tmp_path):
    folder, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    write_site(folder, material)
    whole = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    (folder / "actor").rename(elsewhere)
    (folder / "actor").symlink_to(elsewhere)
    (folder / "about.html").unlink()
    (folder / "about.html").symlink_to(tmp_path / "nothing")
    kept = sorted(path.name for path in elsewhere.iterdir())
    write_site(folder, material)
    assert not [path for path in folder.rglob("*") if path.is_symlink()]
    assert {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()} == whole
    assert sorted(path.name for path in elsewhere.iterdir()) == kept


def test_a_site_takes_the_place_of_a_site_and_of_nothing_else(material, tmp_path):
    folder = tmp_path / "site"
    write_site(folder, material)
    (folder / "stale.html").write_text("old")
    write_site(folder, material)
    assert not (folder / "stale.html").exists()
    assert json.loads((folder / MARK).read_bytes())["dataset"] == material.manifest["dataset"]
    (folder / MARK).unlink()
    with pytest.raises(NotASiteError, match="other files"):
        write_site(folder, material)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(NotASiteError):
        write_site(tmp_path / "file", material)
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(NotASiteError):
        write_site(tmp_path / "link", material)
    assert (tmp_path / "file").read_text() == "mine"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "link", "site"]


def test_what_fails_on_the_way_leaves_what_was_there(material, tmp_path):
    folder = tmp_path / "site"
    write_site(folder, material)
    before = sorted(p.name for p in folder.iterdir())

    def stop(written, _total):
        if written == 5:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_site(folder, material, progress=stop)
    assert sorted(p.name for p in folder.iterdir()) == before
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_without_a_map_nothing_leads_to_one(material):
    from kg.web.pages.site import site

    bare = dict(site(Material(material.network, material.text_of)))
    assert not [name for name in bare if not name.endswith((".html", ".css", ".json"))]
    assert b"map.html" not in bare["index.html"]
    assert b"as data" not in bare["actor/china.html"]
