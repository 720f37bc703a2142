import type { Demande } from '../../core/demande/demande.ts';
import { initials } from '../../core/form/person-name.ts';
import type { Choice } from '../../core/form/types.ts';
import { correctionTexts } from '../../core/texts.fr.ts';
import type { Transaction } from '../ports/unit-of-work.ts';
import type { PoleContext } from './options.ts';

const MOST_LOOKED_AT = 60;
const MOST_OFFERED = 20;

/** The pôle's context with the open demandes to which this one may be joined, the likeliest first. */
export async function withOtherDemandes(tx: Transaction, demande: Demande, pole: PoleContext): Promise<PoleContext> {
  const others = await tx.demandes.openBeside(demande, MOST_LOOKED_AT);
  const demandes = [...others]
    .sort((a, b) => likeness(demande, b) - likeness(demande, a))
    .slice(0, MOST_OFFERED)
    .map((other) => choiceOf(demande, other));
  return { ...pole, context: { ...pole.context, options: { ...pole.context.options, demandes } } };
}

function choiceOf(demande: Demande, other: Demande): Choice {
  const t = correctionTexts;
  const { eleve_nom: nom, cas } = other.annexe;
  const who = cas === 'eleve' && typeof nom === 'string' ? t.pourEleve(initials(nom)) : t.pourEquipe;
  const label = t.demandeChoix(other.numero, other.ecole.nom, who);
  return { value: other.id, label: isMaybeSamePupil(demande, other) ? t.memeEleve(label) : label };
}

function isMaybeSamePupil(a: Demande, b: Demande): boolean {
  const { naissance, eleve_nom: nom } = a.annexe;
  if (typeof nom !== 'string' || typeof b.annexe.eleve_nom !== 'string') return false;
  return b.annexe.naissance === naissance || (sameEcole(a, b) && initials(nom) === initials(b.annexe.eleve_nom));
}

const sameEcole = (a: Demande, b: Demande) => a.ecole.uai === b.ecole.uai;

function likeness(a: Demande, b: Demande): number {
  return (isMaybeSamePupil(a, b) ? 2 : 0) + (sameEcole(a, b) ? 1 : 0);
}
