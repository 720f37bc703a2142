import { displayEcole } from '../../core/form/display-answer.ts';
import { formatDate, parisDay } from '../../core/form/format-date.ts';
import { initials } from '../../core/form/person-name.ts';
import type { FormContext } from '../../core/form/types.ts';
import { dialogueTexts } from '../../core/texts.fr.ts';
import type { Saisie } from '../ports/turn-store.ts';

/** « pour un élève (M. L.), École Jules Ferry (Bihorel) » */
export function draftName(saisie: Saisie, context: FormContext): string {
  const t = dialogueTexts.brouillon;
  const { cas, eleve_nom: nom, ecole } = saisie.state.answers;
  const known = typeof ecole === 'string' ? context.ecoles.byUai(ecole) : undefined;
  const kind = cas === 'eleve' ? t.eleve : cas === 'equipe' ? t.equipe : t.sansCas;
  const who = typeof nom === 'string' ? ` (${initials(nom)})` : '';
  return [`${kind}${who}`, ...(known ? [displayEcole(known)] : [])].join(', ');
}

/** The same with its date: « pour un élève (M. L.), du 12 mars 2026 », short enough for a button. */
export function draftLabel(saisie: Saisie, context: FormContext): string {
  const { ecole: _, ...answers } = saisie.state.answers;
  const short = { ...saisie, state: { ...saisie.state, answers } };
  return `${draftName(short, context)}, ${dialogueTexts.brouillon.du(formatDate(parisDay(saisie.updatedAt)))}`;
}

/** Drafts of a demande, as opposed to answers to a complément and other short forms. */
export function isDemandeDraft(saisie: Saisie): boolean {
  return saisie.state.form === 'annexe1';
}
