import assert from 'node:assert/strict';
import { convergences, type DemandeProche, windowStart } from '../../../../src/core/pole/convergence.ts';

const NOW = '2026-11-20T09:00:00.000Z';
const SEUIL = { jours: 90, ecoles: 3 };
let counter = 0;

function demande(uai: string, problematiques: string[], more: Partial<DemandeProche> = {}): DemandeProche {
  counter += 1;
  return {
    id: `d-${counter}`,
    numero: `2026-${counter}`,
    etat: 'en_analyse',
    ecole: { uai, nom: `École ${uai}`, commune: 'Bihorel' },
    problematiques,
    envoyeeLe: '2026-10-01T08:00:00.000Z',
    ...more,
  };
}

const found = (...demandes: DemandeProche[]) =>
  convergences(demandes, SEUIL, NOW).map(({ problematique, ecoles }) => `${problematique} ${ecoles}`);

describe('écoles that share a problématique', () => {
  it('are told from three on, most shared first', () => {
    const lecture = ['A', 'B', 'C', 'D'].map((uai) => demande(uai, ['Lecture', uai < 'D' ? 'Climat' : 'Oral']));
    assert.deepEqual(found(...lecture), ['Lecture 4', 'Climat 3']);
    assert.deepEqual(found(...lecture.slice(0, 2)), []);
  });

  it('count each école once', () => {
    assert.deepEqual(found(demande('A', ['Lecture']), demande('A', ['Lecture']), demande('B', ['Lecture'])), []);
  });

  it('count what is in the window, to its first instant, and has not ended', () => {
    const two = [demande('A', ['Lecture']), demande('B', ['Lecture'])];
    const start = windowStart(NOW, SEUIL);
    assert.equal(start, '2026-08-22T09:00:00.000Z');
    assert.deepEqual(found(...two, demande('C', ['Lecture'], { envoyeeLe: start })), ['Lecture 3']);
    assert.deepEqual(found(...two, demande('C', ['Lecture'], { envoyeeLe: '2026-08-22T08:59:59.999Z' })), []);
    for (const etat of ['close', 'retiree', 'reorientee'] as const) {
      assert.deepEqual(found(...two, demande('C', ['Lecture'], { etat })), [], etat);
    }
  });

  it('list their demandes, oldest first', () => {
    const late = demande('A', ['Lecture'], { envoyeeLe: '2026-11-01T08:00:00.000Z' });
    const early = demande('B', ['Lecture'], { envoyeeLe: '2026-09-01T08:00:00.000Z' });
    const [convergence] = convergences([late, early, demande('C', ['Lecture'])], SEUIL, NOW);
    assert.deepEqual(
      convergence?.demandes.map(({ ecole }) => ecole.uai),
      ['B', 'C', 'A'],
    );
  });
});
