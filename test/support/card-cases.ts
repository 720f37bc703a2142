import type { MonDossier } from '../../src/core/demande/week-summary.ts';
import { describeAnswers } from '../../src/core/form/engine.ts';
import { FORMS, type FormId } from '../../src/core/form/forms.ts';
import type { FieldDefinition, FormPrompt, FormState } from '../../src/core/form/types.ts';
import { analyseCard } from '../../src/core/view/analyse-card.ts';
import { action } from '../../src/core/view/buttons.ts';
import type { CardForm } from '../../src/core/view/card-form.ts';
import { dateChoices } from '../../src/core/view/date-choices.ts';
import { dossierCard } from '../../src/core/view/dossier-card.ts';
import { annexeSection } from '../../src/core/view/dossier-sections.ts';
import { echangeCard } from '../../src/core/view/echange-card.ts';
import { formCard } from '../../src/core/view/form-card.ts';
import { interventionCard } from '../../src/core/view/intervention-card.ts';
import { listeCard } from '../../src/core/view/liste-card.ts';
import { mesDemandesCard } from '../../src/core/view/mes-demandes-card.ts';
import type { CardMessage } from '../../src/core/view/message.ts';
import { answeredCard, messageCard } from '../../src/core/view/message-card.ts';
import { echangesSection, fixedSection, sharedNotesSection } from '../../src/core/view/premiere-sections.ts';
import { questionMessage } from '../../src/core/view/question-message.ts';
import { resumeCard } from '../../src/core/view/resume-card.ts';
import { sollicitationCard } from '../../src/core/view/sollicitation-card.ts';
import { suiviCard } from '../../src/core/view/suivi-card.ts';
import { wayDrawing } from '../../src/core/view/way-drawing.ts';
import { wayShown } from '../../src/core/view/way-picture.ts';
import { wayInWords } from '../../src/core/view/way-steps.ts';
import { dossiersCard, weekCard } from '../../src/core/view/week-card.ts';
import { bilanCases } from './card-cases-bilan.ts';
import { annexeOf, contextOf, DEMANDE_ID, demandeOf, NOW, reponseOf, SAISIE_ID, times } from './card-demande.ts';
import type { CardWords } from './card-words.ts';

/** Cards as the product makes them, by what they show. Those with pages are given whole. */
export function cardCases(words: CardWords): { [name: string]: CardMessage } {
  return {
    ...dialogueCases(words),
    ...wholeFormCases(words),
    ...demandeurCases(words),
    ...poleCases(words),
    ...weekCases(words),
    ...bilanCases(words),
  };
}

const annexe1 = FORMS.annexe1;

function fieldNamed(id: string): FieldDefinition {
  const field = annexe1.fields.find((candidate) => candidate.id === id);
  if (field === undefined) throw new Error(`no field ${id}`);
  return field;
}

function question(words: CardWords, id: string, prompt: Partial<FormPrompt> = {}): CardMessage {
  const field = fieldNamed(id);
  return questionMessage({
    form: annexe1,
    prompt: { at: 'question', field, progress: { position: 3, total: 12 }, ...prompt },
    saisieId: SAISIE_ID,
    context: contextOf(words),
    canGoBack: true,
    canFillCard: true,
  });
}

const choices = (id: string) => fieldNamed(id).choices?.({ cas: 'eleve', nature: 'aide' }) ?? [];

