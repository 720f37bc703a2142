/** A card that lives with a demande: rendered from its current state at each sending and each update. */
export type LivingCard =
  | { kind: 'analyse'; demandeId: string }
  | { kind: 'sollicitation'; demandeId: string; membreId: string };
