import type { Demande, Reponse } from '../../../core/demande/demande.ts';
import { asReason, membreName } from '../../../core/demande/names.ts';
import { askedOf } from '../../../core/demande/seconde-intention.ts';
import { displayValue } from '../../../core/form/display-answer.ts';
import { AUTRE, PAS_ENCORE } from '../../../core/form/reponse-forms.ts';
import type { Choice } from '../../../core/form/types.ts';
import { AUTRE_REPONSE, readChoix } from '../../../core/pole/reponses.ts';
import { fullName } from '../rights-of.ts';
import { type Act, type Filled, membreIn, text } from './act.ts';

/** Second intention: the answers that are chosen, organised, done or given up, and a colleague who is asked first. */
export const REPONSE_ACTS = {
  proposer_reponse: {
    form: 'reponse',
    places: ['intervention', 'dossier'],
    hasSubject: ({ etat }) => etat === 'premiere_intention' || etat === 'seconde_intention',
    command: (filled) => {
      const { value: genre, accord } = readChoix(text(filled, 'genre'));
      const collegue = membreIn(filled, text(filled, 'collegue'));
      return {
        type: 'proposer_reponse',
        genre,
        libelle: libelleOf(filled),
        detail: text(filled, 'detail'),
        qui: quiOf(filled),
        partenaire: partenaireOf(filled),
        ...(collegue ? { collegue: { membreId: collegue.id, nom: fullName(collegue) } } : {}),
        accordParentsRequis: accord || readChoix(text(filled, 'qui')).accord,
        accordParents: text(filled, 'accord_parents') === 'oui',
      };
    },
  },
  organiser_reponse: {
    form: 'organisation',
    places: ['intervention', 'dossier'],
    hasSubject: (demande) => toOrganise(demande).length > 0,
    options: (demande) => ({ a_organiser: toOrganise(demande).map(choiceOf) }),
    command: (filled) => ({
      type: 'organiser_reponse',
      rang: rangIn(filled),
      debut: text(filled, 'debut'),
      fin: text(filled, 'fin'),
      avec: text(filled, 'avec'),
    }),
  },
  realiser_reponse: {
    form: 'realisation',
    places: ['intervention', 'dossier'],
    hasSubject: (demande) => toOrganise(demande).length > 0,
    preset: () => ({ partage: 'pole' }),
    options: (demande) => ({ en_cours: toOrganise(demande).map(choiceOf) }),
    command: (filled) => ({
      type: 'realiser_reponse',
      rang: rangIn(filled),
      date: text(filled, 'date'),
      note: text(filled, 'note'),
      partagee: text(filled, 'partage') === 'tous',
    }),
  },
  abandonner_reponse: {
    form: 'abandon',
    places: ['intervention', 'dossier'],
    hasSubject: (demande) => underWay(demande).length > 0,
    options: (demande) => ({ en_cours: underWay(demande).map(choiceOf) }),
    command: (filled) => ({ type: 'abandonner_reponse', rang: rangIn(filled), motif: text(filled, 'motif') }),
  },
  decliner_echange: {
    form: 'refus-echange',
    places: ['echange'],
    hasSubject: (demande, { membreId }) => askedOf(demande, membreId) !== undefined,
    options: (demande, membreId) => ({
      echange: [askedOf(demande, membreId)].flatMap((r) => (r ? [choiceOf(r)] : [])),
    }),
    command: (filled) => ({
      type: 'decliner_echange',
      rang: Number(filled.context.options.echange?.[0]?.value ?? 0),
      motif: text(filled, 'motif'),
    }),
  },
} as const satisfies { [action: string]: Act };

const underWay = ({ reponses }: Demande) => reponses.filter(({ etat }) => etat === 'proposee' || etat === 'organisee');

/** A colleague who is asked first must have accepted. */
const toOrganise = (demande: Demande) =>
  underWay(demande).filter(({ collegue }) => collegue === undefined || collegue.etat === 'accepte');

function choiceOf({ rang, libelle, qui, partenaire, collegue }: Reponse): Choice {
  const who = collegue?.nom ?? (partenaire || qui);
  return { value: String(rang), label: who === '' ? libelle : `${libelle} (${who})` };
}

const rangIn = (filled: Filled) => Number(text(filled, 'reponse'));

/** The genre in words; what the writer calls it when the list has no word for it. */
function libelleOf(filled: Filled): string {
  return isOther(filled) ? asReason(text(filled, 'mots')) : shown(filled, 'genre');
}

const isOther = (filled: Filled) => readChoix(text(filled, 'genre')).value === AUTRE_REPONSE;

function quiOf(filled: Filled): string {
  const id = readChoix(text(filled, 'qui')).value;
  if (id === '' || id === PAS_ENCORE.value) return '';
  const membre = membreIn(filled, id);
  return membre ? fullName(membre) : membreName(filled.demande, id);
}

function partenaireOf(filled: Filled): string {
  const chosen = text(filled, 'partenaire');
  // What is to be observed.
  if (chosen === '') return isOther(filled) ? '' : text(filled, 'mots');
  if (chosen === PAS_ENCORE.value) return '';
  return chosen === AUTRE.value ? text(filled, 'structure') : shown(filled, 'partenaire');
}

function shown(filled: Filled, id: string): string {
  const field = filled.form.fields.find((one) => one.id === id);
  const value = text(filled, id);
  return field === undefined || value === '' ? '' : displayValue(field, value, filled.answers, filled.context);
}
