import { Spinner } from 'listr2';
import type { RunStarted } from '../events/run-event.ts';
import { textWidth } from '../text/text-width.ts';
import { layOut, layOutBeforePrompt, layOutEnd, type Frame } from './live-frame.ts';
import { createLiveTree } from './live-tree.ts';
import { outputTo } from './output.ts';
import { createPainter } from './painter.ts';
import { fitLine, renderLine, styled, type StyledLine } from '../text/styled-line.ts';
import { treeEvent } from './tree-event.ts';
import { howText, type RunView, type Verbosity } from './view.ts';

export interface LiveViewOptions {
  /** The terminal. What others write to stdout and stderr while the tree is drawn comes out when it is not. */
  readonly stdout: NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number };
  readonly stderr: NodeJS.WritableStream;
  readonly colours: boolean;
  readonly verbosity: Verbosity;
  /** The run's clock. */
  readonly now: () => number;
  /** Calls back ten times a second until the function that it gives back is called. Default: a timer of the system. */
  readonly tick?: (callback: () => void) => () => void;
}

/**
 * The task tree on a terminal: what runs, since when and what it says, what comes next, and the clocks of open windows; what is
 * over moves up into the terminal's history. The tree, its states, figures, spinner and the taking of the terminal are listr2's.
 */
export function createLiveView(options: LiveViewOptions): RunView {
  const { stdout, stderr, colours, verbosity, now, tick = everyTenthOfASecond } = options;
  const output = outputTo(stdout);
  outputTo(stderr);
  const painter = createPainter({ stdout, stderr });
  const tree = createLiveTree(verbosity);
  const spinner = new Spinner();
  let stopTicking: (() => void) | undefined;
  let suspended = false;
  let ended = false;

  // A full line would wrap.
  const columns = (): number => Math.max(20, stdout.columns ?? 80) - 1;
  const moment = () => ({ now: now(), spinner: spinner.fetch(), columns: columns() });
  const shown = (line: StyledLine): string => renderLine(line, colours);

  function draw({ staying, lines }: Frame): void {
    if (output.closed) return;
    const fitting = lines.map((line) => fitLine(line, columns()));
    painter.paint(
      staying.map(shown),
      fitting.map((line) => ({
        text: shown(line),
        width: line.reduce((width, { text }) => width + textWidth(text), 0),
      })),
    );
  }

  function redraw(): void {
    // One row is the cursor's.
    draw(layOut(tree, Math.max(1, (stdout.rows ?? 24) - 1), moment()));
  }

  function start(): void {
    if (ended || suspended || stopTicking) return;
    painter.take();
    process.on('exit', stop);
    stopTicking = tick(() => {
      spinner.spin();
      redraw();
    });
  }

  /** Whatever ends the process, the terminal has its cursor again. */
  function stop(): void {
    process.removeListener('exit', stop);
    stopTicking?.();
    stopTicking = undefined;
    painter.release();
  }

  return {
    handle(event) {
      if (ended) return;
      treeEvent(tree, event);
      if (event.type !== 'run-started') return;
      start();
      draw({ staying: headerLines(event, verbosity), lines: [] });
    },
    suspend() {
      if (suspended || ended) return;
      if (stopTicking) draw({ staying: layOutBeforePrompt(tree, moment()), lines: [] });
      stop();
      suspended = true;
    },
    resume() {
      if (!suspended) return;
      suspended = false;
      if (tree.started) start();
    },
    end() {
      if (ended) return output.flush();
      suspended = false;
      if (tree.started) {
        start();
        draw({ staying: layOutEnd(tree, moment()), lines: [] });
      }
      ended = true;
      stop();
      return output.flush();
    },
  };
}

function headerLines(event: RunStarted, verbosity: Verbosity): StyledLine[] {
  const { name, scenario, file, runId, parameters } = event;
  const how = howText(event);
  const which = scenario === undefined ? how : `${how}, scenario ${scenario}`;
  const header: StyledLine = [styled(name, 'bold'), styled(`  ${which} (${file}, run ${runId})`, 'dim')];
  if (verbosity < 2) return [header];
  return [
    header,
    ...parameters.map((parameter) => [
      styled(`  ${parameter.name} = ${parameter.value} (${parameter.origin})`, 'dim'),
    ]),
  ];
}

function everyTenthOfASecond(callback: () => void): () => void {
  const timer = setInterval(callback, 100);
  return () => {
    clearInterval(timer);
  };
}
