import type { Demande, Person, Sollicitation } from './demande.ts';
import type { Party } from './transitions.ts';

/** Who acts, with what the directory and the rosters say of them at this moment. */
export interface Actor {
  person: Person;
  /** In the directory as équipe restreinte or pilote of the demande's circonscription, and in its analysis channel. */
  analyste: boolean;
  /** Their active directory entry in the demande's circonscription. */
  membreId?: string;
  systeme?: boolean;
}

export const SYSTEME: Actor = { person: { id: 'systeme', nom: '' }, analyste: false, systeme: true };

export function sollicitationOf(demande: Demande, membreId: string | undefined): Sollicitation | undefined {
  return membreId === undefined ? undefined : demande.sollicitations.find((s) => s.membreId === membreId);
}

export function isAnyParty(demande: Demande, actor: Actor, parties: readonly Party[]): boolean {
  return parties.some((party) => isParty(demande, actor, party));
}

export function isParty(demande: Demande, actor: Actor, party: Party): boolean {
  switch (party) {
    case 'demandeur':
      return [demande.demandeur, ...demande.codemandeurs].some(({ id }) => id === actor.person.id);
    case 'analyste':
      return actor.analyste;
    case 'sollicite':
      return isConcerned(sollicitationOf(demande, actor.membreId));
    case 'intervenant':
      return sollicitationOf(demande, actor.membreId)?.etat === 'acceptee';
    case 'collegue':
      return demande.reponses.some(({ collegue }) => collegue && collegue.membreId === actor.membreId);
    case 'auteur':
      return demande.dernierActe?.par === actor.person.id;
    case 'systeme':
      return actor.systeme === true;
  }
}

/** Who may read the whole dossier: a verified analyst, and a member who is asked or has accepted. */
export function maySeeDossier(demande: Demande, actor: Actor): boolean {
  const asked = sollicitationOf(demande, actor.membreId);
  return actor.analyste || (isConcerned(asked) && asked?.etat !== 'declinee');
}

/** Their part is not over: someone who declined may still change their mind. */
function isConcerned(sollicitation: Sollicitation | undefined): boolean {
  return sollicitation !== undefined && sollicitation.etat !== 'terminee';
}
