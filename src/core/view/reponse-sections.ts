import type { Demande, Reponse } from '../demande/demande.ts';
import { formatDate, formatInstant } from '../form/format-date.ts';
import { reponseTexts } from '../texts.fr.ts';
import type { Line, Section } from './text-parts.ts';

const t = reponseTexts.section;

/** The answers of second intention as the équipe restreinte and the members read them. */
export function reponsesSection({ reponses }: Pick<Demande, 'reponses'>): Section {
  return { title: t.titre, lines: reponses.map((r) => line(r, t.etats[r.etat], forPole(r))) };
}

/** As the demandeur reads them: no reason, no private note, no colleague who has not accepted. */
export function reponsesForDemandeur({ reponses }: Pick<Demande, 'reponses'>): Section {
  return { title: t.titre, lines: reponses.map((r) => line(r, t.etatsDemandeur[r.etat], forDemandeur(r))) };
}

function line({ libelle }: Reponse, etat: string, parts: (string | undefined)[]): Line {
  return { label: t.ligne(libelle, etat), text: parts.filter(Boolean).join('\n') };
}

function forPole(r: Reponse): (string | undefined)[] {
  const { collegue, note, motif } = r;
  return [
    t.proposeePar(r.par.nom, formatInstant(r.le)),
    ...whoAndWhat(r),
    collegue && t.collegue[collegue.injoignable ? 'injoignable' : collegue.etat](collegue.nom),
    r.accordParents ? t.accord : undefined,
    ...days(r),
    note && (r.partagee ? t.notePartagee(note) : t.note(note)),
    motif && t.motif(motif),
  ];
}

function forDemandeur(r: Reponse): (string | undefined)[] {
  return [
    ...whoAndWhat(r),
    r.collegue?.etat === 'accepte' ? t.collegue.accepte(r.collegue.nom) : undefined,
    ...days(r),
    r.partagee && r.note ? t.noteDemandeur(r.note) : undefined,
  ];
}

/** Who sees to it, where, and what is planned: what of it is known. */
export function whoAndWhat({ qui, partenaire, detail }: Pick<Reponse, 'qui' | 'partenaire' | 'detail'>): string[] {
  return [qui && t.qui(qui), partenaire && t.partenaire(partenaire), detail].filter((part) => part !== '');
}

function days({ debut, fin, avec = '', faiteLe }: Reponse): (string | undefined)[] {
  const when = debut && (fin ? t.duAu(formatDate(debut), formatDate(fin)) : t.le(formatDate(debut)));
  return [when ? t.prevue(when, avec) : undefined, faiteLe && t.faite(formatDate(faiteLe))];
}
