import type { Demande } from '../../core/demande/demande.ts';
import type { DemandeEvent } from '../../core/demande/events.ts';
import { type Actor, maySeeDossier, sollicitationOf } from '../../core/demande/rights.ts';
import { storyForPole } from '../../core/demande/story.ts';
import { transitionFor } from '../../core/demande/transitions.ts';
import { annexe1 } from '../../core/form/annexe1.ts';
import { describeAnswers } from '../../core/form/engine.ts';
import { formatInstant } from '../../core/form/format-date.ts';
import { initials } from '../../core/form/person-name.ts';
import type { FormContext, FormState } from '../../core/form/types.ts';
import { cardTexts } from '../../core/texts.fr.ts';
import { analyseCard } from '../../core/view/analyse-card.ts';
import { action } from '../../core/view/buttons.ts';
import { convergenceSection } from '../../core/view/convergence-section.ts';
import type { DemandeSummary } from '../../core/view/demande-lines.ts';
import { dossierCard } from '../../core/view/dossier-card.ts';
import { echangeCard } from '../../core/view/echange-card.ts';
import { interventionCard } from '../../core/view/intervention-card.ts';
import type { Button, CardMessage } from '../../core/view/message.ts';
import type { AnswerLine } from '../../core/view/resume-card.ts';
import { sollicitationCard } from '../../core/view/sollicitation-card.ts';
import type { Moment } from '../../core/view/suivi-card.ts';
import type { Notice } from '../../core/view/text-parts.ts';
import { formsIn } from './card-forms.ts';
import type { PoleContext } from './options.ts';

/** What a card is shown with, besides the demande itself. */
export interface ViewExtras {
  notice?: Notice;
  /** A form of the card that was refused: what was typed, and why. */
  refused?: { form: string; state: FormState };
  page?: number;
  /** « Annuler ce que je viens de faire », when the one who looks may. */
  undo?: Button[];
  /** Shown in a private conversation, where it is a copy and not the card that lives with the demande. */
  inPrivate?: boolean;
  /** What the équipe restreinte's dossier also shows. */
  pole?: Pick<PoleContext, 'convergences' | 'formations'>;
}

/** Of the pupil the initials at most. */
export function summaryOf(demande: Demande, context: FormContext): DemandeSummary {
  const { cas, eleve_nom: nom } = demande.annexe;
  const niveau = linesOf(demande, context).find(({ field }) => field === 'niveau')?.display;
  return {
    demande,
    now: context,
    cas: cas === 'eleve' ? 1 : 2,
    ...(typeof nom === 'string' ? { initiales: initials(nom) } : {}),
    ...(niveau ? { niveau } : {}),
  };
}

export function baseView(demande: Demande, context: FormContext, extras: ViewExtras = {}): CardMessage {
  const { inPrivate = false } = extras;
  return analyseCard({ ...summaryOf(demande, context), ...noticeIn(extras), inPrivate, undo: undoIn(extras) });
}

/** The private view of a verified analyst. `context.options` holds the problématiques and the suggested members. */
export function dossierView(
  demande: Demande,
  history: readonly DemandeEvent[],
  actor: Actor,
  context: FormContext,
  extras: ViewExtras = {},
): CardMessage {
  return dossierCard({
    demande,
    now: context,
    lines: linesOf(demande, context),
    historique: historyForPole(history, demande),
    forms: formsIn('dossier', demande, actor, context, extras.refused),
    buttons: [...takeButton(demande), ...undoIn(extras)],
    convergences: convergenceSection(demande, extras.pole?.convergences, extras.pole?.formations),
    ...noticeIn(extras),
    ...pageIn(extras),
  });
}

function takeButton(demande: Demande): Button[] {
  if (transitionFor(demande.etat, 'prendre_en_analyse') === undefined) return [];
  const about = { demandeId: demande.id, version: demande.version };
  return [{ title: cardTexts.demande.prendre, action: action('prendre_en_analyse', about), style: 'positive' }];
}

export function sollicitationView(
  demande: Demande,
  membreId: string,
  context: FormContext,
  extras: ViewExtras = {},
): CardMessage | undefined {
  const sollicitation = sollicitationOf(demande, membreId);
  if (sollicitation === undefined) return undefined;
  const asked: Actor = { person: { id: '', nom: '' }, analyste: false, membreId };
  const [refus] = formsIn('sollicitation', demande, asked, context, extras.refused);
  return sollicitationCard({
    ...summaryOf(demande, context),
    sollicitation,
    ...(refus === undefined ? {} : { refus }),
    buttons: undoIn(extras),
    ...noticeIn(extras),
  });
}

/** What a colleague is asked; undefined for one who is asked nothing. */
export function echangeView(
  demande: Demande,
  membreId: string,
  context: FormContext,
  extras: ViewExtras = {},
): CardMessage | undefined {
  const reponse = demande.reponses.findLast(({ collegue }) => collegue?.membreId === membreId);
  if (reponse === undefined) return undefined;
  const asked: Actor = { person: { id: '', nom: '' }, analyste: false, membreId };
  const [refus] = formsIn('echange', demande, asked, context, extras.refused);
  return echangeCard({
    ...summaryOf(demande, context),
    reponse,
    ...(refus === undefined ? {} : { refus }),
    buttons: undoIn(extras),
    ...noticeIn(extras),
  });
}

/** The dossier for a member who is asked or has accepted. */
export function interventionView(
  demande: Demande,
  actor: Actor,
  context: FormContext,
  extras: ViewExtras = {},
): CardMessage {
  if (!maySeeDossier(demande, actor)) throw new Error('a dossier is shown to those entitled to it');
  const membreId = actor.membreId ?? '';
  const { disponibilites } = demande.annexe;
  return interventionCard({
    demande,
    now: context,
    membreId,
    lines: linesOf(demande, context),
    ...(typeof disponibilites === 'string' ? { disponibilites } : {}),
    forms: formsIn('intervention', demande, actor, context, extras.refused),
    undo: undoIn(extras),
    ...noticeIn(extras),
    ...pageIn(extras),
  });
}

/** The Annexe 1 in words; the école by the name it had when the demande was sent. */
export function linesOf(demande: Demande, context: FormContext): AnswerLine[] {
  return describeAnswers(annexe1, demande.annexe, context).map(({ field, label, display, answered }) => ({
    field,
    label,
    display: answered ? display : '',
  }));
}

function historyForPole(history: readonly DemandeEvent[], demande: Demande): Moment[] {
  return history.map((event) => ({ quand: formatInstant(event.at), texte: storyForPole(event, demande) }));
}

const undoIn = ({ undo = [] }: ViewExtras) => undo;
const noticeIn = ({ notice }: ViewExtras) => (notice === undefined ? {} : { notice });
const pageIn = ({ page }: ViewExtras) => (page === undefined ? {} : { page });
