import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Command } from '../../../../src/core/demande/decide.ts';
import type { Demande } from '../../../../src/core/demande/demande.ts';
import { nextRappels } from '../../../../src/core/demande/echeances.ts';
import { type Effect, effectsOf } from '../../../../src/core/demande/effects.ts';
import type { DemandeEvent } from '../../../../src/core/demande/events.ts';
import { evolve, fold } from '../../../../src/core/demande/evolve.ts';
import { maySeeDossier, sollicitationOf } from '../../../../src/core/demande/rights.ts';
import { storyForDemandeur, storyForPole } from '../../../../src/core/demande/story.ts';
import { ENDED, type Party, partiesOf } from '../../../../src/core/demande/transitions.ts';
import { refusalText } from '../../../../src/core/refusal.ts';
import { ACTORS, type ActorName, COMMANDS, DemandePlay, LUC, SECRETS, ZOE } from '../../../support/demande-play.ts';
import { outsideTable } from '../../../support/event-actions.ts';
import { REGLES } from '../../../support/school-year.ts';

const RUNS = 5_000;
/** The plays begin on Thursday 1 October 2026. */
const TODAY = '2026-10-01';
const NOTE = 'Note privée de l’équipe';

const { retirer, reorienter, fusionner, clore, solliciter: _, proposer_reponse: proposed, ...ordinary } = COMMANDS;
const MAX = { membreId: 'm-max', nom: 'Max Henry' };
const proposer: fc.Arbitrary<Command> = fc.record({
  type: fc.constant('proposer_reponse' as const),
  genre: fc.constant('mutualisation'),
  libelle: fc.constant('Mutualisation'),
  detail: fc.constantFrom('', 'Un détail'),
  qui: fc.constant(''),
  partenaire: fc.constant(''),
  collegue: fc.constant(MAX),
  accordParents: fc.boolean(),
  accordParentsRequis: fc.constantFrom(false, false, true),
});
/** What names something of the demande: often one that is there. */
const named: fc.Arbitrary<Command> = fc
  .tuple(
    fc.constantFrom(
      COMMANDS.choisir_date,
      COMMANDS.refuser_dates,
      COMMANDS.annuler_rendez_vous,
      COMMANDS.organiser_reponse,
      COMMANDS.realiser_reponse,
      COMMANDS.abandonner_reponse,
      COMMANDS.accepter_echange,
      COMMANDS.decliner_echange,
    ),
    fc.integer({ min: 1, max: 4 }),
  )
  .map(([given, rang]) => ({ ...given, rang }));
