import assert from 'node:assert/strict';
import type { Identite, Membre } from '../../../src/app/ports/directory-store.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { eventually } from '../../support/delivery.ts';
import { type InboundWorld, inboundWorld } from '../../support/inbound-world.ts';
import { membre, seedPole } from '../../support/pole.ts';
import { solicit } from '../../support/solicit.ts';

const SERVER = 'agent.tchap.example';
const ASKING = 'relier mon compte';

onEachDatabase('linking an account by a code', (database) => {
  let db: OpenedWithSql;
  let world: InboundWorld;
  let claire: Identite;
  let people = 0;
  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql();
    claire = await seedPole(db);
    const equipe = { channel: 'tchap', conversationId: '!equipe', kind: 'channel', opaque: null } as const;
    await db.unitOfWork.run((tx) => tx.directory.setAnalysisChannel('A', equipe));
  });
  beforeEach(() => {
    world = inboundWorld(db, { mail: true });
  });
  afterEach(() => world.stop());
  after(() => db?.close());

  /** A member whom nobody met before, and the Tchap account that their e-mail gives. */
  async function someone(): Promise<{ nom: string; email: string; account: string }> {
    const record = membre('A', `Membre${String.fromCharCode(97 + people++)}`);
    await db.directoryAdmin.importMembres('A', [record], false, false);
    const { nom, email } = record;
    return { nom, email, account: `@${email.replace('@', '-')}:${SERVER}` };
  }
  const rightsOf = async (account: string): Promise<Membre[]> =>
    db.unitOfWork.run(async ({ directory }) => {
      const identite = await directory.identite('tchap', account);
      return identite === undefined ? [] : directory.membresOf(identite);
    });
  const codeIn = (mail = world.mails.at(-1)) => /^\d{6}$/m.exec(mail?.text ?? '')?.[0] ?? '';
  const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  const journal = () =>
    db.sql<{ line: string }>(
      "SELECT concat_ws(' ', circonscription, outcome, detail) AS line FROM journal WHERE action = 'relier_compte' ORDER BY id",
    );

  it('offers it once, at the first message, and answers that message all the same', async () => {
    const { email, account } = await someone();
    const said = await world.write(account, 'bonjour');
    assert.equal(said.length, 2);
    assert.match(said[0]!, /Bonjour/);
    assert.match(said[1]!, /code à six chiffres à m•••@ac\.example/);
    assert.deepEqual(
      world.mails.map(({ to }) => to),
      [email],
    );
    assert.equal((await world.write(account, 'bonjour')).length, 1);
    assert.equal(world.mails.length, 1);
  });

  it('sends the code to the directory’s e-mail, with the account that asks, and never in the subject', async () => {
    const { account } = await someone();
    await world.write(account, ASKING);
    const [mail] = world.mails;
    const code = codeIn();
    assert.match(code, /^\d{6}$/);
    assert.ok(mail?.text.includes(account));
    assert.ok(!mail?.subject.includes(code));
  });

  it('gives the member’s rights with the right code, at once, and journals it', async () => {
    const { email, nom, account } = await someone();
    await world.write(account, ASKING);
    assert.deepEqual(await rightsOf(account), []);
    const before = (await journal()).length;
    const code = codeIn();
    const [said, ...more] = await world.write(account, `${code.slice(0, 3)} ${code.slice(3)}`);
    assert.match(said!, /C’est fait/);
    assert.deepEqual(more, []);
    assert.deepEqual(
      (await rightsOf(account)).map((m) => m.nom),
      [nom],
    );
    assert.deepEqual(
      (await journal()).slice(before).map(({ line }) => line),
      ['A fait reliee'],
    );
    const [help] = await world.write(account, 'aide');
    assert.match(help!, /Vous êtes membre du pôle/);
    const identite = await db.unitOfWork.run((tx) => tx.directory.identite('tchap', account));
    assert.deepEqual(identite?.emails, [email]);
    assert.match((await world.write(account, ASKING))[0]!, /déjà relié/);
  });

  it('keeps the rights over hours and many messages, and ends them with the member', async () => {
    const { nom, account } = await someone();
    await world.write(account, ASKING);
    await world.write(account, codeIn());
    for (let i = 0; i < 4; i++) {
      world.pass(90);
      await world.write(account, 'bonjour');
    }
    assert.equal((await rightsOf(account)).length, 1);
    const others = (await db.directory.membres('A')).filter((m) => m.nom !== nom).map((m) => membre('A', m.nom));
    await db.directoryAdmin.importMembres('A', others, true, false);
    assert.deepEqual(await rightsOf(account), []);
    const [help] = await world.write(account, 'aide');
    assert.ok(!help!.includes('membre du pôle'), help);
    assert.match((await world.write(account, ASKING))[0]!, /Je ne trouve pas de fiche/);
  });

  it('counts wrong codes, and closes after the fifth', async () => {
    const { account } = await someone();
    await world.write(account, ASKING);
    const code = codeIn();
    const said: string[] = [];
    for (let i = 0; i < 5; i++) said.push((await world.write(account, wrong(code)))[0]!);
    assert.match(said[0]!, /reste 4 essais/);
    assert.match(said[3]!, /reste un essai/);
    assert.match(said[4]!, /trop d’essais/);
    assert.match((await world.write(account, code))[0]!, /trop d’essais/);
    assert.deepEqual(await rightsOf(account), []);
    await world.write(account, ASKING);
    assert.match((await world.write(account, codeIn()))[0]!, /C’est fait/);
  });

  it('takes no code after a quarter of an hour', async () => {
    const { account } = await someone();
    await world.write(account, ASKING);
    world.pass(16);
    assert.match((await world.write(account, codeIn()))[0]!, /a expiré.*relier mon compte/);
    assert.deepEqual(await rightsOf(account), []);
  });

  it('replaces a code by the next one, and sends three an hour at most', async () => {
    const { account } = await someone();
    const codes: string[] = [];
    for (let i = 0; i < 3; i++) {
      await world.write(account, ASKING);
      codes.push(codeIn());
    }
    assert.match((await world.write(account, ASKING))[0]!, /Plusieurs codes ont déjà été envoyés/);
    assert.equal(world.mails.length, 3);
    const old = codes.find((code) => code !== codes[2])!;
    assert.match((await world.write(account, old))[0]!, /n’est pas le bon/);
    assert.match((await world.write(account, codes[2]!))[0]!, /C’est fait/);
  });

  it('sends another code when the hour has passed', async () => {
    const { account } = await someone();
    for (let i = 0; i < 3; i++) await world.write(account, ASKING);
    world.pass(61);
    await world.write(account, ASKING);
    assert.equal(world.mails.length, 4);
  });

  it('gives nobody the code of another account', async () => {
    const [one, two] = [await someone(), await someone()];
    await world.write(one.account, ASKING);
    const code = codeIn();
    await world.write(two.account, ASKING);
    const other = codeIn();
    if (code !== other) assert.match((await world.write(two.account, code))[0]!, /n’est pas le bon/);
    const copy = { codeHmac: (await db.sql<{ h: string }>('SELECT code_hmac AS h FROM lien_compte'))[0]!.h };
    await db.sql("UPDATE lien_compte SET code_hmac = $1 WHERE status = 'attente'", [copy.codeHmac]);
    await world.write(two.account, code);
    assert.deepEqual(await rightsOf(two.account), [], 'not even with the other’s code in its row');
  });

  it('never links an account to an e-mail that is not in its own name', async () => {
    const victim = await someone();
    const thief = `@voleur:${SERVER}`;
    for (const text of [ASKING, `${ASKING} ${victim.email}`, victim.email, `relier ${victim.account}`]) {
      await world.write(thief, text);
    }
    assert.deepEqual(world.mails, []);
    assert.match((await world.write(thief, ASKING))[0]!, /Je ne trouve pas de fiche.*@voleur/);
    await world.write(victim.account, ASKING);
    await world.write(thief, codeIn());
    assert.deepEqual(await rightsOf(thief), []);
  });

  it('leaves six digits to the form under way while no code is waited for', async () => {
    const teacher = `@prof:${SERVER}`;
    await world.write(teacher, 'demande pour un élève');
    const [asked] = await world.write(teacher, '123456');
    assert.match(asked!, /^Question 2 sur 12.*Je ne trouve pas cette école/s);
    const { account } = await someone();
    await world.write(account, 'demande pour un élève');
    world.pass(20);
    const [after] = await world.write(account, codeIn());
    assert.match(after!, /^Question 2 sur 12.*Je ne trouve pas cette école/s);
  });

  it('takes the code in the middle of a form, and then asks its question again', async () => {
    const { account } = await someone();
    const said = await world.write(account, 'demande pour un élève');
    const question = said[0]!;
    const answers = await world.write(account, codeIn());
    assert.match(answers[0]!, /C’est fait/);
    assert.equal(answers[1], question);
  });

  it('brings to a member what nobody could bring them before, once', async () => {
    const { nom, account, email } = await someone();
    const asked = (await db.directory.membres('A')).find((m) => m.nom === nom)!;
    await solicit(db, claire, `missed-${nom}`, asked);
    await eventually(() => world.mails.length === 1, 'the mail that says to write');
    assert.equal(world.mails[0]?.to, email);
    await world.write(account, ASKING);
    const said = await world.write(account, codeIn());
    assert.equal(said.filter((text) => text.includes(`2026-missed-${nom}`)).length, 1);
    assert.deepEqual(
      (await world.write(account, 'bonjour')).filter((text) => text.includes(`2026-missed-${nom}`)),
      [],
    );
  });

  it('shows it at « bonjour » to a member whom the messenger knows', async () => {
    const { nom, email } = await someone();
    const asked = (await db.directory.membres('A')).find((m) => m.nom === nom)!;
    await solicit(db, claire, `missed-${nom}`, asked);
    await eventually(() => world.mails.length === 1, 'the mail that says to write');
    world.teams.roster.set('29:x', { externalId: '29:x', name: nom, emails: [email] });
    const said = await world.write('29:x', 'bonjour', 'teams');
    assert.equal(said.filter((text) => text.includes(`2026-missed-${nom}`)).length, 1);
    assert.equal((await world.write('29:x', 'bonjour', 'teams')).length, 1);
  });

  it('is not needed where the messenger verifies e-mails', async () => {
    const { account } = await someone();
    assert.match((await world.write(account, ASKING, 'teams'))[0]!, /rien à relier/);
    await world.write(account, 'bonjour', 'teams');
    assert.deepEqual(world.mails, []);
  });

  it('is not needed for an account that the directory names', async () => {
    const { nom, account } = await someone();
    await db.directoryAdmin.importMembres('A', [{ ...membre('A', nom), matrixId: account }], false, false);
    const [, ...more] = await world.write(account, 'bonjour');
    assert.deepEqual([more, world.mails], [[], []]);
    assert.match((await world.write(account, ASKING))[0]!, /déjà relié/);
  });

  it('says what to do where mail is not configured, and offers nothing there', async () => {
    const { account } = await someone();
    await world.stop();
    world = inboundWorld(db, { mail: false });
    assert.equal((await world.write(account, 'bonjour')).length, 1);
    assert.match((await world.write(account, ASKING))[0]!, /les courriels ne sont pas réglés/);
  });

  it('is hinted at where an unknown account is refused, and not to a member', async () => {
    const { nom, account } = await someone();
    const place = { channel: 'tchap', conversationId: '!salon', kind: 'channel', opaque: null } as const;
    const choose = () => world.act(account, { kind: 'text', text: 'canal d’analyse', attachments: [] }, place);
    assert.match((await choose())[0]!, /équipe restreinte.*« relier mon compte »/);
    await db.directoryAdmin.importMembres('A', [{ ...membre('A', nom), matrixId: account }], false, false);
    const [refused] = await choose();
    assert.match(refused!, /équipe restreinte/);
    assert.ok(!refused!.includes('relier'));
  });

  it('keeps the code out of the logs and out of every table', async () => {
    const { account } = await someone();
    await world.write(account, ASKING);
    const code = codeIn();
    const tables = await db.sql<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    for (const { name } of tables) {
      const rows = await db.sql<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM "${name}" t`);
      for (const { row } of rows) {
        // The bare digits may be part of a number or of sealed text; a code stands alone.
        assert.ok(!new RegExp(`(?<![0-9A-Za-z_-])${code}(?![0-9A-Za-z_-])`).test(row), `${name}: ${row}`);
      }
    }
    assert.ok(!world.logged.join('\n').includes(code));
  });
});
