import assert from 'node:assert/strict';
import { type Command, decide } from '../../../../src/core/demande/decide.ts';
import type { Demande, Etat } from '../../../../src/core/demande/demande.ts';
import { evolve } from '../../../../src/core/demande/evolve.ts';
import type { Party } from '../../../../src/core/demande/transitions.ts';
import { TRANSITIONS, transitionFor } from '../../../../src/core/demande/transitions.ts';
import { refusalText } from '../../../../src/core/refusal.ts';
import { demandeTexts } from '../../../../src/core/texts.fr.ts';
import { ACTORS, type ActorName, COMMANDS, DemandePlay, INES, LUC, ZOE } from '../../../support/demande-play.ts';

const ETATS = Object.keys(demandeTexts.etats) as Etat[];
const NOW = '2026-10-02T08:00:00.000Z';
/** Each in one capacity only: Luc is asked and has not answered, Zoé has accepted. */
const WHO: { [party in Party | 'personne']: ActorName } = {
  demandeur: 'claire',
  analyste: 'ana',
  sollicite: 'luc',
  intervenant: 'zoe',
  collegue: 'max',
  auteur: 'auteur',
  systeme: 'systeme',
  personne: 'passant',
};
const NEWCOMER = { membreId: 'm-new', nom: 'Nora Petit', fonctions: ['ERUN'], accordParentsRequis: false };
const commands: Command[] = [
  ...Object.values({ ...COMMANDS, solliciter: { ...COMMANDS.solliciter, membres: [NEWCOMER] } }),
  { type: 'annuler_acte', avant: new DemandePlay().demande, annules: [] },
];

/** A demande on which everybody has a part, put into a state. */
function demandeIn(etat: Etat): Demande {
  const play = new DemandePlay()
    .taken()
    .asked(LUC, ZOE, INES)
    .do('zoe', COMMANDS.accepter)
    .do('ines', COMMANDS.accepter)
    .do('zoe', COMMANDS.proposer_dates)
    .do('zoe', COMMANDS.proposer_reponse)
    .do('zoe', {
      ...COMMANDS.proposer_reponse,
      genre: 'mutualisation',
      collegue: { membreId: 'm-max', nom: 'Max Henry' },
    })
    .do('zoe', COMMANDS.fixer_bilan);
  const complements = [{ question: 'Depuis quand ?', par: ACTORS.ana.person, le: NOW }];
  const absorbees = [{ demandeId: 'd-2', numero: '2026-0007', demandeur: { id: 'hugo', nom: 'Hugo Petit' } }];
  const dernierActe = { type: 'problematique_nommee' as const, par: 'auteur', le: NOW, avant: 3 };
  return { ...play.demande, complements, etat, absorbees, dernierActe };
}

describe('every state, command and party', () => {
  for (const etat of ETATS) {
    for (const command of commands) {
      const row = transitionFor(etat, command.type);
      for (const [party, who] of Object.entries(WHO)) {
        const allowed = row?.by.some((one) => one === party) ?? false;
        it(`${etat}: ${command.type} by ${party} is ${allowed ? 'done' : 'refused with a sentence'}`, () => {
          const demande = demandeIn(etat);
          const decision = decide(demande, command, ACTORS[who], NOW);
          assert.equal(decision.ok, allowed);
          if (decision.ok) {
            const after = decision.events.reduce<Demande>(evolve, demande);
            assert.ok(decision.events.length > 0);
            assert.ok(row!.to.includes(after.etat), after.etat);
          } else {
            assert.match(refusalText(decision.refusal), /^\p{Lu}.{15,}\.$/su);
          }
        });
      }
    }
  }

  it('has one row for each state and action', () => {
    const pairs = TRANSITIONS.map(({ from, action }) => `${from} ${action}`);
    assert.equal(new Set(pairs).size, pairs.length);
  });

  it('can be reached and left: every state leads somewhere, every state but the first is led to', () => {
    for (const etat of ETATS) {
      assert.ok(
        TRANSITIONS.some(({ from }) => from === etat),
        `${etat} leads nowhere`,
      );
      const reached = TRANSITIONS.some(({ to }) => to.includes(etat));
      assert.equal(reached, etat !== 'brouillon', etat);
    }
  });
});
