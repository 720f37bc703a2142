import type { Refusal } from '../refusal.ts';
import type { DemandeFact } from './events.ts';

/** What a command brings about, or why it does not. */
export type Outcome = DemandeFact[] | Refusal;
