import assert from 'node:assert/strict';
import type { Identite, Membre } from '../../../src/app/ports/directory-store.ts';
import type { Address } from '../../../src/app/ports/inbound.ts';
import { schoolYear } from '../../../src/core/form/calendar-day.ts';
import { parisDay } from '../../../src/core/form/format-date.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { type InboundWorld, inboundWorld } from '../../support/inbound-world.ts';
import { insertDemande, membre, seedPole } from '../../support/pole.ts';
import { solicit } from '../../support/solicit.ts';

const CLAIRE = '@claire:agent.tchap.example';
const AUTRE = '@autre:agent.tchap.example';
const LUC = '@luc:agent.tchap.example';
const ANA = '@ana:agent.tchap.example';
const EQUIPE: Address = { channel: 'tchap', conversationId: '!equipe-a', kind: 'channel', opaque: null };
const EQUIPE_B: Address = { ...EQUIPE, conversationId: '!equipe-b' };

onEachDatabase('what people write to find a demande', (database) => {
  let db: OpenedWithSql;
  let world: InboundWorld;
  const year = schoolYear(parisDay(new Date().toISOString()));
  const numero = (rang: number) => `${year}-${String(rang).padStart(4, '0')}`;
  const at = new Date(Date.now() - 3_600_000).toISOString();
  const uuid = (rang: number) => `0190a5e2-7c1b-7def-8a12-00000000000${rang}`;

  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql();
    const luc = await seed();
    const claire = await db.unitOfWork.run((tx) =>
      tx.directory.saveIdentite({ channel: 'tchap', externalId: CLAIRE, nom: 'Claire Durand' }),
    );
    await seedDemandes(claire, luc);
    world = inboundWorld(db, { mail: false });
    world.tchap.roster.set(ANA, { externalId: ANA, name: 'Ana', emails: [] });
    await world.write(ANA, 'bonjour');
  });
  after(async () => {
    await world?.stop();
    await db?.close();
  });

  async function seed(): Promise<Membre> {
    await seedPole(db);
    const ana = { matrixId: ANA, roles: ['equipe_restreinte' as const, 'pilote' as const] };
    await db.directoryAdmin.importMembres(
      'A',
      [
        { ...membre('A', 'Luc'), matrixId: LUC },
        { ...membre('A', 'Ana'), ...ana },
      ],
      false,
      false,
    );
    await db.directoryAdmin.importMembres('B', [{ ...membre('B', 'AnaB'), ...ana }], false, false);
    await db.unitOfWork.run((tx) => tx.directory.setAnalysisChannel('A', EQUIPE));
    await db.unitOfWork.run((tx) => tx.directory.setAnalysisChannel('B', EQUIPE_B));
    return (await db.directory.membres('A')).find(({ nom }) => nom === 'Luc')!;
  }

  /** 42 is Claire's, Luc being asked; 43 is somebody else's; both circonscriptions have a 44. */
  async function seedDemandes(claire: Identite, luc: Membre): Promise<void> {
    const other = await db.unitOfWork.run((tx) =>
      tx.directory.saveIdentite({ channel: 'sandbox', externalId: 'paul', nom: 'Paul Hébert', emails: [] }),
    );
    await solicit(db, claire, uuid(2), luc, { numero: numero(42), at });
    await db.sql('DELETE FROM outbox');
    await insertDemande(db, other, uuid(3), { numero: numero(43), at });
    await insertDemande(db, other, uuid(4), { numero: numero(44), at });
    await insertDemande(db, other, uuid(5), { numero: numero(44), at, circonscription: 'B' });
    await insertDemande(db, other, uuid(6), { numero: '2001-0007', at: '2001-10-01T08:00:00.000Z' });
  }

  const said = async (who: string, text: string) => (await world.write(who, text)).join('\n');
  const journal = async () =>
    db.sql('SELECT action, outcome, detail, demande_id FROM journal ORDER BY id') as Promise<
      { action: string; outcome: string; detail: string | null; demande_id: string | null }[]
    >;
  const EMPTY = /Je ne trouve pas de demande/;

  it('opens a demande by its number as fully as the person may, and keeps that it was seen', async () => {
    assert.match(await said(CLAIRE, `où en est ma demande ${numero(42)} ?`), /^Suivi de votre demande/);
    assert.match(await said(CLAIRE, 'dossier 42'), /^Suivi de votre demande/);
    assert.match(await said(LUC, 'ouvre le dossier n° 42 svp'), /^Dossier de votre intervention/);
    assert.match(await said(ANA, 'demande 43'), /^Dossier de la demande/);
    const seen = (await journal()).filter(({ outcome }) => outcome === 'vu').map(({ action }) => action);
    assert.deepEqual(seen, ['voir_intervention', 'voir_dossier']);
  });

  it('tells nobody whether a number that is not theirs exists', async () => {
    for (const who of [CLAIRE, AUTRE, LUC]) {
      const theirs = await said(who, 'dossier 43');
      const nobodys = await said(who, 'dossier 99');
      assert.match(theirs, EMPTY);
      assert.equal(theirs.replaceAll(numero(43), 'N'), nobodys.replaceAll(numero(99), 'N'));
    }
    const refused = (await journal()).filter(({ outcome }) => outcome === 'refuse');
    assert.equal(refused.length, 6);
    for (const row of refused)
      assert.deepEqual([row.action, row.detail, row.demande_id], ['dossier', 'introuvable', null]);
  });

  it('offers both demandes of one number to an analyst of two circonscriptions', async () => {
    const list = await said(ANA, 'dossier 44');
    assert.match(list, /Plusieurs demandes portent le numéro/);
    for (const id of [uuid(4), uuid(5)]) assert.ok(list.includes(id), id);
  });

  it('lists what awaits a member, and what the équipe restreinte has to do', async () => {
    const luc = await said(LUC, 'Mes dossiers, s’il vous plaît');
    assert.match(luc, /Votre réponse est attendue/);
    assert.deepEqual([luc.includes(numero(42)), luc.includes(numero(43))], [true, false]);
    const ana = await said(ANA, 'mes dossiers');
    assert.match(ana, /À prendre en analyse/);
    assert.deepEqual([ana.includes(numero(42)), ana.includes(numero(43))], [false, true]);
    assert.match(await said(CLAIRE, 'mes dossiers'), /Mes demandes/);
  });

  it('searches only what the person may read, whatever the accents, and shows nothing of the pupil', async () => {
    assert.match(await said(ANA, 'cherche ZOE lapierre'), /^5 demandes trouvées[\s\S]*2001-0007/);
    await db.sql("UPDATE demande SET etat = 'close' WHERE numero = '2001-0007'");
    const found = await said(ANA, 'cherche ZOE lapierre');
    assert.match(found, /^4 demandes trouvées/);
    assert.match(found, /Trouvé dans : élève/);
    assert.doesNotMatch(found, /Ndiaye|2001-0007/);
    assert.match(await said(LUC, 'chercher lapierre'), /^Une demande trouvée/);
    assert.match(await said(CLAIRE, 'rechercher CE1 Rouen'), /^Une demande trouvée/);
    assert.match(await said(AUTRE, 'chercher lapierre'), /^Aucune demande trouvée[\s\S]*Essayez un seul mot/);
    assert.match(await said(ANA, 'chercher lapierre dupont'), /^Aucune demande trouvée/);
    assert.match(await said(ANA, 'chercher'), /Que voulez-vous chercher/);
    assert.match(await said(ANA, 'chercher hebert 43'), /^Une demande trouvée/);
    const rows = (await journal()).filter(({ action }) => action === 'chercher');
    assert.ok(rows.length >= 6);
    assert.doesNotMatch(JSON.stringify(rows), /lapierre/i);
  });

  it('keeps from the demandeur what only the team knows of a demande', async () => {
    assert.match(await said(CLAIRE, 'chercher Paule Luc'), /^Aucune demande trouvée/);
    assert.match(await said(ANA, 'chercher Paule Luc'), /^Une demande trouvée/);
  });

  it('gives the week to those whom it concerns', async () => {
    const ana = await said(ANA, 'résumé de la semaine');
    assert.equal(ana.match(/La semaine du pôle ressources/g)?.length, 2);
    assert.match(await said(LUC, 'ma semaine'), /Vos dossiers du pôle ressources[\s\S]*accepter ou décliner/);
    assert.match(await said(CLAIRE, 'résumé de la semaine'), /s’adresse aux membres du pôle/);
  });

  it('answers in private what is asked in the team’s channel, and says nothing of it there', async () => {
    const before = world.tchap.textsTo(`dm ${ANA}`).length;
    const text = (words: string) => world.act(ANA, { kind: 'text', text: words, attachments: [] }, EQUIPE);
    assert.deepEqual(await text('dossier 43'), ['Je vous réponds en privé.']);
    assert.deepEqual(await text('dossier 99'), ['Je vous réponds en privé.']);
    const own = world.tchap.textsTo(`dm ${ANA}`).slice(before);
    assert.match(own[0] ?? '', /^Dossier de la demande/);
    assert.match(own[1]?.replaceAll('\u00a0', ' ') ?? '', EMPTY);
    assert.match((await text('chercher lapierre')).join(), /^Écrivez-moi cela en privé/);
    assert.match((await text('aide')).join(), /dossier 2026-0042/);
  });

  it('interrupts a form without losing it', async () => {
    assert.match(await said(CLAIRE, 'nouvelle demande pour un élève'), /Quelle est votre école/);
    assert.match(await said(CLAIRE, 'demande 42'), /^Suivi de votre demande/);
    assert.match(await said(CLAIRE, 'mes demandes'), /Brouillons/);
    assert.match(await said(CLAIRE, 'École 000000A'), /le nom et le prénom de l’élève/);
  });

  it('knows an analyst no more once they have left the channel', async () => {
    world.tchap.roster.delete(ANA);
    await db.sql('DELETE FROM roster');
    assert.match(await said(ANA, 'dossier 43'), EMPTY);
    assert.match(await said(ANA, 'chercher lapierre'), /^Aucune demande trouvée/);
  });
});
