/** The operators and brackets of Jinja2's expressions. */
export type Symbol =
  | '+' | '-' | '*' | '/' | '//' | '%' | '**' | '~'
  | '(' | ')' | '[' | ']' | '{' | '}'
  | '==' | '!=' | '<' | '<=' | '>' | '>='
  | '.' | ':' | '|' | ',' | '='; // prettier-ignore

interface Base {
  /** Offsets in the text that was given to the lexer. */
  readonly start: number;
  readonly end: number;
}

export type Token =
  | (Base & { readonly kind: 'name'; readonly text: string })
  | (Base & { readonly kind: 'integer'; readonly value: bigint })
  | (Base & { readonly kind: 'float'; readonly value: number })
  | (Base & { readonly kind: 'string'; readonly value: string })
  | (Base & { readonly kind: 'symbol'; readonly text: Symbol })
  | (Base & { readonly kind: 'end' });
