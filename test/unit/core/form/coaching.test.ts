import assert from 'node:assert/strict';
import { coach } from '../../../../src/core/form/coaching.ts';

const KNOWN = ['Martin Léa', 'Claire Durand'];

function hint(text: string): string {
  const said = coach(text, KNOWN);
  if (said === undefined) return 'none';
  return [said.includes('diagnostic') ? 'facts' : '', said.includes('sa mère') ? 'person' : '']
    .filter(Boolean)
    .join('+');
}

describe('coaching for facts', () => {
  const facts = [
    'Elle est dyslexique.',
    'Une DYSLEXIE sévère',
    'dyspraxie visuo-spatiale',
    'Il a des troubles dys',
    'TDAH diagnostiqué',
    'suspicion de TDA/H',
    'Élève autiste',
    'Il a un TSA',
    'trisomie 21',
    'une psychose infantile',
    'sa maman est bipolaire',
    'Il a été diagnostiqué en juin',
    'Un diagnostic est posé',
    'QI 72',
    'un QI de 72',
    'Il prend de la Ritaline le matin',
    'trouble du spectre de l’autisme',
    'trouble de l’attention',
    'un enfant hyperactif',
    'déficience intellectuelle',
    'Elle est épileptique',
  ];
  for (const text of facts) it(`reminds to stay factual for « ${text} »`, () => assert.equal(hint(text), 'facts'));

  const persons = [
    'Il se bat avec la famille Dupont.',
    'Je pense que M. Petit ne suit pas les devoirs.',
    'Mme Bernard refuse de venir.',
    'Madame Bernard refuse de venir.',
    'Il a peur des garçons, surtout les Lefebvre.',
    'Il frappe souvent Kevin Dubois à la récréation.',
  ];
  for (const text of persons)
    it(`suggests not to name the person in « ${text} »`, () => assert.equal(hint(text), 'person'));

  const quiet = [
    'Il ne fait pas attention et se lève souvent.',
    'Le dispositif ULIS de l’école l’accueille.',
    'Il a des difficultés en lecture, il confond les sons.',
    'Les évaluations diagnostiques de septembre montrent un écart.',
    'La cellule TSA a été contactée.',
    'Le psychologue scolaire l’a rencontré.',
    'L’équipe se concerta en octobre.',
    'Troubles du comportement : cris, fuites.',
    'Léa se lève. Martin Léa ne parle pas.',
    'Mme Martin est venue deux fois.',
    'Claire Durand a proposé un tutorat.',
    'J’ai rencontré Mme Bernard, psychologue scolaire.',
    'La directrice, Mme Bernard, est informée.',
    'Elle vient de l’école Jules Ferry de Rouen.',
    'Il habite rue Jean Jaurès.',
    'Elle va au CMPP Saint-Exupéry.',
    'Les élèves de CE1 lisent. Les CP aussi.',
    'Les Anglais et les Français',
    'Ses parents sont informés.',
    'Une dysharmonie des rythmes',
    'Il dit non systématiquement',
    '',
    '👍',
  ];
  for (const text of quiet) it(`stays quiet for « ${text} »`, () => assert.equal(hint(text), 'none'));

  it('gives both hints when both are called for', () => {
    assert.equal(hint('Mme Bernard dit qu’il est dyslexique.'), 'facts+person');
  });

  it('reads 4,000 characters within milliseconds', () => {
    const text = 'Les Aaaa de la famille Bbbb et M. '.repeat(120);
    const begun = performance.now();
    coach(text, KNOWN);
    assert.ok(performance.now() - begun < 200);
  });
});
