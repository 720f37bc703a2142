/** Every word of the page, from the server's catalogue. @type {{[key: string]: any}} */
export const texts = await (await fetch('/sandbox/textes.json')).json();

/**
 * @param {string} text with `{name}` in it
 * @param {{[name: string]: string}} values
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
