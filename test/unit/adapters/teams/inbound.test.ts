import assert from 'node:assert/strict';
import { readActivity } from '../../../../src/adapters/teams/activity.ts';
import { toInbound } from '../../../../src/adapters/teams/inbound.ts';
import type { Inbound } from '../../../../src/app/ports/inbound.ts';
import { FakeActivities, type FakeActivity } from '../../../support/teams/fake-activities.ts';
import { FakeWorld } from '../../../support/teams/fake-world.ts';

const APP = 'app';
const world = new FakeWorld('tenant');
const ana = world.user('Ana Martin', 'ana@exemple.fr');
const luc = world.user('Luc Petit', 'luc@exemple.fr');
const chat = world.personal(ana);
const team = world.channel('Analyse', [ana, luc]);
const make = new FakeActivities('https://smba.example/teams/', APP);

function parse(activity: FakeActivity): Inbound | undefined {
  const read = readActivity(JSON.parse(JSON.stringify(activity)));
  assert.ok(read, 'the activity has the right shape');
  return toInbound(read, APP);
}
const payload = (activity: FakeActivity) => parse(activity)?.payload;
const textOf = (activity: FakeActivity) => {
  const found = payload(activity);
  return found?.kind === 'text' ? found.text : undefined;
};
const attachmentsOf = (attachments: object[]) => {
  const found = payload({ ...make.text(ana, chat, ''), attachments });
  return found?.kind === 'text' ? found.attachments : undefined;
};

describe('an activity of Teams, parsed', () => {
  it('tells who, where and what of a message', () => {
    const activity = make.text(ana, chat, 'bonjour');
    assert.deepEqual(parse(activity), {
      channel: 'teams',
      eventId: activity.id,
      actor: { externalId: ana.id, name: 'Ana Martin', aadObjectId: ana.aadObjectId },
      address: {
        channel: 'teams',
        conversationId: chat.id,
        kind: 'personal',
        tenant: 'tenant',
        opaque: {
          serviceUrl: 'https://smba.example/teams/',
          botId: '28:app',
          tenantId: 'tenant',
          userId: ana.id,
        },
      },
      payload: { kind: 'text', text: 'bonjour', attachments: [] },
    });
  });

  it('has one conversation for a channel, in whatever thread someone wrote', () => {
    const inThread = make.mention(ana, team, 'x');
    inThread.conversation.id += ';messageid=1700000000001';
    const { address } = parse(inThread)!;
    assert.equal(address.conversationId, team.id);
    assert.equal(address.kind, 'channel');
    assert.deepEqual(address.opaque, parse(make.mention(luc, team, 'y'))!.address.opaque);
  });

  it('takes a place of an unknown kind for a group, where nothing private is said', () => {
    const odd = make.text(ana, chat, 'x');
    odd.conversation = { id: '19:odd', conversationType: 'meeting' };
    assert.equal(parse(odd)!.address.kind, 'group');
  });

  it('takes the tenant from the conversation where the channel data has none', () => {
    const activity = { ...make.text(ana, chat, 'x'), channelData: undefined };
    assert.equal(parse(activity)!.address.tenant, 'tenant');
  });

  it('gives an event without id an id of its content', () => {
    const activity = { ...make.execute(ana, chat, { v: 1, action: 'aide' }), id: undefined };
    const other = { ...activity, replyToId: '5' };
    assert.equal(parse(activity)!.eventId, parse(activity)!.eventId);
    assert.notEqual(parse(activity)!.eventId, parse(other)!.eventId);
  });
});

describe('the text of a message', () => {
  it('is what was written after the mention of the bot', () => {
    assert.equal(textOf(make.mention(ana, team, 'canal d’analyse')), 'canal d’analyse');
  });

  it('keeps the mention of somebody else as their name', () => {
    const activity = make.mention(ana, team, '');
    const entities = [
      ...activity.entities,
      { type: 'mention', mentioned: { id: luc.id, name: 'Luc Petit' }, text: '<at>Luc Petit</at>' },
    ];
    const text = `${activity.text.trim()} demande pour <at>Luc Petit</at>`;
    assert.equal(textOf({ ...activity, text, entities }), 'demande pour Luc Petit');
  });

  it('keeps an <at> that a person typed', () => {
    assert.equal(textOf(make.text(ana, chat, '&lt;at&gt;tous&lt;/at&gt;')), '<at>tous</at>');
  });

  it('is decoded once only', () => {
    assert.equal(
      textOf(make.text(ana, chat, 'a &amp;lt; b &amp; c&nbsp;d &#233; &#x20AC; &quot;')),
      'a &lt; b & c d é € "',
    );
    assert.equal(textOf(make.text(ana, chat, 'AT&T; R&D &inconnu;')), 'AT&T; R&D &inconnu;');
  });

  it('loses only what no database can hold', () => {
    assert.equal(textOf(make.text(ana, chat, 'a\0b \ud83d c 😀')), 'ab \ufffd c 😀');
  });

  it('is no attachment in its HTML form; the others are told by their kind', () => {
    const file = (fileType: string) => ({
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      content: { fileType },
    });
    assert.deepEqual(attachmentsOf([{ contentType: 'text/html', content: '<p>x</p>' }]), []);
    assert.deepEqual(
      attachmentsOf([
        { contentType: 'image/*' },
        { contentType: 'audio/ogg' },
        { contentType: 'video/mp4' },
        { contentType: 'application/pdf' },
        file('jpg'),
        file('m4a'),
        file('mov'),
        file('docx'),
        { contentType: 'application/vnd.microsoft.card.adaptive' },
        {},
      ]),
      ['image', 'audio', 'video', 'file', 'image', 'audio', 'video', 'file', 'other', 'other'],
    );
  });
});

