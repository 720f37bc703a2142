import { AdminServerError } from './adapters/admin/admin-client.ts';
import { DatabaseUnavailable } from './adapters/db/errors.ts';
import { describeError } from './adapters/log/describe-error.ts';
import { UnreadableFile } from './app/ports/data-file.ts';
import { ConfigError } from './config.ts';
import { poleCommandTexts } from './core/texts.fr.ts';
import { DirectoryBusy } from './open-directory.ts';

const texts = poleCommandTexts.database;

/** Why a command stopped, in a sentence for the operator: neither a stack trace nor the words of an error. */
export function explainFailure(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof UnreadableFile) return error.sentence;
  if (error instanceof DirectoryBusy) return texts.busy(error.pid);
  if (error instanceof AdminServerError) return error.kind === 'silent' ? texts.serverSilent : texts.serverFailed;
  const { class: kind, code, cause } = describeError(error);
  if (error instanceof DatabaseUnavailable) {
    return texts[error.code === 'refused' ? 'refused' : 'unreachable'](cause?.code ?? error.code);
  }
  return texts.unexpected(code ? `${kind} ${code}` : kind);
}
