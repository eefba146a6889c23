import { settingValue } from '../model/setting.ts';
import type { Block } from '../model/runbook.ts';
import type { NodeContext } from './context.ts';
import { nameOf } from './node-name.ts';
import type { Flow, RunState } from './run-state.ts';
import { taskScope } from './variables.ts';

/** A block's clock: it starts with the first task that acts, and warns when it passes its marks. */
interface OpenWindow {
  /** The context for the block's children. */
  readonly context: NodeContext;
  /** Closed if the block ended well; else what it began is not over, and the window is left. */
  close(ending: Flow['kind']): void;
}

export function openWindow(block: Block, context: NodeContext, state: RunState): OpenWindow {
  const { window } = block;
  if (!window) return { context, close: () => undefined };

  const { clock, emit } = state;
  const { id } = block;
  const cancels: (() => void)[] = [];
  let close: OpenWindow['close'] = () => undefined;
  let begun = false;

  const begin = () => {
    context.onAct();
    if (begun) return;
    begun = true;
    const scope = taskScope(state.variables, context.layers);
    const name = nameOf(block, context, state);
    const limit = settingValue(window.limit, scope);
    const warnAfter = window.warnAfter ? settingValue(window.warnAfter, scope) : null;
    const start = clock.now();
    const elapsed = () => clock.now() - start;
    emit({ type: 'window-opened', time: start, id, name, limit, warnAfter });
    if (warnAfter !== null) {
      const warn = () =>
        emit({ type: 'window-warned', time: clock.now(), id, name, elapsed: elapsed(), limit });
      cancels.push(clock.schedule(warnAfter, warn));
    }
    let overrun = false;
    const exceed = () => {
      overrun = true;
      emit({ type: 'window-overrun', time: clock.now(), id, name, elapsed: elapsed(), limit });
    };
    cancels.push(clock.schedule(limit, exceed));
    close = (ending) => {
      for (const cancel of cancels) cancel();
      // A timer may be late where the process was busy; the clock is what counts.
      if (!overrun && elapsed() >= limit) exceed();
      const about = { time: clock.now(), id, name, elapsed: elapsed(), limit, overrun };
      if (ending === 'next') emit({ type: 'window-closed', ...about });
      else emit({ type: 'window-left', ...about, why: ending });
    };
  };
  return { context: { ...context, onAct: begin }, close: (ending) => close(ending) };
}
