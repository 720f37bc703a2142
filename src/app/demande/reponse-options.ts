import type { Demande } from '../../core/demande/demande.ts';
import { intervenants } from '../../core/demande/membres.ts';
import { transitionFor } from '../../core/demande/transitions.ts';
import { normalise } from '../../core/form/normalise.ts';
import { AUTRE, PAS_ENCORE, partenairesOf } from '../../core/form/reponse-forms.ts';
import type { Choice } from '../../core/form/types.ts';
import { needsParentsAgreement } from '../../core/pole/parents-agreement.ts';
import { choixValue, genreChoices, genresWith } from '../../core/pole/reponses.ts';
import { reponseTexts } from '../../core/texts.fr.ts';
import type { DirectoryStore, Membre, Partenaire } from '../ports/directory-store.ts';
import { fullName } from './rights-of.ts';

/** What an answer of second intention is chosen from; nothing before members are at work. */
export async function reponseOptions(
  directory: DirectoryStore,
  demande: Demande,
  membres: Membre[],
): Promise<{ [source: string]: Choice[] }> {
  if (transitionFor(demande.etat, 'proposer_reponse')?.by.includes('intervenant') !== true) return {};
  const { circonscription } = demande;
  const forPupil = demande.annexe.cas === 'eleve';
  const genres = genresWith(await directory.reponses(circonscription));
  const partenaires = await directory.partenaires(circonscription);
  const structures = genres
    .filter(({ appel }) => appel === 'partenaire')
    .map(({ value }) => [partenairesOf(value), structuresOf(partenaires, value)] as const);
  return {
    genres: genreChoices(genres, forPupil),
    personnes: [...membreChoices(demande, membres, forPupil), PAS_ENCORE],
    ...Object.fromEntries(structures),
  };
}

/** Those who are at work on the demande come first. */
function membreChoices(demande: Demande, membres: Membre[], forPupil: boolean): Choice[] {
  const atWork = intervenants(demande);
  const first = membres.filter(({ id }) => atWork.includes(id));
  return [...first, ...membres.filter((membre) => !first.includes(membre))].map((membre) => ({
    value: choixValue({
      value: membre.id,
      appel: undefined,
      accord: forPupil && needsParentsAgreement(membre.fonctions),
    }),
    // Names alone: a list cuts what is longer on a phone. A fonction may be typed.
    label: fullName(membre),
    synonyms: membre.fonctions.map(normalise),
  }));
}

function structuresOf(partenaires: Partenaire[], genre: string): Choice[] {
  const known = partenaires.filter((one) => one.genre === genre);
  const choices = known.map(({ id, nom, commune }) => ({ value: id, label: reponseTexts.partenaire(nom, commune) }));
  return [...choices, AUTRE, PAS_ENCORE];
}
