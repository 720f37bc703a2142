import type { Demande } from '../../core/demande/demande.ts';
import { storyForDemandeur } from '../../core/demande/story.ts';
import { type TransitionAction, transitionFor } from '../../core/demande/transitions.ts';
import { formatInstant } from '../../core/form/format-date.ts';
import { cardTexts, demandeTexts, dialogueTexts, documentTexts } from '../../core/texts.fr.ts';
import { bilanSections } from '../../core/view/bilan-sections.ts';
import { action } from '../../core/view/buttons.ts';
import { dateChoices } from '../../core/view/date-choices.ts';
import { filled } from '../../core/view/dossier-sections.ts';
import type { Button, CardMessage } from '../../core/view/message.ts';
import { echangesSection, fixedSection, sharedNotesSection } from '../../core/view/premiere-sections.ts';
import { reponsesForDemandeur } from '../../core/view/reponse-sections.ts';
import { suiviCard } from '../../core/view/suivi-card.ts';
import type { Section } from '../../core/view/text-parts.ts';
import { wayShown } from '../../core/view/way-picture.ts';
import { formsIn } from './card-forms.ts';
import type { DemandeTurn } from './demande-turn.ts';
import { linesOf, type ViewExtras } from './views.ts';

/** A demande as its demandeur follows it: state in plain words, dated history, what can still be done. */
export async function suiviView(d: DemandeTurn, extras: ViewExtras = {}): Promise<CardMessage> {
  const { demande, pole } = d;
  const history = await d.turn.tx.demandes.history(demande.id);
  const moments = history.flatMap((event) => {
    const texte = storyForDemandeur(event, demande);
    return texte === undefined ? [] : [{ quand: formatInstant(event.at, d.turn.today), texte }];
  });
  const forms = formsIn('suivi', demande, d.actor, pole.context, extras.refused);
  const asked = demande.etat === 'complement_demande' ? demande.complements.at(-1) : undefined;
  const offersDates = transitionFor(demande.etat, 'choisir_date') !== undefined;
  return suiviCard({
    demande,
    etatEnClair: demandeTexts.etatsDemandeur[demande.etat],
    way: wayShown(demande.etat, d.turn.tools.channels.get(d.turn.inbound.channel)?.capabilities.pictures),
    historique: moments,
    sections: filled([
      ...reorientationOf(demande),
      fixedSection(demande, pole.context),
      reponsesForDemandeur(demande),
      sharedNotesSection(demande),
      ...bilanSections(demande, 'demandeur'),
      echangesSection(demande),
    ]),
    dates: offersDates ? dateChoices(demande, pole.context) : [],
    annexe: annexeOf(d),
    buttons: [...buttonsOf(demande), ...(extras.undo ?? [])],
    forms,
    ...(asked ? { complement: asked.question } : {}),
    ...(extras.notice === undefined ? {} : { notice: extras.notice }),
    ...(extras.page === undefined ? {} : { page: extras.page }),
  });
}

function reorientationOf({ reorientation }: Demande): Section[] {
  return reorientation
    ? [{ title: cardTexts.dossier.reorientation, lines: [{ label: '', text: reorientation.texte }] }]
    : [];
}

function annexeOf({ demande, pole }: DemandeTurn): Section {
  const answered = linesOf(demande, pole.context).filter(({ display }) => display !== '');
  return { title: cardTexts.dossier.annexe, lines: answered.map(({ label, display }) => ({ label, text: display })) };
}

function buttonsOf(demande: Demande): Button[] {
  const about = { demandeId: demande.id, version: demande.version };
  const offered = (name: TransitionAction) => transitionFor(demande.etat, name) !== undefined;
  const { completer, retirer } = dialogueTexts.boutons;
  return [
    ...(offered('completer') ? [{ title: completer, action: action('completer', about) }] : []),
    ...(offered('retirer') ? [{ title: retirer, action: action('retirer', about) }] : []),
    { title: documentTexts.recevoir, action: action('recevoir_annexe', about) },
  ];
}
