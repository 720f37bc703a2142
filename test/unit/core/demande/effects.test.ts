import assert from 'node:assert/strict';
import type { Command } from '../../../../src/core/demande/decide.ts';
import { type Effect, effectsOf } from '../../../../src/core/demande/effects.ts';
import { fold } from '../../../../src/core/demande/evolve.ts';
import { formatNumero } from '../../../../src/core/demande/numero.ts';
import { type ActorName, COMMANDS, DemandePlay, INES, LUC, ZOE } from '../../../support/demande-play.ts';
import { plainSpaces } from '../../../support/shown-card.ts';

/** What one more command has for effects, in short. */
function effects(play: DemandePlay, who: ActorName, command: Command): string[] {
  const from = play.events.length;
  play.do(who, command);
  return effectsOf(play.events.slice(from), play.demande).map(inShort);
}

function inShort(effect: Effect): string {
  if (effect.kind === 'notice') {
    const { to, title, paragraphs, buttons } = effect.notice;
    const offered = buttons.map(({ action }) => action.action);
    return plainSpaces(`${to}: ${[title, ...paragraphs].join(' / ')} [${offered}]`);
  }
  if (effect.kind === 'document')
    return plainSpaces(`document ${effect.document.kind} to ${effect.to.to}: ${effect.text}`);
  const { card } = effect;
  return `${effect.kind} ${card.kind === 'analyse' ? 'analyse' : card.membreId}`;
}

describe('what goes out after a change', () => {
  it('posts the card in the channel and confirms to the demandeur when a demande is sent', () => {
    const play = new DemandePlay();
    const [card, notice, ...more] = effectsOf(play.events, play.demande).map(inShort);
    assert.equal(card, 'send_card analyse');
    assert.match(notice!, /^demandeur: .*2026-0042.*\[voir_suivi\]$/);
    assert.deepEqual(more, []);
  });

  it('sends each member their card, and tells the demandeur once', () => {
    const all = effects(new DemandePlay().taken(), 'ana', {
      ...COMMANDS.solliciter,
      membres: [LUC, ZOE],
      accordParents: true,
    });
    assert.deepEqual(all.slice(0, 3), ['update_card analyse', 'send_card m-luc', 'send_card m-zoe']);
    assert.equal(all.length, 4);
    assert.match(all[3]!, /^demandeur: /);
  });

  it('tells the demandeur who will contact them, and updates the other members’ cards', () => {
    const all = effects(new DemandePlay().taken().asked(LUC, ZOE), 'zoe', COMMANDS.accepter);
    assert.deepEqual(all.slice(0, 3), ['update_card analyse', 'update_card m-luc', 'update_card m-zoe']);
    assert.match(all[3]!, /Zoé Roy \(psyEN\)/);
  });

  it('ends with one full stop a reason that came with its own', () => {
    const play = new DemandePlay().taken().asked(LUC).do('luc', COMMANDS.accepter);
    const all = effects(play, 'luc', { ...COMMANDS.passer_la_main, motif: 'Je change de poste.' });
    assert.ok(
      all.some((one) => /^equipe: .*passe la main : Je change de poste\. \[/.test(one)),
      all.join('\n'),
    );
  });

  it('tells the team at once when all have declined, not before', () => {
    const play = new DemandePlay().taken().asked(LUC, ZOE);
    const notices = (all: string[]) => all.filter((one) => !one.includes('_card '));
    assert.deepEqual(notices(effects(play, 'luc', COMMANDS.decliner)), []);
    const last = notices(effects(play, 'zoe', COMMANDS.decliner));
    assert.equal(last.length, 1);
    assert.match(last[0]!, /^equipe: .*2026-0042.*\[voir_dossier\]$/);
  });

  it('tells the team whom the bot could not reach, by name', () => {
    const all = effects(new DemandePlay().taken().asked(LUC), 'systeme', COMMANDS.signaler_injoignable);
    assert.match(all[1]!, /^equipe: .*2026-0042.*Luc Besnard/);
  });

  it('brings what the demandeur writes to each member who intervenes, and their words back, each with the way to answer', () => {
    const play = new DemandePlay()
      .taken()
      .asked(LUC, ZOE, INES)
      .do('luc', COMMANDS.accepter)
      .do('zoe', COMMANDS.accepter);
    const told = (who: ActorName, command: Command) => {
      play.do(who, command);
      return effectsOf(play.events.slice(-1), play.demande).flatMap((e) => (e.kind === 'notice' ? [e.notice] : []));
    };
    const [asked, ...more] = told('claire', COMMANDS.ecrire_pole);
    assert.deepEqual([asked?.to, asked?.membreIds, more], ['membres', ['m-luc', 'm-zoe'], []]);
    assert.ok(asked?.paragraphs.includes('Avec plaisir.'));
    assert.equal(asked?.buttons[0]?.action.action, 'ecrire_demandeur');
    const [answered, ...others] = told('zoe', COMMANDS.ecrire_demandeur);
    assert.deepEqual([answered?.to, others], ['demandeur', []]);
    assert.ok(answered?.paragraphs.includes('Pouvons-nous nous voir ?'));
    assert.equal(answered?.buttons[0]?.action.action, 'ecrire_pole');
  });

  it('puts the team’s question to the demandeur with the way to answer it', () => {
    const all = effects(new DemandePlay().taken(), 'ana', COMMANDS.demander_complement);
    assert.match(all[1]!, /Depuis quand \? \[repondre_complement,voir_suivi\]$/);
  });

  it('says nothing to the demandeur of what the team notes for itself', () => {
    assert.deepEqual(effects(new DemandePlay().taken(), 'ana', COMMANDS.qualifier), ['update_card analyse']);
  });

  it('asks a colleague by a card of their own, and gives the names once they accept', () => {
    const collegue = { membreId: 'm-max', nom: 'Max Henry' };
    const play = new DemandePlay().taken().asked(LUC).do('luc', COMMANDS.accepter);
    const { formation: _, ...proposed } = COMMANDS.proposer_reponse;
    const asked = effects(play, 'luc', { ...proposed, genre: 'mutualisation', collegue });
    assert.ok(asked.includes('send_card m-max'));
    assert.ok(!asked.some((one) => one.includes('Max Henry')), 'nobody is named before they accept');
    const accepted = effects(play, 'max', { type: 'accepter_echange', rang: 1 });
    assert.ok(accepted.includes('update_card m-max'));
    assert.ok(accepted.some((one) => /^demandeur: .*Max Henry accepte de partager/.test(one)));
    assert.ok(accepted.some((one) => /^membres: .*Claire Durand, École Jules Ferry, Bihorel/.test(one)));
    assert.ok(accepted.some((one) => /^equipe: .*Max Henry/.test(one)));
  });

  it('has none without an event', () => {
    assert.deepEqual(effectsOf([], new DemandePlay().demande), []);
  });
});

describe('the history of a demande', () => {
  it('folds to nothing when it is empty, and begins with the sending', () => {
    assert.equal(fold([]), undefined);
    const later = new DemandePlay().taken().events.slice(1);
    assert.throws(() => fold(later), /history begins with analyse_prise/);
  });
});

describe('the number of a demande', () => {
  for (const [today, counter, numero] of [
    ['2026-09-01', 1, '2026-0001'],
    ['2026-08-31', 42, '2025-0042'],
    ['2027-01-15', 9999, '2026-9999'],
    ['2027-06-30', 12345, '2026-12345'],
  ] as const) {
    it(`is ${numero} for the ${counter}th on ${today}`, () => assert.equal(formatNumero(today, counter), numero));
  }
});