function dialogueCases(words: CardWords): { [name: string]: CardMessage } {
  const { nom, texte, ligne } = words;
  const understood = `Nom et prénom de l’élève : ${nom}`;
  return {
    message: messageCard({
      title: 'Votre demande 2026-0042 est envoyée',
      paragraphs: [ligne, texte],
      tone: 'good',
      buttons: [{ title: 'Suivre ma demande', action: action('voir_suivi', { demandeId: DEMANDE_ID, version: 1 }) }],
    }),
    'message-answered': answeredCard({ field: { id: 'eleve_nom', label: 'Nom' }, display: nom, saisieId: SAISIE_ID }),
    'question-choice': question(words, 'handicap', { choices: choices('handicap'), understood }),
    'question-date': question(words, 'naissance', { error: `Je ne lis pas de date dans « ${ligne} ».` }),
    'question-choices': question(words, 'niveau', { choices: choices('niveau'), current: ['CE1'], warning: ligne }),
    'question-ecole': question(words, 'ecole', {
      choices: times(6, (i) => ({ value: `076123${i}A`, label: `École ${nom} ${i}` })),
    }),
    'question-name': question(words, 'enseignant', { choices: [{ value: nom, label: `Moi : ${nom}` }] }),
    'question-long': question(words, 'difficultes', { current: texte, hint: ligne, understood }),
    'question-optional': question(words, 'attentes'),
    'question-door': question(words, 'attentes', { at: 'optionnel', understood }),
  };
}

function wholeFormCases(words: CardWords): { [name: string]: CardMessage } {
  const context = contextOf(words);
  const state = (answers: FormState['answers'], more: Partial<FormState> = {}): FormState => ({
    form: 'annexe1',
    version: 1,
    answers,
    at: 'ecole',
    trail: [],
    skipped: [],
    ...more,
  });
  const submit = { title: 'Enregistrer', action: action('valider_carte', { saisieId: SAISIE_ID }) };
  const rejected = {
    naissance: { value: words.ligne, error: 'Je ne lis pas de date.' },
    ecole: { value: 'jean moulin', error: 'Plusieurs écoles portent ce nom : choisissez la vôtre.' },
  };
  const wrong = { ...annexeOf(words), ecole: '', naissance: '' };
  const lines = describeAnswers(annexe1, annexeOf(words), context);
  return {
    formulaire: formCard({ form: annexe1, state: state(annexeOf(words)), context, submit }),
    'formulaire-errors': formCard({
      form: annexe1,
      state: state(wrong, { rejected, proposals: ['0761230A', '0761231A', '0761234A'] }),
      context,
      submit,
    }),
    resume: resumeCard({ form: annexe1, lines, saisieId: SAISIE_ID, warnings: [words.ligne] }),
    'resume-2': resumeCard({ form: annexe1, lines, saisieId: SAISIE_ID, page: 2 }),
  };
}

function shortForm(words: CardWords, id: FormId, verb: Parameters<typeof action>[0], title: string): CardForm {
  const submit = { title, action: action(verb, { demandeId: DEMANDE_ID, version: 12 }) };
  return { form: FORMS[id], title, submit, context: contextOf(words) };
}

function moments({ texte, many }: CardWords) {
  return times(many * 2, (i) => ({ quand: `le ${i + 1} mars à 10 h 42`, texte: texte.slice(0, 120) }));
}

function demandeurCases(words: CardWords): { [name: string]: CardMessage } {
  const demande = demandeOf(words);
  const { texte, nom, many } = words;
  const etat = 'Une précision vous est demandée';
  return {
    'mes-demandes': mesDemandesCard(
      times(many * 4, (i) => ({
        demandeId: DEMANDE_ID,
        numero: `2026-004${i % 10}`,
        ecole: nom,
        etat: 'Lue : l’équipe restreinte l’analyse',
        depuis: 'le 12 mars à 10 h 42',
      })),
      times(many, () => ({ saisieId: SAISIE_ID, titre: nom, modifie: 'le 12 mars' })),
    ),
    'mes-demandes-empty': mesDemandesCard([], [], { isMembre: true }),
    liste: listeOf(words),
    'liste-empty': listeCard({
      titre: 'Recherche',
      apercu: 'Aucune demande trouvée.',
      intro: [words.ligne],
      sections: [],
      vide: ['Aucune demande ne contient tous ces mots.', 'Essayez un seul mot.'],
      turn: action('chercher', { field: words.ligne }),
    }),
    suivi: suiviCard({
      demande,
      etatEnClair: etat,
      way: wayShown('complement_demande', undefined),
      historique: moments(words),
      complement: texte,
      forms: [{ ...shortForm(words, 'complement-reponse', 'repondre_complement', 'Répondre'), open: true }],
      buttons: [{ title: 'Retirer ma demande', action: action('retirer', { demandeId: DEMANDE_ID, version: 12 }) }],
    }),
    'suivi-premiere': suiviCard({
      demande,
      etatEnClair: 'Un membre du pôle intervient auprès de vous',
      historique: moments(words),
      sections: [fixedSection(demande, NOW), sharedNotesSection(demande), echangesSection(demande)],
      ...demandeurWays(words),
    }),
    'suivi-picture': suiviCard({ demande, etatEnClair: etat, historique: [], way: wayPicture() }),
  };
}

