import type { Demande } from '../demande/demande.ts';
import type { Convergence } from '../pole/convergence.ts';
import { formationTexts } from '../texts.fr.ts';
import type { Line, Section } from './text-parts.ts';

/** An action de formation as a dossier names it. */
export interface FormationLine {
  problematique: string;
  titre: string;
  par: string;
  demandes: string[];
}

const t = formationTexts.convergence;
/** A card has a size: the form lists them all. */
const MOST_DEMANDES = 12;

/** With which écoles a demande converges, and what is already open for them. */
export function convergenceSection(
  { problematiques }: Pick<Demande, 'problematiques'>,
  convergences: Convergence[] = [],
  formations: FormationLine[] = [],
): Section {
  const shared = convergences.map(
    ({ problematique, ecoles, demandes }): Line => ({
      label: problematique,
      text: t.ecoles(
        ecoles,
        demandes.slice(0, MOST_DEMANDES).map(({ ecole, numero }) => t.demande(ecole.nom, numero)),
      ),
    }),
  );
  const open = formations
    .filter(({ problematique }) => problematiques.includes(problematique))
    .map(
      ({ problematique, titre, par, demandes }): Line => ({
        label: problematique,
        text: t.formation(titre, demandes.length, par),
      }),
    );
  return { title: t.section, lines: [...shared, ...open] };
}
