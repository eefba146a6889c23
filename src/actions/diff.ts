import { unifiedDiff } from '../text/unified-diff.ts';
import { itemChange, type CalledCmdlet, type ItemChange } from './item-change.ts';
import { readItems, type ItemState } from './item-state.ts';
import type { Ports } from './ports.ts';

/** Lines that are shown of one item. */
const MOST_LINES = 200;

/** The items of a call before it acts. */
export interface ItemsBefore {
  /** Shows how they differ now, or in check mode would differ. Never rejects: what the call has done stays on record. */
  showAfter(): Promise<void>;
}

/** `--diff`: looks at what a cmdlet for content and items will change. Nothing for other calls. Rejects as a session does. */
export async function itemsBefore(
  call: CalledCmdlet & { readonly checkMode: boolean },
  ports: Ports,
): Promise<ItemsBefore | undefined> {
  if (!ports.diff) return undefined;
  const change = itemChange(call);
  if (!change || change.paths.length === 0) return undefined;
  const session = await ports.sessions.use();
  if (!session) return undefined;
  const before = await readItems(session, change, change, ports);
  const source = await sourceOf(change);
  return {
    async showAfter() {
      try {
        const after = call.checkMode ? planned() : await readAgain();
        after.forEach((state, index) => {
          const old = before[index];
          const text = old && state && changeText(old, state, ports);
          if (text !== undefined) ports.show('diff', text);
        });
      } catch {
        // The session has gone, or goes: whoever needs it next says so.
      }
    },
  };

  async function sourceOf({ source, literal }: ItemChange): Promise<ItemState | undefined> {
    if (source === undefined || !call.checkMode || !session) return undefined;
    const from = { ...change, leaf: undefined, property: undefined } as ItemChange;
    const [state, second] = await readItems(session, from, { paths: [source], literal }, ports);
    return second ? undefined : state;
  }

  function planned(): readonly (ItemState | undefined)[] {
    return before.map((old): ItemState | undefined => {
      const { path, name } = old;
      if (!change) return undefined;
      const { leaves } = change;
      if (leaves === 'missing' || leaves === 'folder') return { path, name, kind: leaves, text: '' };
      if (NOT_SHOWN.some(([kind]) => kind === old.kind)) return old;
      if (old.kind === 'folder' || (change.source !== undefined && source?.kind !== 'text')) return undefined;
      const text = change.textAfter?.(old.kind === 'missing' ? undefined : old.text, source?.text);
      return text === undefined ? undefined : { path, name, kind: leaves, text };
    });
  }

  async function readAgain(): Promise<readonly (ItemState | undefined)[]> {
    const now = await ports.sessions.use();
    if (!now || !change) return [];
    const paths = before.map(({ path }) => path);
    const states = await readItems(now, { ...change, leaf: undefined }, { paths, literal: true }, ports);
    return states.length === before.length ? states : [];
  }
}

const NOT_SHOWN = [
  ['binary', 'it is binary'],
  ['large', 'it is too large'],
  ['unreadable', 'it cannot be read'],
] as const;

/** How an item differs, with secrets hidden; nothing where it does not. */
export function changeText(
  before: ItemState,
  after: ItemState,
  { hide }: Pick<Ports, 'hide'>,
): string | undefined {
  const { name } = after.kind === 'missing' ? before : after;
  const kinds = [before.kind, after.kind];
  if (kinds.includes('folder')) {
    if (before.kind === after.kind) return undefined;
    return after.kind === 'missing' ? `- folder ${name}` : `+ folder ${name}`;
  }
  for (const [kind, why] of NOT_SHOWN) {
    if (kinds.includes(kind)) return `${name}: what changes is not shown, ${why}`;
  }
  if (before.kind === 'missing' && after.kind === 'missing') return undefined;
  // Before the lines get their signs: a secret may go over several of them.
  const [old, young] = [hide(before.text), hide(after.text)];
  // Only a file has line ends to tell of.
  const end = kinds.includes('value') ? '\n' : '';
  const whole = (text: string, { kind }: ItemState): string => (kind === 'missing' ? '' : text + end);
  const lines = unifiedDiff(whole(old, before), whole(young, after)).flatMap((line) => line.split('\n'));
  if (lines.length === 0 && before.kind === after.kind) {
    return before.text === after.text ? undefined : `${name}: only what is hidden changes`;
  }
  const more = lines.length > MOST_LINES ? [`… ${lines.length - MOST_LINES} lines more`] : [];
  const side = ({ kind }: ItemState): string => (kind === 'missing' ? '/dev/null' : name);
  return [`--- ${side(before)}`, `+++ ${side(after)}`, ...lines.slice(0, MOST_LINES), ...more].join('\n');
}
