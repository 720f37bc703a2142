import { type Intent, parseIntent } from '../core/dialogue/intent.ts';
import { normalise } from '../core/form/normalise.ts';
import { dialogueTexts } from '../core/texts.fr.ts';
import { isAnalyste } from './demande/rights-of.ts';
import { runDossierIntent } from './dossiers/run-dossier-intent.ts';
import { withLinkHint } from './link-hint.ts';
import type { Membre } from './ports/directory-store.ts';
import { inPrivate, say, type Turn } from './turn.ts';

const t = dialogueTexts;

/**
 * A message that mentions the bot in a channel: « canal d’analyse », a dossier to be opened in private, or help.
 * Nothing of a demande is said there, not even whether there is one of that number.
 * @throws PrivateNeeded
 */
export async function channelText(turn: Turn, text: string): Promise<void> {
  say(turn, { text: await answerInChannel(turn, parseIntent(text)) });
}

async function answerInChannel(turn: Turn, intent: Intent | undefined): Promise<string> {
  switch (intent?.kind) {
    case 'canal_analyse':
      return chooseChannel(turn, intent.code);
    case 'mes_dossiers':
    case 'resume_semaine':
    case 'dossier':
      await runDossierIntent(inPrivate(turn), intent);
      return t.enPrive;
    case 'chercher':
      return t.chercherEnPrive;
    default:
      return t.aideCanal;
  }
}

async function chooseChannel(turn: Turn, code: string): Promise<string> {
  const entitled = (await turn.tx.directory.membresOf(turn.identite)).filter(isAnalyste);
  const [first, ...others] = matching(entitled, code);
  if (first === undefined) return refuseChoice(turn);
  if (others.length > 0) return t.canal.plusieurs([first, ...others].map((m) => m.circonscription).join(' / '));
  return setChannel(turn, first);
}

function matching(entitled: Membre[], code: string): Membre[] {
  if (code === '') return entitled;
  return entitled.filter((m) => normalise(m.circonscription) === normalise(code));
}

async function refuseChoice(turn: Turn): Promise<string> {
  await turn.tx.journal.write({
    actorId: turn.identite.id,
    channel: turn.inbound.channel,
    action: 'canal_analyse',
    outcome: 'refuse',
    detail: 'non_autorise',
  });
  return withLinkHint(turn, t.canal.refuse);
}

async function setChannel(turn: Turn, by: Membre): Promise<string> {
  const { directory, demandes, journal } = turn.tx;
  const { circonscription } = by;
  const nom = (await directory.circonscription(circonscription))?.nom ?? circonscription;
  const before = await directory.analysisChannel(circonscription);
  const { address } = turn.inbound;
  const same = before?.address.channel === address.channel && before.address.conversationId === address.conversationId;
  await directory.setAnalysisChannel(circonscription, address);
  if (same) return t.canal.deja(nom);
  await journal.write({
    circonscription,
    actorId: turn.identite.id,
    channel: turn.inbound.channel,
    action: 'canal_analyse',
    outcome: 'fait',
  });
  if (before !== undefined) {
    const destination = { to: 'conversation' as const, address: before.address };
    const message = { text: t.canal.deplace(nom), unprompted: true } as const;
    turn.out.push({ circonscription, destination, content: { op: 'send', message } });
  }
  // What is open follows the team: nothing may stay behind in a channel that nobody reads any more.
  for (const { id } of await demandes.openIn(circonscription)) {
    turn.out.push({
      circonscription,
      demandeId: id,
      destination: { to: 'analyse', circonscription },
      content: { op: 'send_card', card: { kind: 'analyse', demandeId: id } },
    });
  }
  return t.canal.choisi(nom);
}
