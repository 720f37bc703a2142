/**
 * A document, by what it is made from: the file is made when it is sent, from what is true then. So what waits to be
 * sent holds none of it, and there is no file to purge.
 */
export type DocumentRef =
  | { kind: 'annexe1'; demandeId: string }
  /**
   * A calendar file; `rang` names the rendez-vous in the demande. `retire`: the choice of that date was taken back, by
   * which the demande came to the version `sequence`.
   */
  | { kind: 'rendez_vous'; demandeId: string; rang: number; retire?: { creneau: string; sequence: number } };
