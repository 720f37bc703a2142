/** The start was given up: the process stops. */
class StartAborted extends Error {
  constructor() {
    super('the start of the Tchap device was given up');
    this.name = 'StartAborted';
  }
}

/** What `work` gives, unless the signal comes first: what it gives later is put away. @throws StartAborted */
export function unlessAborted<T>(signal: AbortSignal, work: Promise<T>, putAway: (late: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = () => {
      reject(new StartAborted());
      work.then(putAway, () => undefined);
    };
    if (signal.aborted) return give();
    signal.addEventListener('abort', give, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', give));
  });
}
