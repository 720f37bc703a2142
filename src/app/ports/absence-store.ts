/** Days away, the first and the last, YYYY-MM-DD. */
export interface Absence {
  du: string;
  au: string;
}

export interface AbsenceStore {
  /** Those of a member that are not over on `day`, the first to come first. */
  ofMembre(circonscription: string, membreId: string, day: string): Promise<Absence[]>;
  /** By membre id: who of the circonscription is away on `day`, with the absence that ends last. */
  onDay(circonscription: string, day: string): Promise<Map<string, Absence>>;
  /** @param now ISO 8601 */
  declare(circonscription: string, membreId: string, absence: Absence, now: string): Promise<void>;
  /** It is as if it had not been declared. */
  cancel(circonscription: string, membreId: string, absence: Absence, now: string): Promise<void>;
}
