import assert from 'node:assert/strict';
import { applyCommand } from '../../../src/app/demande/apply-command.ts';
import type { Identite, Membre } from '../../../src/app/ports/directory-store.ts';
import type { Address } from '../../../src/app/ports/inbound.ts';
import type { NewOutboxRow } from '../../../src/app/ports/outbox-store.ts';
import type { Command } from '../../../src/core/demande/decide.ts';
import type { Actor } from '../../../src/core/demande/rights.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { eventually } from '../../support/delivery.ts';
import { COMMANDS } from '../../support/demande-play.ts';
import { type InboundWorld, inboundWorld } from '../../support/inbound-world.ts';
import { CAUSE, DIFFICULTES, insertDemande, membre, seedPole } from '../../support/pole.ts';

const LUC = '@luc:agent.tchap.example';
const EQUIPE: Address = { channel: 'tchap', conversationId: '!equipe', kind: 'channel', opaque: null };
const ANA: Actor = { person: { id: 'ana', nom: 'Ana Lyste' }, analyste: true };

onEachDatabase('a colleague who never spoke with the bot', (database) => {
  let db: OpenedWithSql;
  let world: InboundWorld;
  let claire: Identite;
  let luc: Membre;
  let zoe: Membre;
  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql();
    claire = await seedPole(db);
    const all = [{ ...membre('A', 'Luc'), matrixId: LUC }, membre('A', 'Zoe')];
    await db.directoryAdmin.importMembres('A', all, false, false);
    await db.unitOfWork.run((tx) => tx.directory.setAnalysisChannel('A', EQUIPE));
    const found = await db.directory.membres('A');
    [luc, zoe] = ['Luc', 'Zoe'].map((nom) => found.find((one) => one.nom === nom)!) as [Membre, Membre];
    world = inboundWorld(db, { mail: true });
  });
  after(async () => {
    await world?.stop();
    await db?.close();
  });

  const gone = () => eventually(async () => (await db.outboxQueue.depth()).waiting === 0, 'all has left');
  async function act(id: string, ...steps: [Actor, Command][]): Promise<void> {
    const now = new Date().toISOString();
    await db.unitOfWork.run(async (tx) => {
      const out: NewOutboxRow[] = [];
      for (const [actor, command] of steps) {
        const demande = (await tx.demandes.lock(id))!;
        const applied = await applyCommand(tx, demande, command, { actor, cause: CAUSE, now }, out);
        assert.ok(applied.ok, command.type);
      }
      await tx.outbox.enqueue(out);
    });
    await gone();
  }
  /** Zoé, who intervenes, asks Luc to share his experience. */
  async function asked(id: string): Promise<void> {
    const member: Actor = { person: { id: 'zoe', nom: 'Paule Zoe' }, analyste: false, membreId: zoe.id };
    await insertDemande(db, claire, id);
    const who = { membreId: zoe.id, nom: 'Paule Zoe', fonctions: ['CPC'], accordParentsRequis: false };
    const collegue = { membreId: luc.id, nom: 'Paule Luc' };
    await act(
      id,
      [ANA, COMMANDS.prendre_en_analyse],
      [ANA, { ...COMMANDS.solliciter, membres: [who] }],
      [member, COMMANDS.accepter],
      [member, { ...COMMANDS.proposer_reponse, formation: undefined as never, genre: 'mutualisation', collegue }],
    );
  }
  const mailsToLuc = () => world.mails.filter(({ to }) => to === 'luc@ac.example');
  const told = () => world.tchap.textsTo('!equipe').filter((text) => text.includes('Paule Luc'));

  it('gets one mail without anything of the pupil, and the team is told once', async () => {
    await asked('d1');
    await eventually(() => mailsToLuc().length > 0, 'a mail');
    await gone();
    const [mail, ...more] = mailsToLuc();
    assert.deepEqual(more, []);
    assert.match(mail!.subject, /^Demande 2026-d1.*échange d’expérience/);
    assert.match(mail!.text, /Accepteriez-vous d’en parler[\s\S]*École, Rouen[\s\S]*écrivez-lui «.bonjour.»/);
    for (const secret of ['Lapierre', 'Zoé', 'CE1', DIFFICULTES, 'Claire']) {
      assert.ok(!`${mail!.subject}${mail!.text}`.includes(secret), secret);
    }
    assert.equal(told().length, 1);
    assert.match(told()[0]!, /un courriel vient de lui être envoyé/);
  });

  it('gets the question once they appear, once, and can answer it', async () => {
    assert.match((await world.write(LUC, 'bonjour')).join('\n'), /Un échange d’expérience vous est demandé/);
    assert.doesNotMatch((await world.write(LUC, 'bonjour')).join('\n'), /échange d’expérience/);
    const action = { v: 1, action: 'accepter_echange', demandeId: 'd1' } as const;
    await world.act(LUC, { kind: 'action', action, values: {}, style: 'submit' });
    const demande = await db.unitOfWork.run((tx) => tx.demandes.get('d1'));
    assert.equal(demande?.reponses[0]?.collegue?.etat, 'accepte');
  });

  it('is asked nothing that has been given up meanwhile', async () => {
    await db.sql('UPDATE identite SET personal = NULL WHERE external_id = $1', [LUC]);
    await asked('d2');
    await eventually(() => mailsToLuc().length === 2, 'a mail');
    await act('d2', [ANA, COMMANDS.abandonner_reponse]);
    assert.doesNotMatch((await world.write(LUC, 'bonjour')).join('\n'), /échange d’expérience/);
  });

  it('sees the question again from a reminder, and nobody else does', async () => {
    await asked('d3');
    const look = { v: 1, action: 'voir_base', demandeId: 'd3', value: 'echange' } as const;
    const see = (who: string) => world.act(who, { kind: 'action', action: look, values: {}, style: 'submit' });
    assert.match((await see(LUC)).join('\n'), /Un échange d’expérience vous est demandé/);
    assert.doesNotMatch((await see('@autre:agent.tchap.example')).join('\n'), /échange d’expérience/);
  });
});
