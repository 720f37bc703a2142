import type { Command } from '../../src/core/demande/decide.ts';
import { ENDED, TRANSITIONS, type TransitionAction } from '../../src/core/demande/transitions.ts';
import { demandeTexts } from '../../src/core/texts.fr.ts';

type Done = Command['type'] | 'envoyer';

/** What makes a demande move on, in a few words. */
const WORDS: Record<TransitionAction, string> = {
  envoyer: 'le demandeur envoie',
  completer: 'le demandeur complète',
  retirer: 'le demandeur retire',
  prendre_en_analyse: 'l’équipe prend en analyse',
  qualifier: 'l’équipe nomme la problématique',
  demander_complement: 'l’équipe demande un complément',
  repondre_complement: 'le demandeur répond',
  solliciter: 'l’équipe sollicite des membres',
  reorienter: 'l’équipe réoriente, par écrit',
  accepter: 'un membre accepte',
  decliner: 'tous déclinent',
  signaler_injoignable: 'un membre est injoignable',
  noter_prise_attache: 'la prise d’attache est notée',
  ouvrir_seconde_intention: 'une réponse s’organise',
  fixer_bilan: 'un bilan est fixé',
  poursuivre: 'on poursuit',
  clore: 'on clôt',
  rouvrir: 'l’équipe rouvre',
};

/** In the table already, not yet in the product; the type refuses one that a command carries out. */
const LATER: Record<Exclude<TransitionAction, Done>, true> = {
  ouvrir_seconde_intention: true,
  fixer_bilan: true,
  poursuivre: true,
  clore: true,
  rouvrir: true,
};

/** The way of a demande as a Mermaid diagram: the moves from one state to another, from the transition table. */
export function demandeDiagram(): string {
  const moves = TRANSITIONS.flatMap(({ from, action, to }) =>
    to.filter((state) => state !== from).map((state) => ({ from, to: state, action })),
  );
  const states = [...new Set(moves.flatMap(({ from, to }) => [from, to]))];
  const reached = new Set(moves.filter(({ action }) => !isLater(action)).map(({ to }) => to));
  const later = states.filter((state) => state !== 'brouillon' && !reached.has(state));
  return [
    'stateDiagram-v2',
    ...states.map((state) => `  state "${demandeTexts.etats[state]}" as ${state}`),
    '  [*] --> brouillon',
    ...moves.map(
      ({ from, to, action }) => `  ${from} --> ${to}: ${WORDS[action]}${isLater(action) ? ' (à venir)' : ''}`,
    ),
    ...ENDED.map((state) => `  ${state} --> [*]`),
    '  classDef avenir stroke-dasharray: 5 5',
    `  class ${later.join(', ')} avenir`,
  ].join('\n');
}

function isLater(action: TransitionAction): boolean {
  return action in LATER;
}

const START = '<!-- parcours -->';
const END = '<!-- /parcours -->';

/** A text with the diagram set between its markers; undefined when it has none. */
export function withDemandeDiagram(text: string): string | undefined {
  const start = text.indexOf(START);
  const end = text.indexOf(END);
  if (start < 0 || end < start) return undefined;
  const block = `\`\`\`mermaid\n${demandeDiagram()}\n\`\`\``;
  return `${text.slice(0, start + START.length)}\n\n${block}\n\n${text.slice(end)}`;
}
