import { element } from './dom.js';
import { preferences } from './kept.js';
import { texts } from './texts.js';

const TITLES = [
  ['enseignant', texts.voletEnseignant],
  ['analyse', texts.voletAnalyse],
  ['membre', texts.voletMembre],
];

/**
 * On a narrow screen one pane shows at a time, and this says which.
 * @param {(kind: string) => boolean} hasNew
 */
export function renderSwitcher(hasNew) {
  const current = document.body.dataset.pane ?? preferences.get('pane', 'enseignant');
  document.body.dataset.pane = current;
  const buttons = TITLES.map(([kind, title]) => {
    const button = element('button', { type: 'button', class: `tone-${kind}` }, title);
    if (kind === current) button.setAttribute('aria-current', 'true');
    else if (hasNew(kind)) button.append(' ', element('span', { class: 'badge' }, texts.nouveau));
    button.addEventListener('click', () => {
      document.body.dataset.pane = kind;
      preferences.set('pane', kind);
      renderSwitcher(hasNew);
      document.querySelector(`#switcher .tone-${kind}`)?.focus();
    });
    return button;
  });
  document.getElementById('switcher')?.replaceChildren(...buttons);
}