const solliciter: fc.Arbitrary<Command> = fc.record({
  type: fc.constant('solliciter' as const),
  membres: fc.subarray([LUC, ZOE], { minLength: 1 }),
  message: fc.constantFrom('', 'Merci.'),
  accordParents: fc.constantFrom(true, true, false),
});
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom<Command>(...Object.values(ordinary)) },
  { weight: 5, arbitrary: solliciter },
  { weight: 3, arbitrary: fc.oneof(proposer, fc.constant<Command>(proposed)) },
  { weight: 4, arbitrary: named },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Command>(COMMANDS.rappeler, {
      type: 'signaler_injoignable',
      membreId: MAX.membreId,
      echange: true,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constant<Command>({ type: 'annuler_acte', avant: new DemandePlay().demande, annules: [] }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Command>(retirer, reorienter, clore, fusionner) },
  { weight: 2, arbitrary: fc.constant<Command>({ type: 'qualifier', problematiques: [], note: NOTE }) },
);
const PEOPLE: { [party in Party]: ActorName[] } = {
  collegue: ['max'],
  auteur: ['claire', 'ana', 'luc'],
  demandeur: ['claire'],
  analyste: ['ana', 'bob'],
  sollicite: ['luc', 'zoe'],
  intervenant: ['luc', 'zoe'],
  systeme: ['systeme'],
};
/** Mostly somebody who may give it in some state: things must move on. */
const move = command.chain((given) => {
  const entitled = fc.constantFrom(...partiesOf(given.type).flatMap((party) => PEOPLE[party]));
  const anybody = fc.constantFrom(...(Object.keys(ACTORS) as ActorName[]));
  return fc.tuple(fc.oneof({ weight: 6, arbitrary: entitled }, { weight: 1, arbitrary: anybody }), fc.constant(given));
});
const moves = fc.array(move, { minLength: 12, maxLength: 50, size: 'max' });

/** Plays the moves, and looks at each one. */
function playing(look: (play: DemandePlay, from: number, who: ActorName) => void) {
  fc.assert(
    fc.property(moves, (all) => {
      const play = new DemandePlay();
      for (const [name, given] of all) {
        const from = play.events.length;
        play.try(name, given);
        look(play, from, name);
      }
    }),
    { numRuns: RUNS },
  );
}

function audience(effect: Effect): string[] {
  if (effect.kind !== 'notice') return [];
  return effect.notice.to === 'membres' ? (effect.notice.membreIds ?? []) : [effect.notice.to];
}

function newlyAsked(effect: Effect): string[] {
  return effect.kind === 'send_card' && effect.card.kind !== 'analyse' ? [effect.card.membreId] : [];
}

function isAsked({ sollicitations, reponses }: Demande, membreId: string): boolean {
  const asked = [...sollicitations, ...reponses.flatMap(({ collegue }) => collegue ?? [])];
  return asked.some((one) => one.membreId === membreId && one.etat !== 'declinee');
}

function withoutAct({ dernierActe: _, ...demande }: Demande): Omit<Demande, 'dernierActe'> {
  return demande;
}

function withNoted<D extends Pick<Demande, 'rappels' | 'sollicitations' | 'reponses'>>(
  demande: D,
  noted: DemandeEvent[],
): D {
  const rappels = noted.flatMap((e) =>
    e.type === 'rappel_envoye' ? [[e.cle, { nombre: e.rang, dernier: e.at }]] : [],
  );
  const unreached = noted.flatMap((e) => (e.type === 'membre_injoignable' ? [e.membreId] : []));
  const sollicitations = demande.sollicitations.map((s) =>
    s.etat === 'en_attente' && unreached.includes(s.membreId) ? { ...s, injoignable: true } : s,
  );
  const unheard = noted.flatMap((e) => (e.type === 'collegue_injoignable' ? [e.rang] : []));
  const reponses = demande.reponses.map((r) =>
    unheard.includes(r.rang) && r.collegue ? { ...r, collegue: { ...r.collegue, injoignable: true } } : r,
  );
  return { ...demande, sollicitations, reponses, rappels: { ...demande.rappels, ...Object.fromEntries(rappels) } };
}

describe('whatever people do with a demande, in whatever order', () => {
  it('it comes to every state that the commands lead to', () => {
    const reached = new Set<string>();
    playing(({ demande }) => reached.add(demande.etat));
    assert.deepEqual([...reached].sort(), [
      'bilan',
      'close',
      'complement_demande',
      'en_analyse',
      'envoyee',
      'membres_sollicites',
      'premiere_intention',
      'reorientee',
      'retiree',
      'seconde_intention',
    ]);
  });

  it('each step of it is in the table of transitions', () => {
    playing(({ events }, from) => {
      let before = fold(events.slice(0, from));
      for (const event of events.slice(from)) {
        const after = evolve(before, event);
        assert.equal(outsideTable(before, event, after), undefined);
        before = after;
      }
    });
  });

  it('its state is what its history folds to, and its version counts the events', () => {
    playing((play) => {
      assert.equal(play.demande.version, play.events.length);
      assert.deepEqual(play.demande, fold(play.events));
    });
  });

  it('nothing follows its end, unless it or one merged into it is reopened, or the ending taken back', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const play = new DemandePlay();
        for (const [name, given] of all) {
          const ended = ENDED.includes(play.demande.etat);
          const decision = play.try(name, given);
          if (ended) assert.equal(decision.ok && !['rouvrir', 'annuler_acte', 'detacher'].includes(given.type), false);
          if (!decision.ok) assert.match(refusalText(decision.refusal), /\.$/);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('nobody is reminded of the same thing under a number that was sent before', () => {
    playing((play) => {
      const sent = new Set(play.events.flatMap((e) => (e.type === 'rappel_envoye' ? [`${e.cle} ${e.rang}`] : [])));
      const planned = nextRappels(play.demande, REGLES, TODAY);
      for (const { cle, rang } of planned) assert(!sent.has(`${cle} ${rang}`), `${cle} ${rang}`);
      const [next] = planned;
      if (next) play.do('systeme', { type: 'rappeler', ...next, etape: next.attente.etape });
    });
  });

  it('its référent has accepted, and whoever noted an intervention was asked', () => {
    playing(({ demande }) => {
      const accepted = demande.sollicitations.filter(({ etat }) => etat === 'acceptee').map(({ membreId }) => membreId);
      assert.equal(demande.referent !== undefined, accepted.length > 0);
      if (demande.referent !== undefined) assert.ok(accepted.includes(demande.referent));
      const asked = demande.sollicitations.map(({ membreId }) => membreId);
      for (const { membreId } of demande.interventions) assert.ok(asked.includes(membreId), membreId);
      assert.equal(new Set(demande.sollicitations.map(({ membreId }) => membreId)).size, demande.sollicitations.length);
    });
  });

  it('its dossier is read by analysts and by members who are asked or have accepted, by nobody else', () => {
    playing(({ demande }) => {
      for (const actor of Object.values(ACTORS)) {
        const asked = sollicitationOf(demande, 'membreId' in actor ? actor.membreId : undefined);
        const may = actor.analyste || asked?.etat === 'en_attente' || asked?.etat === 'acceptee';
        assert.equal(maySeeDossier(demande, actor), may, actor.person.nom);
      }
    });
  });

  it('what is said of it holds nothing of the pupil, and the demandeur reads no private note', () => {
    playing((play, from) => {
      const events = play.events.slice(from);
      const said = JSON.stringify(effectsOf(events, play.demande));
      const stories = events.map((event) => storyForPole(event, play.demande)).join('\n');
      const told = events.map((event) => storyForDemandeur(event, play.demande) ?? '').join('\n');
      for (const secret of SECRETS) assert.ok(![said, stories, told].some((text) => text.includes(secret)), secret);
      assert.ok(![said, told].some((text) => text.includes(NOTE)));
      for (const story of stories.split('\n').filter(Boolean)) assert.match(story, /^\p{Lu}.*\.$/u);
    });
  });

  it('what is taken back leaves it as it was before, but for what the system noted since', () => {
    let [taken, reminded] = [0, 0];
    playing((play, from) => {
      const last = play.events.at(-1)!;
      if (play.events.length === from || last.type !== 'acte_annule') return;
      taken += 1;
      const { avant } = fold(play.events.slice(0, -1))!.dernierActe!;
      const noted = play.events.slice(avant, -1).filter(({ by }) => by.id === 'systeme');
      if (noted.length > 0) reminded += 1;
      assert.deepEqual(play.demande, {
        ...withNoted(withoutAct(fold(play.events.slice(0, avant))!), noted),
        version: play.events.length,
      });
      assert.ok(last.annules.length > 0 && last.annules.every(({ by }) => by.id === last.by.id));
    });
    assert.ok(taken > 100 && reminded > 0, `${taken}, ${reminded} of them after a reminder`);
  });

  it('what the system notes takes nothing away of what may be taken back', () => {
    playing((play, from) => {
      const [noted] = play.events.slice(from);
      if (noted?.by.id !== 'systeme' || noted.type === 'membre_parti') return;
      assert.deepEqual(play.demande.dernierActe, fold(play.events.slice(0, from))!.dernierActe);
    });
  });

  it('whoever was told of an act, or asked for something by it, is told that it is taken back', () => {
    playing((play, from) => {
      const undo = play.events.at(-1)!;
      if (play.events.length === from || undo.type !== 'acte_annule') return;
      const told = effectsOf(undo.annules, fold(play.events.slice(0, -1))!);
      const asked = told.flatMap(newlyAsked).filter((membreId) => !isAsked(undo.avant, membreId));
      const toldBack = new Set(effectsOf([undo], play.demande).flatMap(audience));
      for (const who of [...told.flatMap(audience), ...asked]) {
        assert.ok(toldBack.has(who), `${undo.acte}: ${who} is not told`);
      }
    });
  });

  it('each change updates the one card of the team, and says itself to the demandeur at most once', () => {
    playing((play, from) => {
      const effects = effectsOf(play.events.slice(from), play.demande);
      if (play.events.length === from) return assert.deepEqual(effects, []);
      assert.equal(effects.filter((e) => 'card' in e && e.card.kind === 'analyse').length, 1);
      const told = effects.filter((e) => e.kind === 'notice' && e.notice.to === 'demandeur');
      assert.ok(told.length <= 1, JSON.stringify(told));
      return undefined;
    });
  });
});
