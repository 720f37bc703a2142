import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCardBinder } from '../../src/adapters/cards/card-binder.ts';
import { openDatabase } from '../../src/adapters/db/database.ts';
import { createSealer } from '../../src/adapters/db/sealing.ts';
import { createEcoleIndex } from '../../src/core/pole/ecole-search.ts';
import { dataKey, silentLog } from '../support/test-keys.ts';
import { ECOLES_BY_COMMUNE, ecolesOfCommune, ecoleTyped } from './many-ecoles.ts';
import { french } from './report.ts';

const CARDS = join(import.meta.dirname, '../../cards');

/** What the parts of a turn cost by themselves, in lines of a Markdown table. */
export async function benchParts(): Promise<string[]> {
  return [
    '| partie | coût |',
    '|---|---:|',
    ...sealing(),
    ...cards(),
    ...ecoles(2_000),
    ...ecoles(60_000),
    ...(await embedded()),
  ];
}

/** Milliseconds of one call, the best of five rounds: other processes only ever add. */
function costOf(calls: number, work: (i: number) => unknown): number {
  const rounds = Array.from({ length: 5 }, () => {
    const started = performance.now();
    for (let i = 0; i < calls; i += 1) work(i);
    return (performance.now() - started) / calls;
  });
  return Math.min(...rounds);
}

const microseconds = (what: string, ms: number) => `| ${what} | ${french(ms * 1000, 1)} µs |`;
const milliseconds = (what: string, ms: number) => `| ${what} | ${french(ms, 2)} ms |`;

function sealing(): string[] {
  const sealer = createSealer([dataKey('a')]);
  const place = { column: 'saisie.state', row: 'une-ligne' };
  const text = 'Se lève souvent pendant les temps collectifs. '.repeat(40);
  const sealed = sealer.seal(place, text);
  return [
    microseconds(
      'chiffrer un brouillon de 1,8 Ko',
      costOf(3_000, () => sealer.seal(place, text)),
    ),
    microseconds(
      'le déchiffrer',
      costOf(3_000, () => sealer.open(place, sealed)),
    ),
  ];
}

function cards(): string[] {
  const binder = createCardBinder(CARDS);
  return (['question', 'resume', 'analyse', 'dossier'] as const).map((template) => {
    const data = JSON.parse(readFileSync(join(CARDS, `${template}.sample.json`), 'utf8'));
    return microseconds(
      `lier la carte « ${template} »`,
      costOf(300, () => binder.bind({ template, data })),
    );
  });
}

function ecoles(count: number): string[] {
  const communes = count / ECOLES_BY_COMMUNE;
  const all = Array.from({ length: communes }, (_, i) => ecolesOfCommune(i)).flat();
  const index = createEcoleIndex(all);
  const typed = Array.from({ length: 20 }, (_, i) => ecoleTyped(i, communes));
  const mistyped = typed.map((text) => text.replace(/e/, 'a'));
  const among = `parmi ${french(count, 0)} écoles`;
  const cost = (texts: string[]) => costOf(20, (i) => index.search(texts[i % texts.length]!, 6));
  return [
    milliseconds(`chercher une école par son nom et sa commune, ${among}`, cost(typed)),
    milliseconds(`la même avec une faute de frappe, ${among}`, cost(mistyped)),
  ];
}

/** The statements of a turn on the embedded database: the event taken, the draft kept, the reply written. */
async function embedded(): Promise<string[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'pole-bench-'));
  const sealer = createSealer([dataKey('a')]);
  const db = await openDatabase({ dataDir, log: silentLog, sealer });
  const claire = await db.unitOfWork.run((tx) =>
    tx.directory.saveIdentite({ channel: 'sandbox', externalId: 'claire', nom: 'Claire', emails: [] }),
  );
  const turns = 300;
  const turn = (i: number) =>
    db.unitOfWork.run(async (tx) => {
      const key = {
        channel: 'sandbox' as const,
        conversationId: `c${i % 20}`,
        actorExternalId: 'claire',
        eventId: `e${i}`,
      };
      await tx.turns.open(key);
      const answers = { difficultes: 'Se lève souvent. '.repeat(20) };
      const state = { form: 'annexe1', version: 1, answers, at: 'cas', trail: [], skipped: [] };
      const saisie = { id: `s${i % 20}`, ownerId: claire.id, state, status: 'ouverte' as const };
      await tx.turns.saveActive(key, { ...saisie, updatedAt: new Date().toISOString() });
      const address = { channel: 'sandbox' as const, conversationId: `c${i}`, kind: 'personal' as const, opaque: null };
      const message = { text: 'Et quelle est sa date de naissance ? '.repeat(50) };
      await tx.outbox.enqueue([{ destination: { to: 'conversation', address }, content: { op: 'send', message } }]);
    });
  for (let i = 0; i < 50; i += 1) await turn(i);
  const started = performance.now();
  for (let i = 50; i < 50 + turns; i += 1) await turn(i);
  const cost = (performance.now() - started) / turns;
  await db.close();
  rmSync(dataDir, { recursive: true, force: true });
  return [milliseconds('écrire un tour dans la base embarquée', cost)];
}
