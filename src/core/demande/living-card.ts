/** A card that lives with a demande: rendered from its current state at each sending and each update. */
export type LivingCard =
  | { kind: 'analyse'; demandeId: string }
  | { kind: 'sollicitation'; demandeId: string; membreId: string }
  /** A colleague is asked to share their experience (mutualisation): nothing of the dossier is in it. */
  | { kind: 'echange'; demandeId: string; membreId: string };

/** The card of one person. */
export type PersonalCard = Exclude<LivingCard, { kind: 'analyse' }>;
