import type { Demande } from '../../../core/demande/demande.ts';
import { AUTRE_PERSONNE } from '../../../core/form/formation-forms.ts';
import { PAS_ENCORE } from '../../../core/form/reponse-forms.ts';
import type { Choice } from '../../../core/form/types.ts';
import { type Convergence, type DemandeProche, mayJoin } from '../../../core/pole/convergence.ts';
import { formationTexts } from '../../../core/texts.fr.ts';
import type { Formation } from '../../ports/formation-store.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import type { PoleContext } from '../options.ts';
import { fullName } from '../rights-of.ts';
import { convergencesOn } from './convergence-around.ts';

const t = formationTexts;

/**
 * The same context for the équipe restreinte, which also sees with which demandes this one converges.
 * @param now ISO 8601, UTC
 */
export async function withFormations(
  tx: Transaction,
  demande: Demande,
  pole: PoleContext,
  now: string,
): Promise<PoleContext> {
  if (demande.problematiques.length === 0 || !mayJoin(demande)) return pole;
  const { circonscription } = demande;
  const convergences = await convergencesOn(tx, circonscription, demande.problematiques, now);
  const open = await tx.formations.openIn(circonscription);
  const options = { ...pole.context.options, ...formationOptions(demande, pole, convergences, open) };
  return { ...pole, convergences, formations: open, context: { ...pole.context, options } };
}

function formationOptions(
  demande: Demande,
  { membres }: PoleContext,
  convergences: Convergence[],
  open: Formation[],
): { [source: string]: Choice[] } {
  const taken = new Set(open.map(({ problematique }) => problematique));
  const free = convergences.filter(({ problematique }) => !taken.has(problematique));
  const people = membres.map((membre) => ({ value: membre.id, label: fullName(membre) }));
  return {
    convergences: free.map(({ problematique }) => ({ value: problematique, label: problematique })),
    convergentes: demandeChoices(free),
    animateurs: [...people, AUTRE_PERSONNE, PAS_ENCORE],
    formations: open
      .filter(({ demandes }) => !demandes.includes(demande.id))
      .map(({ id, titre, problematique }) => ({ value: id, label: t.rejoindre.choix(titre, problematique) })),
  };
}

/** Each once; with what it shares when there is more than one problématique to choose from. */
function demandeChoices(convergences: Convergence[]): Choice[] {
  const all = new Map(convergences.flatMap(({ demandes }) => demandes).map((demande) => [demande.id, demande]));
  const shared = ({ problematiques }: DemandeProche) =>
    convergences.map(({ problematique }) => problematique).filter((one) => problematiques.includes(one));
  return [...all.values()].filter(mayJoin).map((demande) => ({
    value: demande.id,
    label: t.demande(demande.numero, demande.ecole.nom, convergences.length > 1 ? shared(demande) : []),
  }));
}
