import type { Address } from '../../app/ports/inbound.ts';

/** Someone that the page lets one play. */
export interface Persona {
  id: string;
  nom: string;
  /** By which the directory knows them. */
  email: string;
  kind: 'enseignant' | 'analyste' | 'membre' | 'pilote';
  /** What tells them from the others in a list: function, class, école. */
  label: string;
  /** Writes from there, and not from this page's own conversations. */
  messenger?: 'tchap';
}

export const ANALYSE = 'analyse';
const PERSO = 'perso:';
const TCHAP = 'tchap:';

export function personalOf(personaId: string): string {
  return `${PERSO}${personaId}`;
}

/** The persona whose private conversation this is. */
export function ownerOf(conversationId: string): string | undefined {
  return conversationId.startsWith(PERSO) ? conversationId.slice(PERSO.length) : undefined;
}

/** What the persona sees in its own messenger. */
export function messengerOf(personaId: string): string {
  return `${TCHAP}${personaId}`;
}

/** Analysts and the pilot are in the analysis channel, unless they were taken out of it. */
function belongsToChannel(persona: Persona): boolean {
  return persona.kind === 'analyste' || persona.kind === 'pilote';
}

export function mayUse(persona: Persona, conversationId: string): boolean {
  if (persona.messenger) return conversationId === messengerOf(persona.id);
  return conversationId === ANALYSE ? belongsToChannel(persona) : ownerOf(conversationId) === persona.id;
}

export function addressOf(conversationId: string): Address {
  return {
    channel: 'sandbox',
    conversationId,
    kind: conversationId === ANALYSE ? 'channel' : 'personal',
    opaque: {},
  };
}
