import type { Etat } from '../../../src/core/demande/demande.ts';
import { MAIN_WAY, MOVES } from '../../../src/core/demande/main-way.ts';
import { ENDED, TRANSITIONS, type Transition, type TransitionAction } from '../../../src/core/demande/transitions.ts';
import { capital, nameOf, partiesInWords, rankOf, WORDS } from './words.ts';

const INTRO = `# Annexe 2 : le chemin d’une demande

![Le chemin d’une demande, du brouillon à la clôture ; le même chemin est dit en mots ci-dessous.](annexe-2.svg)

Ce dessin et ce texte sont tirés de la table [src/core/demande/transitions.ts](../src/core/demande/transitions.ts), qui décide de tout : une action qu’elle ne permet pas est refusée, avec une phrase qui dit pourquoi. Ils sont refaits par \`npm run readme\`, et un test échoue dès qu’ils s’en écartent. Le dessin tient sur une page A4 : on peut l’imprimer et l’afficher.

## En mots
`;

const UNDO = `Dans tous les états après l’envoi, la personne qui vient d’agir peut annuler ce qu’elle vient de faire pendant dix minutes : la demande revient alors où elle était.`;

/** The whole table in words, state by state, in the order of the way: for those who do not see the drawing. */
export function annexe2Text(): string {
  const beside = [...new Set(MOVES.flatMap(({ from, to }) => [from, to]))].filter((etat) => rankOf(etat) === undefined);
  const sections = [...MAIN_WAY, ...beside].map(section);
  return `${[INTRO, ...sections, UNDO].join('\n')}\n`;
}

function section(etat: Etat): string {
  const rank = rankOf(etat);
  const rows = TRANSITIONS.filter(({ from, action }) => from === etat && action !== 'annuler_acte');
  const moving = rows.filter(({ to }) => to.some((one) => one !== etat));
  const staying = rows.filter(({ to }) => to.every((one) => one === etat));
  return [
    `### ${rank === undefined ? '' : `${rank}. `}${nameOf(etat)}`,
    '',
    ...(ENDED.includes(etat) ? ['Fin du chemin : plus personne n’est attendu.', ''] : []),
    ...moving.map(
      (row) => `- ${capital(WORDS[row.action])} : la demande passe à ${states(row, etat)}${whoMoves(row)}.`,
    ),
    ...(staying.length > 0 ? ['- Sans changer d’état :', ...stayingByParty(staying)] : []),
    '',
  ].join('\n');
}

function states({ to }: Transition, etat: Etat): string {
  const other = to.filter((one) => one !== etat).map((one) => `« ${nameOf(one)} »`);
  return `${other.join(' ou ')}${to.includes(etat) ? ', ou reste ici' : ''}`;
}

/** Who does it, where the words do not say so. */
function whoMoves({ action, by }: Transition): string {
  return /^(?:le demandeur|l’équipe)\b/.test(WORDS[action]) ? '' : ` (${partiesInWords(by)})`;
}

function stayingByParty(rows: Transition[]): string[] {
  const who = [...new Set(rows.map(({ by }) => partiesInWords(by)))];
  return who.map((parties) => {
    const acts = rows
      .filter(({ by }) => partiesInWords(by) === parties)
      .map(({ action }) => WITHIN[action] ?? WORDS[action]);
    return `  - ${capital(parties)} : ${acts.join(' ; ')}.`;
  });
}

/** What its party does where the state stays the same; who does it stands before. */
const WITHIN: { [action in TransitionAction]?: string } = {
  completer: 'complète sa demande',
  qualifier: 'nomme la problématique',
  solliciter: 'sollicite des membres',
  accepter: 'accepte',
  decliner: 'décline',
  signaler_injoignable: 'signale un membre injoignable',
  noter_intervention: 'note une intervention',
  proposer_dates: 'propose des dates',
  choisir_date: 'choisit une date',
  refuser_dates: 'dit qu’aucune date ne convient',
  annuler_rendez_vous: 'annule un rendez-vous',
  ecrire_demandeur: 'écrit au demandeur',
  ecrire_pole: 'écrit au pôle',
  proposer_reponse: 'propose une réponse',
  organiser_reponse: 'organise une réponse',
  realiser_reponse: 'note une réponse réalisée',
  abandonner_reponse: 'abandonne une réponse',
  accepter_echange: 'accepte l’échange',
  decliner_echange: 'décline l’échange',
  fixer_bilan: 'fixe la date du bilan',
  donner_avis: 'donne son avis',
  noter_bilan: 'donne son avis',
  passer_la_main: 'passe la main',
  changer_referent: 'change de référent',
  signaler_depart: 'signale le départ d’un membre',
  corriger_ecole: 'corrige l’école',
  absorber: 'joint une autre demande à celle-ci',
  detacher: 'rouvre à part une demande jointe',
  rappeler: 'envoie un rappel',
};
