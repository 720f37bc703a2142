import assert from 'node:assert/strict';
import { outboxOf } from '../../../src/app/demande/apply-command.ts';
import { DeliveryError } from '../../../src/app/ports/channel.ts';
import type { Address } from '../../../src/app/ports/inbound.ts';
import type { NewOutboxRow } from '../../../src/app/ports/outbox-store.ts';
import type { DemandeEvent } from '../../../src/core/demande/events.ts';
import { messageCard } from '../../../src/core/view/message-card.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { eventually } from '../../support/delivery.ts';
import { type InboundWorld, inboundWorld } from '../../support/inbound-world.ts';
import { after as afterEvents, ELEVE, insertDemande, membre, seedPole } from '../../support/pole.ts';
import { readPdf } from '../../support/read-pdf.ts';
import { solicit } from '../../support/solicit.ts';

const PLACE: Address = { channel: 'teams', conversationId: '19:equipe', kind: 'channel', opaque: null };

onEachDatabase('what a messenger does not deliver', (database) => {
  let db: OpenedWithSql;
  let world: InboundWorld;
  let demandes = 0;
  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql();
    await seedPole(db);
    await db.unitOfWork.run((tx) => tx.directory.setAnalysisChannel('A', PLACE));
  });
  afterEach(() => world.stop());
  after(() => db?.close());

  const settled = () => eventually(async () => (await db.outboxQueue.depth()).waiting === 0, 'all has left');
  const enqueue = async (...rows: NewOutboxRow[]) => {
    await db.unitOfWork.run((tx) => tx.outbox.enqueue(rows));
    await settled();
  };
  const told = () => world.teams.textsTo('19:equipe').filter((text) => text.includes('pas pu être remis'));
  const freshId = () => `d${++demandes}`;

  /** A teacher who writes in Teams, with a demande. */
  async function teacher(name: string, emails: string[]) {
    const id = freshId();
    world.teams.roster.set(name, { externalId: name, name, emails });
    await world.write(name, 'bonjour', 'teams');
    const identite = await db.unitOfWork.run(({ directory }) => directory.identite('teams', name));
    return insertDemande(db, identite!, id);
  }

  it('is the Annexe 1, asked for where no file can be given: by mail, and a sentence says so', async () => {
    world = inboundWorld(db, { mail: true });
    const { numero } = await teacher('lea', ['lea@ecole.example']);
    const said = await world.write('lea', 'Recevoir mon annexe 1', 'teams');
    assert.deepEqual(said, ['Je ne peux pas déposer de fichier ici : je vous envoie ce document par courriel.']);
    await settled();
    const [mail, ...more] = world.mails;
    assert.deepEqual([mail?.to, more], ['lea@ecole.example', []]);
    assert.ok(!`${mail?.subject}${mail?.text}`.includes(ELEVE.eleve_nom));
    assert.equal(mail?.file?.name, `annexe-1-demande-${numero}.pdf`);
    assert.ok((await readPdf(mail.file.bytes)).pages[0]?.includes('Zoé Lapierre-Ndiaye'));
    assert.deepEqual(told(), []);
  });

  it('is the Annexe 1 of somebody without a known address: they are told who can give it to them', async () => {
    world = inboundWorld(db, { mail: true });
    await teacher('max', []);
    const [said, ...more] = await world.write('max', 'mon annexe 1', 'teams');
    assert.match(said!, /La circonscription peut vous remettre ce document/);
    assert.deepEqual([more, world.mails, told()], [[], [], []]);
  });

  it('is an Annexe 1 that does not exist: the same words answer it', async () => {
    world = inboundWorld(db, { mail: true });
    const [said, ...more] = await world.write('personne', 'mon annexe 1');
    assert.match(said!, /^Vous n’avez pas encore envoyé de demande\./);
    assert.deepEqual(more, []);
  });

  /** A demande for which this member, whom no messenger reaches, was asked. */
  async function asked(nom: string) {
    const id = freshId();
    await db.directoryAdmin.importMembres('A', [membre('A', nom)], false, false);
    const found = (await db.directory.membres('A')).find((one) => one.nom === nom)!;
    const claire = await db.unitOfWork.run(({ directory }) => directory.identite('sandbox', 'claire'));
    await solicit(db, claire!, id, found);
    await settled();
    return { id, found };
  }
  const notice = (id: string, membreId: string, words: string): NewOutboxRow => ({
    circonscription: 'A',
    demandeId: id,
    destination: { to: 'membre', circonscription: 'A', membreId },
    content: {
      op: 'send',
      message: { ...messageCard({ title: 'Un message', paragraphs: [words] }), unprompted: true },
    },
  });

  it('is a notice for a member: it goes to the directory’s address, its words in the body alone', async () => {
    world = inboundWorld(db, { mail: true });
    const { id, found } = await asked('Paul');
    world.mails.length = 0;
    await enqueue(notice(id, found.id, 'Zoé préfère le mardi.'));
    const [mail, ...more] = world.mails;
    assert.deepEqual([mail?.to, more], ['paul@ac.example', []]);
    assert.equal(mail?.subject.replaceAll('\u00a0', ' '), `Pôle ressources – demande 2026-${id}`);
    assert.match(
      mail.text,
      /Un message\n\nZoé préfère le mardi\.\n\nL’assistant du pôle ressources n’a pas pu vous écrire dans la messagerie/,
    );
    assert.deepEqual(told(), []);
  });

  it('is a notice for a member where no mail can be sent: the team is told once', async () => {
    world = inboundWorld(db, { mail: false });
    const { id, found } = await asked('Luce');
    await enqueue(notice(id, found.id, 'un'));
    await enqueue(notice(id, found.id, 'deux'));
    assert.equal(told().length, 1);
    assert.match(told()[0]!, /remis à Paule Luce/);
    const other = await asked('Luce');
    await enqueue(notice(other.id, found.id, 'trois'));
    assert.equal(told().length, 2, 'of another demande it is told too');
  });

  it('is the card of a demande, in a channel that is closed to the bot: each analyst is told, by mail where need be', async () => {
    world = inboundWorld(db, { mail: true });
    const ana = { ...membre('A', 'Ana'), roles: ['equipe_restreinte' as const] };
    await db.directoryAdmin.importMembres('A', [ana], false, false);
    const posting = world.teams.send;
    world.teams.send = async (address, message, key) => {
      if (address.conversationId === PLACE.conversationId) throw new DeliveryError('unreachable', '403 removed');
      return posting(address, message, key);
    };
    const claire = await db.unitOfWork.run(({ directory }) => directory.identite('sandbox', 'claire'));
    for (const id of [freshId(), freshId()]) {
      await insertDemande(db, claire!, id);
      const destination = { to: 'analyse', circonscription: 'A' } as const;
      const card = { kind: 'analyse', demandeId: id } as const;
      await enqueue({ circonscription: 'A', demandeId: id, destination, content: { op: 'send_card', card } });
    }
    await settled();
    const toAna = world.mails.filter(({ to }) => to === 'ana@ac.example');
    assert.equal(toAna.length, 1, 'once a day');
    assert.match(toAna[0]!.text, /Je ne peux plus écrire dans le canal d’analyse/);
  });

  it('is a rendez-vous: the calendar file goes by mail', async () => {
    world = inboundWorld(db, { mail: true });
    const { id, found } = await asked('Anne');
    world.mails.length = 0;
    const demande = (await db.unitOfWork.run((tx) => tx.demandes.get(id)))!;
    const by = { id: 'x', nom: 'Paule Anne' };
    const at = '2026-10-05T08:00:00.000Z';
    const creneau = '2026-10-12T09:00';
    const proposed = { objet: 'observation', creneaux: [creneau], lieu: 'Salle 2', duree: 45 } as const;
    const later: DemandeEvent[] = [
      { type: 'intervention_acceptee', at, by, membreId: found.id },
      { type: 'dates_proposees', at, by, rang: 1, membreId: found.id, ...proposed, creneaux: [creneau] },
      { type: 'date_choisie', at, by, rang: 1, creneau },
    ];
    const next = afterEvents(demande, ...later);
    const cause = { action: 'systeme', actorId: 'systeme', channel: 'systeme', digest: id } as const;
    await db.unitOfWork.run((tx) => tx.demandes.append(next.demande, next.events, cause));
    await enqueue(...outboxOf(later.slice(-1), next.demande).filter(({ destination: { to } }) => to === 'membre'));
    const [, mail] = world.mails;
    assert.equal(mail?.file?.name, `rendez-vous-demande-2026-${id}.ics`);
    const text = Buffer.from(mail.file.bytes).toString('utf8');
    assert.match(text, /METHOD:PUBLISH[\s\S]*DTSTART:20261012T070000Z\r\nDTEND:20261012T074500Z/);
    assert.ok(!`${text}${mail.subject}${mail.text}`.includes('Lapierre'));
  });
});