/** As a page shows it: the picture itself stands for its address. */
function wayPicture() {
  const svg = Buffer.from(wayDrawing('bilan')).toString('base64');
  return { words: wayInWords('bilan'), url: `data:image/svg+xml;base64,${svg}` };
}

function listeOf({ nom, many }: CardWords): CardMessage {
  const line = (i: number) => ({
    demandeId: DEMANDE_ID,
    numero: `2026-004${i % 10}`,
    ecole: nom,
    etat: 'Membres sollicités',
    depuis: 'le 12 mars à 10 h 42',
    note: 'À vous : accepter ou décliner',
    open: 'voir_intervention' as const,
  });
  return listeCard({
    titre: 'Mes dossiers',
    apercu: 'Voici vos dossiers du pôle ressources.',
    intro: ['Les demandes que vous avez envoyées sont dans « mes demandes ».'],
    sections: [
      { title: 'Votre réponse est attendue', demandes: times(many * 2, line) },
      { title: 'Vous intervenez', demandes: times(many * 2, line) },
    ],
    turn: action('mes_dossiers'),
    buttons: [{ title: 'Mes demandes', action: action('mes_demandes') }],
  });
}

function poleCases(words: CardWords): { [name: string]: CardMessage } {
  const demande = demandeOf(words);
  const lines = describeAnswers(annexe1, demande.annexe, contextOf(words));
  const summary = { demande, now: NOW, cas: 1 as const, initiales: 'L. M.', niveau: 'CE1, CE2' };
  const refus = shortForm(words, 'refus', 'decliner', 'Je ne suis pas disponible');
  const [accepted, waiting] = demande.sollicitations;
  if (accepted === undefined || waiting === undefined) throw new Error('too few sollicitations');
  const dossier = { demande, now: NOW, lines, historique: moments(words), forms: analystForms(words) };
  const intervention = {
    demande,
    now: NOW,
    membreId: 'm0',
    lines,
    disponibilites: words.ligne,
    forms: memberForms(words),
  };
  const wrong = { question: { value: words.texte.repeat(2), error: 'Cette question est trop longue.' } };
  return {
    analyse: analyseCard(summary),
    'analyse-new': analyseCard({
      ...summary,
      demande: { ...demande, etat: 'envoyee', sollicitations: [], problematiques: [], analyste: undefined },
    }),
    dossier: dossierCard(dossier),
    'dossier-2': dossierCard({ ...dossier, page: 2 }),
    'dossier-error': dossierCard({
      ...dossier,
      forms: dossier.forms.map((form) =>
        form.form.id === 'complement-question' ? { ...form, rejected: wrong } : form,
      ),
    }),
    sollicitation: sollicitationCard({ ...summary, sollicitation: { ...waiting, message: words.texte }, refus }),
    'sollicitation-accepted': sollicitationCard({ ...summary, sollicitation: accepted }),
    echange: echangeCard({
      demande,
      niveau: 'CE1, CE2',
      reponse: { ...reponseOf(words, demande.demandeur, 1), etat: 'proposee' },
      refus: shortForm(words, 'refus-echange', 'decliner_echange', 'Je ne peux pas'),
    }),
    'echange-accepted': echangeCard({
      demande: { ...demande, etat: 'seconde_intention' },
      niveau: 'CE1, CE2',
      reponse: {
        ...reponseOf(words, demande.demandeur, 1),
        etat: 'proposee',
        collegue: { membreId: 'm1', nom: words.nom, etat: 'accepte' },
      },
    }),
    intervention: interventionCard(intervention),
    'intervention-2': interventionCard({ ...intervention, page: 99 }),
  };
}

