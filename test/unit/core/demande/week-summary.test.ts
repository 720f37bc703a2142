import assert from 'node:assert/strict';
import { dossiersOf } from '../../../../src/core/demande/week-summary.ts';
import { awaitedOfMembre } from '../../../../src/core/view/week-card.ts';
import { COMMANDS, DemandePlay, LUC } from '../../../support/demande-play.ts';
import { REGLES } from '../../../support/school-year.ts';
import { plainSpaces } from '../../../support/shown-card.ts';

const at = (today: string, { demande }: DemandePlay) => {
  const [dossier] = dossiersOf([demande], LUC.membreId, REGLES, today);
  return dossier && plainSpaces(awaitedOfMembre(dossier));
};

describe('what is awaited of a member, in their list', () => {
  it('is an answer, then a first contact, with what is late', () => {
    const play = new DemandePlay().taken().asked(LUC);
    assert.equal(at('2026-10-01', play), 'À vous : accepter ou décliner, depuis le 1er octobre 2026');
    assert.equal(at('2026-10-08', play), 'À vous : accepter ou décliner, depuis le 1er octobre 2026 (délai dépassé)');
    play.do('luc', COMMANDS.accepter);
    assert.equal(at('2026-10-01', play), 'À vous : prendre contact, et le noter, depuis le 1er octobre 2026');
  });

  it('is a bilan to come, from its day on, and nothing once it is noted', () => {
    const play = new DemandePlay().taken().asked(LUC).do('luc', COMMANDS.accepter);
    play.do('luc', COMMANDS.noter_intervention).do('luc', COMMANDS.fixer_bilan);
    assert.equal(at('2026-10-02', play), 'À vous : noter le bilan, à partir du 1er décembre 2026');
    assert.equal(at('2026-12-01', play), 'À vous : noter le bilan, depuis le 1er décembre 2026');
    play.do('luc', COMMANDS.noter_bilan);
    assert.equal(at('2026-12-01', play), 'Rien n’est attendu de vous pour l’instant');
  });
});
