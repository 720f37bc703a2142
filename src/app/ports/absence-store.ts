import type { Period } from '../../core/absence/period.ts';

export interface AbsenceStore {
  /** Those of a member that are not over on `day`, the first to come first. */
  ofMembre(circonscription: string, membreId: string, day: string): Promise<Period[]>;
  /** By membre id: who of the circonscription is away on a day of the period, with the absence that ends last. */
  during(circonscription: string, period: Period): Promise<Map<string, Period>>;
  /** @param now ISO 8601 */
  declare(circonscription: string, membreId: string, absence: Period, now: string): Promise<void>;
  /** It is as if it had not been declared. */
  cancel(circonscription: string, membreId: string, absence: Period, now: string): Promise<void>;
}