function weekCases(words: CardWords): { [name: string]: CardMessage } {
  const demande = demandeOf(words);
  const depuis = '2026-10-05T08:00:00.000Z';
  const times = { depuis, limite: '2026-10-12', premierRappel: '2026-10-13' };
  const reponse = { etape: 'reponse' as const, qui: 'membre' as const, membreId: 'm1', ...times };
  const toRead = { ...demande, id: DEMANDE_ID.replace('0190', '0191'), numero: '2026-0043', etat: 'envoyee' as const };
  const dossiers: MonDossier[] = [
    { demande, attente: reponse, temps: 'en_retard' },
    { demande: toRead, temps: 'en_cours' },
  ];
  return {
    semaine: weekCard({
      ouvertes: 4,
      recues: [toRead],
      aLire: [toRead],
      reponsesAttendues: [{ demande, attente: reponse }],
      enCours: [
        { etat: 'en_analyse', nombre: 2 },
        { etat: 'premiere_intention', nombre: 1 },
      ],
      enRetard: [{ demande, attente: reponse }],
    }),
    dossiers: dossiersCard(dossiers)!,
  };
}

/** The cards that turn pages, by page. */
export function pagedCards(words: CardWords): { [name: string]: (page: number) => CardMessage } {
  const demande = demandeOf(words);
  const lines = describeAnswers(annexe1, demande.annexe, contextOf(words));
  const historique = moments(words);
  const sections = [annexeSection(lines)];
  return {
    dossier: (page) => dossierCard({ demande, now: NOW, lines, historique, forms: analystForms(words), page }),
    intervention: (page) =>
      interventionCard({ demande, now: NOW, membreId: 'm0', lines, forms: memberForms(words), page }),
    suivi: (page) =>
      suiviCard({ demande, etatEnClair: words.ligne, historique, sections, ...demandeurWays(words), page }),
    resume: (page) => resumeCard({ form: annexe1, lines, saisieId: SAISIE_ID, warnings: [words.ligne], page }),
  };
}

/** What is done about a first intention, by a member. */
function memberForms(words: CardWords): CardForm[] {
  return [
    {
      ...shortForm(words, 'prise-attache', 'noter_prise_attache', 'Noter la prise d’attache'),
      answers: { partage: 'pole' },
    },
    {
      ...shortForm(words, 'intervention', 'noter_intervention', 'Noter une intervention'),
      answers: { partage: 'pole' },
    },
    { ...shortForm(words, 'rendez-vous', 'proposer_dates', 'Proposer des dates'), answers: { duree: '60' } },
    shortForm(words, 'message-demandeur', 'ecrire_demandeur', 'Écrire au demandeur'),
    shortForm(words, 'annulation-rendez-vous', 'annuler_rendez_vous', 'Annuler un rendez-vous'),
  ];
}

/** The same, by the demandeur. */
function demandeurWays(words: CardWords) {
  return {
    dates: dateChoices(demandeOf(words), NOW),
    forms: [
      shortForm(words, 'message-pole', 'ecrire_pole', 'Écrire au pôle'),
      shortForm(words, 'annulation-rendez-vous', 'annuler_rendez_vous', 'Annuler un rendez-vous'),
    ],
  };
}

function analystForms(words: CardWords): CardForm[] {
  return [
    shortForm(words, 'qualification', 'qualifier', 'Nommer la problématique'),
    shortForm(words, 'complement-question', 'demander_complement', 'Demander un complément'),
    shortForm(words, 'sollicitation', 'solliciter', 'Solliciter des membres'),
    shortForm(words, 'reorientation', 'reorienter', 'Réorienter'),
  ];
}
