/**
 * @typedef {{id: string, nom: string, email: string, kind: string, label: string, messenger?: 'tchap'}} Persona
 * @typedef {{key: string, conversation: string, persona: Persona, group: 'canal' | 'prive'}} Place
 *   someone, in one of their conversations: what a pane shows
 */

/** @param {string} conversation @param {Persona} persona @returns {Place} */
function place(conversation, persona) {
  const group = conversation === 'analyse' ? 'canal' : 'prive';
  return { key: `${conversation}|${persona.id}`, conversation, persona, group };
}

/**
 * Which places each of the three panes offers.
 * @param {Persona[]} personas
 * @returns {{enseignant: Place[], analyse: Place[], membre: Place[]}}
 */
export function placesOf(personas) {
  const of = (/** @type {string[]} */ ...kinds) => personas.filter(({ kind }) => kinds.includes(kind));
  const alone = (/** @type {Persona} */ persona) => place(`${persona.messenger ?? 'perso'}:${persona.id}`, persona);
  const team = of('analyste', 'pilote');
  return {
    enseignant: of('enseignant').map(alone),
    analyse: [...team.map((persona) => place('analyse', persona)), ...team.map(alone)],
    membre: of('membre').map(alone),
  };
}
