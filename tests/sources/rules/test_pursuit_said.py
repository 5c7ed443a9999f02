"""Who pursues an issue is said of it, or of whoever acts in the end for the same."""

from __future__ import annotations

import pytest

CHAIN = """
actors:
  ministry: {kind: organization, label: The ministry, acts-for: japan}
  spokesman: {kind: person, label: The spokesman, acts-for: ministry}
issues:
  missiles: {pursued-by: {actor: %s, claim: talks/two}}
claims:
  - {id: two, quote: Envoys met in Tokyo, said-by: gazette, stance: {holder: %s, target: missiles, type: supports}}
  - {id: used, quote: Japan has denied this, said-by: [ministry, spokesman],
     stance: {holder: china, target: japan, type: opposes}}
"""


@pytest.mark.parametrize("pursuer", ["japan", "ministry", "spokesman"])
@pytest.mark.parametrize("holder", ["japan", "ministry", "spokesman"])
def test_all_who_act_in_the_end_for_one_state_stand_for_one_another(findings, pursuer, holder):
    assert findings(CHAIN % (pursuer, holder)) == []


def test_who_acts_for_nobody_stands_for_nobody_else(findings):
    (found,) = findings(CHAIN % ("spokesman", "china"))
    assert found.rule == "pursuit-said"
    assert found.message.endswith("; name a claim whose content does")


def test_a_pursuer_that_is_nobody_is_one_mistake(findings):
    assert [found.rule for found in findings(CHAIN % ("jappan", "japan"))] == ["actor-known"]
