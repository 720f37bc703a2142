import type { Attente } from '../demande/attentes.ts';
import type { Demande } from '../demande/demande.ts';
import { whoIs } from '../demande/rappel-notice.ts';
import type { EnAttente, MonDossier, WeekSummary } from '../demande/week-summary.ts';
import { formatDate, formatInstant, parisDay } from '../form/format-date.ts';
import { demandeTexts, rappelTexts, semaineTexts } from '../texts.fr.ts';
import { type ListedDemande, listeCard } from './liste-card.ts';
import type { CardMessage } from './message.ts';

const t = semaineTexts;

/** More are named by their numbers alone. */
const MOST_SHOWN = 6;

/** « La semaine du pôle », for the équipe restreinte: nothing of a pupil. */
export function weekCard(week: WeekSummary): CardMessage {
  const late = week.enRetard.slice(0, MOST_SHOWN);
  const toRead = week.aLire
    .filter(({ id }) => !late.some(({ demande }) => demande.id === id))
    .slice(0, MOST_SHOWN - late.length);
  return listeCard({
    titre: t.titre,
    apercu: t.apercu,
    intro: [
      t.recues(numeros(week.recues)),
      t.aLire(numeros(week.aLire)),
      t.reponses(
        week.reponsesAttendues.map(({ demande, attente }) => t.reponse(whoIs(attente, demande), demande.numero)),
      ),
      t.enCours(week.enCours.map(({ etat, nombre }) => t.etat(demandeTexts.etats[etat], nombre))),
      t.enRetard(numeros(week.enRetard.map(({ demande }) => demande))),
    ],
    sections: [
      { title: t.sections.enRetard, demandes: late.map(lateLine) },
      { title: t.sections.aLire, demandes: toRead.map((demande) => line(demande, 'voir_dossier')) },
    ],
  });
}

/** « Vos dossiers », for one member; undefined when they have none. */
export function dossiersCard(dossiers: MonDossier[]): CardMessage | undefined {
  if (dossiers.length === 0) return undefined;
  const others = dossiers.slice(MOST_SHOWN).map(({ demande }) => demande);
  return listeCard({
    titre: t.vosDossiers,
    apercu: t.apercuDossiers,
    intro: others.length > 0 ? [t.aussi(numeros(others))] : [],
    sections: [{ title: '', demandes: dossiers.slice(0, MOST_SHOWN).map(dossierLine) }],
  });
}

function lateLine({ demande, attente }: EnAttente): ListedDemande {
  return {
    ...line(demande, 'voir_dossier'),
    note: t.attendu(whoIs(attente, demande), rappelTexts.attendu[attente.etape], since(attente)),
  };
}

function dossierLine(dossier: MonDossier): ListedDemande {
  return { ...line(dossier.demande, 'voir_intervention'), note: awaitedOfMembre(dossier) };
}

/** « À vous : accepter ou décliner, depuis le 12 mars » */
export function awaitedOfMembre({ attente, temps }: MonDossier): string {
  return attente?.qui === 'membre' ? t.aVous[temps](t.votre[attente.etape], since(attente)) : t.rienDeVous;
}

function line(demande: Demande, open: ListedDemande['open']): ListedDemande {
  const { id, numero, ecole, etat, depuis } = demande;
  return {
    demandeId: id,
    numero,
    ecole: `${ecole.nom}, ${ecole.commune}`,
    etat: demandeTexts.etats[etat],
    depuis: formatInstant(depuis),
    open,
  };
}

function since({ depuis }: Attente): string {
  return formatDate(parisDay(depuis));
}

function numeros(demandes: readonly Demande[]): string[] {
  return demandes.map(({ numero }) => numero);
}
