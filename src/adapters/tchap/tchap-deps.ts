import type { Log } from '../../app/ports/log.ts';
import type { MatrixStore } from '../../app/ports/matrix-store.ts';
import type { TchapReports } from '../../app/ports/tchap-reports.ts';
import type { TchapPeople } from './people.ts';
import type { RenderMessage } from './sending/tchap-channel.ts';
import type { StartRefusal } from './start-refused.ts';

export interface TchapDeps {
  store: MatrixStore;
  people: TchapPeople;
  render: RenderMessage;
  log: Log;
  /** A recovery key was made for a new account: to be shown to the operator, this once. */
  onRecoveryKey(encoded: string): Promise<void> | void;
  /** For the operator's screen: the homeserver does not answer. */
  tell(sentence: string): void;
  /** The device was lost to another process, or cannot go on: this process should end and be started again. */
  onEnd(code: TchapEnd): void;
  /** Leaves word of the account, for whoever asks how it is. */
  report: TchapReports['report'];
  /** How long to wait for somebody to enter a conversation that was opened with them. Default: 15 s. */
  joinWaitMs?: number;
  /** How long the start of the whole server waits for the homeserver. Default: 20 s. */
  startWaitMs?: number;
  /** How long to wait for a key that is late. Default: 10 s. */
  keyWaitMs?: number;
}

/** A refusal is one that came after the start: from a homeserver that was not reached before, or at a takeover. */
export type TchapEnd = 'lease_lost' | 'crypto_not_durable' | 'logged_out' | StartRefusal;
