import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Cost } from './cost-worker.ts';

const WORKER = fileURLToPath(new URL('cost-worker.ts', import.meta.url));
/** Seconds of this clock after which a worker is ended: far more than a case may take, since the machine may be busy. */
const PATIENCE = 60;

/** Whether an expression costs more than any may. `most`: seconds of the processor. */
export function isTooCostly({ seconds, memory, outcome }: Cost, most: number): boolean {
  return seconds > most || memory > 300 || outcome.startsWith('thrown');
}

/** What each expression costs, in a process whose heap is bounded. One that ends its process, or does not end, costs infinitely much. */
export async function measureCosts(
  expressions: readonly string[],
  most: number,
  tell: (cost: Cost) => void,
): Promise<void> {
  let worker: ChildProcess | undefined;
  for (const expression of expressions) {
    worker ??= await startWorker();
    const cost = await ask(worker, expression);
    tell(cost);
    // What the process has had at most does not go down again.
    if (isTooCostly(cost, most)) {
      worker.kill('SIGKILL');
      worker = undefined;
    }
  }
  worker?.kill();
}

async function startWorker(): Promise<ChildProcess> {
  const worker = fork(WORKER, {
    execArgv: ['--import=tsx', '--expose-gc', '--max-old-space-size=1500'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => {
      resolve();
    });
    worker.once('exit', (code) => {
      reject(new Error(`the worker has ended with ${code ?? 'a signal'}`));
    });
  });
  return worker;
}

function ask(worker: ChildProcess, expression: string): Promise<Cost> {
  return new Promise((resolve) => {
    const lost = (outcome: string) => () => {
      settle({ expression, seconds: Infinity, memory: Infinity, outcome });
    };
    const ended = lost('its process has ended');
    const timer = setTimeout(lost('it does not end'), PATIENCE * 1000);
    const settle = (cost: Cost) => {
      clearTimeout(timer);
      worker.off('message', settle);
      worker.off('exit', ended);
      resolve(cost);
    };
    worker.once('message', settle);
    worker.once('exit', ended);
    worker.send(expression);
  });
}
