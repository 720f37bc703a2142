import assert from 'node:assert/strict';
import { type Refusal, refusalText } from '../../../../src/core/refusal.ts';
import { ACTORS, COMMANDS, DemandePlay, INES, LUC, ZOE } from '../../../support/demande-play.ts';
import { plainSpaces } from '../../../support/shown-card.ts';

function refusal(decision: ReturnType<DemandePlay['try']>): Refusal {
  assert.equal(decision.ok, false);
  return (decision as { refusal: Refusal }).refusal;
}
const said = (decision: ReturnType<DemandePlay['try']>) => plainSpaces(refusalText(refusal(decision)));

describe('a demande', () => {
  it('that was taken tells the next analyst who has it, and since when', () => {
    const play = new DemandePlay().taken();
    assert.match(
      said(play.try('bob', COMMANDS.prendre_en_analyse)),
      /^Demande déjà prise en analyse par Ana Lestrade, le 1er octobre .*à 10 h 02\.$/,
    );
  });

  it('may be completed and withdrawn before it is taken, not after', () => {
    const play = new DemandePlay().do('claire', COMMANDS.completer);
    assert.equal(play.demande.version, 2);
    play.taken();
    assert.match(said(play.try('claire', COMMANDS.completer)), /a avancé entre-temps \(«\s?En analyse\s?»/);
    assert.match(said(play.try('claire', COMMANDS.retirer)), /n’est plus possible/);
  });

  it('goes back to analysis with the answer to a complément', () => {
    const play = new DemandePlay().taken().do('ana', COMMANDS.demander_complement);
    assert.equal(refusal(play.try('bob', COMMANDS.demander_complement)).code, 'complement_deja_demande');
    play.do('claire', COMMANDS.repondre_complement);
    assert.equal(play.demande.etat, 'en_analyse');
    assert.equal(play.demande.complements[0]?.reponse, 'Depuis la rentrée.');
    assert.equal(refusal(play.try('claire', COMMANDS.repondre_complement)).code, 'complement_deja_recu');
  });

  it('asks a psyEN only with the parents’ agreement, and notes who confirmed it', () => {
    const play = new DemandePlay().taken();
    const ask = { ...COMMANDS.solliciter, membres: [ZOE] };
    assert.match(said(play.try('ana', ask)), /Zoé Roy, l’accord des parents/);
    play.do('ana', { ...ask, accordParents: true });
    assert.equal(play.demande.sollicitations[0]?.accordParents, true);
    assert.deepEqual(play.demande.sollicitations[0]?.par, ACTORS.ana.person);
  });

  it('does not ask someone twice, unless they declined or could not be reached', () => {
    const play = new DemandePlay().taken().asked(LUC);
    assert.match(said(play.try('bob', COMMANDS.solliciter)), /a déjà sollicité Luc Besnard pour cette demande/);
    play.do('systeme', COMMANDS.signaler_injoignable).do('bob', COMMANDS.solliciter);
    assert.equal(play.demande.sollicitations.length, 1);
    assert.equal(play.demande.sollicitations[0]?.injoignable, undefined);
  });

  it('asks nobody when one of several may not be asked', () => {
    const play = new DemandePlay().taken().asked(LUC);
    const both = { ...COMMANDS.solliciter, membres: [ZOE, LUC], accordParents: true };
    assert.equal(refusal(play.try('ana', both)).code, 'deja_sollicite');
    assert.equal(play.demande.sollicitations.length, 1);
  });

  it('has the first who accepts as its référent, and others beside', () => {
    const play = new DemandePlay().taken().asked(LUC, ZOE).do('zoe', COMMANDS.accepter).do('luc', COMMANDS.accepter);
    assert.equal(play.demande.referent, 'm-zoe');
    assert.equal(play.demande.etat, 'premiere_intention');
    assert.deepEqual(
      play.demande.sollicitations.map(({ etat }) => etat),
      ['acceptee', 'acceptee'],
    );
  });

  it('goes back to the team when all have declined, and whoever declined is told so', () => {
    const play = new DemandePlay().taken().asked(LUC, ZOE).do('luc', COMMANDS.decliner);
    assert.equal(play.demande.etat, 'membres_sollicites');
    assert.equal(refusal(play.try('luc', COMMANDS.decliner)).code, 'deja_declinee');
    play.do('zoe', COMMANDS.decliner);
    assert.equal(play.demande.etat, 'en_analyse');
  });

  it('lets someone who declined change their mind while others are awaited', () => {
    const play = new DemandePlay().taken().asked(LUC, ZOE).do('luc', COMMANDS.decliner).do('luc', COMMANDS.accepter);
    const luc = play.demande.sollicitations[0];
    assert.deepEqual([luc?.etat, luc?.motif, play.demande.referent], ['acceptee', undefined, 'm-luc']);
    assert.equal(refusal(play.try('luc', COMMANDS.decliner)).code, 'deja_acceptee');
  });

  it('notes a prise d’attache by whoever accepted, and nobody else', () => {
    const play = new DemandePlay().taken().asked(LUC, ZOE).do('luc', COMMANDS.accepter);
    assert.equal(refusal(play.try('zoe', COMMANDS.noter_intervention)).code, 'non_autorise');
    play.do('luc', COMMANDS.noter_intervention);
    assert.deepEqual(play.demande.interventions[0], {
      acte: 'prise_attache',
      membreId: 'm-luc',
      nom: 'Luc Besnard',
      date: '2026-10-05',
      avec: '',
      note: 'Par téléphone.',
      partagee: false,
      le: play.events.at(-1)?.at,
    });
  });

  it('takes an answer that needs the parents’ agreement only with it, and keeps that they agree', () => {
    const play = new DemandePlay().taken().asked(LUC).do('luc', COMMANDS.accepter);
    const cmpp = { ...COMMANDS.proposer_reponse, genre: 'cmpp', libelle: 'CMPP', accordParentsRequis: true };
    assert.match(said(play.try('luc', cmpp)), /CMPP.*accord des parents|accord des parents.*CMPP/);
    assert.equal(play.demande.reponses.length, 0);
    play.do('luc', { ...cmpp, accordParents: true });
    assert.equal(play.demande.reponses[0]?.accordParents, true);
  });

  it('organises an échange only once the colleague who is asked first has accepted', () => {
    const play = new DemandePlay().taken().asked(LUC).do('luc', COMMANDS.accepter);
    const collegue = { membreId: 'm-max', nom: 'Max Henry' };
    play.do('luc', { ...COMMANDS.proposer_reponse, genre: 'mutualisation', libelle: 'Échange', collegue });
    for (const early of [COMMANDS.organiser_reponse, COMMANDS.realiser_reponse]) {
      assert.deepEqual(refusal(play.try('luc', early)), { code: 'collegue_attendu', nom: 'Max Henry' });
    }
    assert.equal(refusal(play.try('zoe', { ...COMMANDS.accepter_echange, rang: 1 })).code, 'non_autorise');
    play.do('max', { ...COMMANDS.accepter_echange, rang: 1 }).do('luc', COMMANDS.organiser_reponse);
    assert.equal(play.demande.reponses[0]?.etat, 'organisee');
  });

  it('takes of the dates offered one that is still to come, once, and no other', () => {
    const play = new DemandePlay().taken().asked(LUC).do('luc', COMMANDS.accepter);
    const offered = { ...COMMANDS.proposer_dates, creneaux: ['2026-09-30T09:00', '2026-10-12T09:00'] };
    play.do('luc', offered);
    const choose = (creneau: string) => play.try('claire', { ...COMMANDS.choisir_date, creneau });
    assert.equal(refusal(choose('2026-10-12T10:00')).code, 'element_inconnu');
    assert.equal(refusal(choose('2026-09-30T09:00')).code, 'creneau_passe');
    assert.equal(refusal(play.try('claire', { ...COMMANDS.choisir_date, rang: 2 })).code, 'element_inconnu');
    assert.equal(choose('2026-10-12T09:00').ok, true);
    assert.deepEqual(refusal(choose('2026-10-12T09:00')), { code: 'rendez_vous_fixe', creneau: '2026-10-12T09:00' });
    assert.equal(refusal(play.try('claire', COMMANDS.refuser_dates)).code, 'rendez_vous_fixe');
    play.do('claire', COMMANDS.annuler_rendez_vous);
    assert.equal(refusal(choose('2026-10-12T09:00')).code, 'rendez_vous_clos');
  });

  it('has for référent nobody but a member who intervenes', () => {
    const play = new DemandePlay().taken().asked(LUC, ZOE, INES).do('luc', COMMANDS.accepter);
    const change = (membreId: string) => play.try('ana', { ...COMMANDS.changer_referent, membreId });
    for (const other of ['m-zoe', 'm-max']) assert.equal(refusal(change(other)).code, 'referent_inconnu');
    play.do('ines', COMMANDS.accepter);
    assert.equal(change('m-ines').ok, true);
    assert.equal(play.demande.referent, 'm-ines');
  });

  it('stays in its circonscription, whatever is put right: its école, and the demande in which it goes on', () => {
    const play = new DemandePlay().taken();
    const elsewhere = { ...COMMANDS.corriger_ecole.ecole, circonscription: 'ROUEN-SUD' };
    const ecole = refusal(play.try('ana', { ...COMMANDS.corriger_ecole, ecole: elsewhere }));
    assert.deepEqual(ecole, { code: 'ecole_hors_circonscription', ecole: 'École Jean Macé' });
    const { dans } = COMMANDS.fusionner;
    const wrong: Partial<typeof dans>[] = [{ circonscription: 'ROUEN-SUD' }, { id: 'd-1' }, { etat: 'close' }];
    for (const one of wrong) {
      const refused = refusal(play.try('ana', { ...COMMANDS.fusionner, dans: { ...dans, ...one } }));
      assert.deepEqual(refused, { code: 'fusion_impossible', numero: '2026-0007' });
    }
    play.do('ana', COMMANDS.corriger_ecole).do('ana', COMMANDS.fusionner);
    assert.deepEqual([play.demande.ecole.uai, play.demande.fusion?.numero], ['0760002B', '2026-0007']);
  });

  it('keeps each bilan with what was decided of it, whether it goes on, is renewed, or ends and is reopened', () => {
    const bilan = () =>
      new DemandePlay()
        .taken()
        .asked(LUC)
        .do('luc', COMMANDS.accepter)
        .do('luc', COMMANDS.noter_intervention)
        .do('luc', COMMANDS.fixer_bilan)
        .do('claire', COMMANDS.donner_avis)
        .do('luc', COMMANDS.noter_bilan);
    const ends: [string, DemandePlay][] = [
      ['continuer', bilan().do('luc', COMMANDS.poursuivre)],
      ['renouveler', bilan().do('ana', COMMANDS.renouveler)],
      ['clore', bilan().do('ana', COMMANDS.clore).do('ana', COMMANDS.rouvrir)],
    ];
    for (const [suite, { demande }] of ends) {
      const [past, ...others] = demande.bilansPasses;
      assert.deepEqual([past?.issue?.suite, others, demande.bilan], [suite, [], undefined]);
      assert.deepEqual([past?.avisDemandeur?.texte, past?.avisMembres[0]?.texte], ['Merci.', 'Bon bilan.'], suite);
    }
    assert.deepEqual(
      ends.map(([, { demande }]) => [demande.etat, demande.cycle]),
      [
        ['seconde_intention', 1],
        ['en_analyse', 2],
        ['en_analyse', 2],
      ],
    );
  });

  it('has nothing to say when a member who has answered turns out not to be reachable', () => {
    const play = new DemandePlay().taken().asked(LUC).do('luc', COMMANDS.accepter);
    const before = play.events.length;
    play.do('systeme', COMMANDS.signaler_injoignable);
    assert.equal(play.events.length, before);
  });

  it('keeps the problématique when a note is empty, and the date since when a state lasts', () => {
    const play = new DemandePlay().taken();
    const since = play.demande.depuis;
    play.do('ana', { ...COMMANDS.qualifier, note: '' });
    assert.deepEqual([play.demande.problematiques, play.demande.notes], [['Lecture'], []]);
    assert.equal(play.demande.depuis, since);
  });
});
