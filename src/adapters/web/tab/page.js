// Outside Teams this is a plain page with a plain link: the Teams library is loaded only when Teams frames it.
const THEMES = ['default', 'dark', 'contrast'];

/** @param {string | undefined} theme */
function wear(theme) {
  document.documentElement.dataset.theme = theme && THEMES.includes(theme) ? theme : 'default';
}

/** @returns {Promise<any>} */
function loadTeams() {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/onglet/teams-js.min.js';
    script.addEventListener('load', () => resolve(/** @type {any} */ (globalThis).microsoftTeams));
    script.addEventListener('error', reject);
    document.head.append(script);
  });
}

async function joinTeams() {
  const { app } = await loadTeams();
  await app.initialize();
  app.registerOnThemeChangeHandler(wear);
  wear((await app.getContext()).app.theme);
  const link = /** @type {HTMLAnchorElement | null} */ (document.getElementById('ecrire'));
  link?.addEventListener('click', (event) => {
    event.preventDefault();
    app.openLink(link.href);
  });
  app.notifySuccess();
}

if (window.parent !== window) joinTeams().catch((error) => console.warn(error));
