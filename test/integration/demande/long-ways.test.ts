import assert from 'node:assert/strict';
import type { ActionName } from '../../../src/core/action.ts';
import type { Demande } from '../../../src/core/demande/demande.ts';
import { fold } from '../../../src/core/demande/evolve.ts';
import { type OpenedWithSql, openWithSql, temporaryFolder } from '../../support/databases.ts';
import { type Cast, castOn, demandesInEachState, type Role, TEAM } from '../../support/demandes-in-each-state.ts';
import { type Clicking, clickingOn, type Tried } from '../../support/every-act.ts';
import { ecole, insertDemande } from '../../support/pole.ts';

/** An act: its answers as a card gives them, and as they are written one by one. */
interface Step {
  who: Role;
  name: ActionName;
  card?: { [inputId: string]: string };
  words?: string[];
  value?: string;
}

for (const style of ['cards', 'words'] as const) {
  describe(`ways that turn back or come together, with ${style}`, () => {
    let db: OpenedWithSql;
    let cast: Cast;
    let clicking: Clicking;
    before(async function () {
      this.timeout(60_000);
      db = await openWithSql({ dataDir: temporaryFolder() });
      cast = await castOn(db, style === 'cards' ? 'teams' : 'tchap');
      clicking = clickingOn(db, style === 'cards' ? 'teams' : 'tchap', style, true);
    });
    after(() => db?.close());

    const get = async (id: string): Promise<Demande> => (await db.unitOfWork.run((tx) => tx.demandes.get(id)))!;

    /** @returns what it did; @throws when it did nothing */
    async function does(id: string, { who, name, card = {}, words = [], value }: Step): Promise<Tried> {
      const { identite } = cast[who];
      const at = who === 'analyste' && style === 'cards' ? TEAM : identite.personal!;
      const { version } = await get(id);
      const action = { v: 1, action: name, demandeId: id, version, ...(value === undefined ? {} : { value }) } as const;
      let tried = await clicking.click(identite, action, style === 'cards' ? card : {}, at);
      if (style === 'words') for (const text of words) tried = await clicking.write(identite, text);
      assert.ok(tried.events.length > 0, `${name}: ${JSON.stringify([tried.answer, tried.out])}`);
      assert.equal(tried.incidents, 0);
      return tried;
    }

    const proposed = (dates: string): Step => ({
      who: 'intervenant',
      name: 'proposer_dates',
      card: { 'rendez-vous.objet': 'entretien', 'rendez-vous.creneaux': dates },
      words: ['entretien', dates, 'passer', 'passer'],
    });
    const chosen = ({ rendezVous }: Demande): Step => {
      const { rang, creneaux } = rendezVous.at(-1)!;
      return { who: 'demandeur', name: 'choisir_date', value: `${rang} ${creneaux.at(-1)}` };
    };
    const toldTo = (role: Role, { out }: Tried) =>
      JSON.stringify(
        out.filter(({ destination: to }) =>
          to.to === 'membre' ? to.membreId === cast[role].actor.membreId : to.to === 'identite' && role === 'demandeur',
        ),
      );

    it('none of the dates suits, others are proposed and one chosen; it is cancelled, and another one chosen', async () => {
      const { id } = (await demandesInEachState(db, cast)).get('premiere_intention')!;
      const refused = await does(id, {
        who: 'demandeur',
        name: 'refuser_dates',
        card: { 'dates-refusees.rang': '1', 'dates-refusees.motif': 'Plutôt le matin.' },
        words: ['Plutôt le matin.'],
        value: '1',
      });
      assert.match(toldTo('intervenant', refused), /Plutôt le matin/);
      const again = await does(id, proposed('mardi 9 h, jeudi 10 h'));
      assert.match(toldTo('demandeur', again), /choisir_date/);
      const first = await does(id, chosen(await get(id)));
      assert.match(toldTo('intervenant', first), /rendez_vous/);
      const cancelled = await does(id, {
        who: 'demandeur',
        name: 'annuler_rendez_vous',
        card: { 'annulation-rendez-vous.rang': '2', 'annulation-rendez-vous.motif': 'Sortie scolaire.' },
        words: ['1', 'Sortie scolaire.'],
        value: '2',
      });
      assert.match(toldTo('intervenant', cancelled), /Sortie scolaire/);
      await does(id, proposed('vendredi 15 h'));
      await does(id, chosen(await get(id)));
      const demande = await get(id);
      assert.deepEqual(
        demande.rendezVous.map(({ etat }) => etat),
        ['refuse', 'annule', 'fixe'],
      );
      const late = { v: 1, action: 'choisir_date', demandeId: id, version: 1 } as const;
      const { creneaux } = demande.rendezVous[1]!;
      const { events } = await clicking.click(cast.demandeur.identite, { ...late, value: `2 ${creneaux[0]}` }, {});
      assert.deepEqual(events, [], 'the dates of before are past choosing');
      assert.deepEqual(fold(await db.unitOfWork.run((tx) => tx.demandes.history(id))), demande);
    });

    it('three écoles share a problématique: one action de formation, organised and ended in all of them', async () => {
      await db.directoryAdmin.importEcoles(
        ['E1', 'E2', 'E3'].map((uai) => ecole('A', uai)),
        false,
      );
      const ids: string[] = [];
      for (const rank of [1, 2, 3]) {
        const id = `0190a5e2-7c1b-7def-8a12-f0000000000${rank}`;
        const at = new Date().toISOString();
        await insertDemande(db, cast.demandeur.identite, id, { uai: `E${rank}`, at, numero: `2026-090${rank}` });
        await does(id, { who: 'analyste', name: 'prendre_en_analyse' });
        const named = await does(id, {
          who: 'analyste',
          name: 'qualifier',
          card: { 'qualification.problematiques': 'Lecture' },
          words: ['Lecture', 'passer'],
        });
        const announced = JSON.stringify(named.out).includes('ouvrir_formation');
        assert.equal(announced, rank === 3, `${rank}`);
        ids.push(id);
      }
      const last = ids[2]!;
      const opened = await does(last, {
        who: 'analyste',
        name: 'ouvrir_formation',
        card: {
          'formation.problematique': 'Lecture',
          'formation.titre': 'Lire ensemble',
          'formation.animateur': 'plus_tard',
          'formation.demandes': ids.join(','),
        },
        words: ['Lire ensemble', 'plus tard', 'passer', 'passer'],
      });
      assert.equal(opened.events.length, 3);
      await does(ids[0]!, {
        who: 'analyste',
        name: 'organiser_reponse',
        card: { 'organisation.reponse': '1', 'organisation.debut': 'dans 6 semaines' },
        words: ['dans 6 semaines', 'passer', 'passer'],
      });
      const ended = await does(ids[1]!, {
        who: 'analyste',
        name: 'realiser_reponse',
        card: { 'realisation.reponse': '1', 'realisation.date': 'hier' },
        words: ['hier', 'passer'],
      });
      assert.equal(ended.events.length, 3);
      for (const id of ids) {
        const demande = await get(id);
        const [reponse] = demande.reponses;
        assert.deepEqual([demande.etat, reponse?.etat, reponse?.debut !== undefined], ['en_analyse', 'realisee', true]);
        assert.deepEqual(fold(await db.unitOfWork.run((tx) => tx.demandes.history(id))), demande);
      }
      assert.deepEqual(await db.unitOfWork.run((tx) => tx.formations.openIn('A')), []);
    });
  });
}
