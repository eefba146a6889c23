import { nameType } from '../values/describe.ts';
import { toJson } from '../values/json.ts';
import type { Mapping, Value } from '../values/value.ts';
import type { Call } from './call.ts';
import type { CopyCall } from './files/copy-call.ts';
import { isLarge } from './large-value.ts';
import type { SessionSettings } from './invocation.ts';

/** A call as the JSON data of an event: `kind`, and what it is called with. Secrets are hidden. */
export function callToJson(call: Call): Readonly<Record<string, unknown>> {
  switch (call.kind) {
    case 'cmdlet': {
      const { kind, name, module, errorAction } = call;
      const parameters = members(call.parameters);
      const error_action = errorAction;
      // Most calls are such ones, and there are thousands of them.
      if (module === undefined && isPlain(call)) return { kind, name, parameters, error_action };
      return { kind, name, ...given({ module }), parameters, ...settings(call) };
    }
    case 'powershell': {
      const { kind, path, script, parameters, encoding } = call;
      const which = path === undefined ? { script: json(script) } : { path };
      const more = given({ encoding: encoding?.name });
      return { kind, ...which, parameters: members(parameters), ...settings(call), ...more };
    }
    case 'command': {
      const { kind, argv, directory, stdin, encoding } = call;
      const text = stdin === undefined ? undefined : json(stdin);
      const more = given({ chdir: directory, stdin: text, encoding: encoding?.name });
      return { kind, argv: json([...argv]), ...more, ...environment(call) };
    }
    case 'session':
    case 'meta':
      return { kind: call.kind, operation: call.operation };
    case 'pause':
      if ('question' in call) return { kind: call.kind, prompt: call.question.text };
      return { kind: call.kind, seconds: call.duration / 1000, ...given({ prompt: call.prompt }) };
    case 'wait_for': {
      const { kind, condition, state, delay, timeout } = call;
      const about = condition?.kind === 'port' ? { host: condition.host, port: condition.port } : {};
      const file = condition?.kind === 'file' ? { path: condition.path } : {};
      const seconds = { ...(delay > 0 ? { delay: delay / 1000 } : {}), timeout: timeout / 1000 };
      return {
        kind,
        ...about,
        ...file,
        ...given({ search_regex: condition?.searchRegex }),
        state,
        ...seconds,
      };
    }
    case 'reboot': {
      const { kind, message, whenPending, timeout } = call;
      const about = given({ message, when_pending: whenPending ? true : undefined });
      return { kind, ...about, timeout: timeout / 1000 };
    }
    case 'machine':
      return { kind: call.kind };
    case 'setup':
      return { kind: call.kind, gather_subset: call.groups, gather_timeout: call.timeout / 1000 };
    case 'copy':
    case 'template':
      return copyJson(call);
    case 'fetch': {
      const { kind, src, dest, flat } = call;
      return { kind, src, dest, ...(flat ? { flat } : {}) };
    }
    case 'async_status':
      return { kind: call.kind, jid: call.job, ...(call.mode === 'cleanup' ? { mode: call.mode } : {}) };
    case 'path':
      return { kind: call.kind, path: json(call.path) };
    case 'set_fact':
      return { kind: call.kind, facts: members(call.facts) };
    case 'debug':
    case 'assert':
    case 'fail':
      return { kind: call.kind };
  }
}

/** Of a template its path says what is written. */
function copyJson({ kind, content, dest, backup, force }: CopyCall): Readonly<Record<string, unknown>> {
  const src = content.kind === 'bytes' ? undefined : content.src;
  const text = content.kind === 'text' && src === undefined ? json(content.text) : undefined;
  const form = content.kind === 'text' ? content.form : {};
  return {
    kind,
    ...given({ content: text, src }),
    dest,
    ...form,
    ...(backup ? { backup } : {}),
    ...(force ? {} : { force }),
  };
}

function isPlain({ keep, environment }: SessionSettings): boolean {
  return keep.length === 0 && environment.size === 0;
}

function settings(call: SessionSettings): object {
  return {
    error_action: call.errorAction,
    ...(call.keep.length > 0 ? { keep: call.keep } : {}),
    ...environment(call),
  };
}

function environment(call: { readonly environment: ReadonlyMap<string, string | null> }): object {
  return call.environment.size > 0 ? { environment: Object.fromEntries(call.environment) } : {};
}

function members(values: Mapping): object {
  for (const value of values.values()) {
    if (!isLarge(value)) continue;
    return toJson(new Map(Array.from(values, ([name, each]) => [name, shown(each)]))) as object;
  }
  return toJson(values) as object;
}

function json(value: Value): unknown {
  return toJson(shown(value));
}

function shown(value: Value): Value {
  return isLarge(value) ? `(${nameType(value)}, too large to be shown)` : value;
}

function given(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
