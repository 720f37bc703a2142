/** Runs work for each room in its order, and for several rooms at once. */
export interface RoomLanes {
  run(roomId: string, work: () => Promise<void>): Promise<void>;
  /** For work under way that only waits: another room has its place meanwhile, and goes first where one waited. */
  outside(wait: () => Promise<void>): Promise<void>;
  busy(): number;
}

export function createRoomLanes(mostAtOnce: number): RoomLanes {
  const lanes = new Map<string, Promise<void>>();
  const waiting: (() => void)[] = [];
  let running = 0;

  const enter = async () => {
    if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
  };
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else running--;
  };

  return {
    run(roomId, work) {
      const mine = (lanes.get(roomId) ?? Promise.resolve()).then(async () => {
        await enter();
        await work().finally(leave);
      });
      const settled = mine.catch(() => undefined);
      lanes.set(roomId, settled);
      settled.then(() => {
        if (lanes.get(roomId) === settled) lanes.delete(roomId);
      });
      return mine;
    },
    async outside(wait) {
      leave();
      await wait().finally(enter);
    },
    busy: () => running,
  };
}
