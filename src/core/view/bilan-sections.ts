import type { Avis, Bilan, Demande } from '../demande/demande.ts';
import { intervenants } from '../demande/membres.ts';
import { membreName } from '../demande/names.ts';
import { formatDate, formatInstant } from '../form/format-date.ts';
import { bilanTexts } from '../texts.fr.ts';
import { present } from './demande-lines.ts';
import type { Line, Section } from './text-parts.ts';

const t = bilanTexts;

/** Who reads: the pôle reads everything, the demandeur what is theirs and what was shared with them. */
type Reader = 'pole' | 'demandeur';

/** The bilan under way and how the demande ended, then the bilans of the cycles that are over, the newest first. */
export function bilanSections(demande: Demande, reader: Reader): Section[] {
  const past = [...demande.bilansPasses].reverse();
  return [
    { title: t.titre, lines: demande.bilan ? linesOf(demande, demande.bilan, reader) : [] },
    { title: t.clotureTitre, lines: clotureLines(demande, reader) },
    ...past.map((bilan) => ({ title: t.passe(bilan.cycle), lines: linesOf(demande, bilan, reader) })),
  ];
}

function linesOf(demande: Demande, bilan: Bilan, reader: Reader): Line[] {
  const { avisDemandeur: theirs, avisMembres, issue } = bilan;
  const shown = avisMembres.filter(({ partagee }) => reader === 'pole' || partagee);
  const awaited = bilan === demande.bilan && demande.etat === 'bilan' && reader === 'pole';
  return [
    { label: t.prevu, text: t.prevuLe(formatDate(bilan.date)) },
    ...(theirs ? [{ label: ownLabel(demande, theirs.le, reader), text: avisText(theirs) }] : []),
    ...shown.map((avis) => ({
      label: labelOf(avis, reader),
      text: avisText(avis),
    })),
    ...present([
      [t.avisAttendu, awaited ? awaitedOf(demande, bilan) : ''],
      [t.issue, issue && t.issueDe(t.issues[issue.suite], issue.par.nom, formatInstant(issue.le))],
      [reader === 'demandeur' ? t.clotureMot : t.mot, issue && issue.suite !== 'clore' ? issue.mot : ''],
    ]),
  ];
}

function labelOf({ nom, le, partagee }: Bilan['avisMembres'][number], reader: Reader): string {
  const label = t.avisDe(nom, formatInstant(le));
  return reader === 'pole' && !partagee ? t.avisPrive(label) : label;
}

function ownLabel({ demandeur }: Demande, le: string, reader: Reader): string {
  return reader === 'demandeur' ? t.votreAvis : t.avisDe(demandeur.nom, formatInstant(le));
}

/** What was chosen in words, as the form has it; a value that it has no more stands as it was kept. */
function avisText({ effet, suite, texte }: Avis): string {
  const effets: { [value: string]: string } = t.effets;
  const suites: { [value: string]: string } = t.suites;
  const chosen = t.avis(effets[effet] ?? effet, suites[suite] ?? suite);
  return texte === '' ? chosen : `${chosen}\n${texte}`;
}

function awaitedOf(demande: Demande, { avisDemandeur, avisMembres }: Bilan): string {
  const given = new Set(avisMembres.map(({ membreId }) => membreId));
  const membres = intervenants(demande).filter((id) => !given.has(id));
  const names = membres.map((id) => membreName(demande, id));
  return [...(avisDemandeur ? [] : [t.leDemandeur]), ...names].join(', ');
}

function clotureLines({ cloture }: Demande, reader: Reader): Line[] {
  if (cloture === undefined) return [];
  const { motif, texte, par, le } = cloture;
  if (reader === 'demandeur') return present([[t.clotureMot, texte]]);
  return present([
    [t.clotureMotif, t.issueDe(motif, par.nom, formatInstant(le))],
    [t.mot, texte],
  ]);
}
