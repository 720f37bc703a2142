import assert from 'node:assert/strict';
import { createLivingCardRenderer } from '../../../src/app/delivery/render-living-card.ts';
import { applyCommand } from '../../../src/app/demande/apply-command.ts';
import { signalDepartures } from '../../../src/app/demande/departures.ts';
import { rentreeRows } from '../../../src/app/demande/tell-rentree.ts';
import { planRentrees } from '../../../src/app/echeances/handle-rentree.ts';
import { createEcoles } from '../../../src/app/ecoles.ts';
import type { Identite } from '../../../src/app/ports/directory-store.ts';
import type { NewOutboxRow } from '../../../src/app/ports/outbox-store.ts';
import type { ActionName } from '../../../src/core/action.ts';
import type { Demande, Etat } from '../../../src/core/demande/demande.ts';
import { fold } from '../../../src/core/demande/evolve.ts';
import { SYSTEME } from '../../../src/core/demande/rights.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { realClock } from '../../support/delivery.ts';
import { type Cast, castOn, demandesInEachState, TEAM } from '../../support/demandes-in-each-state.ts';
import { EcheancePlay } from '../../support/echeance-play.ts';
import { type Clicking, clickingOn, type Tried } from '../../support/every-act.ts';
import { insertDemande, membre } from '../../support/pole.ts';

