import { mapping, scalar, type WrittenNode } from '../../document/written.ts';
import { CannotSay } from '../cannot-say.ts';
import { conditionTexts } from '../data.ts';
import { convertCondition, convertExpression } from '../expressions.ts';
import { cmdlet, same, type ConvertModule, type ModuleCall } from '../module.ts';

/** Modules that are actions here, and those that only ask whether somebody answers. */
export const BUILTINS: Readonly<Record<string, ConvertModule>> = {
  debug: ({ args, converting }) => {
    args.ignore('verbosity');
    const remarks = args.has('verbosity')
      ? ['it was shown from a level of -v on ("verbosity"): here it is shown always']
      : [];
    const variable = args.source('var');
    if (variable !== undefined)
      return same(
        'debug',
        mapping({ var: convertExpression(variable, converting.names) }),
        { kind: 'same' },
        remarks,
      );
    const msg = args.data('msg') ?? scalar('Hello world!');
    return same('debug', mapping({ msg }), { kind: 'same' }, remarks);
  },
  set_fact: ({ args }) => {
    args.ignore('cacheable');
    const facts = args.names
      .filter((name) => name !== 'cacheable')
      .map((name) => [name, args.data(name)] as const);
    const wrong = facts.find(([name]) => name.startsWith('ansible_') || !/^[A-Za-z_]\w*$/.test(name));
    if (wrong) throw new CannotSay(`no variable can be called "${wrong[0]}" here`);
    return same('set_fact', mapping(Object.fromEntries(facts)));
  },
  fail: ({ args }) =>
    same('fail', mapping({ msg: args.text('msg') ?? scalar('Failed as requested from task') })),
  assert: ({ args, converting }) => {
    args.ignore('quiet');
    const node = args.node('that');
    const texts = node ? conditionTexts(node) : [args.source('that') ?? 'true'];
    const that = texts.map((each) =>
      scalar(typeof each === 'boolean' ? each : convertCondition(each, converting.names)),
    );
    const [first] = that;
    return same(
      'assert',
      mapping({
        that:
          that.length === 1 && first ? first : { kind: 'list', items: that.map((each) => ({ node: each })) },
        fail_msg: args.text('fail_msg', 'msg'),
        success_msg: args.text('success_msg'),
      }),
    );
  },
  pause: ({ args }) => {
    const echo = args.flag('echo');
    return same(
      'pause',
      mapping({
        prompt: args.text('prompt'),
        seconds: number(args.text('seconds')),
        minutes: number(args.text('minutes')),
        echo,
      }),
    );
  },
  meta: ({ args }) => {
    const what = args.line ?? '';
    if (what === 'reset_connection') return same('session', scalar('restart'));
    const known: Readonly<Record<string, string>> = {
      flush_handlers: 'flush_handlers',
      end_play: 'end_play',
      end_host: 'end_play',
      end_batch: 'end_play',
      noop: 'noop',
      clear_facts: 'clear_facts',
      clear_host_errors: 'noop',
      refresh_inventory: 'noop',
    };
    const here = known[what];
    if (here === undefined) throw new CannotSay(`there is no "meta: ${what}" here`);
    return same('meta', scalar(here));
  },
  include_vars: includeVars,
  wait_for: waitFor,
  win_wait_for: waitFor,
  async_status: ({ args }) => {
    const mode = args.literal('mode');
    return same('async_status', mapping({ jid: args.needed('jid'), mode }), { kind: 'result' });
  },
  win_ping: ping,
  ping,
  wait_for_connection: (call) => {
    call.args.ignore('delay', 'timeout', 'sleep', 'connect_timeout');
    return ping(call);
  },
};

/** A session that does not answer fails what it is asked. */
function ping({ args }: ModuleCall): ReturnType<ConvertModule> {
  args.ignore('data');
  return cmdlet('Get-Date', {}, { members: { ping: 'changed' } });
}

function includeVars({ args, converting }: ModuleCall): ReturnType<ConvertModule> {
  const file = args.literal('file', '_raw_params') ?? args.line?.trim();
  if (file === undefined || file === '') throw new CannotSay('it names no file');
  if (file.includes('{{')) throw new CannotSay(`which file it is ("${file}") is known only in the run`);
  const name = args.literal('name');
  const entries = converting.variablesOf(file);
  const known = Object.fromEntries(entries.map(({ key, value }) => [key, value]));
  if (entries.length === 0) throw new CannotSay(`there are no variables in "${file}"`);
  return same(
    'set_fact',
    name === undefined ? mapping(known) : mapping({ [name]: mapping(known) }),
    { kind: 'same' },
    [`the variables of "${file}" stand here, so that no other file is needed`],
  );
}

function waitFor({ args }: ModuleCall): ReturnType<ConvertModule> {
  const state = args.literal('state');
  if (state === 'drained')
    throw new CannotSay('the connections of a port are not counted ("state: drained")');
  if (!args.has('port', 'path') && args.has('host', 'state', 'sleep', 'connect_timeout')) {
    args.ignore('host', 'state', 'sleep', 'connect_timeout');
    const time = {
      delay: number(args.text('delay')),
      timeout: number(args.text('timeout')) ?? scalar(300n),
      msg: args.text('msg'),
    };
    return same('wait_for', mapping(time), undefined, [
      'it names neither a port nor a path: it waits until its time is over, as in Ansible',
    ]);
  }
  const keys = {
    host: args.text('host'),
    port: number(args.text('port')),
    path: args.text('path'),
    search_regex: args.text('search_regex', 'regex'),
    state,
    delay: number(args.text('delay')),
    timeout: number(args.text('timeout')),
    sleep: milliseconds(args.text('sleep')),
    connect_timeout: number(args.text('connect_timeout')),
    msg: args.text('msg'),
  };
  return same('wait_for', mapping(keys));
}

/** `win_wait_for` counts `sleep` in milliseconds, `wait_for` in seconds: whatever is above 60 cannot be the latter. */
function milliseconds(node: WrittenNode | undefined): WrittenNode | undefined {
  if (
    node?.kind === 'scalar' &&
    typeof node.value === 'string' &&
    /^\d+$/.test(node.value) &&
    Number(node.value) > 60
  )
    return scalar(`${node.value}ms`);
  return number(node);
}

export function number(node: WrittenNode | undefined): WrittenNode | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' && /^\d+$/.test(node.value)
    ? scalar(BigInt(node.value))
    : node;
}
