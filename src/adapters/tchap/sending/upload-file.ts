import { Attachment } from '@matrix-org/matrix-sdk-crypto-wasm';
import type { MatrixClient } from 'matrix-js-sdk';
import { DeliveryError } from '../../../app/ports/channel.ts';
import type { FileToSend } from '../../../app/ports/file.ts';
import { failureOf } from '../homeserver-call.ts';
import { isObject } from '../sync/raw-event.ts';

/** Leaves the file with the homeserver, encrypted. @returns the content of the event that gives it @throws DeliveryError */
export type UploadFile = (file: FileToSend) => Promise<object>;

const TIMEOUT_MS = 30_000;

/**
 * As the specification has it for encrypted rooms: the homeserver keeps bytes without name or type, and what opens them
 * is in the event, which is encrypted too.
 */
export function createUploadFile(client: MatrixClient): UploadFile {
  return async ({ name, type, bytes }) => {
    const encrypted = Attachment.encrypt(bytes);
    const secrets: unknown = JSON.parse(encrypted.mediaEncryptionInfo ?? 'null');
    if (!isObject(secrets)) throw new DeliveryError('rejected', 'file_not_encrypted');
    const url = await upload(client, encrypted.encryptedData);
    return {
      msgtype: 'm.file',
      body: name,
      filename: name,
      info: { mimetype: type, size: bytes.byteLength },
      file: { ...secrets, url },
      'm.mentions': {},
    };
  };
}

async function upload(client: MatrixClient, bytes: Uint8Array): Promise<string> {
  const abortController = new AbortController();
  const timer = setTimeout(() => abortController.abort(), TIMEOUT_MS);
  try {
    const body = new Blob([new Uint8Array(bytes)]);
    const options = { includeFilename: false, type: 'application/octet-stream', abortController };
    return (await client.uploadContent(body, options)).content_uri;
  } catch (error) {
    throw failureOf(error);
  } finally {
    clearTimeout(timer);
  }
}