onEachDatabase('what is put right', (database) => {
  let db: OpenedWithSql;
  let cast: Cast;
  let clicking: Clicking;
  let demandes: Map<Etat, Demande>;
  let hugo: Identite;
  let theirs = 0;
  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql();
    cast = await castOn(db, 'teams');
    demandes = await demandesInEachState(db, cast);
    clicking = clickingOn(db, 'teams', 'cards', true);
    const { id: _, ...like } = cast.demandeur.identite;
    const personal = { channel: 'teams', conversationId: 'dm hugo', kind: 'personal', opaque: null } as const;
    hugo = await db.unitOfWork.run((tx) =>
      tx.directory.saveIdentite({ ...like, externalId: '@hugo', nom: 'Hugo', personal }),
    );
  });
  after(() => db?.close());

  const get = async (id: string): Promise<Demande> => (await db.unitOfWork.run((tx) => tx.demandes.get(id)))!;
  const listed = (of: Identite) => db.unitOfWork.run((tx) => tx.demandes.ofDemandeur(of.id));
  const analyst = () => cast.analyste.identite;
  async function press(who: Identite, name: ActionName, id: string, values = {}, version?: number): Promise<Tried> {
    const at = who === analyst() ? TEAM : who.personal!;
    const seen = version ?? (await get(id)).version;
    return clicking.click(who, { v: 1, action: name, demandeId: id, version: seen }, values, at);
  }
  /** A demande that is being analysed, of Hugo's unless told otherwise. */
  async function another(of = hugo, numero?: string): Promise<Demande> {
    const id = `0190a5e2-7c1b-7def-8a12-1${String(++theirs).padStart(11, '0')}`;
    await insertDemande(db, of, id, numero === undefined ? {} : { numero });
    await press(analyst(), 'prendre_en_analyse', id);
    return get(id);
  }
  const toldTo = (out: NewOutboxRow[], { id }: Identite) =>
    out.filter(({ destination }) => destination.to === 'identite' && destination.identiteId === id);

  it('two demandes joined are one, followed by both demandeurs, until one is reopened', async () => {
    const kept = demandes.get('premiere_intention')!;
    const joined = await another();
    const { events, out } = await press(analyst(), 'fusionner', joined.id, { 'fusion.demande': kept.id });
    assert.deepEqual(
      events.map(({ type }) => type),
      ['demande_fusionnee', 'demande_absorbee'],
    );
    assert.equal(toldTo(out, hugo).length, 1, 'told once, by the demande that was theirs');
    assert.equal(toldTo(out, cast.demandeur.identite).length, 1);
    assert.deepEqual((await listed(hugo)).map(({ id }) => id).sort(), [joined.id, kept.id].sort());
    const followed = await press(hugo, 'voir_suivi', kept.id);
    assert.match(JSON.stringify(followed.answer), /Votre demande 2026/);
    const own = JSON.stringify((await press(hugo, 'voir_suivi', joined.id)).answer);
    assert.ok(own.includes(`La demande se poursuit sous le numéro ${kept.numero}`));

    const reopened = await press(analyst(), 'rouvrir', joined.id, { 'reouverture.motif': 'Deux élèves différents.' });
    assert.deepEqual(
      reopened.events.map(({ type }) => type),
      ['demande_rouverte', 'demande_detachee'],
    );
    assert.deepEqual(
      (await listed(hugo)).map(({ id }) => id),
      [joined.id],
    );
    const refused = await press(hugo, 'voir_suivi', kept.id);
    assert.match(JSON.stringify(refused.answer), /réservé à d’autres personnes/);
    for (const id of [joined.id, kept.id]) {
      const { history, state } = await db.unitOfWork.run(async (tx) => ({
        history: await tx.demandes.history(id),
        state: await tx.demandes.get(id),
      }));
      assert.deepEqual(fold(history), state);
    }
  });

  it('who follows the kept demande finds it by every way of a demandeur, and no more of it than that', async () => {
    const [kept, joined] = [await another(cast.demandeur.identite, '2026-0777'), await another(hugo, '2026-0778')];
    await press(analyst(), 'qualifier', kept.id, {
      'qualification.problematiques': 'Comportement',
      'qualification.note': 'Vu mercredi.',
    });
    const says = async (text: string) => JSON.stringify((await clicking.write(hugo, text)).out);
    const ways = ['mes demandes', 'mes dossiers', 'dossier 2026-0777', 'demande 2026-0777', 'chercher 777 Lapierre'];
    const found = () => Promise.all(ways.map(async (way) => (await says(way)).includes(kept.id)));
    assert.deepEqual(await found(), [false, false, false, false, false]);
    await press(analyst(), 'fusionner', joined.id, { 'fusion.demande': kept.id });
    assert.deepEqual(await found(), [true, true, true, true, true]);
    const shown = (await Promise.all(ways.map(says))).join();
    assert.match(shown, /voir_suivi/);
    assert.doesNotMatch(shown, /voir_dossier|voir_intervention|Comportement|Vu mercredi/);
    assert.ok(!(await says('chercher comportement 777')).includes(kept.id), 'nor by what the team names it');
    for (const name of ['voir_dossier', 'voir_intervention', 'qualifier'] as const) {
      const { events, answer } = await press(hugo, name, kept.id);
      assert.deepEqual([events.length, answer.kind], [0, 'notice'], name);
    }
    await press(analyst(), 'rouvrir', joined.id, { 'reouverture.motif': 'Deux élèves.' });
    assert.deepEqual(await found(), [false, false, false, false, false]);
  });

  it('what was joined before goes along, and comes back with it', async () => {
    const [first, second, third] = [await another(), await another(), await another()];
    await press(analyst(), 'fusionner', first.id, { 'fusion.demande': second.id });
    await press(analyst(), 'fusionner', second.id, { 'fusion.demande': third.id });
    assert.deepEqual(
      (await get(third.id)).absorbees.map(({ demandeId }) => demandeId),
      [second.id, first.id],
    );
    await press(analyst(), 'rouvrir', first.id, { 'reouverture.motif': 'À part.' });
    assert.deepEqual(
      (await get(third.id)).absorbees.map(({ demandeId }) => demandeId),
      [second.id],
    );
    assert.deepEqual((await get(second.id)).absorbees, []);
  });

  it('two demandes joined to each other at once end in one of them, never in none', async () => {
    for (let round = 0; round < 3; round++) {
      const [a, b] = [await another(), await another()];
      const both = await Promise.all([
        press(analyst(), 'fusionner', a.id, { 'fusion.demande': b.id }, a.version),
        press(analyst(), 'fusionner', b.id, { 'fusion.demande': a.id }, b.version),
      ]);
      assert.deepEqual(
        both.map(({ incidents }) => incidents),
        [0, 0],
      );
      assert.deepEqual(both.map(({ events }) => events.length).sort(), [0, 2]);
      const etats = [(await get(a.id)).etat, (await get(b.id)).etat];
      assert.deepEqual(etats.sort(), ['close', 'en_analyse']);
    }
  });

  it('a sollicitation taken back is told to the member, and their card says so', async () => {
    const demande = await another();
    const membreId = cast.passant.actor.membreId!;
    const open = () => db.sql('SELECT etat FROM sollicitation WHERE demande_id = $1', [demande.id]);
    await press(analyst(), 'solliciter', demande.id, { 'sollicitation.membres': membreId });
    assert.deepEqual(await open(), [{ etat: 'en_attente' }]);
    const { out, answer } = await press(analyst(), 'annuler_acte', demande.id);
    assert.equal(answer.kind, 'card');
    const told = out.filter(({ destination, content }) => destination.to === 'membre' && content.op === 'send');
    assert.match(JSON.stringify(told), /Cette sollicitation a été annulée/);
    assert.deepEqual(await open(), [], 'and is no load of theirs');
    assert.equal((await get(demande.id)).etat, 'en_analyse');
    const { unitOfWork } = db;
    const render = createLivingCardRenderer({ unitOfWork, ecoles: createEcoles(realClock), clock: realClock });
    const card = await render({ kind: 'sollicitation', demandeId: demande.id, membreId });
    assert.match(JSON.stringify(card), /Cette sollicitation a été annulée/);
    assert.match(
      JSON.stringify((await press(analyst(), 'annuler_acte', demande.id)).answer),
      /plus possible d’annuler/,
    );
  });

  it('a reminder sent since takes no undo away, and is not sent a second time after it', async () => {
    const demande = await another();
    await press(analyst(), 'qualifier', demande.id, { 'qualification.problematiques': 'Lecture' });
    assert.deepEqual((await get(demande.id)).problematiques, ['Lecture']);
    const rappel = { type: 'rappeler', cle: 'analyse x', etape: 'analyse', a: 'equipe', rang: 1 } as const;
    await db.unitOfWork.run(async (tx) => {
      const locked = (await tx.demandes.lock(demande.id))!;
      const cause = { action: 'systeme', actorId: 'systeme', channel: 'systeme', digest: 'rappel' } as const;
      await applyCommand(tx, locked, rappel, { actor: SYSTEME, cause, now: new Date().toISOString() }, []);
    });
    await press(analyst(), 'annuler_acte', demande.id);
    const after = await get(demande.id);
    assert.deepEqual([after.problematiques, after.rappels['analyse x']?.nombre], [[], 1]);
    assert.equal(after.etat, 'en_analyse');
    assert.deepEqual(fold(await db.unitOfWork.run((tx) => tx.demandes.history(demande.id))), after);
  });

  it('the one who fixes the date of a bilan, or takes it back, reads it in answer and in no notice of their own', async () => {
    const { id } = demandes.get('bilan')!;
    const { identite, actor } = cast.intervenant;
    const toMembres = (out: NewOutboxRow[]) =>
      out.flatMap(({ destination, content }) =>
        destination.to === 'membre' && content.op === 'send' ? [destination.membreId] : [],
      );
    const fixed = await press(identite, 'fixer_bilan', id, { 'bilan-date.date': 'dans 3 semaines' });
    const undone = await press(identite, 'annuler_acte', id);
    for (const { out, events } of [fixed, undone]) {
      assert.equal(events.length, 1);
      const told = toMembres(out);
      assert.ok(told.length > 0 && !told.includes(actor.membreId!), JSON.stringify(told));
    }
    assert.match(JSON.stringify(undone.answer), /ce que vous veniez de faire est annulé/);

    const demandeur = cast.demandeur.identite;
    const values = { 'bilan-avis.effet': 'mieux', 'bilan-avis.suite': 'clore' };
    const given = await press(demandeur, 'donner_avis', id, values);
    const taken = await press(demandeur, 'annuler_acte', id);
    for (const { events, out } of [given, taken]) {
      assert.equal(events.length, 1);
      assert.deepEqual(toldTo(out, demandeur), []);
      assert.ok(toMembres(out).includes(actor.membreId!));
    }
    assert.match(JSON.stringify(given.answer), /votre avis est joint au bilan/);
  });

  it('a member’s own card keeps the button while their act is the last, however often it is drawn anew', async () => {
    const { unitOfWork } = db;
    const { id } = demandes.get('premiere_intention')!;
    const { intervenant, sollicite, collegue } = cast;
    const drawn = async (kind: 'sollicitation' | 'echange', { actor }: Cast['intervenant'], minutes = 0, of = id) => {
      const clock = { now: () => new Date(Date.now() + minutes * 60_000) };
      const render = createLivingCardRenderer({ unitOfWork, ecoles: createEcoles(clock), clock });
      return JSON.stringify(await render({ kind, demandeId: of, membreId: actor.membreId! }));
    };
    const UNDO = /annuler_acte/;
    await press(intervenant.identite, 'ecrire_demandeur', id, { 'message-demandeur.texte': 'Bonjour.' });
    assert.doesNotMatch(await drawn('sollicitation', intervenant), UNDO, 'what was written to somebody stays');
    const noted = { 'intervention.acte': 'observation', 'intervention.date': 'hier', 'intervention.partage': 'pole' };
    await press(intervenant.identite, 'noter_intervention', id, noted);
    assert.equal((await get(id)).dernierActe?.type, 'intervention_notee');
    assert.match(await drawn('sollicitation', intervenant), UNDO);
    assert.match(JSON.stringify((await press(intervenant.identite, 'voir_base', id)).answer), UNDO);
    assert.doesNotMatch(await drawn('sollicitation', sollicite), UNDO, 'it is nobody else’s');
    assert.doesNotMatch(await drawn('sollicitation', intervenant, 11), UNDO);
    await press(sollicite.identite, 'accepter', id);
    assert.doesNotMatch(await drawn('sollicitation', intervenant), UNDO, 'somebody has gone on from there');
    assert.match(await drawn('sollicitation', sollicite), UNDO);
    assert.match(JSON.stringify((await press(sollicite.identite, 'annuler_acte', id)).answer), /est annulé/);

    const other = demandes.get('seconde_intention')!.id;
    await press(collegue.identite, 'accepter_echange', other);
    assert.match(await drawn('echange', collegue, 0, other), UNDO);
    const undone = await press(collegue.identite, 'annuler_acte', other);
    assert.match(JSON.stringify(undone.answer), /accepter_echange/);
  });

  it('« annuler » offers what can be taken back, and « annuler ma dernière action » does it', async () => {
    const id = `0190a5e2-7c1b-7def-8a12-1${String(++theirs).padStart(11, '0')}`;
    await insertDemande(db, hugo, id);
    const withdrawn = await press(hugo, 'confirmer_retrait', id);
    assert.match(JSON.stringify(withdrawn.answer), /Annuler ce que je viens de faire/);
    const offered = await clicking.write(hugo, 'annuler');
    assert.match(JSON.stringify(offered.out), /peut encore être annulé[\s\S]*annuler_acte/);
    assert.deepEqual(offered.events, []);
    const done = await clicking.write(hugo, 'annuler ma dernière action');
    assert.match(JSON.stringify(done.out), /C’est annulé/);
    assert.equal((await get(id)).etat, 'envoyee');
    assert.match(JSON.stringify((await clicking.write(hugo, 'annuler')).out), /pas de demande en cours de rédaction/);
    assert.match(JSON.stringify((await clicking.write(hugo, 'annuler ma dernière action')).out), /rien à annuler/);
  });

  it('a member who leaves the directory leaves their demandes, and the team is told in each, once', async () => {
    const kept = ['analyste', 'sollicite', 'collegue', 'passant', 'second'].map((nom) => membre('A', nom));
    const roles = kept.map((one) => (one.nom === 'analyste' ? { ...one, roles: ['equipe_restreinte' as const] } : one));
    await db.directoryAdmin.importMembres('A', roles, true, false);
    const told = () =>
      db.sql<{ id: string }>("SELECT id FROM outbox WHERE destination->>'to' = 'analyse' AND demande_id = $1", [
        demandes.get('bilan')!.id,
      ]);
    const before = (await told()).length;
    await signalDepartures({ unitOfWork: db.unitOfWork, clock: realClock });
    for (const etat of ['membres_sollicites', 'premiere_intention', 'seconde_intention', 'bilan'] as const) {
      const demande = await get(demandes.get(etat)!.id);
      const part = demande.sollicitations.find(({ membreId }) => membreId === cast.intervenant.actor.membreId);
      assert.equal(part?.etat, 'terminee', etat);
      assert.equal(demande.referent, etat === 'membres_sollicites' ? undefined : demande.sollicitations[2]?.membreId);
    }
    const after = (await told()).length;
    assert.ok(after > before);
    await signalDepartures({ unitOfWork: db.unitOfWork, clock: realClock });
    assert.equal((await told()).length, after);
  });

  it('on the first day of a school year, what is open from an earlier one is listed and asked about', async () => {
    const rows = await db.unitOfWork.run((tx) => rentreeRows(tx, 'A', '2027-09-01'));
    const [list, ...asked] = rows;
    assert.deepEqual(list?.destination, { to: 'analyse', circonscription: 'A' });
    const { numero } = demandes.get('bilan')!;
    assert.ok(JSON.stringify(list?.content).includes(`${numero}, École : Bilan`.replace(' :', '\u00a0:')));
    assert.ok(asked.length >= 3);
    assert.ok(asked.every(({ destination }) => destination.to === 'membre'));
    assert.deepEqual(await db.unitOfWork.run((tx) => rentreeRows(tx, 'A', '2026-09-01')), []);
    const now = '2027-06-01T08:00:00.000Z';
    for (const _ of ['planned', 'again']) await planRentrees(db.unitOfWork, now);
    const play = new EcheancePlay(db);
    await play.left();
    const said = async (at: string) =>
      (await play.at(at)).filter(({ text }) => text.includes('Nouvelle année scolaire'));
    assert.deepEqual(await said('2027-08-31T12:00:00.000Z'), []);
    assert.deepEqual(await said('2027-09-02T20:00:00.000Z'), [], 'the server was stopped in the morning');
    assert.equal((await said('2027-09-03T12:00:00.000Z')).length, 1);
    assert.deepEqual(await said('2027-09-06T12:00:00.000Z'), []);
  });
});
