import type { Demande } from '../../core/demande/demande.ts';
import { type Actor, sollicitationOf } from '../../core/demande/rights.ts';
import { ENDED } from '../../core/demande/transitions.ts';
import { dossiersOf } from '../../core/demande/week-summary.ts';
import { refusalText } from '../../core/refusal.ts';
import { dialogueTexts, listeTexts } from '../../core/texts.fr.ts';
import { action } from '../../core/view/buttons.ts';
import { type ListedDemande, type ListedSection, listeCard } from '../../core/view/liste-card.ts';
import type { Answer } from '../../core/view/message.ts';
import { awaitedOfMembre } from '../../core/view/week-card.ts';
import { listDemandes } from '../dialogue/begin.ts';
import { button } from '../dialogue/say-simply.ts';
import { reglesOf } from '../echeances/plan-demande.ts';
import { say, show, type Turn } from '../turn.ts';
import { listed } from './listed.ts';
import { type Reader, readerOf, twoSchoolYears } from './reader.ts';

const t = listeTexts.mesDossiers;

/**
 * « mes dossiers »: what awaits their answer, where they intervene, and for a verified analyst what the équipe
 * restreinte has to do, theirs first. To someone who is not of the pôle, « mes dossiers » are their demandes.
 * @throws RosterStale
 */
export async function listDossiers(turn: Turn, page?: number): Promise<Answer> {
  const reader = await readerOf(turn);
  if (reader.places.size === 0) return listDemandes(turn, page);
  const own = await turn.tx.demandes.ofDemandeur(turn.identite.id);
  const card = listeCard({
    titre: t.titre,
    apercu: t.apercu,
    intro: [
      ...(reader.unverified === undefined ? [] : [refusalText(reader.unverified)]),
      ...(own.length > 0 ? [t.aussiDemandes] : []),
    ],
    sections: await sectionsOf(turn, reader),
    vide: [t.vide],
    turn: action('mes_dossiers'),
    ...(page === undefined ? {} : { page }),
    buttons: own.length > 0 ? [button(dialogueTexts.boutons.mesDemandes, 'mes_demandes')] : [],
  });
  if (page !== undefined) return show(turn, card);
  say(turn, card);
  return { kind: 'none' };
}

async function sectionsOf(turn: Turn, { places }: Reader): Promise<ListedSection[]> {
  const [asked, doing, analysis]: [ListedDemande[], ListedDemande[], ListedDemande[]] = [[], [], []];
  for (const [circonscription, actor] of places) {
    const open = await openFor(turn, circonscription, actor);
    const regles = await reglesOf(turn.tx, circonscription);
    for (const dossier of dossiersOf(open, actor.membreId ?? '', regles, turn.today)) {
      const accepted = sollicitationOf(dossier.demande, actor.membreId)?.etat === 'acceptee';
      const line = listed(turn, dossier.demande, 'voir_intervention', awaitedOfMembre(dossier));
      (accepted ? doing : asked).push(line);
    }
    if (actor.analyste) analysis.push(...toAnalyse(turn, open, actor));
  }
  return [
    { title: t.sollicitations, demandes: asked },
    { title: t.interventions, demandes: doing },
    { title: t.analyse, demandes: analysis },
  ];
}

/** An analyst looks through all that is open; a member only through what they were asked for. */
async function openFor(turn: Turn, circonscription: string, { analyste, membreId = '' }: Actor): Promise<Demande[]> {
  const { demandes } = turn.tx;
  if (analyste) return demandes.openIn(circonscription);
  const theirs = await demandes.ofMembre(circonscription, membreId, twoSchoolYears(turn.today));
  return theirs.filter(({ etat }) => !ENDED.includes(etat));
}

function toAnalyse(turn: Turn, open: Demande[], actor: Actor): ListedDemande[] {
  return theirsFirst(open, actor).flatMap((demande) => {
    const note = analysisStep(demande, actor);
    return note === undefined ? [] : [listed(turn, demande, 'voir_dossier', note)];
  });
}

function theirsFirst(demandes: Demande[], { person }: Actor): Demande[] {
  const isTheirs = ({ analyste }: Demande) => analyste?.id === person.id;
  return [...demandes.filter(isTheirs), ...demandes.filter((demande) => !isTheirs(demande))];
}

/** @returns undefined for what is not in the hands of the équipe restreinte */
function analysisStep({ etat, analyste }: Demande, { person }: Actor): string | undefined {
  if (etat === 'envoyee') return t.attendu.lire;
  if (etat === 'complement_demande') return t.attendu.complement;
  if (etat !== 'en_analyse') return undefined;
  return analyste === undefined || analyste.id === person.id ? t.attendu.analyser : t.attendu.analyseDe(analyste.nom);
}
