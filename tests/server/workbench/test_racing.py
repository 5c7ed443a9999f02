"""Several who write at once: two tabs, an editor beside the page, and a process that is killed in the middle."""

from __future__ import annotations

import os
import signal
import threading

import yaml

from tests.server.serving import until
from tests.server.workbench.conftest import FILES, TALKS
from tests.server.workbench.serving import at_rate, forever

RACES = 1_000
KILLS = 3


def threat(claims):
    return next(each["entry"] for each in claims if each["id"] == "threat")


def counted(entry):
    """The number in the note of a claim."""
    return int(entry.get("note", "v0")[1:])


def notes(text):
    """The notes of a file's claims by their ids."""
    claims = yaml.load(text, Loader=yaml.BaseLoader)["claims"]
    return {claim["id"]: claim.get("note") for claim in claims}


def test_two_tabs_that_race_lose_nothing(own):
    """Each adds one to the same number again and again: what one has not seen of the other it must not overwrite."""
    taken, refused = [], []

    def tab():
        now = threat(own.article()["claims"])
        for _ in range(RACES // 2):
            while True:
                number = counted(now) + 1
                after = now | {"note": f"v{number}"}
                got = own.change(now, after)
                if got.status == 200:
                    taken.append(number)
                    now = threat(got.json["claims"])
                    break
                assert got.status == 409, got
                refused.append(number)
                now = got.json["now"]["threat"]

    tabs = [threading.Thread(target=tab) for _ in range(2)]
    for each in tabs:
        each.start()
    for each in tabs:
        each.join()
    assert sorted(taken) == list(range(1, RACES + 1))
    assert refused
    plain = f"    certainty: certain\n    note: v{RACES}\n    stance: {{holder: china"
    assert own.file.read_text(encoding="utf-8") == TALKS.replace(
        "    certainty: certain\n    stance: {holder: china", plain
    )


def test_what_an_editor_saves_twenty_times_a_second_is_never_overwritten_nor_lost_in_silence(own):
    """The editor writes into the file as it is, or puts another in its place, as editors do in either way.

    What it has read before it may write over what the page has saved since, but then the page is told.
    """
    edited, overwritten, told = [0], [], 0

    def save(number):
        text = own.file.read_text(encoding="utf-8")
        seen = notes(text).get("denied") or "v0"
        if int(seen[1:]) < edited[0]:
            overwritten.append(number)
        edited[0] = number + 1
        line = f"    note: v{edited[0]}\n    denies: threat"
        new = text.replace(f"    note: {seen}\n    denies: threat" if number else "    denies: threat", line)
        if number % 2:
            own.file.write_text(new, encoding="utf-8")
        else:
            other = own.file.with_name(".talks.swp")
            other.write_text(new, encoding="utf-8")
            other.replace(own.file)

    ended = threading.Event()

    def editor():
        for number in at_rate(20, 6.0):
            save(number)
        ended.set()

    writing = threading.Thread(target=editor)
    writing.start()
    now, saved = threat(own.article()["claims"]), 0
    while not ended.is_set():
        got = own.change(now, now | {"note": f"v{saved + told + 1}"})
        assert got.status in (200, 409), got
        if got.status == 200:
            saved, now = saved + 1, threat(got.json["claims"])
        elif got.json["now"]:
            told, now = told + 1, got.json["now"]["threat"]
    writing.join()
    assert saved > 10
    assert not overwritten
    article = own.article()
    assert {claim["id"] for claim in article["claims"]} == {"envoys-met", "threat", "denied"}
    assert notes(own.file.read_text(encoding="utf-8"))["denied"] == f"v{edited[0]}"
    assert own.change(now, None).status == (200 if threat(article["claims"]) == now else 409)


def test_a_page_that_is_open_follows_an_editor(own):
    before = own.checked()
    seen = own.get("news", slug=own.slug).json
    own.file.write_text(TALKS.replace("type: threatened-by", "type: wary-of"), encoding="utf-8")
    headers = own.headers(Origin=None, If_None_Match=f'"{seen["etag"]}"')
    got = own.raw("GET", f"/api/news?slug={own.slug}&wait=10", headers)
    assert got.status == 200
    assert got.json["article_etag"] != before["etag"]
    assert threat(own.checked()["claims"])["stance"]["type"] == "wary-of"


def test_killed_at_any_moment_it_leaves_the_old_file_or_the_new(annotate, talks):
    path = talks / "sources/articles/talks.yaml"
    number = 0
    for kill in range(KILLS):
        bench = annotate(talks, env={"KG_CACHE": str(talks / "cache")})
        now = threat(bench.article()["claims"])
        assert counted(now) in (number, number + 1)
        number = counted(now)
        state = {"now": now, "number": number}

        def save(_, bench=bench, state=state):
            after = state["now"] | {"note": f"v{state['number'] + 1}"}
            try:
                got = bench.change(state["now"], after)
            except OSError:
                threading.Event().wait(0.05)
                return
            if got.status == 200:
                state["now"], state["number"] = after, state["number"] + 1

        working = bench.children()
        with forever(save):
            until(lambda state=state, number=number, kill=kill: state["number"] >= number + 3 + 2 * kill, "some saves")
            os.kill(bench.process.pid, signal.SIGKILL)
            bench.process.wait()
        number = state["number"]
        assert int(notes(path.read_text(encoding="utf-8"))["threat"][1:]) in (number, number + 1)
        plain = path.read_text(encoding="utf-8").replace(
            f"    note: {notes(path.read_text(encoding='utf-8'))['threat']}\n", ""
        )
        assert plain == TALKS
        assert (path.with_suffix(".txt")).read_text(encoding="utf-8") == FILES["articles/talks.txt"]
        # What worked for it ends with it.
        until(lambda working=working: not any(is_running(pid) for pid in working), "the end of what worked for it")


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
