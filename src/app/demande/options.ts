import type { Demande } from '../../core/demande/demande.ts';
import type { Choice, Ecole, FormContext } from '../../core/form/types.ts';
import type { Convergence } from '../../core/pole/convergence.ts';
import { type Suggestion, suggestMembres } from '../../core/pole/suggest.ts';
import { poleTexts } from '../../core/texts.fr.ts';
import type { Membre } from '../ports/directory-store.ts';
import type { Formation } from '../ports/formation-store.ts';
import type { Transaction } from '../ports/unit-of-work.ts';
import { awaySoon } from './away-soon.ts';
import { reponseOptions } from './reponse-options.ts';
import { fullName } from './rights-of.ts';

/** A card lists no more: whoever is further down has less to do with the demande than these. */
const MOST_SUGGESTED = 30;

export interface PoleContext {
  context: FormContext;
  /** Active members of the demande's circonscription. */
  membres: Membre[];
  /** For the équipe restreinte: with which demandes this one converges, and the actions de formation under way. */
  convergences?: Convergence[];
  formations?: Formation[];
}

/** The forms' context for those who work on a demande: its circonscription's problématiques and members. */
export async function poleContext(tx: Transaction, demande: Demande, context: FormContext): Promise<PoleContext> {
  const { directory } = tx;
  const membres = await directory.membres(demande.circonscription);
  const problematiques = await directory.problematiques(demande.circonscription);
  return {
    membres,
    context: {
      ...context,
      options: {
        problematiques: problematiques.map((label) => ({ value: label, label })),
        ...(await suggestions(tx, demande, membres, context)),
        ...(await reponseOptions(directory, demande, membres)),
      },
    },
  };
}

async function suggestions(
  tx: Transaction,
  demande: Demande,
  membres: Membre[],
  context: FormContext,
): Promise<{ membres: Choice[]; collegues: Choice[] }> {
  const { directory } = tx;
  const charges = await directory.charges(demande.circonscription);
  const away = await awaySoon(tx, demande.circonscription, context.today);
  const profiles = membres.map((membre) => {
    const charge = charges.get(membre.id);
    return {
      id: membre.id,
      nom: fullName(membre),
      fonctions: membre.fonctions,
      secteurs: membre.secteurs,
      load: charge?.ouvertes ?? 0,
      refusalsRecent: charge?.refusRecents ?? 0,
      unreachable: charge?.injoignable ?? false,
      ...absenceOf(away.get(membre.id)),
    };
  });
  const { annexe } = demande;
  const input = {
    cas: String(annexe.cas ?? ''),
    niveaux: Array.isArray(annexe.niveau) ? annexe.niveau : [],
    problematiques: demande.problematiques,
    avs: annexe.avs === 'oui',
    handicap: annexe.handicap === 'oui',
    nature: String(annexe.nature ?? ''),
    ecole: ecoleOf(demande, context),
    excluded: demande.sollicitations.filter((s) => s.etat !== 'declinee' && !s.injoignable).map((s) => s.membreId),
  };
  const labelled = ({ membre, reasons }: Pick<Suggestion, 'membre' | 'reasons'>) => ({
    value: membre.id,
    label: poleTexts.membreAvecRaisons(membre.nom, membre.fonctions.join(', '), reasons),
  });
  const found = suggestMembres(input, profiles, MOST_SUGGESTED);
  // What weighs for or against a colleague is for the équipe restreinte alone; that they are away, for whoever names them.
  const collegue = ({ membre }: Suggestion) =>
    labelled({ membre, reasons: membre.absence === undefined ? [] : [poleTexts.absence(membre.absence)] });
  return { membres: found.map(labelled), collegues: found.map(collegue) };
}

function absenceOf(absence: string | undefined): { absence?: string } {
  return absence === undefined ? {} : { absence };
}

/** The école as the directory has it, or as the demande kept it when it has closed since. */
function ecoleOf(demande: Demande, context: FormContext): Ecole {
  const known = context.ecoles.byUai(demande.ecole.uai);
  const { circonscription, ecole } = demande;
  return known ?? { ...ecole, circonscription, codePostal: '', maternelle: false, elementaire: false };
}
