/** How far programs are from a ZIP code. The finder imports it with the table of ZIP codes, when the first one is typed. */

const MILES_PER_DEGREE = 69.1;

/**
 * @param {number} code
 * @param {number[]} steps see site_gen/geo.py
 * @param {([number, number]|null)[]} places where each program is
 * @returns {number[]|undefined} miles, Infinity where no place is known; nothing for an unknown ZIP code
 */
export function measure(code, steps, places) {
  const here = placeOf(code, steps);
  return here && places.map((place) => (place ? miles(here, place) : Infinity));
}

/** @returns {[number, number]|undefined} the middle of the ZIP code, in hundredths of a degree */
function placeOf(code, steps) {
  for (let at = 0, zip = 0, lat = 0, lon = 0; at < steps.length; at += 3) {
    zip += steps[at];
    lat += steps[at + 1];
    lon += steps[at + 2];
    if (zip === code) return [lat, lon];
  }
  return undefined;
}

/** On a flat map at their latitude; the places are in hundredths of a degree. */
function miles([lat, lon], [otherLat, otherLon]) {
  const right = (lon - otherLon) * Math.cos(((lat + otherLat) / 200) * (Math.PI / 180));
  return (MILES_PER_DEGREE / 100) * Math.hypot(lat - otherLat, right);
}

const say = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "mile", unitDisplay: "long" });

/** Say it on the card, or no longer. @param {string} about the words around it */
export function label({ element, away }, about) {
  const label = element.querySelector(".card__miles") ?? document.createElement("span");
  if (!(away < Infinity)) return label.remove();
  label.className = "card__miles";
  label.textContent = about.replace("{miles}", say.format(Math.round(away) || 1));
  return element.append(label);
}
