/** One thing that somebody sends who wishes no good, or whose client is broken. */
export type HostileEvent =
  | { how: 'send' | 'seal'; type: string; content: unknown; again?: boolean }
  | { how: 'state'; type: string; stateKey: string; content: unknown }
  | { how: 'redact'; eventId: string }
  | { how: 'to device'; type: string; content: unknown }
  | { how: 'invite'; direct: boolean }
  | { how: 'knock' };

/** What a hostile event may point at. */
export interface Targets {
  /** Of messages of the bot's and of others, in any room. */
  eventIds: string[];
  userIds: string[];
  /** Ciphertexts that were sent before. */
  sealed: object[];
}

const CHOICES = 'fr.gouv.pole.choix';
const ACTIONS = ['prendre_en_analyse', 'envoyer', 'accepter', 'voir_dossier', 'annuler', 'solliciter', 'constructor'];
const TEXTS = [
  '1',
  '99',
  '2.',
  '',
  '\u202eesrever\u2066',
  '\ud800 seul',
  'z\u0000\u0007\u001b[2J',
  'a'.repeat(40_000),
  '😀'.repeat(4_000),
  'ع'.repeat(9_000),
  '<b onclick=x>@room</b> https://méchant.example/',
  "'; DROP TABLE demande; --",
  '${eleve} {{eleve}} %s %n',
  '!pole canal d’analyse',
  '> <@autre:hs.test> cité\n> encore\n\n1',
  '/me retire la demande',
];
const KEYS = ['1️⃣', '2️⃣', '👍', '', 'x'.repeat(500), '__proto__', '1', '\u202e'];
const MSGTYPES = [
  'm.text',
  'm.text',
  'm.emote',
  'm.notice',
  'm.image',
  'm.location',
  'm.bad',
  '__proto__',
  'm.key.verification.request',
];
const TYPES = [
  'm.call.invite',
  'm.poll.start',
  'org.matrix.msc3381.poll.response',
  'm.sticker',
  'm.room.member',
  'm.direct',
  'm.push_rules',
  'm.fully_read',
  'm.room_key',
  'fr.gouv.pole.choix',
  '__proto__',
  'constructor',
  'm.room.message.x',
];
const STATES = [
  'm.room.name',
  'm.room.topic',
  'm.room.history_visibility',
  'm.room.encryption',
  'm.room.tombstone',
  'm.room.canonical_alias',
  'm.room.guest_access',
  'm.room.server_acl',
  'm.room.pinned_events',
  'm.widget',
];
const DEVICE_TYPES = [
  'm.room_key',
  'm.forwarded_room_key',
  'm.room_key_request',
  'm.secret.request',
  'm.secret.send',
  'm.dummy',
  'm.room.encrypted',
  'm.key.verification.request',
  'm.key.verification.start',
  'm.room_key.withheld',
  'inconnu',
];

/** The same events for the same random numbers. */
export class HostileGenerator {
  readonly #random: () => number;
  constructor(random: () => number) {
    this.#random = random;
  }

