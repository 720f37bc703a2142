import { ACTES, type Acte, type Demande, type RendezVous } from '../../../core/demande/demande.ts';
import { prisesAttache } from '../../../core/demande/premiere-intention.ts';
import { formatCreneau } from '../../../core/form/format-date.ts';
import { isPast, type Moment } from '../../../core/form/parse-creneaux.ts';
import type { Choice } from '../../../core/form/types.ts';
import { premiereTexts } from '../../../core/texts.fr.ts';
import { type Act, type Filled, list, text } from './act.ts';

const ONE_HOUR = 60;
const forThePole = () => ({ partage: 'pole' });

/** What members note of a first intention, the rendez-vous, and the messages between them and the demandeur. */
export const PREMIERE_ACTS = {
  noter_prise_attache: {
    form: 'prise-attache',
    places: ['intervention'],
    // Their next contacts are among the other interventions.
    offered: (demande, { membreId }) => !prisesAttache(demande).some((prise) => prise.membreId === membreId),
    preset: forThePole,
    command: (filled) => noted(filled, 'prise_attache'),
  },
  noter_intervention: {
    form: 'intervention',
    places: ['intervention'],
    preset: forThePole,
    command: (filled) => noted(filled, acteIn(filled)),
  },
  proposer_dates: {
    form: 'rendez-vous',
    places: ['intervention'],
    preset: () => ({ duree: String(ONE_HOUR) }),
    command: (filled) => ({
      type: 'proposer_dates',
      objet: text(filled, 'objet') as RendezVous['objet'],
      creneaux: list(filled, 'creneaux'),
      lieu: text(filled, 'lieu'),
      duree: Number(text(filled, 'duree')) || ONE_HOUR,
    }),
  },
  refuser_dates: {
    form: 'dates-refusees',
    places: ['suivi'],
    inNotice: true,
    named: 'rang',
    // Its button stands under the dates, and opens its questions.
    offered: () => false,
    options: (demande) => ({ propositions: proposed(demande).map(proposalChoice) }),
    command: (filled) => ({ type: 'refuser_dates', ...ofRendezVous(filled) }),
  },
  ecrire_pole: {
    form: 'message-pole',
    places: ['suivi'],
    inNotice: true,
    command: (filled) => ({ type: 'ecrire_pole', texte: text(filled, 'texte') }),
  },
  ecrire_demandeur: {
    form: 'message-demandeur',
    places: ['intervention'],
    inNotice: true,
    command: (filled) => ({ type: 'ecrire_demandeur', texte: text(filled, 'texte') }),
  },
  annuler_rendez_vous: {
    form: 'annulation-rendez-vous',
    places: ['intervention', 'suivi'],
    offered: (demande, _, now) => toCome(demande, now).length > 0,
    preset: (demande) => onlyOne(demande.rendezVous.filter(({ etat }) => etat === 'fixe' || etat === 'propose')),
    options: (demande, _, now) => ({ rendezVous: toCome(demande, now).map(toComeChoice) }),
    command: (filled) => ({ type: 'annuler_rendez_vous', ...ofRendezVous(filled) }),
  },
} as const satisfies { [action: string]: Act };

function noted(filled: Filled, acte: Acte) {
  const note = text(filled, 'note');
  return {
    type: 'noter_intervention' as const,
    acte,
    date: text(filled, 'date'),
    avec: text(filled, 'avec'),
    note,
    partagee: note !== '' && text(filled, 'partage') === 'tous',
  };
}

function acteIn(filled: Filled): Acte {
  const named = text(filled, 'acte');
  return ACTES.find((acte) => acte === named) ?? 'prise_attache';
}

const ofRendezVous = (filled: Filled) => ({ rang: Number(text(filled, 'rang')), motif: text(filled, 'motif') });

const proposed = ({ rendezVous }: Demande) => rendezVous.filter(({ etat }) => etat === 'propose');

/** Proposed, or fixed and not past. */
function toCome({ rendezVous }: Demande, now: Moment): RendezVous[] {
  return rendezVous.filter(
    ({ etat, choisi }) => etat === 'propose' || (etat === 'fixe' && choisi !== undefined && !isPast(choisi, now)),
  );
}

const onlyOne = (all: RendezVous[]): { rang?: string } =>
  all.length === 1 && all[0] !== undefined ? { rang: String(all[0].rang) } : {};

function proposalChoice({ rang, objet, nom }: RendezVous): Choice {
  return { value: String(rang), label: premiereTexts.datesDe(premiereTexts.rendezVous.objets[objet], nom) };
}

function toComeChoice(rdv: RendezVous): Choice {
  if (rdv.choisi === undefined) return proposalChoice(rdv);
  return { value: String(rdv.rang), label: premiereTexts.rendezVousDe(formatCreneau(rdv.choisi), rdv.nom) };
}
