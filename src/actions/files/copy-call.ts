import type { CopyAction, FileTarget, RunnerBase, TemplateAction } from '../../model/action.ts';
import type { Argument } from '../../model/argument.ts';
import { settingValue } from '../../model/setting.ts';
import { unknownFile } from '../../model/unknown-file.ts';
import { wrongValue } from '../../model/wrong-value.ts';
import { render, renderRevealed, toText } from '../../expression/index.ts';
import { isList, isMapping, nameType } from '../../values/describe.ts';
import type { Secret } from '../../values/value.ts';
import { Omit, type Value } from '../../values/value.ts';
import type { Preparation } from '../preparation.ts';
import { textFormOf, type TextForm } from './text-bytes.ts';

/** A file or a folder that is put on the host. */
export interface CopyCall {
  readonly kind: 'copy' | 'template';
  readonly content: CopyContent;
  readonly dest: string;
  readonly backup: boolean;
  readonly force: boolean;
  readonly checkMode: boolean;
  /** A run broke off in the middle of it: what is as it should be may be its doing. */
  readonly again?: true;
}

export type CopyContent =
  /** `src`: the template that it was made of. */
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly form: TextForm;
      readonly src: string | undefined;
    }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | PathContent;

/** On the runner's machine. */
export interface PathContent {
  readonly kind: 'path';
  readonly src: string;
  readonly base: RunnerBase;
}

/** Errors: throws `EvaluationError`. */
export function prepareCopy(action: CopyAction, preparation: Preparation): CopyCall {
  const content: CopyContent = action.src
    ? { kind: 'path', src: textArgument(action.src, preparation), base: action.base }
    : contentOf(action, preparation);
  return { kind: 'copy', content, ...targetOf(action, preparation) };
}

/** Errors: throws `EvaluationError`. */
export function prepareTemplate(action: TemplateAction, preparation: Preparation): CopyCall {
  const src = textArgument(action.src, preparation);
  const template = action.texts.get(src);
  if (!template) throw unknownFile({ path: action.src, files: action.texts }, src);
  const text = revealed(template, preparation);
  const content: CopyContent = { kind: 'text', text, form: textFormOf(action, preparation), src };
  return { kind: 'template', content, ...targetOf(action, preparation) };
}

function contentOf(action: CopyAction, preparation: Preparation): CopyContent {
  const { content } = action;
  const form = textFormOf(action, preparation);
  if (!content) return { kind: 'text', text: '', form, src: undefined };
  const isWhole = content.kind === 'template' && content.template.parts.length === 1;
  if (!isWhole) return { kind: 'text', text: revealed(content, preparation), form, src: undefined };
  const value = render(content.template, preparation.scope);
  preparation.learn([value]);
  if (value instanceof Uint8Array) return { kind: 'bytes', bytes: value };
  if (value === null || value instanceof Omit || isList(value) || isMapping(value)) {
    const help = 'make a text of it: "{{ … | to_nice_json }}" or "{{ … | to_nice_yaml }}"';
    throw wrongValue(content.location, `this gives ${nameType(value)}, where a text is expected`, help);
  }
  return { kind: 'text', text: plain(value), form, src: undefined };
}

/** A secret that stands in it is known, and hidden wherever it is shown; the rest of the text is not. */
function revealed(argument: Argument, preparation: Preparation): string {
  if (argument.kind === 'value') return plain(argument.value);
  if (argument.kind !== 'template') throw new TypeError(`a text is no ${argument.kind}`);
  const { text, values } = renderRevealed(argument.template, preparation.scope);
  preparation.learn(values);
  return text;
}

function plain(value: Value): string {
  return toText(value, (secret: Secret) => secret.reveal());
}

function targetOf({ dest, backup, force }: FileTarget, preparation: Preparation) {
  const { scope, checkMode } = preparation;
  return {
    dest: textArgument(dest, preparation),
    backup: (backup && settingValue(backup, scope)) ?? false,
    force: (force && settingValue(force, scope)) ?? true,
    checkMode,
  };
}

/** A path. Errors: throws `EvaluationError` where it is none. */
export function textArgument(argument: Argument, { scope }: Preparation): string {
  const value = argument.kind === 'template' ? render(argument.template, scope) : undefined;
  const given = argument.kind === 'value' ? argument.value : value;
  if (typeof given === 'string' && given !== '') return given;
  if (typeof given === 'bigint' || typeof given === 'number') return String(given);
  const what = given === undefined ? 'a list' : given === '' ? 'an empty text' : nameType(given);
  throw wrongValue(argument.location, `this gives ${what}, where a path is expected`);
}
