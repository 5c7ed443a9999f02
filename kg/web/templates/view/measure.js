// The measure of tension and of power, as the program computes it (kg/measure/formula.py, kg/questions/leverage/power.py).

import { getOrInsert } from "../shared/maps.js";

const Z_90 = 1.645;
// So many standard errors from the mean nothing is left that a number could tell from 0.
const FARTHEST = 8;
export const ENOUGH_CLAIMANTS = 3;
export const ENOUGH_ARTICLES = 2;

/** @param {number[]} numbers */
export const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

// The weight from 0 to 1 that is left of a content of a kind after some days.
/** @param {number} days @param {{ half_life: number, stance_half_life: number }} parameters @param {string} [kind] */
export function decay(days, { half_life: halfLife, stance_half_life: stances }, kind = "event") {
  return 2 ** (-days / (kind === "stance" ? stances : halfLife));
}

// The probability that a normal variable is above 0, by the series of Marsaglia (2004, "Evaluating the Normal
// Distribution"), whose error is of the order of rounding.
/** @param {number} mean @param {number} error */
export function probabilityAboveZero(mean, error) {
  if (!(error > 0)) return mean === 0 ? 0.5 : Number(mean > 0);
  const x = mean / error;
  if (Math.abs(x) > FARTHEST) return Number(x > 0);
  let [total, before, term] = [x, 0, x];
  for (let odd = 3; total !== before; odd += 2) {
    before = total;
    term *= (x * x) / odd;
    total += term;
  }
  return Math.min(1, Math.max(0, 0.5 + (total * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI)));
}

// ω/W of one claimant: tau limits it between claimants, sigma over W within one.
/** @param {number} mass @param {{ tau: number, sigma: number }} parameters */
export function precisionPerMass(mass, { tau, sigma }) {
  return 1 / (tau ** 2 * mass + sigma ** 2);
}

/** @param {Pick<Statement, "cluster" | "weight" | "probability">[]} statements */
function massByCluster(statements) {
  const mass = new Map();
  for (const { cluster, weight, probability } of statements) {
    mass.set(cluster, (mass.get(cluster) || 0) + weight * probability);
  }
  return mass;
}

// Statements of an intensity from -1 (hostile) to 1 (friendly), a probability, a weight and who makes them → the score
// with its 90 % interval, and what each of them adds to it, in their order.
/** @param {Statement[]} statements @param {MeasureParameters} parameters */
export function score(statements, parameters) {
  const mass = massByCluster(statements);
  /** @param {string} cluster */
  const density = (cluster) => precisionPerMass(mass.get(cluster) || 0, parameters);
  const said = sum([...mass].map(([cluster, total]) => density(cluster) * total));
  const precision = parameters.prior ** -2 + said;
  const opposed = statements.map(
    ({ cluster, weight, probability, intensity }) => 0 - density(cluster) * weight * probability * intensity,
  );
  const shares = opposed.map((each) => each / precision);
  const tension = sum(shares);
  const error = precision ** -0.5;
  return {
    tension,
    low: Math.max(tension - Z_90 * error, -1),
    high: Math.min(tension + Z_90 * error, 1),
    unshrunk: said > 0 ? Math.min(1, Math.max(-1, sum(opposed) / said)) : 0,
    probability: probabilityAboveZero(tension, error),
    hostile: sum(shares.filter((share) => share > 0)),
    friendly: 0 - sum(shares.filter((share) => share < 0)),
    mass: sum([...mass.values()]),
    clusters: [...mass.values()].filter((total) => total > 0).length,
    shares,
  };
}

// For each number the sum of the others: what stands before it and what stands after it, so that nothing is subtracted.
/** @param {number[]} numbers */
function withoutEach(numbers) {
  const after = [...numbers, 0].fill(0);
  for (let place = numbers.length - 1; place >= 0; place -= 1) after[place] = after[place + 1] + numbers[place];
  let before = 0;
  return numbers.map((number, place) => {
    const others = before + after[place + 1];
    before += number;
    return others;
  });
}

