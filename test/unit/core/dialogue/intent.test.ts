import assert from 'node:assert/strict';
import { type Intent, parseIntent, parseInterruption } from '../../../../src/core/dialogue/intent.ts';
import { dialogueTexts, intentWords } from '../../../../src/core/texts.fr.ts';

/** The intent in short: its kind and what it is about. */
function inShort(intent: Intent | undefined): string {
  if (intent === undefined) return '-';
  switch (intent.kind) {
    case 'nouvelle':
      return ['nouvelle', intent.cas].filter(Boolean).join(' ');
    case 'corriger':
      return `corriger ${intent.target}`.trim();
    case 'dossier':
      return [intent.mot, intent.annee, intent.rang].filter((part) => part !== undefined).join(' ');
    case 'chercher':
      return `chercher ${intent.mots}`.trim();
    case 'canal_analyse':
      return `canal_analyse ${intent.code}`.trim();
    case 'question':
      return `question ${dialogueTexts.questions.findIndex(({ reponse }) => reponse === intent.answer)}`;
    default:
      return intent.kind;
  }
}

const TABLE: [typed: string, intent: string][] = [
  ['bonjour', 'bonjour'],
  ['Bonjour !', 'bonjour'],
  ['  BONSOIR  ', 'bonjour'],
  ['Aide', 'aide'],
  ['/aide', 'aide'],
  ['!aide', 'aide'],
  ['?', 'aide'],
  ['À l’aide', 'nouvelle'],
  ['aidez-moi', 'aide'],
  ['Retour', 'retour'],
  ['Question précédente', 'retour'],
  ['en arrière', 'retour'],
  ['recommencer', 'recommencer'],
  ['Repartir de zéro.', 'recommencer'],
  ['annuler', 'annuler'],
  ['STOP', 'annuler'],
  ['Où en suis-je ?', 'ou_en_suis_je'],
  ['ou en suis je', 'ou_en_suis_je'],
  ['récapitulatif', 'ou_en_suis_je'],
  ['mes demandes', 'mes_demandes'],
  ['Mes  demandes.', 'mes_demandes'],
  ['envoyer', 'envoyer'],
  ['Envoyer la demande', 'envoyer'],
  ['passer', 'passer'],
  ['Je ne sais pas', 'passer'],
  ['tout passer', 'passer_optionnel'],
  ['continuer', 'continuer'],
  ['C’est tout.', 'continuer'],
  ["c'est tout", 'continuer'],
  ['ok', 'continuer'],
  ['Remplir en une fois', 'remplir_carte'],
  ['reprendre', 'reprendre'],
  ['Merci !', 'merci'],

  ['Nouvelle demande', 'nouvelle'],
  ['je voudrais de l’aide pour un élève', 'nouvelle eleve'],
  ["J'ai besoin d'aide pour un enfant de ma classe", 'nouvelle eleve'],
  ['Je voudrais un accompagnement pour notre équipe', 'nouvelle equipe'],
  ['demande pour ma classe', 'nouvelle equipe'],
  ['je voudrais faire une demande', 'nouvelle'],

  ['corriger la classe', 'corriger classe'],
  ['Corriger l’école', 'corriger ecole'],
  ['modifier ma date de naissance', 'corriger date de naissance'],
  ['changer le nom', 'corriger nom'],
  ['corriger', 'corriger'],

  ['Mes dossiers', 'mes_dossiers'],
  ['mes dossiers svp', 'mes_dossiers'],
  ['MES DOSSIERS, s’il vous plaît', 'mes_dossiers'],
  ['Bonjour, montre-moi mes dossiers', 'mes_dossiers'],
  ['je voudrais voir mes dossiers', 'mes_dossiers'],
  ['/mes dossiers', 'mes_dossiers'],
  ['voir mes demandes', 'mes_demandes'],
  ['Pouvez-vous afficher mes demandes ?', 'mes_demandes'],

  ['dossier 2026-0042', 'dossier 2026 42'],
  ['Dossier n° 2026-0042', 'dossier 2026 42'],
  ['dossier nº42', 'dossier 42'],
  ['dossier numéro 42 svp', 'dossier 42'],
  ['ouvre le dossier 42', 'dossier 42'],
  ['Ouvrez-moi le dossier 2026/0042', 'dossier 2026 42'],
  ['je voudrais voir le dossier 2026 42', 'dossier 2026 42'],
  ['intervention 42', 'dossier 42'],
  ['demande 2026-42', 'demande 2026 42'],
  ['la demande 20260042', 'demande 2026 42'],
  ['ma demande n° 7', 'demande 7'],
  ['où en est ma demande 2026-0042 ?', 'demande 2026 42'],
  ['Où en est la demande 42', 'demande 42'],
  ['suivi de ma demande 42', 'demande 42'],
  ['suivre la demande 42', 'demande 42'],

  ['cherche Jean-Moulin', 'chercher Jean-Moulin'],
  ['rechercher dyslexie', 'chercher dyslexie'],
  ['Recherche : École Jules-Ferry CE1', 'chercher École Jules-Ferry CE1'],
  ['/chercher 2026-0042', 'chercher 2026-0042'],
  ['pouvez-vous chercher Rouen ?', 'chercher Rouen ?'],
  ['retrouve-moi Léa Martin', 'chercher Léa Martin'],
  ['chercher', 'chercher'],
  ['Cherche de l’aide pour un élève', 'nouvelle eleve'],
  ['je cherche un accompagnement pour l’équipe', 'nouvelle equipe'],

  ['canal d’analyse', 'canal_analyse'],
  ["Canal d'analyse", 'canal_analyse'],
  ['canal d analyse ROUEN-NORD', 'canal_analyse rouen nord'],

  ['Qui va lire ma demande ?', 'question 0'],
  ['qui verra ça ?', 'question 0'],
  ['Combien de temps avant une réponse ?', 'question 1'],
  ['C’est quoi le pôle ?', 'question 2'],
  ['Faut-il prévenir les parents ?', 'question 3'],
  ['Dois-je préciser le handicap ?', 'question 4'],
  ['Puis-je modifier après l’envoi ?', 'question 5'],
  ['Où vont les données ?', 'question 6'],
  ['Quel temps fait-il ?', 'question -1'],

  ['Léa Martin', '-'],
  ['12 mars 2018', '-'],
  ['blablabla', '-'],
  ['dossier MDPH en cours', '-'],
  ['Le dossier 42 est chez le médecin', '-'],
  ['2 dossiers', '-'],
  ['dossier du 12/03/2026', '-'],
  ['Mes dossiers sont en retard', '-'],
  ['👍', '-'],
  ['', '-'],
];

