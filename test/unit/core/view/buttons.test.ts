import assert from 'node:assert/strict';
import { action, actionData, buttonRows } from '../../../../src/core/view/buttons.ts';
import type { CardData } from '../../../../src/core/view/message.ts';

describe('buttons', () => {
  it('carry what the action says, numbers as numbers, and leave out what is absent', () => {
    assert.deepEqual(actionData(action('accepter', { demandeId: 'd', version: 3, field: undefined })), {
      v: 1,
      action: 'accepter',
      demandeId: 'd',
      version: 3,
    });
  });

  it('stand side by side when a phone is wide enough for them, and one under another otherwise', () => {
    const titles = (names: string[]) =>
      buttonRows(names.map((title) => ({ title, action: action('aide') }))).map((row) =>
        (row.buttons as CardData[]).map((button) => button.title),
      );
    assert.deepEqual(titles(['Oui', 'Non']), [['Oui', 'Non']]);
    assert.deepEqual(titles(['Demander un complément', 'Réorienter']), [['Demander un complément'], ['Réorienter']]);
    assert.deepEqual(titles([]), []);
  });
});
