/** Tells a person at a terminal that the command is still at work. */

const PATIENCE_MS = 1000;
const CLEAR_LINE = '\r\u001B[2K';

export interface Progress {
  /** What is being done now. The analysis leaves no time to timers, so this is also when the terminal is written to. */
  step(text: string): void;
  done(): void;
}

/** Silent for the first second, and wherever nobody watches. */
export function progressOn(stream: NodeJS.WritableStream & { isTTY?: boolean }): Progress {
  if (stream.isTTY !== true) return { step: () => undefined, done: () => undefined };
  const started = performance.now();
  let shown = false;
  return {
    step: (text) => {
      if (performance.now() - started < PATIENCE_MS) return;
      shown = true;
      stream.write(`${CLEAR_LINE}${text}`);
    },
    done: () => {
      if (shown) stream.write(CLEAR_LINE);
    },
  };
}
