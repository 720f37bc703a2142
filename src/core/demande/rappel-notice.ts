import { ECHANGE } from '../action.ts';
import { formatDate, parisDay } from '../form/format-date.ts';
import { demandeTexts, echangeTexts, rappelTexts } from '../texts.fr.ts';
import type { Button } from '../view/message.ts';
import type { Attente } from './attentes.ts';
import type { Demande } from './demande.ts';
import type { Rappel } from './echeances.ts';
import { askedName } from './names.ts';
import { type Notice, noticeButton, toDemandeur, toTeam } from './notice.ts';

const t = rappelTexts;

/** What a reminder says, to whom, with what they can do about it. @param pilotes membre ids */
export function rappelNotice({ attente, a }: Rappel, d: Demande, pilotes: string[]): Notice {
  const since = formatDate(parisDay(attente.depuis));
  const buttons = buttonsOf(attente, d);
  if (a === 'pilote' && attente.qui === 'equipe') {
    const text = t.pilote[attente.etape](since);
    return pilotes.length === 0
      ? toTeam(d, text)
      : { ...toTeam(d, text), to: 'membres', membreIds: pilotes, title: t.titre(d.numero) };
  }
  if (a === 'equipe' && attente.qui !== 'equipe') {
    return toTeam(d, t.enVain(whoIs(attente, d), t.attendu[attente.etape], since));
  }
  switch (attente.qui) {
    case 'equipe':
      return { ...toTeam(d, t.equipe[attente.etape](since)), buttons };
    case 'demandeur':
      return { ...toDemandeur(d, t.titre(d.numero), t.demandeur[attente.etape](since)), buttons };
    case 'membre': {
      const paragraphs = [t.membre[attente.etape](since)];
      return { to: 'membres', membreIds: [attente.membreId], title: t.titre(d.numero), paragraphs, buttons };
    }
  }
}

/** The équipe restreinte is told that the member who is awaited is away: it may ask somebody else. */
export function absenceNotice({ attente }: Rappel, d: Demande, periode: string): Notice {
  return toTeam(d, t.absent(whoIs(attente, d), periode, t.attendu[attente.etape]));
}

/** Who is awaited, as the équipe restreinte names them. */
export function whoIs(attente: Attente, d: Demande): string {
  if (attente.qui === 'membre') return askedName(d, attente.membreId);
  return attente.qui === 'equipe' ? t.equipeRestreinte : t.leDemandeur;
}

function buttonsOf({ etape }: Attente, d: Demande): Button[] {
  const first = (title: string, name: Parameters<typeof noticeButton>[1]): Button => ({
    ...noticeButton(title, name, d),
    style: 'positive',
  });
  const dossier = noticeButton(demandeTexts.avis.voirDossier, 'voir_dossier', d);
  switch (etape) {
    case 'lecture':
      return [first(t.boutons.prendre, 'prendre_en_analyse'), dossier];
    case 'analyse':
      return [dossier];
    case 'complement':
      return [first(demandeTexts.avis.repondre, 'repondre_complement')];
    case 'reponse':
      return [first(t.boutons.accepter, 'accepter'), noticeButton(t.boutons.revoir, 'voir_base', d)];
    case 'echange':
      return [
        first(echangeTexts.accepter, 'accepter_echange'),
        noticeButton(t.boutons.revoirEchange, 'voir_base', d, ECHANGE),
      ];
    case 'rendez_vous':
      return [first(demandeTexts.avis.choisirDate, 'voir_suivi')];
    case 'avis':
      return [first(t.boutons.donnerAvis, 'voir_suivi')];
    default:
      return [first(demandeTexts.avis.voirDossier, 'voir_intervention')];
  }
}
