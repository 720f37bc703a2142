import { formatCreneau, formatShortCreneau } from '../form/format-date.ts';
import { demandeTexts, dureeInWords, premiereTexts } from '../texts.fr.ts';
import type { Button } from '../view/message.ts';
import type { Demande, RendezVous } from './demande.ts';
import type { DemandeEvent, PremiereIntentionEvent } from './events.ts';
import { actorName, rendezVousWith } from './names.ts';
import { type Notice, noticeButton, said, toDemandeur, toMembres, withFirst } from './notice.ts';
import { storyForDemandeur } from './story.ts';

type NoticesOf = {
  [type in PremiereIntentionEvent['type']]: (event: Extract<DemandeEvent, { type: type }>, after: Demande) => Notice[];
};

const t = demandeTexts.avis;

/** Who is told of what members note, of rendez-vous and of messages; a note goes to the demandeur when it is shared. */
export const PREMIERE_NOTICES: NoticesOf = {
  intervention_notee: (e, d) => [
    toDemandeur(d, t.intervention[e.acte](d.numero), story(e, d), ...(e.partagee ? said(e.note) : [])),
  ],
  dates_proposees: (e, d) => {
    const what = t.datesDetail(actorName(d, e), demandeTexts.objets[e.objet]);
    const dates = t.datesListe(e.creneaux.map(formatCreneau));
    const notice = toDemandeur(d, t.dates(d.numero), what, dates, ...whereAndHowLong(e));
    return [{ ...notice, buttons: [...dateButtons(d, e), ...notice.buttons] }];
  },
  date_choisie: (e, d) => {
    const [quand, avec] = [formatCreneau(e.creneau), rendezVousWith(d, e.rang)];
    const where = d.rendezVous.filter(({ rang }) => rang === e.rang).flatMap(whereAndHowLong);
    const toThem = toMembres(d, t.dateChoisieMembre(e.by.nom, quand, avec));
    return [
      toDemandeur(d, t.dateChoisie(d.numero), t.dateChoisieDetail(avec, quand), ...where),
      { ...toThem, paragraphs: [...toThem.paragraphs, ...where] },
    ];
  },
  dates_refusees: (e, d) => [{ ...toMembres(d, ''), paragraphs: [t.datesRefusees(d.numero), ...said(e.motif)] }],
  rendez_vous_annule: (e, d) => {
    const quand = d.rendezVous.filter(({ rang }) => rang === e.rang).flatMap(({ choisi }) => said(choisi ?? ''));
    const more = [...quand.map((creneau) => t.quand(formatCreneau(creneau))), ...said(e.motif)];
    return [
      toDemandeur(d, t.rendezVousAnnule(d.numero), story(e, d), ...more),
      { ...toMembres(d, ''), paragraphs: [t.rendezVousAnnuleMembre(rendezVousWith(d, e.rang), e.by.nom), ...more] },
    ];
  },
  message_ecrit: (e, d) =>
    e.de === 'demandeur'
      ? [
          withFirst(
            { ...toMembres(d, ''), title: t.messageDemandeur(d.numero), paragraphs: [t.messageDe(e.by.nom), e.texte] },
            t.ecrire,
            'ecrire_demandeur',
            d,
          ),
        ]
      : [withFirst(toDemandeur(d, t.messageDuPole(d.numero), story(e, d), e.texte), t.ecrire, 'ecrire_pole', d)],
};

/** One button for each date, and one for none of them. */
export function dateButtons(demande: Demande, { rang, creneaux }: Pick<RendezVous, 'rang' | 'creneaux'>): Button[] {
  return [
    ...creneaux.map((creneau) =>
      noticeButton(formatShortCreneau(creneau), 'choisir_date', demande, `${rang} ${creneau}`),
    ),
    noticeButton(premiereTexts.aucuneNeConvient, 'refuser_dates', demande, String(rang)),
  ];
}

function whereAndHowLong({ lieu, duree }: Pick<RendezVous, 'lieu' | 'duree'>): string[] {
  return [...said(lieu).map(t.lieu), t.duree(dureeInWords(duree))];
}

const story = (event: DemandeEvent, after: Demande) => storyForDemandeur(event, after) ?? '';
