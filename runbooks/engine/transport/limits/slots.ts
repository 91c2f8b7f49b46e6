/** So many things at a time; who comes later waits in order. */
export interface Slots {
  /** Waits for a slot and gives what frees it; null where the signal was aborted before there was one. */
  take(signal?: AbortSignal): Promise<(() => void) | null>;
}

export function createSlots(count: number): Slots {
  let taken = 0;
  const waiting = new Set<() => void>();
  const free = () => {
    taken -= 1;
    const [next] = waiting;
    next?.();
  };
  const freeOnce = () => {
    taken += 1;
    let isFreed = false;
    return () => {
      if (isFreed) return;
      isFreed = true;
      free();
    };
  };
  return {
    take(signal) {
      if (signal?.aborted) return Promise.resolve(null);
      if (taken < count) return Promise.resolve(freeOnce());
      return new Promise((resolve) => {
        const leave = () => {
          waiting.delete(enter);
          resolve(null);
        };
        const enter = () => {
          waiting.delete(enter);
          signal?.removeEventListener('abort', leave);
          resolve(freeOnce());
        };
        waiting.add(enter);
        signal?.addEventListener('abort', leave, { once: true });
      });
    },
  };
}