  next(targets: Targets): HostileEvent {
    const kinds: (() => HostileEvent)[] = [
      () => ({ how: 'send', type: 'm.room.message', content: this.#message(targets) }),
      () => ({ how: 'seal', type: 'm.room.message', content: this.#message(targets) }),
      () => ({ how: 'seal', type: 'm.room.message', content: this.#message(targets) }),
      () => ({ how: 'seal', type: this.#of(TYPES), content: this.#content(targets) }),
      () => ({ how: 'send', type: this.#of(TYPES), content: this.#content(targets) }),
      () => ({ how: 'send', type: 'm.reaction', content: this.#reaction(targets) }),
      () => ({ how: 'send', type: 'm.room.encrypted', content: this.#garbage(targets) }),
      () => ({ how: 'send', type: 'm.room.encrypted', content: this.#of(targets.sealed) ?? {} }),
      () => ({ how: 'send', type: 'm.room.message', content: this.#message(targets), again: true }),
      () => ({ how: 'redact', eventId: this.#of(targets.eventIds) }),
      () => ({
        how: 'state',
        type: this.#of(STATES),
        stateKey: this.#of(['', 'x', '@pole:hs.test']),
        content: this.#content(targets),
      }),
      () => ({ how: 'to device', type: this.#of(DEVICE_TYPES), content: this.#content(targets) }),
    ];
    const rare = this.#random();
    if (rare < 0.01) return { how: 'invite', direct: this.#random() < 0.5 };
    if (rare < 0.02) return { how: 'knock' };
    return this.#of(kinds)();
  }

  #of<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)]!;
  }

  #maybe<T>(share: number, value: () => T): T | undefined {
    return this.#random() < share ? value() : undefined;
  }

  #message(targets: Targets): object {
    const odd = () => this.#odd(targets, 2);
    return {
      msgtype: this.#maybe(0.9, () => this.#of(MSGTYPES)) ?? odd(),
      body: this.#maybe(0.8, () => this.#of(TEXTS)) ?? odd(),
      formatted_body: this.#maybe(0.2, odd),
      'm.mentions': this.#maybe(0.3, () => this.#of([{ user_ids: targets.userIds, room: true }, odd()])),
      'm.relates_to': this.#maybe(0.5, () => this.#relation(targets)),
      'm.new_content': this.#maybe(0.4, () => this.#of([{ msgtype: 'm.text', body: this.#of(TEXTS) }, odd()])),
      [CHOICES]: this.#maybe(0.3, () => this.#choices(targets)),
    };
  }

  /** A map of answers as the bot writes them, in an event that is not the bot's. */
  #choices(targets: Targets): unknown {
    const actions = [{ v: 1, action: this.#of(ACTIONS), demandeId: this.#of(targets.eventIds), version: 1 }];
    return this.#of<unknown>([
      {
        v: 1,
        actions,
        choix: [
          [0, 'Oui'],
          [0, 'Non', 'x'],
        ],
      },
      { v: 1, actions, choix: [['__proto__', 'x']] },
      { v: 1, actions: this.#odd(targets, 2), choix: this.#odd(targets, 2) },
    ]);
  }

  #reaction(targets: Targets): object {
    const key = this.#maybe(0.8, () => this.#of(KEYS)) ?? this.#odd(targets, 1);
    const annotation = { rel_type: 'm.annotation', event_id: this.#of(targets.eventIds), key };
    return { 'm.relates_to': this.#random() < 0.8 ? annotation : this.#relation(targets) };
  }

  #relation(targets: Targets): unknown {
    const eventId = this.#of(targets.eventIds);
    const odd = () => this.#odd(targets, 1);
    return this.#of<() => unknown>([
      () => ({ rel_type: 'm.replace', event_id: eventId }),
      () => ({ 'm.in_reply_to': { event_id: eventId } }),
      () => ({ rel_type: 'm.thread', event_id: eventId, is_falling_back: odd(), 'm.in_reply_to': odd() }),
      () => ({ rel_type: 'm.reference', event_id: eventId }),
      () => ({ rel_type: odd(), event_id: odd() }),
      odd,
    ])();
  }

  #garbage(targets: Targets): object {
    const odd = () => this.#odd(targets, 1);
    return {
      algorithm: this.#of<unknown>(['m.megolm.v1.aes-sha2', 'm.olm.v1.curve25519-aes-sha2', odd()]),
      ciphertext: this.#of<unknown>(['AwgAEn', 'A'.repeat(50_000), odd()]),
      session_id: this.#maybe(0.8, () => `session ${Math.floor(this.#random() * 1e9)}`) ?? odd(),
      sender_key: odd(),
      device_id: odd(),
      'm.relates_to': this.#maybe(0.3, () => this.#relation(targets)),
    };
  }

  #content(targets: Targets): object {
    const value = this.#random() < 0.3 ? this.#message(targets) : this.#odd(targets, 4);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { valeur: value };
  }

  #odd(targets: Targets, depth: number): unknown {
    const inner = () => (depth > 0 ? this.#odd(targets, depth - 1) : null);
    return this.#of<() => unknown>([
      () => null,
      () => true,
      () => -9_007_199_254_740_991,
      () => this.#of(TEXTS),
      () => this.#of(targets.eventIds),
      () => [inner(), inner()],
      () => ({ membership: inner(), event_id: inner(), users: inner(), algorithm: inner() }),
      () => JSON.parse(`{"__proto__":{"admin":true},"constructor":{"prototype":1},"toString":"x","hasOwnProperty":0}`),
      () => nested(200),
      () => Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`clé ${index}`, index])),
    ])();
  }
}

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < depth; level++) value = level % 2 ? { a: value } : [value];
  return value;
}
