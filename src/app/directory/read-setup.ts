import { cleanLine } from '../../core/form/clean-text.ts';
import { normalise } from '../../core/form/normalise.ts';
import { SEUIL } from '../../core/pole/convergence.ts';
import { GROUPES, type ReponseLocale } from '../../core/pole/reponses.ts';
import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { DocumentNode } from '../ports/data-file.ts';
import type { CirconscriptionSetup } from '../ports/directory-admin.ts';
import { isEmail } from './email.ts';
import { readHeures, readJoursEcole } from './read-school-days.ts';
import { type MapReader, SetupReader } from './setup-reader.ts';
import type { FileProblem } from './table.ts';

const texts = poleCommandTexts.setup;

/** The zones of the school calendar, as fr-en-calendrier-scolaire names them. */
const ZONES = [
  'A',
  'B',
  'C',
  'Corse',
  'Guadeloupe',
  'Guyane',
  'Martinique',
  'Mayotte',
  'Nouvelle Calédonie',
  'Polynésie',
  'Réunion',
  'Saint Pierre et Miquelon',
  'Wallis et Futuna',
];

const TOP = [
  'circonscription',
  'problematiques',
  'fonctions',
  'reponses',
  'delais',
  'adresses',
  'convergence',
  'jours_ecole',
  'heures',
];

/** School days; no text fixes a delay, so these are only where one begins. */
const DEFAULT_DELAYS = { lecture: 3, sollicitation: 5, prise_attache: 5, bilan: 30 };

const MAXIMUM = { code: 64, nom: 100, academie: 100, teams_tenant: 100, problematique: 60, fonction: 100, reponse: 80 };

/** Judges the whole document; when there is any problem, nothing of it may be written. */
export function readSetup(document: DocumentNode): { setup?: CirconscriptionSetup; problems: FileProblem[] } {
  if (document.kind !== 'map') return { problems: [{ line: document.line, sentence: texts.notMap }] };
  const reader = new SetupReader();
  const top = reader.map(document, '', TOP);
  const who = top.map('circonscription', ['code', 'nom', 'academie', 'zone', 'teams_tenant']);
  const delais = top.optionalMap('delais', Object.keys(DEFAULT_DELAYS));
  const adresses = top.optionalMap('adresses', ['circonscription', 'cpc']);
  const convergence = top.optionalMap('convergence', Object.keys(SEUIL));
  const days = (name: keyof typeof DEFAULT_DELAYS) =>
    delais.optional(name, 3, readDays(texts.days)) ?? DEFAULT_DELAYS[name];
  const email = (name: string) => adresses.optional(name, 254, readEmail);
  const tenant = who.optional('teams_tenant', MAXIMUM.teams_tenant, (text) => ({ value: text.toLowerCase() }));
  const joursEcole = readJoursEcole(reader, top);
  const heures = readHeures(top);
  const fonctions = top.optionalList('fonctions', MAXIMUM.fonction);
  const circonscription = email('circonscription');
  const cpc = email('cpc');
  const setup: CirconscriptionSetup = {
    code: who.text('code', MAXIMUM.code),
    nom: who.text('nom', MAXIMUM.nom),
    academie: who.text('academie', MAXIMUM.academie),
    zone: who.required('zone', 40, readZone) ?? '',
    ...(tenant ? { teamsTenant: tenant } : {}),
    delais: {
      lecture: days('lecture'),
      sollicitation: days('sollicitation'),
      priseAttache: days('prise_attache'),
      bilan: days('bilan'),
    },
    adresses: { ...(circonscription ? { circonscription } : {}), ...(cpc ? { cpc } : {}) },
    joursEcole,
    heures,
    convergence: {
      jours: convergence.optional('jours', 3, readDays(texts.calendarDays)) ?? SEUIL.jours,
      ecoles: convergence.optional('ecoles', 2, readEcoles) ?? SEUIL.ecoles,
    },
    problematiques: top.list('problematiques', MAXIMUM.problematique),
    ...(fonctions ? { fonctions } : {}),
    ...(top.has('reponses') ? { reponses: readReponses(top.optionalMap('reponses', [...GROUPES])) } : {}),
  };
  return reader.problems.length === 0 ? { setup, problems: [] } : { problems: reader.inOrder() };
}

/** « cafe: Café pédagogique »: the name by which answers are kept, and their words. */
function readReponses(reponses: MapReader): ReponseLocale[] {
  return GROUPES.flatMap((groupe) =>
    reponses.entries(groupe, MAXIMUM.reponse, readReponseName).map(([value, label]) => ({ groupe, value, label })),
  );
}

function readReponseName(name: string): string | undefined {
  return /^[a-z][a-z0-9_]{0,39}$/.test(name) ? undefined : texts.reponseName(name);
}

function readZone(text: string): { value: string } | { sentence: string } {
  const wanted = normalise(text).replace(/^zone /, '');
  const zone = ZONES.find((known) => normalise(known) === wanted.replace(/^la /, ''));
  return zone ? { value: zone } : { sentence: texts.zone(cleanLine(text), ZONES) };
}

function readDays(sentence: (path: string) => string) {
  return (text: string, path: string) => {
    const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
    return days >= 1 && days <= 365 ? { value: days } : { sentence: sentence(path) };
  };
}

function readEcoles(text: string, path: string) {
  const count = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  return count >= 2 && count <= 50 ? { value: count } : { sentence: texts.ecoles(path) };
}

function readEmail(text: string, path: string): { value: string } | { sentence: string } {
  return isEmail(text) ? { value: text.toLowerCase() } : { sentence: texts.email(path) };
}
