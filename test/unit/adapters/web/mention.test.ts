import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { spokenToBot } from '../../../../src/adapters/web/mention.ts';

describe('spokenToBot', () => {
  it('gives what was said without the mention, wherever it stands', () => {
    assert.equal(spokenToBot('@bot canal d’analyse'), 'canal d’analyse');
    assert.equal(spokenToBot('@Bot, aide'), 'aide');
    assert.equal(spokenToBot('aide @bot'), 'aide');
    assert.equal(spokenToBot('@bot'), '');
  });

  it('hears nothing of what was not said to the bot', () => {
    for (const text of ['aide', 'moi@bot.example', '@botanique', 'robot', ''])
      assert.equal(spokenToBot(text), undefined);
  });
});
