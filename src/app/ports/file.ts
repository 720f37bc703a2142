/** A file on its way to somebody. Its name is shown before it is opened: nothing personal in it. */
export interface FileToSend {
  name: string;
  /** Media type. */
  type: string;
  bytes: Uint8Array;
}
