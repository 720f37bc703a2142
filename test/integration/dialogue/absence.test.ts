import assert from 'node:assert/strict';
import { poleContext } from '../../../src/app/demande/options.ts';
import type { Identite, Membre } from '../../../src/app/ports/directory-store.ts';
import type { Address } from '../../../src/app/ports/inbound.ts';
import { formatPeriod } from '../../../src/core/absence/period.ts';
import type { ActionName } from '../../../src/core/action.ts';
import { addDays } from '../../../src/core/form/calendar-day.ts';
import { parisDay } from '../../../src/core/form/format-date.ts';
import { createEcoleIndex } from '../../../src/core/pole/ecole-search.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { type InboundWorld, inboundWorld, privateRoom } from '../../support/inbound-world.ts';
import { insertDemande, membre, seedPole } from '../../support/pole.ts';
import { solicit } from '../../support/solicit.ts';

const LUC = '@luc:agent.tchap.example';
const ANA = '@ana:agent.tchap.example';
const EQUIPE: Address = { channel: 'tchap', conversationId: '!equipe', kind: 'channel', opaque: null };

onEachDatabase('a member who says that they are away', (database) => {
  let db: OpenedWithSql;
  let world: InboundWorld;
  let claire: Identite;
  let luc: Membre;
  const today = () => parisDay(new Date().toISOString());
  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql();
    claire = await seedPole(db);
    await db.directoryAdmin.importMembres('A', [{ ...membre('A', 'Luc'), matrixId: LUC }], false, false);
    luc = (await db.directory.membres('A')).find(({ nom }) => nom === 'Luc')!;
    await db.unitOfWork.run((tx) => tx.directory.setAnalysisChannel('A', EQUIPE));
    await solicit(db, claire, 'd1', luc);
    await db.sql('DELETE FROM outbox');
    world = inboundWorld(db, { mail: false });
  });
  beforeEach(async () => {
    await db.sql('DELETE FROM absence');
    world.tchap.sent.length = 0;
  });
  after(async () => {
    await world?.stop();
    await db?.close();
  });

  const away = () =>
    db.unitOfWork.run(async (tx) =>
      (await tx.absences.ofMembre('A', luc.id, '2020-01-01')).map(({ du, au }) => `${du} ${au}`),
    );
  const toldTeam = () => world.tchap.textsTo('!equipe').map((text) => text.replaceAll('\u00a0', ' '));
  const from = (days: number) => addDays(today(), days);

  it('is believed, and the team is told once in which dossiers they are counted on', async () => {
    const [du, au] = [from(3), from(9)];
    const [said] = await world.write(LUC, `Je suis absent du ${du} au ${au}`);
    assert.match(said!, /absence du/);
    assert.match(said!, /prévenue pour la demande 2026-d1/);
    assert.deepEqual(await away(), [`${du} ${au}`]);
    const [told, ...more] = toldTeam();
    assert.deepEqual(more, []);
    assert.match(told!, /Absence\s: Paule Luc/);
    assert.ok(told!.replaceAll('\u00a0', ' ').includes(formatPeriod({ du, au })));
    assert.match(told!, /2026-d1 : sollicitation sans réponse/);

    assert.match((await world.write(LUC, `absent du ${du} au ${au}`))[0]!, /déjà noté/);
    await world.write(LUC, `absent du ${du} au ${from(12)}`);
    assert.deepEqual(await away(), [`${du} ${from(12)}`], 'other days of the same absence replace it');
    assert.equal(toldTeam().length, 1);
  });

  it('is shown as away to whoever looks for a member, the last of them', async () => {
    const shown = () =>
      db.unitOfWork.run(async (tx) => {
        const demande = (await tx.demandes.get('d1'))!;
        const context = { today: today(), authorName: '', ecoles: createEcoleIndex([]), options: {} };
        const { options } = (await poleContext(tx, { ...demande, sollicitations: [] }, context)).context;
        return options.membres!.map(({ label }) => label);
      });
    assert.match((await shown())[0]!, /^Paule Luc/);
    await world.write(LUC, 'absent demain');
    const labels = await shown();
    assert.match(labels.at(-1)!, /^Paule Luc.* – absence le /);
    assert.ok(labels.length > 1);
  });

  it('does not keep an analyst from asking them, who is told that they are away', async () => {
    const ana = { ...membre('A', 'Ana'), matrixId: ANA, roles: ['equipe_restreinte' as const] };
    await db.directoryAdmin.importMembres('A', [ana], false, false);
    world.tchap.roster.set(ANA, { externalId: ANA, name: 'Ana', emails: [] });
    await world.write(ANA, 'bonjour');
    await world.write(LUC, 'absent demain');
    await insertDemande(db, claire, 'd2');
    world.tchap.sent.length = 0;
    const click = (action: ActionName, values: { [input: string]: string } = {}) =>
      world.act(ANA, { kind: 'action', action: { v: 1, action, demandeId: 'd2' }, values, style: 'submit' }, EQUIPE);
    await click('prendre_en_analyse');
    await click('solliciter', { 'sollicitation.membres': luc.id });
    const told = world.tchap.textsTo(privateRoom(ANA).conversationId).filter((text) => text.includes('n’est pas là'));
    assert.equal(told.length, 1, JSON.stringify(world.tchap.sent));
    assert.match(told[0]!, /^Paule Luc n’est pas là le .* sa réponse peut tarder/);
  });

  it('may take it back, of which the team is told', async () => {
    await world.write(LUC, `absent du ${from(0)} au ${from(5)}`);
    assert.match((await world.write(LUC, 'annuler mon absence'))[0]!, /est annulée/);
    assert.deepEqual(await away(), []);
    assert.match(toldTeam().at(-1)!, /est annulée\s: Paule Luc est là/);
    assert.match((await world.write(LUC, 'annuler mon absence'))[0]!, /Aucune absence/);
  });

  it('comes back early, and what is past stays so', async () => {
    await world.write(LUC, `absent du ${from(0)} au ${from(5)}`);
    world.pass(2 * 24 * 60);
    assert.match((await world.write(LUC, 'je suis de retour'))[0]!, /Bon retour/);
    assert.deepEqual(await away(), [`${from(0)} ${from(1)}`]);
    assert.match(toldTeam().at(-1)!, /est de retour/);
  });

  it('is nobody’s business when they are no member', async () => {
    assert.match((await world.write('@claire:x', 'je suis absente demain'))[0]!, /membres du pôle/);
    assert.deepEqual(toldTeam(), []);
    assert.match((await world.write('@claire:x', 'je suis de retour'))[0]!, /Bonjour/);
  });
});
