/** Structured log: fields are codes, ids and counts; never a name, an address or a text of a person. */
export interface Log {
  info(fields: { [key: string]: string | number | boolean | undefined }, event: string): void;
  warn(fields: { [key: string]: string | number | boolean | undefined }, event: string): void;
  error(fields: { [key: string]: string | number | boolean | undefined; err?: Error | string }, event: string): void;
}
