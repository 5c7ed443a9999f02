// Code points, in which the server counts, and UTF-16 units, in which the page does.

const WIDE = /[\u{10000}-\u{10ffff}]/gu;

export class Offsets {
  /** @param {string} text */
  constructor(text) {
    // Where each character of two units stands, in units.
    this.wide = Array.from(text.matchAll(WIDE), (match) => match.index);
  }

  // How many characters of two units stand before a place; each is looked at by where it stands and its number.
  /** @param {(at: number, number: number) => boolean} isBefore */
  count(isBefore) {
    let [low, high] = [0, this.wide.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.wide[middle], middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // A place within a character of two units is that character's.
  /** @param {number} units */
  points(units) {
    return units - this.count((at) => at < units);
  }

  /** @param {number} points */
  units(points) {
    return points + this.count((at, number) => at - number < points);
  }
}
