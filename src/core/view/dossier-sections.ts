import type { Complement, Demande, Sollicitation } from '../demande/demande.ts';
import { nameWithFonction } from '../demande/names.ts';
import { formatInstant } from '../form/format-date.ts';
import { cardTexts } from '../texts.fr.ts';
import { present, sollicitationText } from './demande-lines.ts';
import type { AnswerLine } from './resume-card.ts';
import type { Line, Section } from './text-parts.ts';

const texts = cardTexts.dossier;

/** The Annexe 1, what was answered of it. */
export function annexeSection(lines: AnswerLine[]): Section {
  return { title: texts.annexe, lines: lines.filter(({ display }) => display !== '').map(answerLine) };
}

const answerLine = ({ label, display }: AnswerLine): Line => ({ label, text: display });

export function complementsSection({ complements }: Pick<Demande, 'complements'>): Section {
  return { title: texts.complements, lines: complements.flatMap(complementLines) };
}

function complementLines({ question, par, le, reponse, reponduLe }: Complement): Line[] {
  const asked = { label: texts.complementDe(par.nom, formatInstant(le)), text: question };
  const answered = reponduLe
    ? { label: texts.complementReponse(formatInstant(reponduLe)), text: reponse ?? '' }
    : { label: '', text: texts.complementAttendu };
  return [asked, answered];
}

/** Private to the équipe restreinte: in no card but the analysts' own. */
export function notesSection({ notes }: Pick<Demande, 'notes'>): Section {
  const line = ({ texte, par, le }: Demande['notes'][number]) => ({
    label: texts.noteDe(par.nom, formatInstant(le)),
    text: texte,
  });
  return { title: texts.notes, lines: notes.map(line) };
}

export function sollicitationsSection(demande: Demande): Section {
  return {
    title: texts.sollicitations,
    lines: demande.sollicitations.flatMap((one) => sollicitationLines(demande, one)),
  };
}

function sollicitationLines(demande: Demande, one: Sollicitation): Line[] {
  const reached = one.injoignable && one.etat === 'en_attente' ? ` ${cardTexts.demande.nonJointTexte(one.nom)}` : '';
  return [
    { label: nameWithFonction(one), text: `${sollicitationText(demande, one)}.${reached}` },
    ...present([
      [texts.message, one.message],
      [texts.motif, one.motif],
      [texts.collegue, one.collegue?.nom],
    ]),
  ];
}

/** How the demande ended, when it did. */
export function endSections({ reorientation, retrait }: Demande): Section[] {
  return [
    {
      title: texts.reorientation,
      lines: reorientation ? [{ label: reorientation.par.nom, text: reorientation.texte }] : [],
    },
    { title: texts.retrait, lines: retrait ? [{ label: '', text: retrait.motif }] : [] },
  ];
}

export function filled(sections: Section[]): Section[] {
  return sections.filter(({ lines }) => lines.length > 0);
}
