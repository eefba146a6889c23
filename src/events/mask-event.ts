import { maskCall } from './mask-call.ts';
import { maskResult } from './mask-result.ts';
import type { Mask } from '../secrets/mask.ts';
import { withoutEscapeSequences } from '../text/printable.ts';
import type { RunEvent } from './run-event.ts';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

/**
 * What of each event carries text from outside: from a runbook, a program, PowerShell, or a person. All else is the runner's own: types, ids, times, numbers, words
 * that programs compare. A secret that happens to be `output` or `2026` must not change what an event is.
 */
const TEXTS: { readonly [T in RunEvent['type']]: readonly (keyof EventOf<T> & string)[] } = {
  'run-started': ['name', 'file', 'scenario', 'host'],
  'session-opened': ['host', 'executable'],
  'session-closed': [],
  'session-lost': ['message', 'lastWords'],
  'task-started': ['name', 'item', 'place'],
  'task-called': ['text'],
  'task-output': ['text'],
  'task-progressed': ['activity', 'status'],
  'task-retried': ['reason'],
  'task-finished': ['name', 'item', 'reason', 'help', 'wouldChange', 'place', 'inDoubt'],
  'handler-reached': ['name'],
  'block-started': ['name'],
  'block-finished': [],
  'branch-chosen': ['name', 'branch'],
  'window-opened': ['name'],
  'window-warned': ['name'],
  'window-at-risk': ['name', 'task'],
  'window-overrun': ['name'],
  'window-closed': ['name'],
  'window-left': ['name'],
  'question-asked': ['question'],
  'question-answered': ['answer'],
  'variable-changed': ['name', 'value'],
  'status-changed': ['name', 'before', 'value'],
  'stop-requested': [],
  'notice-given': ['text'],
  'run-finished': ['outcome'],
};

/** The event with every secret hidden; the very event where there is none. */
export function maskEvent(event: RunEvent, mask: Mask): RunEvent {
  const changed = maskTexts(event, TEXTS[event.type] as readonly (keyof RunEvent)[], mask);
  switch (changed.type) {
    case 'run-started': {
      const parameters = each(changed.parameters, (one) => maskTexts(one, ['value'], mask));
      const masked = withFields(changed, { parameters, outline: maskOutline(changed.outline, mask) });
      const { startAt } = changed;
      if (!startAt) return masked;
      const leftOut = each(startAt.leftOut, (name) => maskText(name, mask));
      return withFields(masked, {
        startAt: withFields(maskTexts(startAt, ['name', 'place'], mask), { leftOut }),
      });
    }
    case 'task-called':
      return withFields(changed, { call: maskCall(changed.call, mask) });
    case 'task-finished':
      return withFields(changed, {
        result: maskResult(changed.result, mask),
        ...(changed.notified && {
          notified: each(changed.notified, (one) => maskTexts(one, ['name', 'place'], mask)),
        }),
      });
    case 'question-asked': {
      const { failure } = changed;
      if (!failure) return changed;
      return withFields(changed, { failure: maskTexts(failure, ['reason', 'help', 'place'], mask) });
    }
    case 'handler-reached':
      return withFields(changed, { by: each(changed.by, (name) => maskText(name, mask)) });
    case 'run-finished': {
      const texts = ['name', 'place', 'why'] as const;
      return withFields(changed, {
        inDoubt: each(changed.inDoubt, (one) => maskTexts(one, texts, mask)),
        ...(changed.notifiedOnly && {
          notifiedOnly: each(changed.notifiedOnly, (one) =>
            withFields(maskTexts(one, ['name', 'place'], mask), {
              by: each(one.by, (name) => maskText(name, mask)),
            }),
          ),
        }),
        ...(changed.compared && { compared: maskCompared(changed.compared, mask) }),
      });
    }
    default:
      return changed;
  }
}

type Compared = NonNullable<EventOf<'run-finished'>['compared']>;

function maskCompared(compared: Compared, mask: Mask): Compared {
  return withFields(maskTexts(compared, ['text'], mask), {
    differences: each(compared.differences, (one) =>
      withFields(maskTexts(one, ['place', 'message'], mask), {
        details: each(one.details, (line) => maskText(line, mask)),
      }),
    ),
  });
}

type Outline = EventOf<'run-started'>['outline'];

function maskOutline(outline: Outline, mask: Mask): Outline {
  return each(outline, (node) =>
    withFields(maskTexts(node, ['name'], mask), { children: maskOutline(node.children, mask) }),
  );
}

function maskTexts<T extends object>(value: T, fields: readonly (keyof T)[], mask: Mask): T {
  let masked: T | undefined;
  for (const field of fields) {
    const text = value[field];
    if (typeof text !== 'string') continue;
    const after = maskText(text, mask);
    if (after !== text) (masked ??= { ...value })[field] = after as T[keyof T];
  }
  return masked ?? value;
}

function withFields<T extends object>(value: T, fields: Partial<T>): T {
  const same = (Object.keys(fields) as (keyof T)[]).every((key) => fields[key] === value[key]);
  return same ? value : { ...value, ...fields };
}

function each<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = items.map(change);
  return changed.every((item, index) => item === items[index]) ? items : changed;
}

/** Views take escape sequences out: a secret that was broken up by colours would be whole again. */
function maskText(text: string, mask: Mask): string {
  const masked = mask.mask(text);
  const plain = withoutEscapeSequences(masked);
  if (plain === masked) return masked;
  const hidden = mask.mask(plain);
  return hidden === plain ? masked : hidden;
}
