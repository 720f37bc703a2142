import { displayEcole } from '../form/display-answer.ts';
import { NIVEAUX } from '../form/niveau.ts';
import { normalise, words } from '../form/normalise.ts';
import type { Ecole } from '../form/types.ts';
import { poleTexts } from '../texts.fr.ts';
import { domainWeight, isAmong, NEEDS } from './domains.ts';
import { readUai } from './ecole-words.ts';

export interface MembreProfile {
  id: string;
  nom: string;
  fonctions: string[];
  /** A commune, a postal code, a UAI or an école's name; none: the whole circonscription. */
  secteurs: string[];
  /** Open interventions. */
  load: number;
  refusalsRecent: number;
  /** The bot could not reach this member lately. */
  unreachable: boolean;
  /** Away now or within some days, in words (« du 3 au 7 mars 2027 »). */
  absence?: string;
}

export interface SuggestInput {
  cas: string;
  niveaux: string[];
  /** Labels, as the circonscription words them. */
  problematiques: string[];
  avs: boolean;
  handicap: boolean;
  nature: string;
  ecole: Ecole;
  /** Ids of members not to be listed (solicited already). */
  excluded: string[];
}

export interface Suggestion {
  membre: MembreProfile;
  /** Higher is better; comparable within one list only. */
  score: number;
  /** In words, the most telling first. */
  reasons: string[];
  /** True when the need is of the member's domain; the others follow, everyone may be chosen. */
  suggested: boolean;
}

const LOAD_COST = 0.4;
const REFUSAL_COST = 0.5;
const UNREACHABLE_COST = 2;
const SECTEUR_GAIN = 1.5;

/** Everyone who may be solicited, the fittest first and who is away last, each with the reasons in words; at most `limit`. */
export function suggestMembres(input: SuggestInput, membres: MembreProfile[], limit: number): Suggestion[] {
  return membres
    .filter((membre) => !input.excluded.includes(membre.id))
    .map((membre) => suggestionOf(input, membre))
    .sort(byRank)
    .slice(0, Math.max(0, limit));
}

function suggestionOf(input: SuggestInput, membre: MembreProfile): Suggestion {
  const domain = domainOf(input, membre.fonctions);
  const secteur = secteurOf(input.ecole, membre.secteurs);
  const available = availabilityOf(membre);
  return {
    membre,
    score: Math.round((domain.score + secteur.score + available.score) * 100) / 100,
    reasons: [
      ...(membre.absence === undefined ? [] : [poleTexts.absence(membre.absence)]),
      ...domain.reasons,
      secteur.reason,
      ...available.reasons,
    ],
    suggested: domain.score > 0,
  };
}

interface Reason {
  fonction: string;
  why: string;
  weight: number;
}

/** Each need counts once, by the fonction that serves it best. */
function domainOf(input: SuggestInput, fonctions: string[]): { score: number; reasons: string[] } {
  const found = needsOf(input)
    .map(({ why, weigh }) => {
      const weighed = fonctions.map((fonction): Reason => ({ fonction, why, weight: weigh(fonction) }));
      return weighed.reduce<Reason | undefined>(
        (best, one) => (one.weight > (best?.weight ?? 0) ? one : best),
        undefined,
      );
    })
    .filter((reason) => reason !== undefined)
    .sort((one, other) => other.weight - one.weight);
  return {
    score: found.reduce((sum, reason) => sum + reason.weight, 0),
    // Which of several fonctions serves; an only one was just named.
    reasons: found.map(({ fonction, why }) => (fonctions.length > 1 ? poleTexts.because(fonction, why) : why)),
  };
}

interface Need {
  why: string;
  weigh: (fonction: string) => number;
}

function needsOf(input: SuggestInput): Need[] {
  const { reasons } = poleTexts;
  const named = input.problematiques.map(
    (label): Need => ({ why: reasons.problematique(label), weigh: (fonction) => domainWeight(label, fonction) }),
  );
  const needs: (Need | undefined)[] = [
    input.avs ? need(reasons.avs, NEEDS.avs) : undefined,
    input.handicap ? need(reasons.handicap, NEEDS.handicap) : undefined,
    ...(['ulis', 'upe2a', 'rased'] as const).map((id) => {
      const value = id.toUpperCase();
      const label = NIVEAUX.find((niveau) => niveau.value === value)?.label ?? value;
      return input.niveaux.includes(value) ? need(reasons.niveau(label), NEEDS[id]) : undefined;
    }),
    input.nature === 'accompagnement' ? need(reasons.accompagnement, NEEDS.accompagnement) : undefined,
    input.nature === 'aide' && input.cas === 'eleve' ? need(reasons.aideEleve, NEEDS.aideEleve) : undefined,
  ];
  return [...named, ...needs.filter((one) => one !== undefined)];
}

function need(why: string, { fonctions, weight }: { fonctions: string[]; weight: number }): Need {
  return { why, weigh: (fonction) => (isAmong(fonction, fonctions) ? weight : 0) };
}

function secteurOf(ecole: Ecole, secteurs: string[]): { score: number; reason: string } {
  const own = secteurs.filter((secteur) => normalise(secteur) !== '');
  if (own.length === 0) return { score: 0, reason: poleTexts.wholeCirconscription };
  const matching = own.find((secteur) => covers(secteur, ecole));
  if (matching === undefined)
    return { score: -SECTEUR_GAIN, reason: poleTexts.otherSecteur(own.slice(0, 3).join(', ')) };
  const shown = readUai(matching) === undefined ? matching : displayEcole(ecole);
  return { score: SECTEUR_GAIN, reason: poleTexts.secteur(shown) };
}

function covers(secteur: string, ecole: Ecole): boolean {
  const uai = readUai(secteur);
  if (uai !== undefined) return uai === ecole.uai.toUpperCase();
  const wanted = normalise(secteur);
  if (wanted === normalise(ecole.commune) || wanted === normalise(ecole.codePostal)) return true;
  const named = nameOf(ecole.nom);
  return named !== '' && nameOf(secteur) === named;
}

/** « École Jules Ferry » and « Jules Ferry » are one. */
function nameOf(text: string): string {
  return words(text)
    .filter((word) => !SCHOOL_WORDS.has(word))
    .join(' ');
}

const SCHOOL_WORDS = new Set('ecole maternelle elementaire primaire publique groupe scolaire'.split(' '));

function availabilityOf(membre: MembreProfile): { score: number; reasons: string[] } {
  const load = Math.max(0, membre.load);
  const reasons = [load === 0 ? poleTexts.noLoad : poleTexts.load(load)];
  if (membre.refusalsRecent > 0) reasons.push(poleTexts.refusals(membre.refusalsRecent));
  if (membre.unreachable) reasons.push(poleTexts.unreachable);
  // Beyond a few, one more dossier tells little: fitness must not be drowned by load.
  const cost = LOAD_COST * Math.min(load, 6) + REFUSAL_COST * Math.min(membre.refusalsRecent, 3);
  return { score: -cost - (membre.unreachable ? UNREACHABLE_COST : 0), reasons };
}

function byRank(one: Suggestion, other: Suggestion): number {
  const [away, otherAway] = [one.membre.absence !== undefined, other.membre.absence !== undefined];
  if (away !== otherAway) return away ? 1 : -1;
  if (one.suggested !== other.suggested) return one.suggested ? -1 : 1;
  return (
    other.score - one.score ||
    compare(normalise(one.membre.nom), normalise(other.membre.nom)) ||
    compare(one.membre.id, other.membre.id)
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
