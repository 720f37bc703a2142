import { annexe1 } from './annexe1.ts';
import { bilanAvis, bilanDate, bilanPole, cloture, poursuite, renouvellement, reouverture } from './bilan-forms.ts';
import { ecoleCorrigee, fusion, passage, referent } from './correction-forms.ts';
import { formation, formationARejoindre } from './formation-forms.ts';
import {
  annulation,
  datesRefusees,
  intervention,
  messageDemandeur,
  messagePole,
  priseAttache,
  rendezVous,
} from './premiere-forms.ts';
import { abandon, organisation, realisation, refusEchange, reponse } from './reponse-forms.ts';
import {
  complementQuestion,
  complementReponse,
  qualification,
  refus,
  reorientation,
  retrait,
  sollicitation,
} from './short-forms.ts';
import type { FormDefinition } from './types.ts';

/** Every form of the product, by its id. */
export const FORMS = {
  annexe1,
  qualification,
  'complement-question': complementQuestion,
  'complement-reponse': complementReponse,
  sollicitation,
  reorientation,
  refus,
  'prise-attache': priseAttache,
  intervention,
  'rendez-vous': rendezVous,
  'annulation-rendez-vous': annulation,
  'dates-refusees': datesRefusees,
  'message-pole': messagePole,
  'message-demandeur': messageDemandeur,
  retrait,
  'bilan-date': bilanDate,
  'bilan-avis': bilanAvis,
  'bilan-pole': bilanPole,
  poursuite,
  renouvellement,
  cloture,
  reouverture,
  passage,
  referent,
  'ecole-corrigee': ecoleCorrigee,
  fusion,
  reponse,
  formation,
  'formation-a-rejoindre': formationARejoindre,
  organisation,
  realisation,
  abandon,
  'refus-echange': refusEchange,
} as const satisfies { [id: string]: FormDefinition };

export type FormId = keyof typeof FORMS;

/** The form of that id, as a saved state names it; undefined for one that does not exist. */
export function formById(id: string): FormDefinition | undefined {
  return Object.hasOwn(FORMS, id) ? FORMS[id as FormId] : undefined;
}
