import type { Etat } from '../../../src/core/demande/demande.ts';
import { MAIN_WAY, type MainEtat, MOVES, type Move, placeOnWay } from '../../../src/core/demande/main-way.ts';
import { ENDED } from '../../../src/core/demande/transitions.ts';

/** Moves that make one arrow: from one state to another. */
export interface Arrow {
  to: Etat;
  moves: Move[];
}

/** A move that is alike in many states is told once, beside the drawing. */
export interface SharedMove {
  action: Move['action'];
  to: Etat;
  from: Etat[];
}

export interface Stage {
  etat: MainEtat;
  /** To the next stage; none from the last. */
  onward: Move[];
  /** Sideways, back, or past the next stage. */
  sideways: Arrow[];
  /** States beside the way that are left again, first reached from here. */
  detours: { etat: Etat; inward: Move[]; outward: Arrow[] }[];
}

const SHARED_FROM = 3;

/** What the drawing shows, read from the transition table. */
export function plan(): { stages: Stage[]; shared: SharedMove[] } {
  const shared = sharedMoves();
  const isShared = ({ action, to }: Move) => shared.some((one) => one.action === action && one.to === to);
  const stages = MAIN_WAY.map((etat, index): Stage => {
    const next: Etat | undefined = MAIN_WAY[index + 1];
    const out = MOVES.filter(({ from }) => from === etat);
    const onward = out.filter((move) => move.to === next);
    const detours = detoursAt(etat);
    const aside = out.filter(
      (move) => move.to !== next && !isShared(move) && !detours.some((one) => one.etat === move.to),
    );
    return {
      etat,
      onward: onward.filter((move) => isOnward(move) || !isShared(move)),
      sideways: arrows(aside),
      detours: detours.map(({ etat: beside }) => ({
        etat: beside,
        inward: out.filter(({ to }) => to === beside),
        outward: arrows(MOVES.filter((move) => move.from === beside && !isShared(move))),
      })),
    };
  });
  return { stages, shared };
}

function detoursAt(place: MainEtat): { etat: Etat }[] {
  const beside = new Set(MOVES.map(({ to }) => to).filter((etat) => !(MAIN_WAY as readonly Etat[]).includes(etat)));
  return [...beside].filter((etat) => !ENDED.includes(etat) && placeOnWay(etat) === place).map((etat) => ({ etat }));
}

function sharedMoves(): SharedMove[] {
  const byWhat = new Map<string, SharedMove>();
  for (const { action, to, from } of MOVES.filter((move) => !isOnward(move))) {
    const key = `${action} ${to}`;
    byWhat.set(key, { action, to, from: [...(byWhat.get(key)?.from ?? []), from] });
  }
  return [...byWhat.values()].filter(({ from }) => from.length >= SHARED_FROM);
}

/** The move that a stage is about; others may lead to the same state by chance. */
function isOnward({ from, to, action }: Move): boolean {
  const index = (MAIN_WAY as readonly Etat[]).indexOf(from);
  const first = MOVES.find((move) => move.from === from && move.to === MAIN_WAY[index + 1]);
  return index >= 0 && MAIN_WAY[index + 1] === to && first?.action === action;
}

function arrows(moves: Move[]): Arrow[] {
  return [...new Set(moves.map(({ to }) => to))].map((to) => ({ to, moves: moves.filter((move) => move.to === to) }));
}
