export interface Ids {
  /** A random UUID. */
  uuid(): string;
  /** A short reference for an incident, easy to read aloud (`7KQ4-M2XD`). */
  reference(): string;
  /** Six random digits, to be read in a mail and typed. */
  code(): string;
  /** A digest (hex) of a value, equal for equal values; not reversible for what people type. */
  digest(text: string): string;
}
