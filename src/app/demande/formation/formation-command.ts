/** What is done in several demandes at once. */
export type FormationCommand =
  /** `demandes`: by id; none for all that share the problématique. */
  | {
      type: 'ouvrir_formation';
      problematique: string;
      titre: string;
      animateur: string;
      periode: string;
      demandes: string[];
    }
  /** `formation`: its id. */
  | { type: 'rejoindre_formation'; formation: string };
