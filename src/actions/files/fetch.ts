import { join } from 'node:path';
import { isOutside } from '../../files/outside.ts';
import type { FetchAction, RunnerBase } from '../../model/action.ts';
import { settingValue } from '../../model/setting.ts';
import type { Key, Value } from '../../values/value.ts';
import { done, failed, notRun, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import type { Preparation } from '../preparation.ts';
import { textArgument } from './copy-call.ts';
import { endsInSlash, nameOf, shownBy } from './copy-parts.ts';
import type { FileSource } from './file-source.ts';
import { FileFailure } from './file-failure.ts';
import { onHost } from './on-host.ts';

/** A file of the host, brought to the runner's machine. */
export interface FetchCall {
  readonly kind: 'fetch';
  readonly src: string;
  readonly dest: string;
  readonly flat: boolean;
  readonly failOnMissing: boolean;
  readonly base: RunnerBase;
  readonly checkMode: boolean;
  /** A run broke off in the middle of it: what is as it should be may be its doing. */
  readonly again?: true;
}

/** Errors: throws `EvaluationError`. */
export function prepareFetch(action: FetchAction, preparation: Preparation): FetchCall {
  const { scope, checkMode } = preparation;
  const { flat, failOnMissing, base } = action;
  return {
    kind: 'fetch',
    src: textArgument(action.src, preparation),
    dest: textArgument(action.dest, preparation),
    flat: (flat && settingValue(flat, scope)) ?? false,
    failOnMissing: (failOnMissing && settingValue(failOnMissing, scope)) ?? true,
    base,
    checkMode,
  };
}

export function performFetch(call: FetchCall, ports: Ports): Promise<Outcome> {
  const { src, failOnMissing, checkMode } = call;
  return onHost({ action: 'fetch', subject: src }, ports, async (files, changing) => {
    const { target: facts } = await files.look(src);
    if (facts.kind === 'folder') return failed(`"${facts.path}" is a folder: "fetch" brings one file`);
    if (facts.kind === 'missing') {
      const message = `"${facts.path}" is not there`;
      // It may be what was not done before.
      if (checkMode) return notRun(message);
      if (failOnMissing) return failed(message, 'where that is no mistake, say "fail_on_missing: false"');
      return { ...done(resultOf(src, '', undefined, undefined)), message };
    }
    const host = (await ports.sessions.use())?.info.host ?? 'localhost';
    const to = await placeOf(call, facts.path, host, ports);
    const here = await ports.runnerFiles.look(to, ports.signal);
    if (here.kind === 'folder') return failed(`"${to}" is a folder`);
    const isSame = here.sha256 === facts.sha256;
    const result = resultOf(src, to, facts, facts);
    if (isSame || checkMode) return done(result, !isSame || call.again === true);
    changing(to);
    await files.bring(facts, to, shownBy(nameOf(facts.path), facts, ports));
    return done(result, true);
  });
}

/** As Ansible has it: `DEST/HOST/WHOLE/PATH`; with `flat` it is `dest` itself, or what is in it. Errors: rejects with `FileFailure`. */
async function placeOf(
  { dest, flat, base }: FetchCall,
  path: string,
  host: string,
  { runnerFiles, signal }: Ports,
): Promise<string> {
  const target = runnerFiles.target(dest, base);
  if (!flat) {
    const place = join(target, host, ...partsOf(path));
    if (isOutside(target, place)) throw new FileFailure(`"${path}" would be written outside of "${target}"`);
    return place;
  }
  if (endsInSlash(dest)) return join(target, nameOf(path));
  if ((await runnerFiles.look(target, signal)).kind === 'folder')
    throw new FileFailure(
      `"${target}" is a folder`,
      'end "dest" with a slash where the file is to come into it',
    );
  return target;
}

/** Without what no name of a file on Windows can have, such as the colon of a drive. */
function partsOf(path: string): readonly string[] {
  return path.split(/[\\/]/).map((part) => part.replaceAll(/[<>:"|?*]/g, ''));
}

/** By Ansible's names. */
function resultOf(
  src: string,
  dest: string,
  here: Pick<FileSource, 'sha256'> | undefined,
  there: Pick<FileSource, 'sha256' | 'size'> | undefined,
): Map<Key, Value> {
  return new Map<Key, Value>([
    ['src', src],
    ['dest', dest],
    ['checksum', here?.sha256 ?? null],
    ['remote_checksum', there?.sha256 ?? null],
    ['size', BigInt(there?.size ?? 0)],
  ]);
}
