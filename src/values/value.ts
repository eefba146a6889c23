/**
 * The data that flows through a run: from YAML, through expressions, to PowerShell and back.
 *
 * Integers are `bigint` and floating-point numbers are `number`, so that `2` and `2.0` stay apart as they do in YAML,
 * Jinja2 and PowerShell, and integers beyond 2^53 stay exact. Mappings are `Map`s: ordered, with no prototype to reach.
 */
export type Value =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | List
  | Mapping
  | TypedText
  | EnumValue
  | PSObject
  | Secret
  | Omit;

export type List = readonly Value[];

/** What can be the key of a mapping: YAML and Jinja2 allow any scalar. */
export type Key = null | boolean | bigint | number | string;

export type Mapping = ReadonlyMap<Key, Value>;

/** A mapping that PowerShell knows as `[ordered]`; any other `Map` is a hashtable there. */
export class OrderedMapping extends Map<Key, Value> {}

/** The .NET types that are carried as their exact text, because JavaScript has no equal. */
export type TypedTextType =
  | 'Decimal'
  | 'BigInteger'
  | 'DateTime'
  | 'DateTimeOffset'
  | 'TimeSpan'
  | 'Guid'
  | 'Version'
  | 'SemanticVersion'
  | 'Uri'
  | 'Char'
  | 'Xml'
  | 'ScriptBlock';

/**
 * A .NET scalar and its exact text: invariant culture, ISO 8601 for dates (with the offset, `Z`, or nothing for an
 * unspecified kind). An expression sees the text; `Decimal` and `BigInteger` also count as numbers.
 */
export class TypedText {
  readonly type: TypedTextType;
  readonly text: string;
  constructor(type: TypedTextType, text: string) {
    this.type = type;
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

/** A .NET enumeration value. An expression sees its name, so `Status == 'Stopped'` reads as in PowerShell. */
export class EnumValue {
  readonly typeName: string;
  readonly name: string;
  readonly value: bigint;
  constructor(typeName: string, name: string, value: bigint) {
    this.typeName = typeName;
    this.name = name;
    this.value = value;
  }
  toString(): string {
    return this.name;
  }
}

const RECORDS: ReadonlySet<string> = new Set([
  'System.Management.Automation.ErrorRecord',
  'System.Management.Automation.InformationalRecord',
  'System.Management.Automation.InformationRecord',
]);

/** An object that PowerShell returned: its properties as data, without methods. Names compare without regard to case. */
export class PSObject {
  /** Most derived first, as in `PSTypeNames`; never empty. */
  readonly typeNames: readonly string[];
  readonly properties: ReadonlyMap<string, Value>;
  /** What `ToString()` gave, where PowerShell sent it. */
  readonly text: string | undefined;
  /** The serializer cut this object off at its depth limit: `properties` is incomplete or empty. */
  readonly truncated: boolean;
  constructor(
    typeNames: readonly string[],
    properties: ReadonlyMap<string, Value>,
    text?: string,
    truncated = false,
  ) {
    this.typeNames = typeNames;
    this.properties = properties;
    this.text = text;
    this.truncated = truncated;
  }
  /** The property's value by exact name, else by the first name that differs in case only. */
  get(name: string): Value | undefined {
    const exact = this.properties.get(name);
    if (exact !== undefined) return exact;
    const wanted = name.toLowerCase();
    for (const [key, value] of this.properties) if (key.toLowerCase() === wanted) return value;
    return undefined;
  }
  /** A record of one of PowerShell's streams that came among the output (`2>&1`): it counts as its text, too. */
  get isRecord(): boolean {
    return this.text !== undefined && this.typeNames.some((name) => RECORDS.has(name));
  }
  toString(): string {
    return this.text ?? this.typeNames[0] ?? 'PSObject';
  }
}

/** A text that must not be shown. It reaches a cmdlet as `SecureString` where the parameter wants one. */
export class Secret {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  /** The text itself. Only for handing it on to what needs it, never for showing. */
  reveal(): string {
    return this.#text;
  }
  toString(): string {
    return '********';
  }
  toJSON(): string {
    return this.toString();
  }
}

/** The value of `omit`: an argument that has it is left out of the call. */
export class Omit {
  static readonly value = new Omit();
  /** Without a member of its own any object would pass for an `Omit` in the compiler's eyes. */
  readonly kind = 'omit';
  toString(): string {
    return 'omit';
  }
}
