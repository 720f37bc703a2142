import { type Command, decide } from '../../../core/demande/decide.ts';
import type { Demande } from '../../../core/demande/demande.ts';
import type { Proposed } from '../../../core/demande/events.ts';
import type { SecondeIntentionCommand } from '../../../core/demande/seconde-intention.ts';
import { FORMATION } from '../../../core/pole/reponses.ts';
import { formationTexts } from '../../../core/texts.fr.ts';
import type { Formation } from '../../ports/formation-store.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import { type Applied, applyCommand } from '../apply-command.ts';
import type { Work } from '../work.ts';
import { convergencesOn } from './convergence-around.ts';
import type { FormationCommand } from './formation-command.ts';

type OpenCommand = Extract<FormationCommand, { type: 'ouvrir_formation' }>;

/** One action de formation for the demandes that share a problématique, or nothing happens. */
export async function openFormation(work: Work, asked: OpenCommand): Promise<Applied> {
  const { tx, demande, by } = work;
  const { circonscription } = demande;
  if (!by.actor.analyste) return { ok: false, refusal: { code: 'non_autorise' }, demande };
  const { problematique, titre, animateur, periode } = asked;
  const formation = { id: work.newId(), circonscription, problematique, titre, animateur, periode };
  const wanted = asked.demandes.length > 0 ? asked.demandes : await everyone(work, problematique);
  const chosen = await readable(work, wanted, problematique);
  const proposal = proposalOf(formation);
  const fits = chosen.filter((one) => decide(one, proposal, by.actor, by.now).ok);
  if (fits.length === 0) return { ok: false, refusal: { code: 'formation_vide' }, demande };
  const already = await tx.formations.open({ ...formation, par: by.actor.person.nom, ouverteLe: by.now });
  if (already)
    return { ok: false, refusal: { code: 'formation_ouverte', nom: already.par, titre: already.titre }, demande };
  for (const one of fits) await tx.formations.gather(formation, one.id);
  return inAll(work, chosen, () => proposal);
}

/** Those which share the problématique now: what the form offered may have changed. */
async function everyone({ tx, demande, by }: Work, problematique: string): Promise<string[]> {
  const [found] = await convergencesOn(tx, demande.circonscription, [problematique], by.now);
  return (found?.demandes ?? []).map(({ id }) => id);
}

async function readable({ tx, demande }: Work, ids: string[], problematique: string): Promise<Demande[]> {
  const found: Demande[] = [];
  for (const id of [...ids].sort()) {
    const one = id === demande.id ? demande : await tx.demandes.lock(id);
    const same = one?.circonscription === demande.circonscription && one.problematiques.includes(problematique);
    if (one && same) found.push(one);
  }
  return found;
}

export async function joinFormation(work: Work, id: string): Promise<Applied> {
  const { tx, demande, by, out } = work;
  if (!by.actor.analyste) return { ok: false, refusal: { code: 'non_autorise' }, demande };
  const [formation] = await tx.formations.lock([id]);
  if (formation?.circonscription !== demande.circonscription || !formation.ouverte) {
    return { ok: false, refusal: { code: 'element_inconnu' }, demande };
  }
  if (formation.demandes.includes(demande.id)) {
    return { ok: false, refusal: { code: 'formation_ouverte', nom: formation.par, titre: formation.titre }, demande };
  }
  const joined = await applyCommand(tx, demande, proposalOf(formation), by, out);
  if (!joined.ok) return joined;
  await tx.formations.gather(formation, demande.id);
  const dated = await datedIn(tx, formation);
  if (dated === undefined) return joined;
  const rang = joined.demande.reponses.length;
  const { debut = '', fin = '', avec = '' } = dated;
  return applyCommand(tx, joined.demande, { type: 'organiser_reponse', rang, debut, fin, avec }, by, out);
}

/** The answer of a demande that the formation already gathers, once it has a date. */
async function datedIn(tx: Transaction, { id, demandes }: Formation) {
  for (const one of demandes) {
    const demande = await tx.demandes.get(one);
    const dated = demande?.reponses.find(({ formation, etat }) => formation?.id === id && etat === 'organisee');
    if (dated) return dated;
  }
  return undefined;
}

type OnReponse = Extract<
  SecondeIntentionCommand,
  { type: 'organiser_reponse' | 'realiser_reponse' | 'abandonner_reponse' }
>;

/** What is done of an answer, in all the demandes that its formation gathers. */
export async function onReponse(work: Work, command: OnReponse): Promise<Applied> {
  const { tx, demande, by, out } = work;
  const id = demande.reponses.find(({ rang }) => rang === command.rang)?.formation?.id;
  if (id === undefined) return applyCommand(tx, demande, command, by, out);
  if (!by.actor.analyste) return { ok: false, refusal: { code: 'formation_equipe' }, demande };
  const decision = decide(demande, command, by.actor, by.now);
  if (!decision.ok) return { ok: false, refusal: decision.refusal, demande };
  const [formation] = await tx.formations.lock([id]);
  const gathered: Demande[] = [];
  for (const one of formation?.demandes ?? []) {
    const other = one === demande.id ? demande : await tx.demandes.get(one);
    if (other) gathered.push(other);
  }
  if (command.type !== 'organiser_reponse') await tx.formations.end(id);
  return inAll(work, gathered, (one) => ({ ...command, rang: rangOf(one, id) }));
}

const rangOf = ({ reponses }: Demande, id: string) => reponses.find(({ formation }) => formation?.id === id)?.rang ?? 0;

/** In each of them; those in which it cannot be done any more are left as they are, and told. */
async function inAll(work: Work, demandes: Demande[], commandFor: (one: Demande) => Command): Promise<Applied> {
  const { tx, by, out } = work;
  const left: string[] = [];
  let mine = work.demande;
  for (const one of demandes) {
    const applied = await applyCommand(tx, one, commandFor(one), by, out);
    if (!applied.ok) left.push(one.numero);
    else if (one.id === mine.id) mine = applied.demande;
    else await journaled(work, one);
  }
  const told = formationTexts.faite(demandes.length - left.length, left);
  return { ok: true, demande: mine, told };
}

/** The act itself is journaled for the demande it was given on. */
async function journaled({ tx, by }: Work, { circonscription, id }: Demande): Promise<void> {
  const { action, actorId, channel } = by.cause;
  await tx.journal.write({ circonscription, actorId, channel, action, demandeId: id, outcome: 'fait' });
}

function proposalOf({ id, titre, animateur, periode }: Pick<Formation, 'id' | 'titre' | 'animateur' | 'periode'>) {
  const proposed: Proposed = {
    genre: FORMATION,
    libelle: formationTexts.libelle(titre),
    detail: periode === '' ? '' : formationTexts.periode(periode),
    qui: animateur,
    partenaire: '',
    formation: { id, titre },
    accordParents: false,
  };
  return { type: 'proposer_reponse' as const, accordParentsRequis: false, ...proposed };
}
