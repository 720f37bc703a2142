import type { Demande } from './demande.ts';

/** Members who have accepted and are at work on the demande. */
export function intervenants(d: Demande): string[] {
  return d.sollicitations.filter(({ etat }) => etat === 'acceptee').map(({ membreId }) => membreId);
}

/**
 * The demande once a member's part in it is over. Another who has accepted becomes the référent; when nobody is at work
 * or awaited any more, it goes back to the équipe restreinte.
 */
export function withoutMembre(
  d: Demande,
  membreId: string,
  about: { le: string; motif: string; collegue?: { membreId?: string; nom: string } },
): Demande {
  const { le, ...why } = about;
  const sollicitations = d.sollicitations.map((s) =>
    s.membreId === membreId ? { ...s, ...why, etat: 'terminee' as const, reponduLe: le } : s,
  );
  const { referent, ...rest } = d;
  const [next] = intervenants({ ...d, sollicitations });
  const after: Demande = { ...rest, sollicitations };
  const held = referent === membreId ? next : referent;
  if (held !== undefined) after.referent = held;
  if (next !== undefined) return after;
  const awaited = sollicitations.some(({ etat }) => etat === 'en_attente');
  return { ...after, etat: awaited ? 'membres_sollicites' : 'en_analyse' };
}

/** Members whose part ended at that instant. */
export function endedAt(d: Demande, at: string): string[] {
  return d.sollicitations
    .filter(({ etat, reponduLe }) => etat === 'terminee' && reponduLe === at)
    .map((s) => s.membreId);
}

/** Everybody's part is over: another cycle begins with the équipe restreinte. */
export function withNewCycle(d: Demande, at: string): Demande {
  const { referent: _, bilan, cloture: _cloture, reorientation: _reorientation, retrait: _retrait, ...rest } = d;
  return {
    ...rest,
    etat: 'en_analyse',
    cycle: d.cycle + 1,
    bilansPasses: bilan === undefined ? d.bilansPasses : [...d.bilansPasses, bilan],
    sollicitations: d.sollicitations.map((s) =>
      s.etat === 'declinee' || s.etat === 'terminee' ? s : { ...s, etat: 'terminee' as const, reponduLe: at },
    ),
  };
}
