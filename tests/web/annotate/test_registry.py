"""Actors, issues and events in the page before the server that people start: made, renamed, made one, and all undone."""

from __future__ import annotations

import pytest

from tests.conftest import write_files
from tests.server.workbench.conftest import ACTORS, FILES, TALKS
from tests.server.workbench.serving import Workbench as Annotate
from tests.web.annotate.conftest import DESK


@pytest.fixture
def running(tmp_path):
    """The server over a project of one article that has no events yet."""
    root = write_files(tmp_path / "project", {name: text for name, text in FILES.items() if name != "events.yaml"})
    server = Annotate(root)
    yield server
    server.stop()


@pytest.fixture
def page(browser, running):
    """The list of actors in a browser."""
    context = browser.new_context(**DESK)
    context.set_default_timeout(15_000)
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(running.address)
    page.goto(f"{running.origin}/#actors")
    page.wait_for_selector("html[data-ready]", state="attached")
    yield page
    context.close()
    assert wrong == []


def texts(running):
    actors = (running.root / "sources/actors.yaml").read_text(encoding="utf-8")
    return actors, running.file.read_text(encoding="utf-8")


def told(page, words):
    page.locator("#note", has_text=words).wait_for()


def test_two_are_made_one_and_that_is_undone_after_a_reload(page, running):
    page.get_by_role("button", name="New actor").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Label").fill("People's Republic")
    dialog.locator("label", has_text="state").first.click()
    dialog.get_by_role("button", name="Make this actor").click()
    told(page, "Made People's Republic")
    page.get_by_role("button", name="China", exact=True).click()
    dialog.get_by_text("The same as another one?").click()
    dialog.get_by_role("combobox", name="The same as").fill("people")
    page.keyboard.press("Enter")
    dialog.get_by_text("1 claim will name").or_(dialog.get_by_text("claims will name")).wait_for()
    dialog.get_by_role("button", name="Make them one").click()
    told(page, "is now people-s-republic in every claim")
    dialog.wait_for(state="hidden")
    actors, article = texts(running)
    assert article == TALKS.replace("china", "people-s-republic")
    assert "Beijing" in actors.partition("people-s-republic:")[2]
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert (
        page.get_by_role("button", name="Undo").get_attribute("title") == "Undo china made one with people-s-republic"
    )
    page.keyboard.press("u")
    told(page, "Undone: china made one with people-s-republic")
    assert texts(running)[1] == TALKS
    page.keyboard.press("u")
    told(page, "Undone: the new actor people-s-republic")
    assert texts(running) == (ACTORS, TALKS)
    page.keyboard.press("Shift+u")
    told(page, "Done again: the new actor people-s-republic")


def test_one_that_gets_another_name_in_files_gets_it_in_every_claim(page, running):
    page.get_by_role("button", name="China", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name in files").fill("japan")
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_role("alert").wait_for()
    assert "taken" in dialog.get_by_role("alert").inner_text()
    assert texts(running) == (ACTORS, TALKS)
    dialog.get_by_label("Name in files").fill("prc")
    dialog.get_by_role("button", name="Save").click()
    told(page, "china is now prc everywhere")
    assert texts(running) == (ACTORS.replace("china:", "prc:"), TALKS.replace("china", "prc"))
    page.locator("#note").get_by_role("button", name="Undo").click()
    told(page, "Undone: the name prc in place of china")
    assert texts(running) == (ACTORS, TALKS)


def test_the_first_event_of_a_project_is_made_in_its_list(page, running):
    page.get_by_role("link", name="Events").click()
    page.get_by_role("button", name="New event").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Label").fill("The launch")
    dialog.get_by_role("combobox", name="Type").fill("consult")
    page.keyboard.press("Enter")
    dialog.get_by_role("combobox", name="Initiator").fill("chi")
    page.keyboard.press("Enter")
    dialog.get_by_role("textbox", name="When").fill("2016-02-07")
    dialog.get_by_role("button", name="Make this event").click()
    told(page, "Made The launch")
    written = (running.root / "sources/events.yaml").read_text(encoding="utf-8")
    assert "launch:\n" in written
    page.locator("#lists tbody", has_text="The launch").wait_for()
