import type { Demande } from '../../core/demande/demande.ts';
import { documentTexts } from '../../core/texts.fr.ts';
import type { Turn } from '../turn.ts';

/**
 * Gives a demandeur their own Annexe 1: as a file, by a link or by mail, whichever is possible where they are when it
 * leaves. That they were given it is kept.
 */
export async function giveAnnexe(turn: Turn, demande: Demande): Promise<void> {
  const { circonscription, id: demandeId, numero } = demande;
  await turn.tx.journal.write({
    circonscription,
    actorId: turn.identite.id,
    channel: turn.inbound.channel,
    action: 'recevoir_annexe',
    demandeId,
    outcome: 'vu',
  });
  const message = { text: documentTexts.voici(numero), document: { kind: 'annexe1', demandeId } } as const;
  turn.out.push({
    circonscription,
    demandeId,
    destination: { to: 'identite', identiteId: turn.identite.id },
    content: { op: 'send', message },
  });
}

/** « recevoir mon annexe 1 », typed: of the demande that they sent last. @returns whether there is one */
export async function giveLatestAnnexe(turn: Turn): Promise<boolean> {
  const [latest] = await turn.tx.demandes.ofDemandeur(turn.identite.id);
  if (latest !== undefined) await giveAnnexe(turn, latest);
  return latest !== undefined;
}
