/** DDL text as tokens, for every dialect: quoting and comments are the only things that must be right. */

export interface Token {
  /** `name` is a quoted identifier; `op` any other sign. */
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'op';
  /** Without quotes. */
  readonly text: string;
  readonly line: number;
}

const PATTERN =
  /(?<space>\s+)|(?<comment>--[^\n]*|#(?![>\-])[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<dollar>\$(?<tag>\w*)\$(?<body>[\s\S]*?)(?:\$\k<tag>\$|$))|(?<string>[eEnNbBxX]?'(?:''|[^'])*(?:'|$))|(?<name>"(?:""|[^"])*"|`(?:``|[^`])*`|\[[A-Za-z_][^\]\n]*\])|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<number>\d[\w.]*)|(?<op>::|:=|[\s\S])/gu;

/** Statements in order, without their semicolons. */
export function statementsOf(sql: string): readonly (readonly Token[])[] {
  const text = withoutData(sql);
  const statements: Token[][] = [];
  let current: Token[] = [];
  let depth = 0;
  for (const token of tokensOf(text)) {
    if (token.text === '(' && token.kind === 'op') depth++;
    if (token.text === ')' && token.kind === 'op') depth = Math.max(0, depth - 1);
    if (token.kind === 'op' && token.text === ';') {
      statements.push(current);
      current = [];
      depth = 0;
    } else if (isBatchEnd(token, current) && depth === 0) {
      statements.push(current);
      current = [];
    } else current.push(token);
  }
  statements.push(current);
  return statements.filter((s) => s.length > 0);
}

/** `GO` alone on its line ends a batch of SQL Server. */
function isBatchEnd(token: Token, before: readonly Token[]): boolean {
  const last = before[before.length - 1];
  return token.kind === 'word' && token.text === 'GO' && last !== undefined && last.line < token.line;
}

/** Rows of dumps (`COPY … FROM stdin`) are no SQL. */
function withoutData(sql: string): string {
  return sql.replace(
    /^(COPY\s[^\n]*FROM\s+stdin;?[^\n]*\n)([\s\S]*?)^\\\.$/gim,
    (_all, head: string, rows: string) => head + rows.replace(/[^\n]/g, ''),
  );
}

function* tokensOf(sql: string): Generator<Token> {
  const text = sql.includes('`') ? sql.replace(/\\'/g, "''") : sql;
  let line = 1;
  for (const match of text.matchAll(PATTERN)) {
    const groups = match.groups ?? {};
    const token = tokenOf(groups, line);
    if (token) yield token;
    for (let at = match[0].indexOf('\n'); at >= 0; at = match[0].indexOf('\n', at + 1)) line++;
  }
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>, line: number): Token | undefined {
  if (groups['word'] !== undefined) return { kind: 'word', text: groups['word'], line };
  if (groups['name'] !== undefined) return { kind: 'name', text: groups['name'].slice(1, -1), line };
  if (groups['dollar'] !== undefined) return { kind: 'string', text: groups['body'] ?? '', line };
  if (groups['string'] !== undefined) return { kind: 'string', text: groups['string'].replace(/^\w?'|'$/g, ''), line };
  if (groups['number'] !== undefined) return { kind: 'number', text: groups['number'], line };
  if (groups['op'] !== undefined) return { kind: 'op', text: groups['op'], line };
  return undefined;
}

/** Reads tokens from left to right; what is asked for and not there is left alone. */
export class Cursor {
  #at = 0;

  constructor(readonly tokens: readonly Token[]) {}

  get done(): boolean {
    return this.#at >= this.tokens.length;
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.#at + ahead];
  }

  next(): Token | undefined {
    return this.tokens[this.#at++];
  }

  /** Is the next word (of `ahead`) one of these? Quoted names are no words. */
  is(words: RegExp, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.kind === 'word' && words.test(token.text);
  }

  /** Takes the words if all stand there in this order: `eat('if not exists')`. */
  eat(phrase: string): boolean {
    const words = phrase.split(' ');
    const there = words.every((w, i) => this.peek(i)?.kind === 'word' && this.peek(i)?.text.toLowerCase() === w);
    if (there) this.#at += words.length;
    return there;
  }

  /** Last part of a qualified name; undefined when something else stands there. */
  name(): string | undefined {
    let found: string | undefined;
    for (;;) {
      const token = this.peek();
      if (token?.kind !== 'word' && token?.kind !== 'name') return found;
      found = token.text;
      this.#at++;
      if (this.peek()?.text !== '.' || this.peek()?.kind !== 'op') return found;
      this.#at++;
    }
  }

  isOpen(ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.kind === 'op' && token.text === '(';
  }

  /** Tokens of the parenthesis that opens here, without its signs; undefined when none does. */
  group(): readonly Token[] | undefined {
    if (!this.isOpen()) return undefined;
    const from = ++this.#at;
    for (let depth = 1; this.#at < this.tokens.length; this.#at++) {
      if (this.isOpen()) depth++;
      const token = this.peek();
      if (token?.kind === 'op' && token.text === ')' && --depth === 0) break;
    }
    return this.tokens.slice(from, this.#at++);
  }

  rest(): readonly Token[] {
    const rest = this.tokens.slice(this.#at);
    this.#at = this.tokens.length;
    return rest;
  }
}

/** Splits at commas outside parentheses. */
export function splitByComma(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'op' && token.text === '(') depth++;
    if (token.kind === 'op' && token.text === ')') depth--;
    if (token.kind === 'op' && token.text === ',' && depth === 0) parts.push([]);
    else parts[parts.length - 1]?.push(token);
  }
  return parts.filter((p) => p.length > 0);
}
