import type { Refusal } from '../refusal.ts';
import type { Demande, Reponse } from './demande.ts';
import type { EventOf, Proposed, SecondeIntentionEvent } from './events.ts';
import type { Outcome } from './outcome.ts';
import type { Actor } from './rights.ts';

export type SecondeIntentionCommand =
  | ({ type: 'proposer_reponse'; accordParentsRequis: boolean } & Proposed)
  | { type: 'organiser_reponse'; rang: number; debut: string; fin: string; avec: string }
  | { type: 'realiser_reponse'; rang: number; date: string; note: string; partagee: boolean }
  | { type: 'abandonner_reponse'; rang: number; motif: string }
  | { type: 'accepter_echange'; rang: number }
  | { type: 'decliner_echange'; rang: number; motif: string };

const EARLY = ['en_analyse', 'complement_demande', 'membres_sollicites'];

export function decideSeconde(d: Demande, c: SecondeIntentionCommand, actor: Actor): Outcome {
  if (c.type === 'proposer_reponse') {
    if (EARLY.includes(d.etat) && c.formation === undefined) return { code: 'reponse_trop_tot' };
    if (c.accordParentsRequis && !c.accordParents) return { code: 'accord_parents_reponse', libelle: c.libelle };
    const { type: _, accordParentsRequis: _requis, ...proposed } = c;
    return [{ type: 'reponse_proposee', rang: d.reponses.length + 1, ...proposed }];
  }
  const reponse = d.reponses.find(({ rang }) => rang === c.rang);
  const refusal = reponseRefusal(reponse, c, actor);
  if (refusal !== undefined) return refusal;
  const membreId = actor.membreId ?? '';
  switch (c.type) {
    case 'organiser_reponse':
      return [{ type: 'reponse_organisee', rang: c.rang, debut: c.debut, fin: c.fin, avec: c.avec }];
    case 'realiser_reponse':
      return [{ type: 'reponse_realisee', rang: c.rang, date: c.date, note: c.note, partagee: c.partagee }];
    case 'abandonner_reponse':
      return [{ type: 'reponse_abandonnee', rang: c.rang, motif: c.motif }];
    case 'accepter_echange':
      return [{ type: 'echange_accepte', rang: c.rang, membreId }];
    case 'decliner_echange':
      return [{ type: 'echange_decline', rang: c.rang, membreId, motif: c.motif }];
  }
}

type OnReponse = Exclude<SecondeIntentionCommand, { type: 'proposer_reponse' }>;

function reponseRefusal(reponse: Reponse | undefined, c: OnReponse, actor: Actor): Refusal | undefined {
  if (reponse === undefined) return { code: 'element_inconnu' };
  const { libelle, collegue } = reponse;
  if (c.type === 'accepter_echange' || c.type === 'decliner_echange') {
    if (collegue?.membreId !== actor.membreId) return { code: 'non_autorise' };
    if (collegue?.etat !== 'en_attente') return { code: 'echange_deja_repondu' };
  }
  if (reponse.etat === 'realisee' || reponse.etat === 'abandonnee') return { code: 'reponse_terminee', libelle };
  if (c.type !== 'organiser_reponse' && c.type !== 'realiser_reponse') return undefined;
  return collegue && collegue.etat !== 'accepte' ? { code: 'collegue_attendu', nom: collegue.nom } : undefined;
}

export function evolveSeconde(d: Demande, e: EventOf<SecondeIntentionEvent>): Demande {
  switch (e.type) {
    case 'reponse_proposee':
      return { ...d, etat: afterProposal(d), reponses: [...d.reponses, proposed(e)] };
    case 'reponse_organisee':
      return withReponse(d, e.rang, (r) => ({
        ...r,
        etat: 'organisee',
        debut: e.debut,
        ...(e.fin === '' ? {} : { fin: e.fin }),
        ...(e.avec === '' ? {} : { avec: e.avec }),
      }));
    case 'reponse_realisee':
      return withReponse(d, e.rang, (r) => ({
        ...r,
        etat: 'realisee',
        faiteLe: e.date,
        note: e.note,
        partagee: e.partagee,
      }));
    case 'reponse_abandonnee':
      return withReponse(d, e.rang, (r) => ({ ...r, etat: 'abandonnee', motif: e.motif }));
    case 'echange_accepte':
      return withReponse(d, e.rang, (r) => withCollegue(r, 'accepte'));
    case 'echange_decline':
      return withReponse(d, e.rang, (r) => ({ ...withCollegue(r, 'decline'), motif: e.motif }));
    case 'collegue_injoignable':
      return withReponse(d, e.rang, (r) => (r.collegue ? { ...r, collegue: { ...r.collegue, injoignable: true } } : r));
  }
}

/** The échange for which a colleague's answer is awaited. */
export function askedOf({ reponses }: Pick<Demande, 'reponses'>, membreId: string | undefined): Reponse | undefined {
  if (membreId === undefined) return undefined;
  return reponses.findLast((reponse) => reponse.collegue?.membreId === membreId && awaitsCollegue(reponse));
}

export function awaitsCollegue({ collegue, etat }: Reponse): boolean {
  return collegue?.etat === 'en_attente' && etat === 'proposee';
}

const afterProposal = ({ etat }: Demande) => (etat === 'premiere_intention' ? 'seconde_intention' : etat);

function proposed(e: EventOf<Extract<SecondeIntentionEvent, { type: 'reponse_proposee' }>>): Reponse {
  const { type: _, at, by, collegue, accordParents, ...given } = e;
  return {
    ...given,
    etat: 'proposee',
    ...(accordParents ? { accordParents } : {}),
    ...(collegue ? { collegue: { ...collegue, etat: 'en_attente' } } : {}),
    par: by,
    le: at,
  };
}

function withReponse(d: Demande, rang: number, change: (reponse: Reponse) => Reponse): Demande {
  return { ...d, reponses: d.reponses.map((r) => (r.rang === rang ? change(r) : r)) };
}

function withCollegue(r: Reponse, etat: 'accepte' | 'decline'): Reponse {
  if (r.collegue === undefined) return r;
  const { membreId, nom } = r.collegue;
  return { ...r, collegue: { membreId, nom, etat } };
}
