import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { createTchapPersona, type TchapPersona } from '../../../src/adapters/tchap/persona/tchap-persona.ts';
import type { ClientMessage } from '../../../src/app/ports/messenger-persona.ts';
import { type Homeserver, requireHomeserver } from '../../support/homeserver.ts';
import { passwordOf, userIdOf } from '../../support/homeserver-accounts.ts';
import { until } from '../../support/tchap/matrix-user.ts';
import { echo, type TestBot } from '../../support/tchap/tchap-bot.ts';
import { World } from '../../support/tchap/world.ts';

let rank = 0;

describe('A persona of the sandbox in Tchap', function () {
  this.timeout(60_000);
  let hs: Homeserver;
  let world: World;
  let store: TestBot['store'];
  let names: { bot: string; persona: string };
  let bot: TestBot;
  let persona: TchapPersona;
  let changes: ClientMessage[];

  before(async function () {
    hs = await requireHomeserver(this);
  });
  beforeEach(async () => {
    world = new World(hs);
    rank++;
    names = { bot: `persona-bot-${rank}`, persona: `persona-claire-${rank}` };
    for (const name of Object.values(names)) await hs.register(name);
    const { opened } = await world.database();
    store = opened.matrixStore;
    await start();
  });
  afterEach(async () => {
    persona.stop();
    await world.end();
  });

  async function start(): Promise<void> {
    bot = world.bot({ name: names.bot, store });
    await bot.tchap.start(echo(bot));
    changes = [];
    const settings = { homeserverUrl: hs.url, nom: 'Claire Durandeau', botId: bot.userId };
    persona = createTchapPersona(
      { ...settings, userId: userIdOf(names.persona), password: passwordOf(names.persona) },
      store,
    );
    persona.onMessage((message) => changes.push(message));
    await persona.start();
  }
  /** Asks by one session, which is one of them. */
  const devicesOf = async (name: string) => {
    const { accessToken } = await hs.logIn(name);
    const headers = { Authorization: `Bearer ${accessToken}` };
    return async () => {
      const answer = await fetch(`${hs.url}/_matrix/client/v3/devices`, { headers });
      const { devices } = (await answer.json()) as { devices: { device_id: string }[] };
      return devices.map(({ device_id: id }) => id).sort();
    };
  };
  const restart = async () => {
    persona.stop();
    await bot.tchap.stop();
    await start();
  };
  const shown = () => persona.messages().map(({ text, fromBot }) => `${fromBot ? 'bot' : 'elle'} : ${text}`);
  const shows = (line: string) => until(() => shown().includes(line), line);

  it('talks with the bot in an encrypted conversation that it opens once, under the name of the persona', async () => {
    await Promise.all([persona.say('f1', 'un'), persona.say('f2', 'deux')]);
    await shows('bot : écho deux');
    await shows('bot : écho un');
    assert.equal(shown().length, 4);
    const texts = bot.inbound.filter(({ payload }) => payload.kind === 'text');
    assert.equal(new Set(texts.map(({ address }) => address.conversationId)).size, 1);
    assert.deepEqual(
      texts.map(({ address, actor }) => [address.kind, actor.name]),
      [
        ['personal', 'Claire Durandeau'],
        ['personal', 'Claire Durandeau'],
      ],
    );
  });

  it('says once what it is asked to say again', async () => {
    await persona.say('f1', 'bonjour');
    await persona.say('f1', 'bonjour');
    await persona.say('f2', 'suite');
    await shows('bot : écho suite');
    assert.deepEqual(
      shown().filter((line) => line.startsWith('elle')),
      ['elle : bonjour', 'elle : suite'],
    );
  });

  it('shows the newest version of what the bot changed, and no word of what it removed', async () => {
    await persona.say('f1', 'bonjour');
    await shows('bot : écho bonjour');
    const { address } = bot.inbound.at(-1)!;
    const { channel } = bot.tchap;
    const changed = await channel.send(address, { text: 'à lire' }, 'k1');
    const removed = await channel.send(address, { text: 'nom de l’élève' }, 'k2');
    await shows('bot : nom de l’élève');
    await channel.update(address, changed, { text: 'en analyse' });
    await channel.update(address, removed, { text: 'autre nom' });
    await shows('bot : autre nom');
    await channel.erase(address, removed);
    await shows('bot : en analyse');
    const find = (id: string) => persona.messages().find((message) => message.id === id);
    await until(() => find(removed)?.erased === true, 'it is removed');
    assert.equal(find(removed)?.text, '');
    assert.notEqual(find(changed)?.updatedAt, undefined);
    assert.doesNotMatch(JSON.stringify(persona.messages()), /nom de l’élève|autre nom|à lire/);
    await until(() => changes.some(({ id, erased }) => id === removed && erased), 'it is told');
  });

  it('is the same device after a restart, which reads all that was said', async () => {
    await persona.say('f1', 'avant');
    await shows('bot : écho avant');
    const before = shown();
    const devices = await devicesOf(names.persona);
    const known = await devices();
    await restart();
    assert.deepEqual(shown(), before);
    await persona.say('f2', 'après');
    await shows('bot : écho après');
    assert.deepEqual(await devices(), known);
  });
});