// What each statement does to the tension: the tension with all of them less the tension without that one, in one pass.
/** @param {Statement[]} statements @param {MeasureParameters} parameters */
export function effects(statements, parameters) {
  /** @type {Map<string, number[]>} */
  const members = new Map();
  statements.forEach(({ cluster }, index) => getOrInsert(members, cluster, () => []).push(index));
  const products = statements.map(({ weight, probability }) => weight * probability);
  const opposed = statements.map(({ intensity }, index) => 0 - products[index] * intensity);
  /** @param {number} mass @param {number} against @returns {[number, number]} */
  const side = (mass, against) => {
    const density = precisionPerMass(mass, parameters);
    return [density * mass, density * against];
  };
  /** @param {number[]} own @param {number[]} of */
  const summed = (own, of) => sum(own.map((index) => of[index]));
  const clusters = [...members.values()];
  const whole = clusters.map((own) => side(summed(own, products), summed(own, opposed)));
  const [precisions, pulls] = [whole.map(([each]) => each), whole.map(([, each]) => each)];
  const prior = parameters.prior ** -2;
  const tension = sum(pulls) / (prior + sum(precisions));
  const found = products.map(() => 0);
  const [others, pulled] = [withoutEach(precisions), withoutEach(pulls)];
  clusters.forEach((own, at) => {
    const masses = withoutEach(own.map((index) => products[index]));
    const against = withoutEach(own.map((index) => opposed[index]));
    own.forEach((index, place) => {
      const [kept, pull] = side(masses[place], against[place]);
      found[index] = tension - (pulled[at] + pull) / (prior + others[at] + kept);
    });
  });
  return found;
}

// The tension without all statements of each group, which are their places in the list: only the claimants of a group are
// summed anew, of what is left of theirs.
/** @param {Statement[]} statements @param {number[][]} groups @param {MeasureParameters} parameters */
export function withoutGroups(statements, groups, parameters) {
  /** @type {Map<string, number[]>} */
  const members = new Map();
  statements.forEach(({ cluster }, index) => getOrInsert(members, cluster, () => []).push(index));
  // The precision of a claimant and how far it pulls, by the statements that are left.
  /** @param {number[]} own @returns {[precision: number, pull: number]} */
  const side = (own) => {
    let [mass, against] = [0, 0];
    for (const index of own) {
      const { weight, probability, intensity } = statements[index];
      mass += weight * probability;
      against -= weight * probability * intensity;
    }
    const density = precisionPerMass(mass, parameters);
    return [density * mass, density * against];
  };
  const whole = new Map([...members].map(([cluster, own]) => [cluster, side(own)]));
  const all = [...whole.values()];
  return groups.map((group) => {
    const [out, touched] = [new Set(group), new Set(group.map((index) => statements[index].cluster))];
    let [precision, pull] = [parameters.prior ** -2 + sum(all.map(([each]) => each)), sum(all.map(([, each]) => each))];
    for (const cluster of touched) {
      const before = whole.get(cluster) || [0, 0];
      const left = side((members.get(cluster) || []).filter((index) => !out.has(index)));
      precision += left[0] - before[0];
      pull += left[1] - before[1];
    }
    return pull / precision;
  });
}

// Statements of a value from 0 to 1, a weight and who makes them → their mean, by weights that count less the more one
// claimant repeats; `weights` are those of the mean, which sum to 1.
/** @param {Valued[]} statements @param {MeasureParameters} parameters */
export function pooledMean(statements, parameters) {
  const mass = massByCluster(statements.map((each) => ({ ...each, probability: 1 })));
  const weights = statements.map((each) => each.weight * precisionPerMass(mass.get(each.cluster) || 0, parameters));
  const total = sum(weights);
  const shares = weights.map((weight) => (total ? weight / total : 0));
  return { mean: sum(shares.map((share, index) => share * statements[index].value)), weights: shares };
}

