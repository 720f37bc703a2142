import assert from 'node:assert/strict';
import { MAIN_WAY, MOVES, placeOnWay } from '../../../../src/core/demande/main-way.ts';
import { transitionFor } from '../../../../src/core/demande/transitions.ts';
import { wayDrawing } from '../../../../src/core/view/way-drawing.ts';
import { wayShown } from '../../../../src/core/view/way-picture.ts';
import { SENT_ETATS, wayInWords, waySteps } from '../../../../src/core/view/way-steps.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the main way', () => {
  it('goes from each state to the next by a move of the transition table', () => {
    for (const [index, etat] of MAIN_WAY.slice(0, -1).entries()) {
      const next = MAIN_WAY[index + 1];
      assert(
        MOVES.some(({ from, to }) => from === etat && to === next),
        `${etat} to ${next}`,
      );
    }
    for (const { from, action, to } of MOVES) assert(transitionFor(from, action)?.to.includes(to));
  });

  it('has a place for every state', () => {
    assert.equal(placeOnWay('complement_demande'), 'en_analyse');
    assert.equal(placeOnWay('retiree'), 'envoyee');
    assert.equal(placeOnWay('reorientee'), 'en_analyse');
    assert.equal(placeOnWay('bilan'), 'bilan');
  });
});

describe('where a demande is on its way', () => {
  it('is one step, what is before done and what is after to come', () => {
    for (const etat of SENT_ETATS) {
      const order = waySteps(etat).map(({ is }) => ({ done: 0, current: 1, stopped: 1, 'to come': 2 })[is]);
      assert.deepEqual(order, order.toSorted(), etat);
      assert.equal(order.filter((one) => one === 1).length, 1, etat);
    }
    const labels = waySteps('envoyee').map(({ label }) => label);
    assert.equal(
      labels.join(' > '),
      'Envoyée > Lue > Analyse > Membres > 1re intention > 2de intention > Bilan > Terminée',
    );
  });

  it('is said in words', () => {
    assert.equal(
      plain(wayInWords('membres_sollicites')),
      'Étape 4 sur 8 : membres. Déjà franchies : envoyée, lue, analyse. À venir : 1re intention, 2de intention, bilan, terminée.',
    );
    assert.match(plain(wayInWords('close')), /^Étape 8 sur 8 : terminée\. Déjà franchies : [^À]*$/);
    assert.match(
      plain(wayInWords('reorientee')),
      /^Arrêtée à l’étape 3 sur 8 : analyse\. Déjà franchies : envoyée, lue\.$/,
    );
  });

  it('is a drawing with its words in it, marked in one place, by more than a colour', () => {
    for (const etat of SENT_ETATS) {
      const svg = wayDrawing(etat);
      assert(svg.includes(`<desc id="d">${wayInWords(etat)}</desc>`), etat);
      assert.equal(svg.match(/>(?:Vous êtes ici|Arrêtée ici)</g)?.length, 1, etat);
      assert.equal(svg.match(/font-weight="700"/g)?.length, etat.endsWith('intention') ? 3 : 2, etat);
    }
  });

  it('is a picture where the channel shows them, words elsewhere, nothing for a draft', () => {
    const base = 'https://pole.example/annexe-2';
    assert.equal(wayShown('bilan', { base, type: 'png' })?.url, `${base}/bilan.png`);
    assert.deepEqual(wayShown('bilan', undefined), { words: wayInWords('bilan') });
    assert.equal(wayShown('brouillon', undefined), undefined);
  });
});
