import type { Demande } from '../../core/demande/demande.ts';
import type { Actor } from '../../core/demande/rights.ts';
import type { SearchedTexts } from '../../core/demande/search-demande.ts';
import type { Answers } from '../../core/form/types.ts';
import { demandeTexts, formulaires } from '../../core/texts.fr.ts';
import type { Opening } from './reader.ts';

/** What of a demande is searched for someone who opens it this way: what that view shows them, and nothing more. */
export function searchedTexts(demande: Demande, open: Opening, actor: Actor | undefined): SearchedTexts {
  const { ecole, annexe, etat } = demande;
  const own = open === 'voir_suivi';
  return {
    numero: demande.numero,
    ecole: `${ecole.nom} ${ecole.uai}`,
    commune: ecole.commune,
    etat: (own ? demandeTexts.etatsDemandeur : demandeTexts.etats)[etat],
    niveau: niveauxOf(annexe),
    demandeur: demande.demandeur.nom,
    membre: membresOf(demande, open, actor?.membreId),
    eleve: said(annexe.eleve_nom),
    difficultes: said(annexe.difficultes),
    // What the équipe restreinte calls it is not shown to the demandeur.
    ...(own ? {} : { problematique: demande.problematiques.join(' ') }),
  };
}

/** Who was asked in vain is the équipe restreinte's own. */
function membresOf({ sollicitations }: Demande, open: Opening, membreId: string | undefined): string {
  return sollicitations
    .filter((one) => open === 'voir_dossier' || one.etat === 'acceptee' || one.membreId === membreId)
    .map(({ nom }) => nom)
    .join(' ');
}

function niveauxOf({ niveau }: Answers): string {
  const labels: { [niveau: string]: string } = formulaires.niveaux;
  return [niveau ?? []]
    .flat()
    .map((one) => `${one} ${labels[one] ?? ''}`)
    .join(' ');
}

function said(answer: string | string[] | undefined): string {
  return typeof answer === 'string' ? answer : '';
}