describe('a click on a card', () => {
  const data = {
    v: '1',
    action: 'repondre',
    saisieId: '0b7c2f5e-5a5f-4a53-9f0e-0d9c7d1c2a11',
    version: '3',
    demandeId: '',
    field: 'nom',
    value: '',
  };

  it('is an action with the values of the inputs, and the message that carried the card', () => {
    const inputs = { nom: 'Durand', present: 'true', niveaux: 'CP,CE1', age: 7, oui: true, liste: ['a', 'b'] };
    assert.deepEqual(payload(make.execute(ana, chat, { ...data, ...inputs }, '1700')), {
      kind: 'action',
      action: { v: 1, action: 'repondre', saisieId: '0b7c2f5e-5a5f-4a53-9f0e-0d9c7d1c2a11', version: 3, field: 'nom' },
      values: { nom: 'Durand', present: 'true', niveaux: 'CP,CE1', age: '7', oui: 'true', liste: 'a,b' },
      style: 'execute',
      remoteId: '1700',
    });
  });

  it('is the same from a client that knows Action.Submit only', () => {
    const found = payload(make.submit(ana, chat, { ...data, nom: 'Durand' }, '1700'));
    assert.equal(found?.kind === 'action' && found.style, 'submit');
    assert.deepEqual(found?.kind === 'action' && found.values, { nom: 'Durand' });
  });

  it('is a text when the person wrote one', () => {
    assert.equal(textOf({ ...make.submit(ana, chat, data), text: 'bonjour' }), 'bonjour');
  });

  const strangers: { [what: string]: unknown } = {
    'no data': undefined,
    'a list': [],
    'another version': { ...data, v: 2 },
    'no version': { action: 'aide' },
    'an unknown name': { ...data, action: 'effacer_tout' },
    'a name that every object has': { v: 1, action: 'constructor' },
    'a name that is a list': { v: 1, action: ['aide'] },
    'an id that is an object': { ...data, demandeId: { id: 1 } },
    'an id of 5,000 characters': { ...data, saisieId: 'x'.repeat(5000) },
    'a version that is no number': { ...data, version: '3; drop' },
    'a negative version': { ...data, version: -1 },
  };
  for (const [what, stranger] of Object.entries(strangers)) {
    it(`is unknown with ${what}`, () => {
      const activity = make.execute(ana, chat, {});
      activity.value.action.data = stranger;
      assert.deepEqual(payload(activity), { kind: 'unknown_action', style: 'execute' });
    });
  }

  it('reads its own members only, and no prototype through them', () => {
    const text = JSON.stringify(make.execute(ana, chat, { v: 1, action: 'aide' }));
    const found = payload(JSON.parse(text.replace('"v":1', '"v":1,"__proto__":{"demandeId":"d1","nom":"x"}')));
    assert.deepEqual(found?.kind === 'action' && [found.action, found.values], [{ v: 1, action: 'aide' }, {}]);
  });
});

describe('who comes and goes', () => {
  it('is told by the account ids', () => {
    assert.deepEqual(payload(make.joined(luc, team)), { kind: 'joined', externalIds: [luc.id] });
    assert.deepEqual(payload(make.left(luc, team)), { kind: 'left', externalIds: [luc.id] });
  });

  it('is an installation when it is the bot', () => {
    const bot = { ...luc, id: '28:app' };
    assert.deepEqual(payload(make.joined(bot, team)), { kind: 'installed' });
    assert.deepEqual(payload(make.left(bot, team)), { kind: 'uninstalled' });
    assert.deepEqual(payload(make.installed(ana, chat)), { kind: 'installed' });
    assert.deepEqual(payload(make.uninstalled(ana, chat)), { kind: 'uninstalled' });
  });

  it('is nobody when the app was upgraded or a channel renamed', () => {
    for (const action of ['add-upgrade', 'remove-upgrade'])
      assert.equal(payload({ ...make.installed(ana, chat), action }), undefined);
    assert.equal(payload(make.of(ana, team, { type: 'conversationUpdate' })), undefined);
  });
});
