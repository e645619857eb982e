/**
 * What the build said of ages, said again for the reader's own day: `<time datetime>` in words, and what held until a day
 * that is over gives way to what stands behind it, if anything does, and filters no longer go by it. The words of the
 * build stay where this cannot run.
 */

/**
 * As site_gen/ages.py counts: whole years from two on, whole months, whole days.
 * @param {string} day such as 2026-11-22
 * @param {string} today
 * @returns {[number, Intl.RelativeTimeFormatUnit]}
 */
export function ageOf(day, today) {
  const [year, month, date] = today.split("-").map((part, place) => part - day.split("-")[place]);
  const months = year * 12 + month - (date < 0);
  if (months > 23) return [Math.floor(months / 12), "year"];
  return months > 0 ? [months, "month"] : [(Date.parse(today) - Date.parse(day)) / 864e5, "day"];
}

export function refresh(root, now) {
  const today = new Date(now - now.getTimezoneOffset() * 6e4).toISOString().slice(0, 10);
  const language = document.documentElement.lang;
  for (const one of root.querySelectorAll("time")) {
    const [count, unit] = ageOf(one.dateTime, today);
    const words = new Intl.RelativeTimeFormat(language, { numeric: count ? "always" : "auto" });
    if (count >= 0) one.textContent = words.format(-count, unit);
  }
  for (const one of root.querySelectorAll("[data-until]")) {
    one.hidden = one.dataset.until < today;
    const card = one.hidden && one.closest("[data-f]");
    if (card) card.dataset.f = card.dataset.f.replace(one.dataset.mark, "");
    const then = one.nextElementSibling;
    if (then?.matches("[data-then]")) then.hidden = !one.hidden;
  }
}

refresh(document, new Date());
