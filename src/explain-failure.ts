import { AdminServerError } from './adapters/admin/admin-client.ts';
import { UnreadableKeyFile } from './adapters/admin/sandbox-keys.ts';
import { DatabaseBusy, DatabaseUnavailable, WrongDataKeys } from './adapters/db/errors.ts';
import { describeError } from './adapters/log/describe-error.ts';
import { UnreadableFile } from './app/ports/data-file.ts';
import { ConfigError } from './config.ts';
import { poleCommandTexts, startTexts } from './core/texts.fr.ts';
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

/** Why the server could not start. */
export function explainStartFailure(error: unknown): string {
  if (error instanceof DatabaseBusy) return startTexts.alreadyRunning(String(error.holder.pid ?? '?'));
  if (error instanceof WrongDataKeys) return startTexts.wrongKeys(error.keyIds.join(', '));
  if (error instanceof Error && error.name === 'TchapStartRefused') return error.message;
  if (error instanceof UnreadableKeyFile) return startTexts.keyFileUnreadable(error.file);
  const code = (error as { code?: unknown } | undefined)?.code;
  if (code === 'EADDRINUSE') return startTexts.portTaken;
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') return startTexts.portRefused;
  return explainFailure(error);
}
