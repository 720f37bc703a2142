/** Small things kept in this browser; where storage is refused, the page works without. */

/** @param {Storage} storage @param {string} key @param {any} otherwise */
function read(storage, key, otherwise) {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null') ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** @param {Storage} storage @param {string} key @param {any} value */
function write(storage, key, value) {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or refused: it is a convenience.
  }
}

/** Shared by the tabs of this browser. */
export const preferences = {
  /** @param {string} key @param {any} otherwise */
  get: (key, otherwise) => read(localStorage, `pole.${key}`, otherwise),
  /** @param {string} key @param {any} value */
  set: (key, value) => write(localStorage, `pole.${key}`, value),
};

/** This tab's own, so that a reload sends what was not yet acknowledged. */
export const ofThisTab = {
  /** @param {string} key @param {any} otherwise */
  get: (key, otherwise) => read(sessionStorage, `pole.${key}`, otherwise),
  /** @param {string} key @param {any} value */
  set: (key, value) => write(sessionStorage, `pole.${key}`, value),
};
