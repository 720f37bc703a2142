import assert from 'node:assert/strict';
import { OUI_EN_COURS_NON, OUI_NON } from '../../../../src/core/form/choice-words.ts';
import { NIVEAUX } from '../../../../src/core/form/niveau.ts';
import { type Matched, matchChoice, matchChoices } from '../../../../src/core/form/parse-choice.ts';
import type { Choice } from '../../../../src/core/form/types.ts';

function shown(matched: Matched): string {
  if ('found' in matched) return matched.found.map((choice) => choice.value).join(' ');
  return 'ambiguous' in matched ? `? ${matched.ambiguous.map((choice) => choice.value).join(' ')}` : '-';
}

const MEMBRES: Choice[] = [
  { value: 'id-1', label: 'Claire Durand, psychologue scolaire' },
  { value: 'id-2', label: 'Paul Lemoine, conseiller pédagogique' },
  { value: 'id-3', label: 'Nadia Durand, enseignante spécialisée' },
];

describe('a choice out of what was typed', () => {
  const yesNo: [string, string][] = [
    ...[
      'oui',
      'Oui',
      'OUI !',
      'o',
      'ouais',
      'bien sûr',
      'oui bien sûr',
      'd’accord',
      'tout à fait',
      'yes',
      '1',
      '1.',
    ].map((text): [string, string] => [text, 'oui']),
    ...['non', 'Non.', 'n', 'nan', 'pas du tout', 'non merci', 'aucune', 'pas encore', '2', '2)', 'n° 2', '２'].map(
      (text): [string, string] => [text, 'non'],
    ),
    ...['peut-être', '3', 'oui et non', 'CE1', 'non je ne sais pas', 'ouistiti'].map((text): [string, string] => [
      text,
      text === 'oui et non' ? '? oui non' : '-',
    ]),
  ];
  for (const [text, expected] of yesNo) {
    it(`reads « ${text} » as ${expected}`, () => assert.equal(shown(matchChoice(text, OUI_NON)), expected));
  }

  it('takes an answer at the beginning of a sentence, unless the rest names another', () => {
    assert.equal(shown(matchChoice('Non, à ma connaissance rien de tel n’est fait', OUI_EN_COURS_NON)), 'non');
    assert.equal(shown(matchChoice('oui. Depuis mars', OUI_NON)), 'oui');
    assert.equal(shown(matchChoice('non, mais il est en cours de signature', OUI_EN_COURS_NON)), '? non en_cours');
    assert.equal(shown(matchChoice('bof, oui', OUI_NON)), '-');
  });

  it('knows « en cours » between oui and non', () => {
    assert.equal(shown(matchChoice('c’est en cours', OUI_EN_COURS_NON)), 'en_cours');
    assert.equal(shown(matchChoice('en préparation', OUI_EN_COURS_NON)), 'en_cours');
    assert.equal(shown(matchChoice('3', OUI_EN_COURS_NON)), 'non');
  });

  const members: [string, string][] = [
    ['id-2', 'id-2'],
    ['claire', 'id-1'],
    ['lemoine', 'id-2'],
    ['Durand', '? id-1 id-3'],
    ['Nadia Durand', 'id-3'],
    ['psychologue', 'id-1'],
    ['Dupont', '-'],
    ['4', '-'],
  ];
  for (const [text, expected] of members) {
    it(`finds « ${text} » among members as ${expected}`, () =>
      assert.equal(shown(matchChoice(text, MEMBRES)), expected));
  }
});

describe('several choices out of what was typed', () => {
  const niveaux: [string, string][] = [
    ['CE1', 'CE1'],
    ['ce 1', 'CE1'],
    ['CE1 et CE2', 'CE1 CE2'],
    ['CE1, CE2', 'CE1 CE2'],
    ['CE1/CE2', 'CE1 CE2'],
    ['CE1-CE2', 'CE1 CE2'],
    ['ce1 ce2', 'CE1 CE2'],
    ['CE1 & CE2', 'CE1 CE2'],
    ['ce2+ce1', 'CE1 CE2'],
    ['CE2 puis', '-'],
    ['une classe de CE1', 'CE1'],
    ['double niveau CP CE1', 'CP CE1'],
    ['petite section', 'PS'],
    ['Toute petite section', 'TPS'],
    ['toute petite et petite section', 'TPS PS'],
    ['moyenne et grande section', 'MS GS'],
    ['maternelle petite section', 'PS'],
    ['grande section de maternelle', 'GS'],
    ['maternelle', '? TPS PS MS GS'],
    ['en maternelle', '? TPS PS MS GS'],
    ['cours préparatoire', 'CP'],
    ['cours élémentaire 1', 'CE1'],
    ['cours élémentaire deuxième année', 'CE2'],
    ['cours élémentaire', '? CE1 CE2'],
    ['CE', '? CE1 CE2'],
    ['CM', '? CM1 CM2'],
    ['cours moyen 2', 'CM2'],
    ['ulis', 'ULIS'],
    ['UPE2A', 'UPE2A'],
    ['upe 2a', 'UPE2A'],
    ['regroupement RASED', 'RASED'],
    ['multi-niveaux', 'MULTI'],
    ['1', 'TPS'],
    ['6, 7', 'CE1 CE2'],
    ['14', '-'],
    ['6ème', '-'],
    ['CE3', '-'],
    ['12/03/2016', '-'],
    ['x'.repeat(100_000), '-'],
  ];
  for (const [text, expected] of niveaux) {
    it(`reads the niveau « ${text.slice(0, 40)} » as ${expected}`, () =>
      assert.equal(shown(matchChoices(text, NIVEAUX)), expected));
  }

  it('reads labels that hold a comma or « et »', () => {
    const choices = [
      { value: 'a', label: 'Langage oral et écrit' },
      { value: 'b', label: 'Calme, attention' },
    ];
    assert.equal(shown(matchChoices('Langage oral et écrit et calme, attention', choices)), 'a b');
    assert.equal(shown(matchChoices('langage, calme', choices)), 'a b');
  });
});

describe('a list of values from a card', () => {
  it('is taken whole, however long', () => {
    const choices = Array.from({ length: 30 }, (_, i) => ({
      value: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
      label: `Membre ${i}`,
    }));
    const matched = matchChoices(choices.map(({ value }) => value).join(','), choices);
    assert.ok(matched && 'found' in matched);
    assert.equal(matched.found.length, 30);
  });
});
