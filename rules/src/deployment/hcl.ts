/** The blocks of a Terraform file, with the text of their arguments: as much of HCL as telling functions and their events needs. */

export interface Block {
  /** `resource`, `data`, or the name of a nested block. */
  readonly type: string;
  readonly labels: readonly string[];
  /** Text of each argument's expression, as written. */
  readonly arguments: ReadonlyMap<string, string>;
  readonly blocks: readonly Block[];
}

const TOKEN =
  /\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/|<<-?(\w+)[^\n]*\n[\s\S]*?\n\s*\1\b|"(?:[^"\\$]|\\.|\$\{[^}]*\}|\$)*"|[\w.-]+|[^\s\w]/gy;

/** Top-level blocks of the text. What cannot be read ends the list. */
export function readBlocks(text: string): readonly Block[] {
  const tokens = tokensOf(text);
  const reader = { at: 0 };
  return bodyOf(text, tokens, reader).blocks;
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Does a new line stand before it? */
  readonly isFirst: boolean;
}

function tokensOf(text: string): readonly Token[] {
  const found: Token[] = [];
  let isFirst = true;
  for (const match of text.matchAll(TOKEN)) {
    const [token] = match;
    if (/^(?:\s|#|\/\/|\/\*)/.test(token))
      isFirst ||= token.includes('\n') || token.startsWith('#') || token.startsWith('//');
    else {
      found.push({ text: token, start: match.index, end: match.index + token.length, isFirst });
      isFirst = false;
    }
  }
  return found;
}

/** Arguments and blocks up to the closing brace. */
function bodyOf(text: string, tokens: readonly Token[], reader: { at: number }): Pick<Block, 'arguments' | 'blocks'> {
  const given = new Map<string, string>();
  const blocks: Block[] = [];
  while (reader.at < tokens.length) {
    const name = tokens[reader.at++];
    if (!name || name.text === '}') break;
    if (tokens[reader.at]?.text === '=') {
      reader.at++;
      given.set(name.text, expressionText(text, tokens, reader));
      continue;
    }
    const labels: string[] = [];
    while (/^["\w]/.test(tokens[reader.at]?.text ?? '')) labels.push(unquoted(tokens[reader.at++]?.text ?? ''));
    if (tokens[reader.at]?.text !== '{') continue;
    reader.at++;
    blocks.push({ type: name.text, labels, ...bodyOf(text, tokens, reader) });
  }
  return { arguments: given, blocks };
}

/** An expression ends with its line, unless a bracket is open. */
function expressionText(text: string, tokens: readonly Token[], reader: { at: number }): string {
  const start = tokens[reader.at]?.start ?? 0;
  let end = start;
  for (let open = 0; reader.at < tokens.length; reader.at++) {
    const token = tokens[reader.at];
    if (!token || (open === 0 && token.start > start && (token.isFirst || token.text === '}'))) break;
    if (/^[[{(]$/.test(token.text)) open++;
    if (/^[\]})]$/.test(token.text)) open--;
    end = token.end;
  }
  return text.slice(start, end);
}

/** The constant that an expression is, or undefined. */
export function unquoted(expression: string): string {
  return expression.startsWith('"') ? expression.slice(1, -1) : expression;
}
