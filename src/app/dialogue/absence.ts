import { formatPeriod, overlaps, type Period } from '../../core/absence/period.ts';
import { readAbsence } from '../../core/absence/read-absence.ts';
import type { Intent } from '../../core/dialogue/intent.ts';
import { addDays } from '../../core/form/calendar-day.ts';
import { absenceTexts } from '../../core/texts.fr.ts';
import type { Answer } from '../../core/view/message.ts';
import { fullName } from '../demande/rights-of.ts';
import { withLinkHint } from '../link-hint.ts';
import type { Membre } from '../ports/directory-store.ts';
import type { Turn } from '../turn.ts';
import { tellAway, tellBack } from './absence-notice.ts';
import { welcome } from './begin.ts';
import { saySimply } from './say-simply.ts';

const t = absenceTexts;

type AbsenceIntent = Extract<Intent, { kind: 'absence' | 'retour_absence' | 'annuler_absence' }>;

/** Someone is away, comes back, or takes back that they are away: in each circonscription that they are a member of. */
export async function absenceTurn(turn: Turn, intent: AbsenceIntent): Promise<Answer> {
  const membres = await turn.tx.directory.membresOf(turn.identite);
  // A teacher who is back wants to go on, not to be told of members.
  if (membres.length === 0 && intent.kind === 'retour_absence') return welcome(turn);
  saySimply(turn, membres.length === 0 ? await withLinkHint(turn, t.pasMembre) : await told(turn, membres, intent));
  return { kind: 'none' };
}

async function told(turn: Turn, membres: Membre[], intent: AbsenceIntent): Promise<string | string[]> {
  switch (intent.kind) {
    case 'absence': {
      const read = readAbsence(intent.dates, turn.today);
      return read.ok ? declare(turn, membres, read.period) : read.error;
    }
    case 'retour_absence':
      return comeBack(turn, membres);
    case 'annuler_absence':
      return cancel(turn, membres);
  }
}

async function declare(turn: Turn, membres: Membre[], period: Period): Promise<string[]> {
  const { absences } = turn.tx;
  const numeros: string[] = [];
  let isNew = false;
  for (const membre of membres) {
    const { circonscription, id } = membre;
    const known = (await absences.ofMembre(circonscription, id, turn.today)).filter((one) => overlaps(one, period));
    if (known.some((one) => one.du === period.du && one.au === period.au)) continue;
    isNew = true;
    for (const one of known) await absences.cancel(circonscription, id, one, turn.now);
    await absences.declare(circonscription, id, period, turn.now);
    await kept(turn, membre, 'declarer_absence');
    // Other days of an absence that was told already are no other absence.
    if (known.length === 0) numeros.push(...(await tellAway(turn, membre, period)));
  }
  if (!isNew) return [t.deja(formatPeriod(period)), t.commentAnnuler];
  const informed = numeros.length > 0 ? [t.equipePrevenue(numeros)] : [];
  return [t.notee(formatPeriod(period)), ...informed, t.commentAnnuler];
}

async function cancel(turn: Turn, membres: Membre[]): Promise<string> {
  const cancelled: Period[] = [];
  for (const membre of membres) {
    const known = await turn.tx.absences.ofMembre(membre.circonscription, membre.id, turn.today);
    for (const one of known) await turn.tx.absences.cancel(membre.circonscription, membre.id, one, turn.now);
    if (known.length > 0) {
      await kept(turn, membre, 'annuler_absence');
      await tellBack(turn, membre, t.equipe.annulee(fullName(membre), inWords(known)));
    }
    cancelled.push(...known);
  }
  return cancelled.length === 0 ? t.aucune : t.annulee(inWords(cancelled));
}

/** What was away until today stays so in what is kept; what was to come is as declared. */
async function comeBack(turn: Turn, membres: Membre[]): Promise<string> {
  const yesterday = addDays(turn.today, -1);
  let wasAway = false;
  for (const membre of membres) {
    const { circonscription, id } = membre;
    const current = (await turn.tx.absences.ofMembre(circonscription, id, turn.today)).filter(
      ({ du }) => du <= turn.today,
    );
    for (const one of current) {
      await turn.tx.absences.cancel(circonscription, id, one, turn.now);
      const before = { du: one.du, au: yesterday };
      if (before.du <= before.au) await turn.tx.absences.declare(circonscription, id, before, turn.now);
    }
    if (current.length === 0) continue;
    wasAway = true;
    await kept(turn, membre, 'retour_absence');
    await tellBack(turn, membre, t.equipe.revenu(fullName(membre)));
  }
  return wasAway ? t.retour : t.aucune;
}

function inWords(periods: Period[]): string {
  return [...new Set(periods.map(formatPeriod))].join(', ');
}

function kept(turn: Turn, { circonscription }: Membre, action: string): Promise<void> {
  const { identite, inbound } = turn;
  return turn.tx.journal.write({
    circonscription,
    actorId: identite.id,
    channel: inbound.channel,
    action,
    outcome: 'fait',
  });
}
