import type { Demande, Intervention, RendezVous } from '../demande/demande.ts';
import { formatCreneau, formatDate, formatInstant } from '../form/format-date.ts';
import { isPast, type Moment } from '../form/parse-creneaux.ts';
import { demandeTexts, dureeInWords, premiereTexts as t } from '../texts.fr.ts';
import type { Line, Section } from './text-parts.ts';

/** What members noted, for the pôle: who may read each note is said beside it. */
export function interventionsSection({ interventions }: Pick<Demande, 'interventions'>): Section {
  return { title: t.interventions, lines: interventions.flatMap(interventionLines) };
}

function interventionLines({ acte, date, nom, avec, note, partagee }: Intervention): Line[] {
  const done = {
    label: t.acteLe(t.actes[acte], formatDate(date)),
    text: avec === '' ? nom : t.parAvec(nom, avec),
  };
  return note === '' ? [done] : [done, { label: partagee ? t.notePartagee : t.notePrivee, text: note }];
}

/** For the demandeur: the notes that were shared with them, and no other. */
export function sharedNotesSection({ interventions }: Pick<Demande, 'interventions'>): Section {
  const shared = interventions.filter(({ partagee, note }) => partagee && note !== '');
  const line = ({ acte, date, nom, note }: Intervention) => ({
    label: t.noteDe(t.actes[acte], formatDate(date), nom),
    text: note,
  });
  return { title: t.notesPourVous, lines: shared.map(line) };
}

/** Those fixed and to come, the dates that wait for an answer, and the last that did not suit. */
export function rendezVousSection({ rendezVous }: Pick<Demande, 'rendezVous'>, now: Moment): Section {
  return { title: t.rendezVousTitre, lines: rendezVous.flatMap((rdv) => rendezVousLines(rdv, rendezVous, now)) };
}

function rendezVousLines(rdv: RendezVous, all: RendezVous[], now: Moment): Line[] {
  const { etat, choisi, creneaux, motif = '' } = rdv;
  if (etat === 'fixe' && choisi !== undefined && !isPast(choisi, now)) {
    return [{ label: t.rendezVousFixe, text: [formatCreneau(choisi), ...aboutIt(rdv)].join(', ') }];
  }
  if (etat === 'propose') {
    const dates = creneaux.map(formatCreneau).join('\n');
    return [{ label: t.datesProposees, text: `${dates}\n${aboutIt(rdv).join(', ')}` }];
  }
  const followed = all.some(({ rang, membreId }) => rang > rdv.rang && membreId === rdv.membreId);
  return etat === 'refuse' && !followed
    ? [{ label: t.datesRefuseesTitre, text: [aboutIt(rdv)[0], motif].filter(Boolean).join('\n') }]
    : [];
}

function aboutIt({ objet, nom, duree, lieu }: RendezVous): string[] {
  return [t.datesDe(demandeTexts.objets[objet], nom), dureeInWords(duree), lieu].filter((part) => part !== '');
}

/** For the demandeur, who is shown apart the dates to choose from. */
export function fixedSection({ rendezVous }: Pick<Demande, 'rendezVous'>, now: Moment): Section {
  return rendezVousSection({ rendezVous: rendezVous.filter(({ etat }) => etat === 'fixe') }, now);
}

/** The earliest that is fixed and not past, in words. */
export function nextRendezVous({ rendezVous }: Pick<Demande, 'rendezVous'>, now: Moment): string | undefined {
  const [next] = rendezVous
    .flatMap(({ etat, choisi }) => (etat === 'fixe' && choisi !== undefined && !isPast(choisi, now) ? [choisi] : []))
    .sort();
  return next === undefined ? undefined : formatCreneau(next);
}

/** What the demandeur and the members wrote to each other, the latest first. */
export function echangesSection({ echanges }: Pick<Demande, 'echanges'>): Section {
  const line = ({ nom, le, texte }: Demande['echanges'][number]) => ({
    label: t.echangeDe(nom, formatInstant(le)),
    text: texte,
  });
  return { title: t.echanges, lines: echanges.map(line).reverse() };
}
