// What a function of the page's modules gives for each case, a list of arguments: how tests in Python ask for numbers.
import { readFileSync } from "node:fs";

import { load } from "#shared/data.js";
import { unpacked } from "#shared/unpacking.js";
import * as words from "#shared/words.js";
import { addressOf, beginWith, readAddress } from "#view/address.js";
import { computed } from "#view/computed.js";
import { uncounted } from "#view/counting.js";
import { facetCounts } from "#view/facets.js";
import { plain } from "#view/hook.js";
import * as measure from "#view/measure.js";
import { heardOf } from "#view/panel.js";
import { change, defaults, state } from "#view/state.js";

// What is said of each dyad, by statement, with what each claim of it gives to the score.
function heard(patch) {
  return computed({ ...state, ...patch }).dyads.map((dyad) => ({
    tension: dyad.tension,
    claims: dyad.claims,
    groups: heardOf(dyad).map(({ share: { share, effect, without }, members }) => ({
      share, effect, without,
      members: members.map(({ claim, contribution: { cluster, intensity, probability, weight } }) => (
        { claim: claim.id, cluster, intensity, probability, weight }
      )),
    })),
  }));
}

const FUNCTIONS = {
  ...measure,
  ...words,
  facetCounts,
  heard,
  readAddress,
  unpacked,
  addressOf: (patch) => addressOf({ ...state, ...patch }),
  computed: (patch) => ({ ...plain(computed({ ...state, ...patch })), uncounted: uncounted({ ...state, ...patch }) }),
};

const { called, cases, data } = JSON.parse(readFileSync(0, "utf8"));
if (data) {
  load(data);
  beginWith(defaults());
  change(defaults());
}
const asObjects = (_, value) => (value instanceof Map ? Object.fromEntries(value) : value);
process.stdout.write(JSON.stringify(cases.map((each) => FUNCTIONS[called](...each)), asObjects));
