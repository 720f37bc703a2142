import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { wordsToBot } from '../../../../src/adapters/tchap/inbound/addressed.ts';
import { memberPayload } from '../../../../src/adapters/tchap/inbound/members.ts';
import { readMessage } from '../../../../src/adapters/tchap/inbound/read-message.ts';
import { createGate } from '../../../../src/adapters/tchap/people.ts';
import { readRawEvent } from '../../../../src/adapters/tchap/sync/raw-event.ts';

const read = (content: object, type = 'm.room.message') => readMessage(type, { ...content }, {});

describe('a Matrix message, read', () => {
  it('gives the words of a text and of an emote, and of nothing that a bot says', () => {
    for (const msgtype of ['m.text', 'm.emote']) assert.equal(read({ msgtype, body: 'oui' })?.text, 'oui');
    assert.equal(read({ msgtype: 'm.notice', body: 'oui' }), undefined);
    assert.equal(read({ msgtype: 'm.key.verification.request', body: 'oui' }), undefined);
    assert.equal(read({ msgtype: 'm.text' }), undefined);
    assert.equal(read({ body: 'oui' }), undefined);
    assert.equal(read({ msgtype: 'm.text', body: 'oui' }, 'm.room.topic'), undefined);
  });

  it('leaves out the quotation that a client puts before an answer, and nothing else', () => {
    const relation = { 'm.in_reply_to': { event_id: '$q' } };
    const answer = { msgtype: 'm.text', body: '> <@bot:x> Quelle classe ?\n> (1/3)\n\nCE1\n> vraiment' };
    const quoted = read({ ...answer, 'm.relates_to': relation });
    assert.deepEqual([quoted?.text, quoted?.relation.answers], ['CE1\n> vraiment', '$q']);
    assert.equal(read(answer)?.text, answer.body);
    assert.equal(read({ msgtype: 'm.text', body: 'CE1', 'm.relates_to': relation })?.text, 'CE1');
  });

  it('names the thread as what is answered, unless a message of it is', () => {
    const thread = { rel_type: 'm.thread', event_id: '$racine', 'm.in_reply_to': { event_id: '$dernier' } };
    const answers = (relation: object) =>
      read({ msgtype: 'm.text', body: 'x', 'm.relates_to': relation })?.relation.answers;
    assert.equal(answers({ ...thread, is_falling_back: true }), '$racine');
    assert.equal(answers(thread), '$dernier');
  });

  it('finds the relation of an encrypted message on its envelope', () => {
    const envelope = { 'm.relates_to': { rel_type: 'm.replace', event_id: '$x' } };
    const content = { msgtype: 'm.text', body: '* y', 'm.new_content': { msgtype: 'm.text', body: 'y' } };
    const message = readMessage('m.room.message', content, envelope);
    assert.deepEqual([message?.text, message?.relation.replaces], ['y', '$x']);
    assert.equal(readMessage('m.room.message', { msgtype: 'm.text', body: '* y' }, envelope), undefined);
  });

  it('names what is sent without words: a sticker, a poll, a call, a place, what no client sends yet', () => {
    const kinds: [type: string, content: object, kind: string][] = [
      ['m.sticker', { body: 'x', url: 'mxc://x/y' }, 'image'],
      ['m.poll.start', { 'm.poll': {} }, 'other'],
      ['org.matrix.msc3381.poll.start', {}, 'other'],
      ['m.call.invite', { offer: {} }, 'other'],
      ['org.matrix.msc4075.rtc.notification', {}, 'other'],
      ['m.room.message', { msgtype: 'm.location', body: 'ici', geo_uri: 'geo:1,2' }, 'other'],
      ['m.room.message', { msgtype: 'm.audio', body: 'voix.ogg', 'org.matrix.msc3245.voice': {} }, 'audio'],
      ['m.room.message', { msgtype: 'fr.nouveau', body: 'x' }, 'other'],
    ];
    for (const [type, content, kind] of kinds) {
      const message = read(content, type);
      assert.deepEqual([message?.text, message?.attachments], ['', [kind]], type);
    }
    assert.equal(read({ reason: 'user_hangup' }, 'm.call.hangup'), undefined);
  });

  it('keeps a caption beside its file', () => {
    const image = { msgtype: 'm.image', body: 'voici', filename: 'a.jpg' };
    assert.deepEqual([read(image)?.text, read(image)?.attachments], ['voici', ['image']]);
    assert.equal(read({ msgtype: 'm.image', body: 'a.jpg', filename: 'a.jpg' })?.text, '');
    assert.equal(read({ msgtype: 'm.image', body: 'a.jpg' })?.text, '');
  });

  it('never throws, and gives only what a database can hold, for any content at all', () => {
    fc.assert(
      fc.property(fc.string(), fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (type, content, body) => {
        for (const msgtype of ['m.text', 'm.image', body]) {
          const message = readMessage(
            type === '' ? 'm.room.message' : type,
            { ...content, msgtype, body } as never,
            content,
          );
          assert.equal(/\0|\p{Surrogate}/u.test(message?.text ?? ''), false);
        }
      }),
    );
  });
});

