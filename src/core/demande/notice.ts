import type { Action } from '../action.ts';
import { demandeTexts } from '../texts.fr.ts';
import type { Button } from '../view/message.ts';
import type { Demande } from './demande.ts';
import { intervenants } from './membres.ts';

/** What must be said to someone because something happened to a demande. Holds nothing of the pupil. */
export interface Notice {
  /** `membres`: not the one who has just acted, who reads it in answer. */
  to: 'demandeur' | 'equipe' | 'membres';
  /** It tells that very member something that they did not know. */
  pourAuteur?: true;
  /** Of the demandeur and those who follow the demande with them: not to these accounts. */
  sauf?: string[];
  /** Of `membres`, by directory id. */
  membreIds?: string[];
  title: string;
  /** May hold free texts that this very person may read (a question put to them, an answer written for them). */
  paragraphs: string[];
  buttons: Button[];
}

const t = demandeTexts.avis;

export function toDemandeur(after: Demande, title: string, ...paragraphs: string[]): Notice {
  return { to: 'demandeur', title, paragraphs, buttons: [noticeButton(t.suivre, 'voir_suivi', after)] };
}

/** Told in the analysis channel, under the demande's number. */
export function teamNotice(demande: Demande, text: string): Notice {
  return { to: 'equipe', title: t.equipe(demande.numero), paragraphs: [text], buttons: [] };
}

export function toTeam(after: Demande, text: string): Notice {
  return { ...teamNotice(after, text), buttons: [noticeButton(t.voirDossier, 'voir_dossier', after)] };
}

/** To the members at work. */
export function toMembres(after: Demande, text: string): Notice {
  return toThese(after, intervenants(after), text);
}

/** To members by their directory id. */
export function toThese(after: Demande, membreIds: string[], text: string): Notice {
  return {
    to: 'membres',
    membreIds,
    title: t.equipe(after.numero),
    paragraphs: [text],
    buttons: [noticeButton(t.voirDossier, 'voir_intervention', after)],
  };
}

/** To someone who may no longer see the dossier. */
export function withoutButtons(notice: Notice): Notice {
  return { ...notice, buttons: [] };
}

export function noticeButton(title: string, action: Action['action'], demande: Demande, value?: string): Button {
  const about = { demandeId: demande.id, version: demande.version, ...(value === undefined ? {} : { value }) };
  return { title, action: { v: 1, action, ...about } };
}

/** The notice with this button before the others. */
export function withFirst(notice: Notice, title: string, name: Action['action'], demande: Demande): Notice {
  const first = { ...noticeButton(title, name, demande), style: 'positive' as const };
  return { ...notice, buttons: [first, ...notice.buttons.filter(({ action }) => action.action !== name)] };
}

/** A text that somebody may have left empty. */
export function said(text: string): string[] {
  return text === '' ? [] : [text];
}
