import { type ISyncResponse, MemoryStore, SyncAccumulator } from 'matrix-js-sdk';
import type { ISavedSync as SavedSync } from 'matrix-js-sdk/lib/store/index.js';
import type { MatrixStore } from '../../../app/ports/matrix-store.ts';
import type { Json } from '../../../core/json.ts';

/** Where the sync stands, with the rooms as they were there: a restart goes on from it without asking for them. */
const SYNC = 'sync';
/** A process that dies is told again what came since: the inbox knows it. Each writing holds all rooms' state. */
const SAVE_EVERY_MS = 20_000;

/** The SDK's store: rooms in memory, and the saved sync from the last checkpoint. */
export class SyncStore extends MemoryStore {
  readonly #checkpoint: Checkpoint;
  readonly #onProcessed: (response: ISyncResponse) => void;

  /** @param onProcessed the SDK knows the rooms and keys of this sync */
  constructor(checkpoint: Checkpoint, onProcessed: (response: ISyncResponse) => void) {
    super();
    this.#checkpoint = checkpoint;
    this.#onProcessed = onProcessed;
  }

  override async getSavedSync(): Promise<SavedSync | null> {
    return this.#checkpoint.takeSaved() ?? null;
  }

  override async getSavedSyncToken(): Promise<string | null> {
    return this.#checkpoint.token() ?? null;
  }

  override async setSyncData(response: ISyncResponse): Promise<void> {
    this.#onProcessed(response);
  }
}

export interface Checkpoint {
  /** Where the last one that was written stands. */
  token(): string | undefined;
  /** The rooms as they were there when this was opened. Given once: it is large, and whoever has it changes it. */
  takeSaved(): SavedSync | undefined;
  /** Everything that this sync brought is durably taken, and so is everything before it. */
  taken(response: ISyncResponse): Promise<void>;
  /** Writes what was taken and not written yet. */
  save(): Promise<void>;
}

export async function openCheckpoint(store: MatrixStore, now: () => number = Date.now): Promise<Checkpoint> {
  const accumulator = new SyncAccumulator({ maxTimelineEntries: 1 });
  const kept = (await store.get(SYNC)) as unknown as SavedSync | undefined;
  let token = kept?.nextBatch;
  // As text it is a fraction of what it is as objects.
  let saved = kept && JSON.stringify(kept);
  if (kept) accumulator.accumulate(responseOf(kept), true);
  let unsaved = false;
  // The first one after a start is written: even a process that never lives long gets on.
  let savedAt = Number.NEGATIVE_INFINITY;

  const save = async () => {
    if (!unsaved) return;
    unsaved = false;
    savedAt = now();
    const state: SavedSync = accumulator.getJSON(true);
    await store.set(SYNC, state as unknown as Json);
    token = state.nextBatch;
  };
  return {
    token: () => token,
    takeSaved() {
      const given = saved === undefined ? undefined : (JSON.parse(saved) as SavedSync);
      saved = undefined;
      return given;
    },
    async taken(response) {
      accumulator.accumulate(response);
      unsaved ||= hasNews(response);
      if (now() - savedAt >= SAVE_EVERY_MS) await save();
    },
    save,
  };
}

function responseOf({ nextBatch, roomsData, accountData }: SavedSync): ISyncResponse {
  return { next_batch: nextBatch, rooms: roomsData, account_data: { events: accountData } };
}

/** A sync that timed out brings a token only. */
function hasNews(response: ISyncResponse): boolean {
  return Object.keys(response).some((key) => key === 'rooms' || key === 'account_data');
}
