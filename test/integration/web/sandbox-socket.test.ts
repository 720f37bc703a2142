import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { DeliveryError } from '../../../src/app/ports/channel.ts';
import { IncidentError } from '../../../src/app/ports/inbound.ts';
import { SandboxClient } from '../../support/sandbox-client.ts';
import { scriptCard } from '../../support/sandbox-script.ts';
import { type RunningSandbox, startSandbox } from '../../support/sandbox-server.ts';

const ANALYSE = { channel: 'sandbox', conversationId: 'analyse', kind: 'channel', opaque: {} } as const;
const PERSO_INES = { channel: 'sandbox', conversationId: 'perso:ines', kind: 'personal', opaque: {} } as const;

describe('the sandbox over its socket', () => {
  let running: RunningSandbox;
  let page: SandboxClient;
  const clients: SandboxClient[] = [];
  const open = async () => {
    const client = await SandboxClient.open(running.port);
    clients.push(client);
    return client;
  };

  beforeEach(async () => {
    running = await startSandbox();
    page = await open();
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close();
    await running.stop();
  });

  it('tells a page that opens who can be played and where something was said', async () => {
    await running.channel.send(PERSO_INES, { text: 'Bonjour' }, 'k1');
    const hello = (await open()).frames[0]!;
    assert.equal(hello.poleNom, 'Pôle ressources de Valmont');
    assert.equal(hello.personas.length, 7);
    assert.deepEqual(Object.keys(hello.lastSeqs), ['perso:ines']);
  });

  it('hands the messages of one person to the bot in the order typed', async () => {
    const ids = Array.from({ length: 20 }, (_, rank) => page.say('claire', 'perso:claire', `message ${rank}`));
    for (const id of ids) await page.acked(id);
    assert.deepEqual(
      running.seen.map(({ payload }) => payload.kind === 'text' && payload.text),
      ids.map((_, rank) => `message ${rank}`),
    );
    const history = await page.history('claire', 'perso:claire');
    const typed = history.filter(({ author }) => author === 'claire').map(({ text }) => text);
    assert.deepEqual(
      typed,
      ids.map((_, rank) => `message ${rank}`),
    );
  });

  it('gives a frame sent again after a cut to the bot under the same event id, and shows it once', async () => {
    const id = page.say('claire', 'perso:claire', 'une seule fois');
    await page.acked(id);
    const again = await open();
    again.send({ type: 'text', id, persona: 'claire', conversation: 'perso:claire', text: 'une seule fois' });
    await again.acked(id);
    assert.deepEqual(
      running.seen.map(({ eventId }) => eventId),
      [id],
    );
    const history = await again.history('claire', 'perso:claire');
    assert.deepEqual(
      history.map(({ text }) => text),
      ['une seule fois', 'Vous avez écrit : une seule fois'],
    );
  });

  it('passes every delivery of an event on: telling a repeat is the use case’s affair', async () => {
    const events: string[] = [];
    await running.stop();
    running = await startSandbox({
      handle: async ({ eventId }) => {
        events.push(eventId);
        return { kind: 'none' };
      },
    });
    page = await open();
    const id = randomUUID();
    for (const _ of [1, 2]) page.send({ type: 'text', id, persona: 'claire', conversation: 'perso:claire', text: 'x' });
    await page.next(() => page.frames.filter(({ type }) => type === 'ack').length === 2);
    assert.deepEqual(events, [id, id]);
  });

  it('shows what the bot posts, updates and erases to every open page at once', async () => {
    const other = await open();
    const posted = await running.channel.send(ANALYSE, scriptCard('Demande', 'Envoyée', []), 'k1');
    await running.channel.update(ANALYSE, posted, scriptCard('Demande', 'En analyse', []));
    await running.channel.erase(ANALYSE, posted);
    for (const client of [page, other]) {
      const gone = await client.next(({ type, message }) => type === 'message' && message.erased);
      assert.equal(gone.message.card, undefined);
      assert.equal(gone.message.text, '');
      const cards = client.frames.filter(({ type, message }) => type === 'message' && message.card);
      assert.deepEqual(
        cards.map(({ message }) => message.card.body[1].inlines[0].text),
        ['Envoyée', 'En analyse'],
      );
    }
  });

  it('gives an answer card to the one who clicked alone, until the bot updates the message', async () => {
    const other = await open();
    const messageId = await running.channel.send(ANALYSE, scriptCard('Demande', 'Envoyée', []), 'k1');
    const click = {
      type: 'action',
      persona: 'sophie',
      conversation: 'analyse',
      messageId,
      inputs: {},
      style: 'execute',
    };
    const ack = await page.acked(page.send({ ...click, data: { v: '1', action: 'voir_dossier' } }));
    assert.equal(ack.outcome.kind, 'card');
    assert.equal(JSON.stringify(other.frames).includes('Léo Martin'), false);
    const [seenBySophie] = await other.history('sophie', 'analyse');
    const [seenByMarc] = await other.history('marc', 'analyse');
    assert.equal(JSON.stringify(seenBySophie.view).includes('Léo Martin'), true, 'a reload keeps it');
    assert.equal(seenByMarc.view, undefined);

    await running.channel.update(ANALYSE, messageId, scriptCard('Demande', 'En analyse', []));
    assert.equal((await page.history('sophie', 'analyse'))[0].view, undefined);
  });

  it('lets go of the private answers of someone who leaves the channel, and tells the bot', async () => {
    const messageId = await running.channel.send(ANALYSE, scriptCard('Demande', 'Envoyée', []), 'k1');
    const click = {
      type: 'action',
      persona: 'sophie',
      conversation: 'analyse',
      messageId,
      inputs: {},
      style: 'execute',
    };
    await page.acked(page.send({ ...click, data: { v: '1', action: 'voir_dossier' } }));
    await page.acked(page.send({ type: 'roster', persona: 'sophie', present: false }));
    assert.deepEqual(running.seen.at(-1)?.payload, { kind: 'left', externalIds: ['sophie'] });
    assert.equal((await page.history('sophie', 'analyse'))[0].view, undefined);
    assert.equal(await running.channel.rosterMember(ANALYSE, 'sophie'), undefined);

    const refused = page.say('sophie', 'analyse', '@bot aide');
    const error = await page.next(({ type, id }) => type === 'error' && id === refused);
    assert.match(error.text, /n’est plus dans le canal/);

    await page.acked(page.send({ type: 'roster', persona: 'sophie', present: true }));
    assert.deepEqual(running.seen.at(-1)?.payload, { kind: 'joined', externalIds: ['sophie'] });
    assert.deepEqual((await running.channel.rosterMember(ANALYSE, 'sophie'))?.emails, ['sophie@pole.example']);
  });

  it('shows nothing in place to a client that knows only Action.Submit', async () => {
    const messageId = await running.channel.send(ANALYSE, scriptCard('Demande', 'Envoyée', []), 'k1');
    const click = {
      type: 'action',
      persona: 'sophie',
      conversation: 'analyse',
      messageId,
      inputs: {},
      style: 'submit',
    };
    const ack = await page.acked(page.send({ ...click, data: { v: '1', action: 'voir_dossier' } }));
    assert.deepEqual(ack.outcome, { kind: 'none' });
    assert.equal((await page.history('sophie', 'analyse'))[0].view, undefined);
    const { payload } = running.seen.at(-1)!;
    assert.equal(payload.kind === 'action' && payload.style, 'submit');
  });

  it('lets the bot hear the channel only when it is spoken to, without the mention', async () => {
    const other = await open();
    await page.acked(page.say('sophie', 'analyse', 'Qui prend celle-ci ?'));
    assert.equal(running.seen.length, 0);
    await other.next(({ type, message }) => type === 'message' && message.text === 'Qui prend celle-ci ?');
    await page.acked(page.say('sophie', 'analyse', 'Dis, @Bot, canal d’analyse'));
    assert.deepEqual(running.seen[0]?.payload, { kind: 'text', text: 'Dis, canal d’analyse', attachments: [] });
  });

  it('greets someone whose conversation opens for the first time, once', async () => {
    await page.history('ines', 'perso:ines');
    await page.next(({ type, message }) => type === 'message' && message.text === 'Bonjour Inès Haddad');
    await page.history('ines', 'perso:ines');
    await page.history('sophie', 'analyse');
    assert.deepEqual(
      running.seen.map(({ payload }) => payload.kind),
      ['installed'],
    );
  });

  it('cannot reach someone who has not installed the bot, and says so to who writes in their name', async () => {
    await page.acked(page.send({ type: 'reachable', persona: 'ines', reachable: false }));
    const unreachable = (error: unknown) => error instanceof DeliveryError && error.failure === 'unreachable';
    await assert.rejects(running.channel.send(PERSO_INES, { text: 'x' }, 'k1'), unreachable);
    await assert.rejects(running.channel.openPersonal({ email: 'INES@pole.example' }, undefined), unreachable);
    const id = page.say('ines', 'perso:ines', 'bonjour');
    await page.next((frame) => frame.type === 'error' && frame.id === id);
    assert.equal(running.seen.length, 0);

    await page.acked(page.send({ type: 'reachable', persona: 'ines', reachable: true }));
    assert.equal(
      (await running.channel.openPersonal({ email: 'INES@pole.example' }, undefined)).conversationId,
      'perso:ines',
    );
  });

  it('answers a frame it cannot read with a sentence, and goes on', async () => {
    const bad = [
      'pas du JSON',
      '[]',
      '{"type":"inconnu"}',
      JSON.stringify({ type: 'text', id: 'pas-un-uuid', persona: 'claire', conversation: 'perso:claire', text: 'x' }),
      JSON.stringify({
        type: 'action',
        id: randomUUID(),
        persona: 'claire',
        conversation: 'perso:claire',
        inputs: { a: 1 },
      }),
      JSON.stringify({ type: 'text', id: randomUUID(), persona: 'personne', conversation: 'perso:claire', text: 'x' }),
      JSON.stringify({ type: 'text', id: randomUUID(), persona: 'claire', conversation: 'analyse', text: '@bot aide' }),
      JSON.stringify({ type: 'text', id: randomUUID(), persona: 'claire', conversation: 'perso:karim', text: 'x' }),
      JSON.stringify({ type: 'roster', id: randomUUID(), persona: 'claire', present: true }),
      'x'.repeat(300 * 1024),
    ];
    for (const frame of bad) page.sendRaw(frame);
    await page.next(() => page.frames.filter(({ type }) => type === 'error').length === bad.length);
    for (const { text } of page.frames.filter(({ type }) => type === 'error')) assert.match(text, /^(Ce|Cette) .+\.$/);
    assert.equal(running.seen.length, 0);
    await page.acked(page.say('claire', 'perso:claire', 'bonjour'));
  });

  it('survives a frame far too large: that page is cut, the others go on', async () => {
    const other = await open();
    page.sendRaw('x'.repeat(2 * 1024 * 1024));
    await other.acked(other.say('claire', 'perso:claire', 'bonjour'));
  });

  it('gives the reference of an incident in a calm sentence, and of a bug no detail', async () => {
    await running.stop();
    const failures = [new IncidentError('R-1234'), new Error('secret detail')];
    running = await startSandbox({ handle: () => Promise.reject(failures.shift()) });
    page = await open();
    const first = await page.acked(page.say('claire', 'perso:claire', 'un'));
    assert.match(first.outcome.text, /incident .*R-1234$/i);
    const second = await page.acked(page.say('claire', 'perso:claire', 'deux'));
    assert.match(second.outcome.text, /^Un incident/);
    assert.equal(second.outcome.text.includes('secret'), false);
    assert.deepEqual(running.logged, ['sandbox_turn_failed']);
  });

  it('tells the bot of a click whose data is not ours as such', async () => {
    const messageId = await running.channel.send(ANALYSE, scriptCard('Demande', 'Envoyée', []), 'k1');
    const click = {
      type: 'action',
      persona: 'sophie',
      conversation: 'analyse',
      messageId,
      inputs: {},
      style: 'execute',
    };
    for (const data of [{}, { v: 2, action: 'aide' }, { v: '1', action: 'tout_effacer' }, 'aide', null]) {
      await page.acked(page.send({ ...click, data }));
    }
    assert.deepEqual(new Set(running.seen.map(({ payload }) => payload.kind)), new Set(['unknown_action']));
  });

  it('keeps everything over a restart of the server', async () => {
    await page.acked(page.say('claire', 'perso:claire', 'avant'));
    await page.acked(page.send({ type: 'reachable', persona: 'paul', reachable: false }));
    const { store } = running;
    await running.stop();
    running = await startSandbox({ store });
    const again = await open();
    assert.deepEqual(again.frames[0]!.situation.injoignables, ['paul']);
    const history = await again.history('claire', 'perso:claire');
    assert.deepEqual(
      history.map(({ text }) => text),
      ['avant', 'Vous avez écrit : avant'],
    );
  });

  it('gives a long conversation by pages', async () => {
    for (let rank = 0; rank < 130; rank += 1) await running.channel.send(ANALYSE, { text: `n° ${rank}` }, `k${rank}`);
    const latest = await page.history('sophie', 'analyse');
    assert.equal(latest.length, 100);
    assert.equal(latest[0].text, 'n° 30');
    page.sendRaw(JSON.stringify({ type: 'show', persona: 'sophie', conversation: 'analyse', before: latest[0].seq }));
    const older = await page.next(({ before }) => before === latest[0].seq);
    assert.deepEqual([older.messages.length, older.messages[0].text, older.more], [30, 'n° 0', false]);
  });
});