// Statements of a position from -1 to 1 by actor and issue → how far each two actors with an issue in common agree,
// from -1 (opposed on everything) to 1: the cosine of DNA's `subtract`, congruence less conflict, which for one issue is
// n m - Σ|k - k'| over all pairs of their positions.
/** @template {Held} T @param {T[]} statements */
export function congruence(statements) {
  /** @type {Map<string, Map<string, T[]>>} */
  const cells = new Map();
  for (const each of statements) {
    /** @type {Map<string, T[]>} */
    const own = getOrInsert(cells, each.issue, () => new Map());
    getOrInsert(own, each.actor, () => []).push(each);
  }
  /** @param {Held[]} a @param {Held[]} b */
  const agreement = (a, b) => a.length * b.length - sum(a.flatMap((x) => b.map((y) => Math.abs(x.position - y.position))));
  const [squares, sizes] = [new Map(), new Map()];
  for (const own of cells.values()) {
    for (const [actor, said] of own) {
      squares.set(actor, (squares.get(actor) || 0) + agreement(said, said));
      sizes.set(actor, (sizes.get(actor) || 0) + said.length ** 2);
    }
  }
  // Statements that cancel out leave nothing to compare but rounding.
  /** @param {string} actor */
  const norm = (actor) => (squares.get(actor) > 1e-9 * sizes.get(actor) ? Math.sqrt(squares.get(actor)) : 0);
  return pairsByIssue(cells, (a, b, one, other) => {
    const divisor = norm(a) * norm(b);
    return divisor ? agreement(one, other) / divisor : 0;
  });
}

/**
 * @template {Held} T
 * @param {Map<string, Map<string, T[]>>} cells
 * @param {(a: string, b: string, one: T[], other: T[]) => number} share
 */
function pairsByIssue(cells, share) {
  /** @type {Map<string, Congruence<T>>} */
  const pairs = new Map();
  for (const [issue, own] of cells) {
    const actors = [...own].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [index, [a, one]] of actors.entries()) {
      for (const [b, other] of actors.slice(index + 1)) {
        const pair = getOrInsert(pairs, JSON.stringify([a, b]), () => ({ a, b, value: 0, issues: [] }));
        const value = share(a, b, one, other);
        pair.issues.push({ issue, value, a: one, b: other });
        pair.value += value;
      }
    }
  }
  return [...pairs.values()];
}

// The strongest chains of hops [source, target, power] without a node twice, at most `longest` hops; a chain's power is
// the product of its hops'. A beginning is never weaker than what it becomes, so the first that is complete is the best.
/**
 * @param {Hop[]} hops
 * @param {string} source
 * @param {string} target
 * @param {{ longest: number, most: number, steps?: number }} bounds
 */
export function strongestChains(hops, source, target, { longest, most, steps = 50_000 }) {
  /** @type {Map<string, Hop[]>} */
  const out = new Map();
  for (const hop of hops) getOrInsert(out, hop[0], () => []).push(hop);
  /** @param {Chain} a @param {Chain} b */
  const before = (a, b) => b.power - a.power || a.nodes.length - b.nodes.length || (a.nodes.join() < b.nodes.join() ? -1 : 1);
  const waiting = [{ nodes: [source], power: 1 }];
  /** @type {Chain[]} */
  const found = [];
  for (let step = 0; found.length < most && step < steps; step += 1) {
    const chain = waiting.pop();
    if (!chain) break;
    const last = chain.nodes[chain.nodes.length - 1];
    if (last === target) {
      found.push(chain);
      continue;
    }
    if (chain.nodes.length > longest) continue;
    for (const [, to, power] of out.get(last) || []) {
      if (chain.nodes.includes(to)) continue;
      const next = { nodes: [...chain.nodes, to], power: Number((chain.power * power).toPrecision(12)) };
      waiting.splice(placeIn(waiting, next, before), 0, next);
    }
  }
  return found;
}

// Where something belongs in a list with the first to be taken at its end.
/** @template T @param {T[]} list @param {T} item @param {(a: T, b: T) => number} before */
function placeIn(list, item, before) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(item, list[middle]) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
