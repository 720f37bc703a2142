import assert from 'node:assert/strict';
import { mesDemandesCard } from '../../../../src/core/view/mes-demandes-card.ts';
import type { CardData } from '../../../../src/core/view/message.ts';

const demande = (index: number) => ({
  demandeId: `d${index}`,
  numero: `2026-${index}`,
  ecole: 'École',
  etat: 'Lue',
  depuis: 'hier',
});

describe('the list of a person’s demandes', () => {
  it('says so when there is none, and offers to begin', () => {
    const { data } = mesDemandesCard([], []).card;
    assert.equal((data.empties as CardData[]).length, 1);
    assert.match(JSON.stringify(data.rows), /nouvelle_demande/);
  });

  it('shows every demande and every draft once over its pages', () => {
    const drafts = Array.from({ length: 5 }, (_, i) => ({ saisieId: `s${i}`, titre: 'Élève', modifie: 'hier' }));
    const demandes = Array.from({ length: 14 }, (_, i) => demande(i));
    const seen = [1, 2, 3].flatMap((page) =>
      [
        ...JSON.stringify(mesDemandesCard(demandes, drafts, { page }).card.data).matchAll(
          /"(?:demandeId|saisieId)":"(\w+)"/g,
        ),
      ].map(([, id]) => id),
    );
    assert.deepEqual(
      seen.toSorted(),
      [...demandes.map((d) => d.demandeId), ...drafts.map((d) => d.saisieId)].toSorted(),
    );
  });
});
