import type { Effect, EffectEnd, Perform, Performed } from '../engine/effects.ts';
import { isList, isMapping } from '../values/describe.ts';
import { OrderedMapping, PSObject, type Key, type List, type Value } from '../values/value.ts';
import { sameObject } from './same-object.ts';

/** A call that is on record, and whose objects went with their session. */
export interface Maker {
  /** Of the attempt. */
  readonly id: string;
  readonly request: Perform;
  readonly output: List;
}

/**
 * The objects that PowerShell had given to a run before it broke off. The values that the run has are copies of them. Where a call is given such a value, the session of then would have had
 * the object itself go in; which values these are is known by what they are, not by their names: so it holds whatever ways they have taken since.
 */
export interface PastObjects {
  /** An effect that is given back has come to this. */
  had(id: string, request: Effect, end: EffectEnd): void;
  /** The session has ended by itself or by the runbook: whoever does not break off has copies from then on, too. */
  sessionEnded(): void;
  /** Whose objects a call is given, that are not there anew. */
  missingIn(request: Effect): Maker | undefined;
  /** What the maker gives now. Whether all that the call is given of it is among that. */
  renew(maker: Maker, output: List, request: Effect): boolean;
  /** The call with the objects that are there anew in the places of those from before. */
  withNew<E extends Effect>(request: E): E;
}

export function createPastObjects(): PastObjects {
  let places = new WeakMap<object, { readonly maker: Maker; readonly place: number }>();
  let anew = new WeakMap<object, Value>();

  /** Calls `each` with all objects from before that stand in a value and are not plain data. */
  function visit(value: Value, each: (object: object & Value) => void, seen = new Set<object>()): void {
    if (value === null || typeof value !== 'object' || seen.has(value)) return;
    seen.add(value);
    if (places.has(value) && !isPlain(value)) each(value);
    else if (isList(value)) for (const item of value) visit(item, each, seen);
    else if (isMapping(value)) for (const item of value.values()) visit(item, each, seen);
  }

  function missing(request: Effect): readonly (object & Value)[] {
    const found: (object & Value)[] = [];
    if (!takesObjects(request)) return found;
    for (const value of request.call.parameters.values()) {
      visit(value, (object) => {
        if (!anew.has(object)) found.push(object);
      });
    }
    return found;
  }

  function withNew(value: Value): Value {
    if (value === null || typeof value !== 'object') return value;
    const found = anew.get(value);
    if (found !== undefined) return found;
    if (isList(value)) {
      const items = value.map(withNew);
      return items.some((item, index) => item !== value[index]) ? items : value;
    }
    if (!isMapping(value)) return value;
    const entries = Array.from<[Key, Value], [Key, Value]>(value, ([key, item]) => [key, withNew(item)]);
    if (entries.every(([key, item]) => item === value.get(key as string))) return value;
    return value instanceof OrderedMapping ? new OrderedMapping(entries) : new Map(entries);
  }

  return {
    had(id, request, end) {
      if (request.kind !== 'perform' || request.apart) return;
      const output = (end as Performed).outcome?.fields.get('output');
      if (!takesObjects(request) || output === undefined || !isList(output)) return;
      const maker = { id, request, output };
      for (const [place, value] of output.entries())
        if (value !== null && typeof value === 'object') places.set(value, { maker, place });
    },
    sessionEnded() {
      places = new WeakMap();
      anew = new WeakMap();
    },
    missingIn(request) {
      const [first] = missing(request);
      return first && places.get(first)?.maker;
    },
    renew(maker, output, request) {
      for (const object of missing(request)) {
        const found = places.get(object);
        if (found?.maker !== maker) continue;
        const now = sameObject(maker.output, found.place, output);
        if (now === undefined) return false;
        anew.set(object, now);
      }
      return true;
    },
    withNew(request) {
      if (!takesObjects(request)) return request;
      const { call } = request;
      const parameters = withNew(call.parameters) as typeof call.parameters;
      return parameters === call.parameters ? request : { ...request, call: { ...call, parameters } };
    },
  };
}

/** Whether it is a call into which objects go as what they are. */
function takesObjects(
  request: Effect,
): request is Perform & { readonly call: Extract<Perform['call'], { kind: 'cmdlet' | 'powershell' }> } {
  if (request.kind !== 'perform' || request.apart) return false;
  return request.call.kind === 'cmdlet' || request.call.kind === 'powershell';
}

/** Whether a copy of it does what itself does: what a script has made of data, and nothing that .NET has. */
function isPlain(value: Value): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (value instanceof PSObject) {
    const { typeNames, properties, truncated } = value;
    return (
      !truncated &&
      typeNames.includes('System.Management.Automation.PSCustomObject') &&
      [...properties.values()].every(isPlain)
    );
  }
  if (isList(value)) return value.every(isPlain);
  return !isMapping(value) || [...value.values()].every(isPlain);
}