describe('an event as a homeserver gives it', () => {
  const event = { event_id: '$a', type: 'm.room.message', sender: '@ana:hs.test', content: { body: 'x' } };

  it('is read when it has the shape of one', () => {
    assert.equal(readRawEvent(event)?.sender, '@ana:hs.test');
    assert.equal(readRawEvent({ ...event, state_key: '' })?.stateKey, '');
    assert.equal(readRawEvent({ ...event, content: { redacts: '$b' } })?.redacts, '$b');
  });

  it('is nothing when any of it is of another kind', () => {
    const others = [undefined, null, 5, '', [], 'x'.repeat(300)];
    const changed = Object.keys(event).flatMap((key) => others.map((value) => ({ ...event, [key]: value })));
    const wrong: unknown[] = [
      null,
      [],
      'x',
      4,
      {},
      { ...event, sender: 'ana' },
      { ...event, event_id: 'a' },
      ...changed,
    ];
    for (const value of wrong) assert.equal(readRawEvent(value), undefined, JSON.stringify(value));
  });

  it('never throws for any value', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void readRawEvent(value)));
  });
});

describe('who is heard', () => {
  it('is a person of an allowed homeserver, never a guest', () => {
    const gate = createGate(['agent.exemple.fr', 'HS.test']);
    assert.equal(gate.admits('@ana:agent.exemple.fr'), true);
    assert.equal(gate.admits('@ana:hs.TEST'), true);
    for (const id of ['@ana:exemple.fr', '@ana:agent.exemple.fr:8448', '@123:hs.test', '@ana', '@ana:x:hs.test']) {
      assert.equal(gate.admits(id), false, id);
    }
  });

  it('is whoever calls the bot, in a room that others share', () => {
    const words = (text: string, mentions: string[] = []) =>
      wordsToBot(
        { text, attachments: [], relation: { fallback: false }, mentions },
        '@pole:hs.test',
        'Pôle ressources',
      );
    assert.equal(words('!pole canal d’analyse'), 'canal d’analyse');
    assert.equal(words('!Pôle : aide'), 'aide');
    assert.equal(words('pôle ressources, aide'), 'aide');
    assert.equal(words('@pole:hs.test: aide'), 'aide');
    assert.equal(words('aide', ['@pole:hs.test']), 'aide');
    assert.equal(words('aide', ['@autre:hs.test']), undefined);
    assert.equal(words('!polenta'), undefined);
  });
});

describe('a change of membership', () => {
  const change = (membership: string, before?: string) =>
    memberPayload({
      ...readRawEvent({ event_id: '$a', type: 'm.room.member', sender: '@a:b', content: { membership } })!,
      stateKey: '@ana:hs.test',
      unsigned: before === undefined ? {} : { prev_content: { membership: before } },
    })?.kind;

  it('is a coming or a going only when it is one', () => {
    assert.equal(change('join', 'invite'), 'joined');
    assert.equal(change('join'), 'joined');
    assert.equal(change('join', 'join'), undefined, 'a change of name');
    assert.equal(change('leave', 'join'), 'left');
    assert.equal(change('ban', 'join'), 'left');
    assert.equal(change('leave', 'invite'), 'left', 'an invitation refused');
    assert.equal(change('leave', 'ban'), undefined, 'a ban that ends');
    assert.equal(change('invite'), undefined);
  });
});
