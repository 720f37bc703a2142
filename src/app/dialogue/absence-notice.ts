import { formatPeriod, type Period } from '../../core/absence/period.ts';
import type { Demande } from '../../core/demande/demande.ts';
import { sollicitationOf } from '../../core/demande/rights.ts';
import { absenceTexts } from '../../core/texts.fr.ts';
import { action } from '../../core/view/buttons.ts';
import type { Button } from '../../core/view/message.ts';
import { messageCard } from '../../core/view/message-card.ts';
import { fullName } from '../demande/rights-of.ts';
import type { Membre } from '../ports/directory-store.ts';
import type { Turn } from '../turn.ts';

const t = absenceTexts.equipe;

/** More dossiers are named, not offered. */
const MOST_BUTTONS = 6;

/**
 * The équipe restreinte is told of the dossiers in which a member who goes away is counted on.
 * @returns their numbers
 */
export async function tellAway(turn: Turn, membre: Membre, period: Period): Promise<string[]> {
  const counted = await countedOn(turn, membre);
  if (counted.length === 0) return [];
  const nom = fullName(membre);
  const lines = counted.map((demande) => t.dossier(demande.numero, attenduDe(demande, membre)));
  const buttons = counted.slice(0, MOST_BUTTONS).map(openDossier);
  tellTeam(turn, membre, [t.annonce(nom, formatPeriod(period)), ...lines, t.suite], buttons);
  return counted.map(({ numero }) => numero);
}

/** Told to the équipe restreinte when it counts on this member. */
export async function tellBack(turn: Turn, membre: Membre, text: string): Promise<void> {
  if ((await countedOn(turn, membre)).length > 0) tellTeam(turn, membre, [text], []);
}

async function countedOn(turn: Turn, { circonscription, id }: Membre): Promise<Demande[]> {
  const open = await turn.tx.demandes.openIn(circonscription);
  return open.filter((demande) => ['en_attente', 'acceptee'].includes(sollicitationOf(demande, id)?.etat ?? ''));
}

function attenduDe(demande: Demande, { id }: Membre): string {
  return sollicitationOf(demande, id)?.etat === 'acceptee' ? t.intervention : t.sollicitation;
}

function tellTeam(turn: Turn, membre: Membre, paragraphs: string[], buttons: Button[]): void {
  const { circonscription } = membre;
  const message = {
    ...messageCard({ title: t.titre(fullName(membre)), paragraphs, buttons }),
    unprompted: true,
  } as const;
  turn.out.push({
    circonscription,
    destination: { to: 'analyse', circonscription },
    content: { op: 'send', message },
  });
}

function openDossier({ id, numero }: Demande): Button {
  return { title: t.dossierDe(numero), action: action('voir_dossier', { demandeId: id }) };
}
