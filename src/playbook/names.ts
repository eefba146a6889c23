import type { Shape } from './shape.ts';

/** What a name is used for, which says what kind of value it has. */
export type Use = 'boolean' | 'list' | 'integer' | 'mapping' | 'text' | 'any';

/** A name that the playbook reads. */
interface Reads {
  readonly uses: Set<Use>;
  /** Each time it may be undefined. */
  guarded: boolean;
  /** Somewhere it stands in an argument of a program, where no secret may. */
  onCommandLine: boolean;
}

/** A parameter that comes from somewhere else than the playbook. */
export interface Asked {
  readonly description?: string;
  /** The variable of the environment that gives it. */
  readonly env?: string;
  readonly type?: 'string' | 'list' | 'mapping';
  readonly optional?: boolean;
}

/** What the playbook's names are, in all its files, as far as it has been read. */
export class Names {
  /** What the newest task that registered a name has registered. */
  readonly registers = new Map<string, Shape>();
  /** Loop variables that go through the results of a register, while inside. */
  readonly items = new Map<string, Shape>();
  /** Set by `vars`, `set_fact`, `register`, a file or a loop somewhere. */
  readonly declared = new Set<string>();
  /** Of those that have a value which is written out. */
  readonly booleans = new Set<string>();
  readonly reads = new Map<string, Reads>();
  readonly asked = new Map<string, Asked>();
  /** Of a file of tasks: the handlers that are there for it. Undefined in a playbook, whose handlers are known to whoever checks it. */
  handlers: ReadonlySet<string> | undefined;
  /** All text of the playbook: whether a member of a register is read anywhere. */
  #text = '';
  #pending: (() => void)[] | undefined;
  #readsFacts = false;

  /** Whether a fact of the host is read anywhere. */
  get readsFacts(): boolean {
    return this.#readsFacts;
  }

  addText(text: string): void {
    this.#text += `\n${text}`;
  }

  /** The members of a register that are read somewhere, two levels deep: `stat.exists`. More than there are where it is not sure. */
  membersRead(register: string | undefined): ReadonlySet<string> {
    if (register === undefined || !/^\w+$/.test(register)) return new Set();
    const step = String.raw`(?:\.(\w+)|\[\s*['"](\w+)['"]\s*\])`;
    const pattern = new RegExp(String.raw`\b${register}(?:\.results\[\w+\])?${step}${step}?`, 'g');
    const found = new Set<string>();
    for (const [, a, b, c, d] of this.#text.matchAll(pattern)) {
      const first = a ?? b ?? '';
      const second = c ?? d;
      found.add(first);
      if (second !== undefined) found.add(`${first}.${second}`);
    }
    // Given away as a whole: whoever gets it may read anything.
    const isWhole = new RegExp(
      String.raw`(?:var:\s*['"]?|[{(,|=]\s*)${register}\s*(?:['"]?\s*$|[}|,)])`,
      'm',
    ).test(this.#text);
    if (isWhole || found.has('results')) found.add('*');
    return found;
  }

  /** Names that are read from here on count only when `keep` is called: of a task that cannot be converted none does. */
  begin(): { keep(): void; drop(): void } {
    const outer = this.#pending;
    const pending: (() => void)[] = [];
    this.#pending = pending;
    return {
      keep: () => {
        this.#pending = outer;
        for (const each of pending) this.#note(each);
      },
      drop: () => {
        this.#pending = outer;
      },
    };
  }

  ask(name: string, asked: Asked): void {
    this.#note(() => {
      if (!this.asked.has(name)) this.asked.set(name, asked);
    });
  }

  readFact(): void {
    this.#note(() => (this.#readsFacts = true));
  }

  #note(change: () => void): void {
    if (this.#pending) this.#pending.push(change);
    else change();
  }

  read(name: string, use: Use, guarded: boolean): void {
    this.#note(() => this.#read(name, use, guarded));
  }

  readOnCommandLine(name: string): void {
    this.#note(() => {
      const read = this.reads.get(name);
      if (read) read.onCommandLine = true;
    });
  }

  #read(name: string, use: Use, guarded: boolean): void {
    const before = this.reads.get(name);
    if (!before) this.reads.set(name, { uses: new Set([use]), guarded, onCommandLine: false });
    else {
      before.uses.add(use);
      before.guarded &&= guarded;
    }
  }
}