describe('what a typed message asks for', () => {
  for (const [typed, intent] of TABLE) {
    it(`« ${typed} » is ${intent === '-' ? 'no command' : intent}`, () => {
      assert.equal(inShort(parseIntent(typed)), intent);
    });
  }

  it('is found in every form that is listed, with accents, capitals and a full stop', () => {
    for (const [kind, forms] of Object.entries(intentWords.exact)) {
      for (const form of forms) {
        assert.equal(parseIntent(form)?.kind, kind, form);
        if (form !== '?') assert.equal(parseIntent(`${form.toUpperCase()}.`)?.kind, kind, form);
      }
    }
  });

  it('has one meaning for each form', () => {
    const forms = Object.values(intentWords.exact).flat();
    assert.deepEqual(forms.length, new Set(forms).size);
  });

  it('is nothing in a long text, whatever words it holds', () => {
    const long = 'Bonjour, il refuse de passer au tableau et demande de l’aide sans arrêt. ';
    assert.equal(parseIntent(long.repeat(3)), undefined);
    assert.equal(parseIntent(`aide ${'x'.repeat(80)}`), undefined);
    assert.equal(parseIntent(`${'annuler '.repeat(30)}?`), undefined);
  });

  it('has an answer to every question that is known', () => {
    for (const { mots, reponse } of dialogueTexts.questions) {
      const asked = `Est-ce que ${mots.map((group) => group[0]).join(' ')} ?`;
      assert.deepEqual(parseIntent(asked), { kind: 'question', answer: reponse }, asked);
    }
  });
});

describe('what interrupts a free text', () => {
  for (const [typed, intent] of [
    ['continuer', 'continuer'],
    ['Où en suis-je ?', 'ou_en_suis_je'],
    ['corriger la classe', 'corriger classe'],
    ['Qui va lire ma demande ?', 'question 0'],
    ['mes dossiers', 'mes_dossiers'],
    ['Dossier 2026-0042 svp', 'dossier 2026 42'],
    ['où en est ma demande 42 ?', 'demande 42'],
    ['chercher : lecture', 'chercher lecture'],
    // Words of an observation, although alone they would begin a demande or be a question.
    ['Il demande de l’aide à ses camarades', '-'],
    ['Besoin d’un accompagnement pour lire', '-'],
    ['Pourquoi refuse-t-il d’écrire ?', '-'],
    ['Elle ne sait pas où s’asseoir', '-'],
    ['dossier MDPH en cours', '-'],
    ['Demande 3 fois par jour à sortir', '-'],
    ['je cherche une solution pour la cantine', '-'],
    ['Cherche ses mots', '-'],
    ['Chercher une AESH', '-'],
    ['Recherche l’adulte en permanence', '-'],
    ['Trouve toujours une excuse', '-'],
  ] as const) {
    it(`« ${typed} » is ${intent === '-' ? 'kept as text' : intent}`, () => {
      assert.equal(inShort(parseInterruption(typed, true)), intent);
    });
  }

  it('may be a search where no text of their own is asked', () => {
    assert.equal(inShort(parseInterruption('chercher Jean-Moulin')), 'chercher Jean-Moulin');
  });
});
