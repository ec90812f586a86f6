// Looks after the built-in PostgreSQL while we run: when it ended without us, it is started again.

const LOOK_MS = 1000;
const LONGEST_WAIT_LOOKS = 30;
const LOOKS_UNTIL_WELL = 2;

export type Watched = {
  isRunning(): boolean;
  /** Starts it, or adopts the one that another process of ours has started. */
  start(): void;
  onFailure(error: Error): void;
};

/** Looks every second; a server that ends again at once (no room on the disk) is started at longer and longer intervals. Answers how to stop. */
export function watchServer(server: Watched): () => void {
  let looksToWait = 1;
  let nextWait = 1;
  let looksRunning = 0;
  const timer = setInterval(() => {
    if (server.isRunning()) {
      looksRunning += 1;
      if (looksRunning >= LOOKS_UNTIL_WELL) nextWait = 1;
      looksToWait = nextWait;
      return;
    }
    looksRunning = 0;
    looksToWait -= 1;
    if (looksToWait > 0) return;
    nextWait = Math.min(nextWait * 2, LONGEST_WAIT_LOOKS);
    looksToWait = nextWait;
    try {
      server.start();
    } catch (error) {
      server.onFailure(error as Error);
    }
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
