import type { Demande, Person } from './demande.ts';

export function membreName(demande: Demande, membreId: string): string {
  return demande.sollicitations.find((s) => s.membreId === membreId)?.nom ?? '';
}

/** The name by which the dossier knows the member who acts; that of their account otherwise. */
export function actorName(demande: Demande, { membreId, by }: { membreId?: string; by: Person }): string {
  return (membreId === undefined ? '' : membreName(demande, membreId)) || by.nom;
}

/** « Claire Durand (psychologue scolaire) » */
export function membreWithFonction(demande: Demande, membreId: string): string {
  const found = demande.sollicitations.find((one) => one.membreId === membreId);
  return found === undefined ? '' : nameWithFonction(found);
}

export function nameWithFonction({ nom, fonctions }: { nom: string; fonctions: readonly string[] }): string {
  return fonctions.length > 0 ? `${nom} (${fonctionsInWords(fonctions)})` : nom;
}

/** As they stand in parentheses: « Enseignant spécialisé (RASED) » has some of its own. */
export function fonctionsInWords(fonctions: readonly string[]): string {
  return fonctions.map((fonction) => fonction.replace(/ \(([^)]*)\)/g, ', $1')).join(', ');
}

/** A colleague who is asked to share their experience. */
export function collegueName(demande: Demande, membreId: string): string {
  return demande.reponses.find(({ collegue }) => collegue?.membreId === membreId)?.collegue?.nom ?? '';
}

/** Somebody who is awaited or written to for the demande: a member, or a colleague. */
export function askedName(demande: Demande, membreId: string): string {
  return membreName(demande, membreId) || collegueName(demande, membreId);
}

/** The member of a rendez-vous. */
export function rendezVousWith(demande: Demande, rang: number): string {
  return demande.rendezVous.find((rdv) => rdv.rang === rang)?.nom ?? '';
}

/** An answer of second intention in words. */
export function reponseName(demande: Demande, rang: number): string {
  return demande.reponses.find((reponse) => reponse.rang === rang)?.libelle ?? '';
}

/** A reason in someone's words, as the end of a sentence of ours. */
export function asReason(motif: string): string {
  return motif.replace(/[\s.]+$/u, '').replace(/\s+/gu, ' ');
}
