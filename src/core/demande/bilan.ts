import type { Avis, Bilan, Demande, Person } from './demande.ts';
import type { BilanEvent, EventOf } from './events.ts';
import { withNewCycle } from './membres.ts';
import { actorName } from './names.ts';
import type { Outcome } from './outcome.ts';
import type { Actor } from './rights.ts';

export type BilanCommand =
  | { type: 'fixer_bilan'; date: string }
  | ({ type: 'donner_avis' } & Avis)
  | ({ type: 'noter_bilan'; partagee: boolean } & Avis)
  | { type: 'poursuivre'; note: string }
  | { type: 'renouveler'; note: string }
  | { type: 'clore'; motif: string; texte: string }
  | { type: 'rouvrir'; motif: string };

export function decideBilan(c: BilanCommand, actor: Actor): Outcome {
  switch (c.type) {
    case 'fixer_bilan':
      return [{ type: 'bilan_fixe', date: c.date }];
    case 'donner_avis':
      return [{ type: 'avis_donne', effet: c.effet, suite: c.suite, texte: c.texte }];
    case 'noter_bilan': {
      const { type: _, ...noted } = c;
      return [{ type: 'bilan_note', membreId: actor.membreId ?? '', ...noted }];
    }
    case 'poursuivre':
      return [{ type: 'demande_poursuivie', note: c.note }];
    case 'renouveler':
      return [{ type: 'demande_renouvelee', note: c.note }];
    case 'clore':
      return [{ type: 'demande_close', motif: c.motif, texte: c.texte }];
    case 'rouvrir':
      return [{ type: 'demande_rouverte', motif: c.motif }];
  }
}

export function evolveBilan(d: Demande, e: EventOf<BilanEvent>): Demande {
  switch (e.type) {
    case 'bilan_fixe':
      return { ...d, etat: 'bilan', bilan: { ...(d.bilan ?? { avisMembres: [], cycle: d.cycle }), date: e.date } };
    case 'avis_donne': {
      const { effet, suite, texte } = e;
      return withBilan(d, (bilan) => ({ ...bilan, avisDemandeur: { effet, suite, texte, le: e.at } }));
    }
    case 'bilan_note': {
      const { type: _, at, by: _by, ...noted } = e;
      const mine = { ...noted, nom: actorName(d, e), le: at };
      return withBilan(d, (bilan) => ({
        ...bilan,
        avisMembres: [...bilan.avisMembres.filter(({ membreId }) => membreId !== e.membreId), mine],
      }));
    }
    case 'demande_poursuivie': {
      const { bilan, ...rest } = concluded(d, 'continuer', e.note, e);
      return { ...rest, etat: 'seconde_intention', bilansPasses: bilan ? [...d.bilansPasses, bilan] : d.bilansPasses };
    }
    case 'demande_renouvelee':
      return withNewCycle(concluded(d, 'renouveler', e.note, e), e.at);
    case 'demande_close':
      return {
        ...concluded(d, 'clore', e.texte, e),
        etat: 'close',
        cloture: { motif: e.motif, texte: e.texte, par: e.by, le: e.at },
      };
    case 'demande_rouverte': {
      const { fusion: _, ...rest } = withNewCycle(d, e.at);
      return rest;
    }
  }
}

type Suite = NonNullable<Bilan['issue']>['suite'];

/** The bilan under way, with what was decided. */
function concluded(d: Demande, suite: Suite, mot: string, { by, at }: { by: Person; at: string }): Demande {
  return withBilan(d, (bilan) => ({ ...bilan, issue: { suite, mot, par: by, le: at } }));
}

function withBilan(d: Demande, change: (bilan: Bilan) => Bilan): Demande {
  return d.bilan === undefined ? d : { ...d, bilan: change(d.bilan) };
}
