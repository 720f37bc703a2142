/**
 * `standby`: another process runs the device. `unreachable`: the homeserver does not answer, and is tried again.
 * `stopped`: this process does not run it any more.
 */
export type TchapStatus = 'starting' | 'standby' | 'unreachable' | 'running' | 'stopped';

/** The bot's device as the process that runs it sees it: the bot's own account and counts, nothing of a person. */
export interface TchapDevice {
  userId: string;
  deviceId: string;
  /** This device is signed by the account's identity, whose keys are at hand. */
  crossSigned: boolean;
  /** The version of the key backup that is written to. */
  backup: string | null;
  /** Rooms that the account is in. */
  rooms: number;
  /** Rooms whose invitation is not answered yet. */
  invited: number;
  /** Messages that could not be read since the process runs the device. */
  unreadable: number;
  /** Calls that wait for their turn. */
  queue: number;
  /** Seconds since the homeserver last answered a sync. */
  syncSeconds: number;
}

/** What one process says of itself. */
export interface TchapReport {
  status: TchapStatus;
  /** Since how many seconds. */
  sinceSeconds: number;
  /** Why the homeserver was not reached: a code. */
  cause?: string;
  device?: TchapDevice;
}

export interface TchapProcess extends TchapReport {
  machine: string;
  pid: number;
  /** How many seconds ago it said so. A living process does every ten seconds. */
  saidSeconds: number;
}

export interface TchapOverview {
  /** The newest word of each process that is known, the newest first; processes that ended may be among them. */
  processes: TchapProcess[];
  /** What is to be sent in Tchap: waiting, and given up. */
  outbox: { waiting: number; dead: number };
}

/** Where the processes of a deployment leave word of the Tchap account, for the operator. */
export interface TchapReports {
  report(report: TchapReport): Promise<void>;
  tchapOverview(): Promise<TchapOverview>;
}
