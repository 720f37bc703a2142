import type { Demande } from '../demande/demande.ts';
import { formatDate, parisDay } from '../form/format-date.ts';
import { annexeTexts as t } from '../texts.fr.ts';
import type { AnswerLine } from './resume-card.ts';
import type { Line } from './text-parts.ts';

/** One line of the form: a label as printed, and what was answered; or its two boxes. */
export type PaperField = { label: string } & ({ text: string } | { box: 'oui' | 'non' | undefined });

/** The Annexe 1 as the note prints it, filled in. What a person wrote is in the texts, never in the titles. */
export interface AnnexePaper {
  title: string;
  /** Of the document: nothing personal. */
  documentTitle: string;
  header: Line[];
  /** The case that was not asked for stays empty, as on paper. */
  columns: [PaperColumn, PaperColumn];
  /** The description, then what was also asked. */
  difficultes: { title: string; text: string };
  more: { title: string; lines: Line[] };
  numero: string;
}

export interface PaperColumn {
  title: string;
  fields: PaperField[];
}

/** What stands in the form itself; all else goes under « Renseignements complémentaires ». */
const IN_THE_FORM: ReadonlySet<string> = new Set([
  ...['cas', 'ecole', 'eleve_nom', 'naissance', 'niveau', 'enseignant', 'handicap', 'avs', 'reference'],
  'difficultes',
]);

/** In the words of those who read the paper. */
const LABELS: { [field: string]: string } = { disponibilites: t.disponibilites };

/**
 * @param lines the answers in words, empty where there is none
 * @param modifiedAt when it was last sent again, ISO 8601
 */
export function annexePaper(demande: Demande, lines: readonly AnswerLine[], modifiedAt?: string): AnnexePaper {
  const { numero, ecole, demandeur, annexe } = demande;
  const said = (id: string) => lines.find(({ field }) => field === id)?.display ?? '';
  return {
    title: t.titre,
    documentTitle: t.titreDocument(numero),
    header: [
      { label: t.dateEnvoi, text: sentOn(demande.envoyeeLe, modifiedAt) },
      { label: t.ecole, text: `${ecole.nom}, ${ecole.commune}` },
    ],
    columns: annexe.cas === 'eleve' ? [pupil(demande, said), team(() => '')] : [pupil(undefined, () => ''), team(said)],
    difficultes: { title: t.difficultes, text: said('difficultes') },
    more: {
      title: t.renseignements,
      lines: [
        { label: t.deuxPoints(t.envoyeePar), text: demandeur.nom },
        ...lines
          .filter(({ field, display }) => display !== '' && !IN_THE_FORM.has(field))
          .map(({ field, label, display }) => ({ label: t.deuxPoints(LABELS[field] ?? label), text: display })),
      ],
    },
    numero,
  };
}

function sentOn(sentAt: string, modifiedAt: string | undefined): string {
  const sent = formatDate(parisDay(sentAt));
  return modifiedAt === undefined ? sent : t.modifiee(sent, formatDate(parisDay(modifiedAt)));
}

function pupil(demande: Demande | undefined, said: (id: string) => string): PaperColumn {
  const box = (id: string): 'oui' | 'non' | undefined => {
    const value = demande?.annexe[id];
    return value === 'oui' || value === 'non' ? value : undefined;
  };
  return {
    title: t.cas1,
    fields: [
      { label: t.eleve, text: said('eleve_nom') },
      { label: t.naissance, text: said('naissance') },
      { label: t.niveau, text: said('niveau') },
      { label: t.enseignant, text: said('enseignant') },
      { label: t.handicap, box: box('handicap') },
      { label: t.avs, box: box('avs') },
    ],
  };
}

function team(said: (id: string) => string): PaperColumn {
  return {
    title: t.cas2,
    fields: [
      { label: t.reference, text: said('reference') },
      { label: t.niveauEnseignant, text: said('niveau') },
    ],
  };
}
