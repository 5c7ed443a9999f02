"""The reference data, where they are there: what is read, and that the design in the code is what the rule gives."""

from __future__ import annotations

import gzip

import numpy as np
import pytest

from benchmarks.validity.__main__ import main
from benchmarks.validity.choice import grid, place_of, search
from benchmarks.validity.designs import CHOSEN, VALIDATED
from benchmarks.validity.evaluation import evaluated
from benchmarks.validity.reference import EVENTS, LATER_EVENTS, LATEST, AbsentError, read


@pytest.fixture
def reference(shared):
    """The folder of the reference data."""
    return shared(f"data/events/{EVENTS}").parent


@pytest.fixture
def small(tmp_path):
    """Three states in two years, in the files of the reference data."""
    truth = tmp_path / "truth"
    truth.mkdir()
    header = "year,i_iso3c,j_iso3c,verbCoop,matlCoop,verbConf,matlConf\n"
    events = header + "2002,USA,CUB,1,2,3,4\n2002,CUB,USA,5,6,7,8\n2002,CAN,USA,9,0,0,0\n2003,USA,CUB,1,0,0,0\n"
    (tmp_path / EVENTS).write_bytes(gzip.compress(events.encode()))
    (truth / "countries.csv").write_text(
        "iso3,cow_number,cow_code,name\nUSA,2,USA,\nCAN,20,CAN,\nCUB,40,CUB,\nHKG,,,\n", "utf-8"
    )
    (truth / "tss_rivalries.csv").write_text("ccode1,ccode2,start,end\n2.0,40.0,1959.0,2002.0\n2,999,1900,2020\n")
    (truth / "td_rivalries.csv").write_text("ccode1,ccode2,styear,endyear\n40.0,2.0,2003.0,2010.0\n")
    pacts = "ccode1,ccode2,year,atop_defense\n20.0,2.0,2002.0,1.0\n2.0,20.0,2003.0,0.0\n40,2,2002,1\n"
    (truth / "atop_alliance_1995_2009.csv.gz").write_bytes(gzip.compress(pacts.encode()))
    (truth / "gml_mid_dyad_years_1990_2009.csv").write_text(
        "ccode1,ccode2,year,gmlmidongoing,gmlmidonset\n2,40,2003,1,0\n40,2,2003,1,0\n2,40,1999,1,1\n", "utf-8"
    )
    return tmp_path


def test_files_become_arrays_by_year_and_unordered_dyad(small):
    panel = read(small, last=2003)
    assert panel.dyads == (("CAN", "CUB"), ("CAN", "USA"), ("CUB", "USA"))
    assert panel.counts[0, 2].tolist() == [[5, 6, 7, 8], [1, 2, 3, 4]]
    assert panel.counts[0, 1].tolist() == [[9, 0, 0, 0], [0, 0, 0, 0]]
    assert panel.events.tolist() == [[0, 9, 36], [0, 0, 1]]


def test_truth_is_by_year_with_both_ends_of_a_rivalry_in_it(small):
    panel = read(small, last=2003)
    assert panel.rivalries["tss"].tolist() == [[False, False, True], [False, False, False]]
    assert panel.rivalries["td"].tolist() == [[False, False, False], [False, False, True]]
    assert panel.rivalries["either"][:, 2].tolist() == [True, True]
    assert panel.pacts.tolist() == [[False, True, True], [False, False, False]]
    assert panel.allies.tolist() == [[False, True, False], [False, False, False]]
    assert panel.disputes["ongoing"].tolist() == [[False, False, False], [False, False, True]]
    assert not panel.disputes["onset"].any()


def test_later_years_are_not_kept(small):
    assert read(small, last=2002).years == (2002,)


def test_a_missing_file_is_named(small):
    (small / "truth" / "td_rivalries.csv").unlink()
    with pytest.raises(AbsentError, match=r"td_rivalries\.csv.*--data"):
        read(small)


def test_every_dyad_of_152_countries_is_there(reference):
    panel = read(reference, last=2005)
    assert panel.counts.shape == (4, 152 * 151 // 2, 2, 4)
    assert [int(flags.sum()) for flags in panel.rivalries["tss"]] == [58, 47, 42, 42]
    assert panel.rivalries["tss"][0, panel.dyads.index(("IND", "PAK"))]
    assert panel.allies[0, panel.dyads.index(("DEU", "FRA"))]
    assert not np.array_equal(panel.disputes["ongoing"], panel.disputes["onset"])


def test_the_design_in_the_code_is_what_the_rule_gives(reference):
    panel = read(reference, last=2005)
    designs = [design for design in grid() if design.cluster in {"year", CHOSEN.cluster}]
    found = search(panel, designs)
    assert found.best(found.criterion()) == place_of(found, CHOSEN, VALIDATED)


def test_the_command_gives_the_same_bytes_again_and_no_later_year(reference, tmp_path):
    for name in ("one.json", "two.json"):
        assert main(["--data", str(reference), "--draws", "5", "--format", "json", "-o", str(tmp_path / name)]) == 0
    text = (tmp_path / "one.json").read_text("utf-8")
    assert text == (tmp_path / "two.json").read_text("utf-8")
    assert '"2006"' not in text
    assert "held out" not in text


def test_the_contracts_tension_outlasts_the_design_that_was_chosen(reference):
    if not (reference / LATER_EVENTS).exists():
        pytest.skip("the reference data lack the years after 2009")
    found = evaluated(read(reference, last=LATEST), range(2010, LATEST + 1), draws=20)
    assert set(found["targets"]) == {"rivals", "rivals, past equal too", "rivals, unmatched"}
    aucs = {name: round(by["rivals"]["auc"], 3) for name, by in found["scores"].items()}
    shown = ("contract: tension", "contract: hostile", "chosen: hostile", "hostile share")
    assert [aucs[name] for name in shown] == [0.710, 0.696, 0.683, 0.691]
