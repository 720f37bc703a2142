// As in the cards, wherever the browser is.
const timeZone = 'Europe/Paris';
const hour = new Intl.DateTimeFormat('fr-FR', { hour: 'numeric', minute: '2-digit', timeZone });
const day = new Intl.DateTimeFormat('fr-FR', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone,
});

/** @param {string} iso @returns {string} « 10 h 42 » */
export function hourOf(iso) {
  return hour.format(new Date(iso)).replace(':', '\u00a0h\u00a0');
}

/** @param {string} iso @returns {string} « lundi 2 mars 2026 » */
export function dayOf(iso) {
  return day.format(new Date(iso));
}
