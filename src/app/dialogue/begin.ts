import { openForm } from '../../core/form/engine.ts';
import { formatDate, formatInstant, parisDay } from '../../core/form/format-date.ts';
import type { Answers, FormContext } from '../../core/form/types.ts';
import { demandeTexts, dialogueTexts } from '../../core/texts.fr.ts';
import { mesDemandesCard } from '../../core/view/mes-demandes-card.ts';
import type { Answer, Button } from '../../core/view/message.ts';
import { messageCard } from '../../core/view/message-card.ts';
import type { Saisie } from '../ports/turn-store.ts';
import { formContext, say, show, type Turn } from '../turn.ts';
import { askAgain, type Dialogue, dialogueOn } from './dialogue-turn.ts';
import { draftLabel, draftName, isDemandeDraft } from './drafts.ts';
import { sendMissedCards } from './missed-cards.ts';
import { formOf, keep, newSaisie, withState } from './saisies.ts';
import { button, saySimply, startButtons } from './say-simply.ts';
import { stepMessage } from './show-step.ts';

const t = dialogueTexts;

export async function welcome(turn: Turn): Promise<Answer> {
  const drafts = (await turn.tx.turns.openOf(turn.identite.id)).filter(isDemandeDraft);
  const context = drafts.length > 0 ? await formContext(turn) : undefined;
  const isMembre = (await turn.tx.directory.membresOf(turn.identite)).length > 0;
  say(
    turn,
    messageCard({
      title: t.bonjour,
      paragraphs: [
        t.accueil,
        t.accueilConfidentiel,
        ...(isMembre ? [t.aidePole] : []),
        ...(context ? [t.brouillonEnCours(drafts.length)] : []),
      ],
      buttons: [...(context ? resumeButtons(drafts, context) : []), ...startButtons(isMembre)],
    }),
  );
  await sendMissedCards(turn);
  return { kind: 'none' };
}

function resumeButtons(drafts: Saisie[], context: FormContext): Button[] {
  return drafts
    .slice(0, MOST_OFFERED)
    .map((draft) => button(t.boutons.reprendre(draftLabel(draft, context)), 'reprendre', { saisieId: draft.id }));
}
const MOST_OFFERED = 3;

/** « Nouvelle demande »: what is already begun is offered first; a button that names the cas begins another. */
export async function beginDemande(turn: Turn, cas: string | undefined, anyway = false): Promise<Answer> {
  const context = await formContext(turn);
  const drafts = anyway ? [] : (await turn.tx.turns.openOf(turn.identite.id)).filter(isDemandeDraft);
  if (drafts.length > 0) {
    saySimply(turn, t.brouillonEnCours(drafts.length), [
      ...resumeButtons(drafts, context),
      ...startButtons().slice(0, 2),
    ]);
    return { kind: 'none' };
  }
  if (context.ecoles.size === 0) {
    saySimply(turn, t.aucuneEcole);
    return { kind: 'none' };
  }
  const initial: Answers = cas === 'eleve' || cas === 'equipe' ? { cas } : {};
  const saisie = newSaisie(turn, 'annexe1', context, { initial });
  return openAt(turn, saisie, context);
}

/** Makes a draft the one under way and shows where it is. */
export async function openAt(turn: Turn, saisie: Saisie, context: FormContext): Promise<Answer> {
  const step = openForm(formOf(saisie), saisie.state, context);
  const current = withState(turn, { ...saisie, status: 'ouverte' }, step.state, context);
  await keep(turn, current);
  say(turn, stepMessage(current, step.prompt, context));
  return { kind: 'none' };
}

export async function resumeLatest(turn: Turn): Promise<Answer> {
  const [latest] = await turn.tx.turns.openOf(turn.identite.id);
  if (latest === undefined) {
    saySimply(turn, t.rienEnCours, startButtons());
    return { kind: 'none' };
  }
  return askAgain(await dialogueOn(turn, latest));
}

/** « annuler »: the draft is put aside, and can be brought back with one button. */
export async function abandon(d: Dialogue): Promise<Answer> {
  await putAside(d);
  saySimply(d.turn, t.annule, [restoreButton(d.saisie), ...startButtons().slice(0, 3)]);
  return { kind: 'none' };
}

/** « recommencer »: a new draft of the same cas; the old one can be brought back. */
export async function restart(d: Dialogue): Promise<Answer> {
  await putAside(d);
  const { demandeId, state } = d.saisie;
  const { cas } = state.answers;
  const fresh = newSaisie(d.turn, state.form, d.context, {
    ...(cas === undefined ? {} : { initial: { cas } }),
    ...(demandeId === undefined ? {} : { demandeId }),
  });
  saySimply(d.turn, t.recommence, [restoreButton(d.saisie)]);
  return openAt(d.turn, fresh, d.context);
}

async function putAside(d: Dialogue): Promise<void> {
  await d.turn.tx.turns.save({ ...d.saisie, status: 'abandonnee', updatedAt: d.turn.now });
  await d.turn.tx.turns.saveActive(d.turn.key, undefined);
}

function restoreButton(saisie: Saisie): Button {
  return button(t.boutons.retablir, 'reprendre', { saisieId: saisie.id });
}

/** « reprendre » on a draft: also one put aside; one that was sent says so. */
export async function resumeSaisie(turn: Turn, saisie: Saisie): Promise<Answer> {
  if (saisie.status === 'terminee') {
    const demande = await turn.tx.demandes.get(saisie.demandeId ?? saisie.id);
    saySimply(turn, demande ? t.dejaEnvoyee(demande.numero) : t.brouillonPerime, startButtons());
    return { kind: 'none' };
  }
  saySimply(turn, t.reprise);
  return askAgain(await dialogueOn(turn, saisie));
}

/** « mes demandes »: those sent, with their state in plain words, and the drafts. */
export async function listDemandes(turn: Turn, page?: number): Promise<Answer> {
  const context = await formContext(turn);
  const sent = await turn.tx.demandes.ofDemandeur(turn.identite.id);
  const drafts = (await turn.tx.turns.openOf(turn.identite.id)).filter(isDemandeDraft);
  const card = mesDemandesCard(
    sent.map((d) => ({
      demandeId: d.id,
      numero: d.numero,
      ecole: `${d.ecole.nom} (${d.ecole.commune})`,
      etat: demandeTexts.etatsDemandeur[d.etat],
      depuis: formatInstant(d.depuis, turn.today),
    })),
    drafts.map((d) => ({
      saisieId: d.id,
      titre: draftName(d, context),
      modifie: formatDate(parisDay(d.updatedAt)),
    })),
    {
      isMembre: (await turn.tx.directory.membresOf(turn.identite)).length > 0,
      ...(page === undefined ? {} : { page }),
    },
  );
  if (page !== undefined) return show(turn, card);
  say(turn, card);
  return { kind: 'none' };
}
