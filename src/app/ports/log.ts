type Field = string | number | boolean | undefined;

/** Structured log: fields are codes, ids and counts; never a name, an address or a text of a person. */
export interface Log {
  info(fields: { [key: string]: Field }, event: string): void;
  warn(fields: { [key: string]: Field }, event: string): void;
  /** `error` is logged as its class, its code and its stack without the message, which may hold a person's words. */
  error(fields: { [key: string]: Field }, event: string, error?: unknown): void;
}
