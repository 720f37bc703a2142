import type { Demande } from '../../core/demande/demande.ts';
import { numeroOf } from '../../core/demande/numero.ts';
import type { Numbered } from '../../core/dialogue/intent.ts';
import { refusalText } from '../../core/refusal.ts';
import { listeTexts } from '../../core/texts.fr.ts';
import { action } from '../../core/view/buttons.ts';
import { listeCard } from '../../core/view/liste-card.ts';
import type { Answer } from '../../core/view/message.ts';
import { demandeAction } from '../demande/demande-action.ts';
import { saySimply } from '../dialogue/say-simply.ts';
import { withLinkHint } from '../link-hint.ts';
import { say, type Turn } from '../turn.ts';
import { listed } from './listed.ts';
import { type Opening, openingsOf, type Reader, readerOf } from './reader.ts';

const t = listeTexts.numero;

/**
 * « dossier 2026-0042 »: opened as its button would open it, rights and journal included. A number that does not
 * exist and one that is not theirs have one answer.
 * @throws RosterStale
 */
export async function openByNumber(turn: Turn, asked: Numbered): Promise<Answer> {
  const numero = numeroOf(turn.today, asked);
  const reader = await readerOf(turn);
  const found = await findByNumero(turn, reader, numero);
  const [only] = found;
  if (only === undefined) return notFound(turn, reader, numero);
  const choices = found.map(({ demande, openings }) => ({ demande, open: openingFor(asked, openings) }));
  if (choices.length === 1) {
    const open = openingFor(asked, only.openings);
    return demandeAction(turn, action(open, { demandeId: only.demande.id }), {});
  }
  say(
    turn,
    listeCard({
      titre: t.plusieurs(numero),
      apercu: t.apercu,
      sections: [{ title: '', demandes: choices.map(({ demande, open }) => listed(turn, demande, open)) }],
      turn: action('mes_dossiers'),
    }),
  );
  return { kind: 'none' };
}

interface Readable {
  demande: Demande;
  openings: Opening[];
}

async function findByNumero(turn: Turn, reader: Reader, numero: string): Promise<Readable[]> {
  const { demandes } = turn.tx;
  const found = new Map<string, Demande>();
  for (const demande of await demandes.ofDemandeur(turn.identite.id)) {
    if (demande.numero === numero) found.set(demande.id, demande);
  }
  for (const circonscription of reader.places.keys()) {
    const demande = await demandes.byNumero(circonscription, numero);
    if (demande !== undefined) found.set(demande.id, demande);
  }
  return [...found.values()]
    .map((demande) => ({ demande, openings: openingsOf(turn, reader, demande) }))
    .filter(({ openings }) => openings.length > 0);
}

/** Of what is open to them: a « demande » that is their own is followed, a « dossier » is read as fully as they may. */
function openingFor({ mot }: Numbered, openings: Opening[]): Opening {
  if (mot === 'demande' && openings.includes('voir_suivi')) return 'voir_suivi';
  return openings[0] ?? 'voir_suivi';
}

async function notFound(turn: Turn, { unverified }: Reader, numero: string): Promise<Answer> {
  await turn.tx.journal.write({
    actorId: turn.identite.id,
    channel: turn.inbound.channel,
    action: 'dossier',
    outcome: 'refuse',
    detail: unverified?.code ?? 'introuvable',
  });
  saySimply(turn, [
    await withLinkHint(turn, t.introuvable(numero)),
    ...(unverified === undefined ? [] : [refusalText(unverified)]),
  ]);
  return { kind: 'none' };
}
