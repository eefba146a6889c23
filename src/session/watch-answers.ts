/** How long a PowerShell may not answer, in milliseconds. */
export interface AnswerLimits {
  /** Between two questions, and for the answer to one. */
  readonly every: number;
  /** Then it is told. */
  readonly toldAfter: number;
  /** Then it counts as lost. */
  readonly lostAfter: number;
}

/** The far end answers on a thread that does nothing else, whatever a task does: if that is silent for so long, no task of it will come to its end. */
export const ANSWER_LIMITS: AnswerLimits = { every: 5_000, toldAfter: 10_000, lostAfter: 120_000 };

/**
 * Asks again and again whether the far end is there: its process can stand still and live (a debugger, `kill -STOP`, a machine without memory). What is counted are questions that got no
 * answer in time, not what the clock says: a runner that stood still itself has missed one of them. The returned function ends it.
 */
export function watchAnswers(
  ask: () => Promise<unknown>,
  { every, toldAfter, lostAfter }: AnswerLimits,
  on: {
    /** For so many milliseconds by now; 0: it answers again. */
    readonly silent: (duration: number) => void;
    readonly lost: (duration: number) => void;
  },
): () => void {
  let missed = 0;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    timer = setTimeout(look, every);
    timer.unref();
  };
  function look(): void {
    let isAnswered = false;
    timer = setTimeout(() => {
      if (isAnswered || isOver) return;
      missed += every;
      if (missed >= lostAfter) {
        isOver = true;
        on.lost(missed);
        return;
      }
      if (missed >= toldAfter && missed - every < toldAfter) on.silent(missed);
      look();
    }, every);
    timer.unref();
    ask().then(
      () => {
        if (isAnswered || isOver) return;
        isAnswered = true;
        if (missed >= toldAfter) on.silent(0);
        missed = 0;
        clearTimeout(timer);
        wait();
      },
      () => (isOver = true),
    );
  }
  wait();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
