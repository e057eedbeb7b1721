/** Tables of Prisma schema files: models line by line, attribute by attribute. */
import { Draft, type SchemaSource } from './table.js';

interface Attribute {
  readonly name: string;
  readonly args: string;
}

interface Line {
  readonly text: string;
  readonly line: number;
}

interface Block {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly file: string;
  readonly line: number;
}

const GENERATED = /^(?:autoincrement|uuid|cuid|ulid|nanoid|auto|sequence|dbgenerated|now)\s*\(/;

/** Reads all files together, since a model may refer to one of another file. */
export function readPrisma(sources: readonly SchemaSource[]): readonly Draft[] {
  const blocks = sources.flatMap(blocksOf);
  const models = new Set(blocks.map((b) => b.name));
  const nullsEqual = sources.some((s) => /^\s*provider\s*=\s*"(?:mongodb|sqlserver)"/m.test(s.text));
  return blocks.map((block) => readModel(block, models, nullsEqual));
}

function blocksOf(source: SchemaSource): readonly Block[] {
  const blocks: Block[] = [];
  let open: { name: string; lines: Line[]; line: number } | undefined;
  for (const { text, line } of logicalLines(source.text)) {
    const start = /^model\s+(\w+)\s*\{(.*)$/.exec(text);
    if (start?.[1] !== undefined) {
      open = { name: start[1], lines: [], line };
      if (start[2]?.trim()) open.lines.push({ text: start[2].replace(/\}\s*$/, '').trim(), line });
      if (!start[2]?.trim().endsWith('}')) continue;
    } else if (text !== '}') {
      open?.lines.push({ text, line });
      continue;
    }
    if (open) blocks.push({ ...open, file: source.path });
    open = undefined;
  }
  return blocks;
}

/** Lines without comments; a line goes on while a bracket is open. */
function logicalLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  let pending: { text: string; line: number; depth: number } | undefined;
  text.split('\n').forEach((raw, index) => {
    const clean = withoutComment(raw).trim();
    const depth = (pending?.depth ?? 0) + balance(clean);
    const joined = pending ? `${pending.text} ${clean}` : clean;
    const line = pending?.line ?? index + 1;
    pending = depth > 0 ? { text: joined, line, depth } : undefined;
    if (!pending && joined !== '') lines.push({ text: joined, line });
  });
  return lines;
}

function withoutComment(line: string): string {
  return line.replace(/("(?:\\.|[^"\\])*")|\/\/.*$/g, (_all, string: string | undefined) => string ?? '');
}

function balance(line: string): number {
  const bare = line.replace(/"(?:\\.|[^"\\])*"/g, '');
  return (bare.match(/[([]/g)?.length ?? 0) - (bare.match(/[)\]]/g)?.length ?? 0);
}

function readModel(block: Block, models: ReadonlySet<string>, nullsEqual: boolean): Draft {
  const blockAttributes = block.lines
    .filter((l) => l.text.startsWith('@@'))
    .flatMap((l) => attributesOf(l.text).map((a) => ({ ...a, line: l.line })));
  const mapped = blockAttributes.find((a) => a.name === 'map');
  const name = (mapped && quoted(mapped.args)) ?? block.name;
  const table = new Draft(name, 'prisma', block.file, block.line).alias(
    block.name,
    block.name.charAt(0).toLowerCase() + block.name.slice(1),
  );
  for (const line of block.lines) if (!line.text.startsWith('@@')) readField(table, line, models, nullsEqual);
  for (const { name: kind, args, line } of blockAttributes) {
    if (kind !== 'id' && kind !== 'unique') continue;
    const columns = fieldsOf(args);
    const given = quoted(/\bname\s*:\s*("(?:\\.|[^"\\])*")/.exec(args)?.[1] ?? (/^\s*"/.test(args) ? args : ''));
    const partial = /\bwhere\s*:/.test(args);
    table.key({
      kind: kind === 'id' ? 'primary' : 'unique',
      columns,
      partial,
      nullsEqual,
      name: given ?? (columns.length > 1 ? columns.join('_') : undefined),
      line,
    });
  }
  return table;
}

function readField(table: Draft, line: Line, models: ReadonlySet<string>, nullsEqual: boolean): void {
  const field = /^(\w+)\s+(\w+)(?:\([^)]*\))?(\[\]|\?)?(.*)$/.exec(line.text);
  const [, property, type, modifier, rest] = field ?? [];
  if (property === undefined || type === undefined) return;
  const attributes = attributesOf(rest ?? '');
  if (models.has(type)) {
    const relation = attributes.find((a) => a.name === 'relation')?.args ?? '';
    table.relations.set(property, {
      to: type,
      columns: fieldsOf(/\bfields\s*:\s*(\[[^\]]*\])/.exec(relation)?.[1] ?? ''),
      references: fieldsOf(/\breferences\s*:\s*(\[[^\]]*\])/.exec(relation)?.[1] ?? ''),
    });
    return;
  }
  const get = (name: string): Attribute | undefined => attributes.find((a) => a.name === name);
  const fallback = get('default')?.args.trim() ?? '';
  table.column({
    name: quoted(get('map')?.args ?? '') ?? property,
    property,
    generated: GENERATED.test(fallback) || get('updatedAt') !== undefined,
    nullable: modifier === '?',
    type: typeOf(type, rest ?? ''),
    line: line.line,
  });
  if (get('id')) table.key({ kind: 'primary', columns: [property], nullsEqual, line: line.line });
  const unique = get('unique');
  if (unique) table.key({ columns: [property], partial: /\bwhere\s*:/.test(unique.args), nullsEqual, line: line.line });
}

/** The native type where it is given: `String @db.VarChar(36)` is `varchar(36)`. */
function typeOf(type: string, attributes: string): string {
  return (/@db\.(\w+(?:\(\d+\))?)/.exec(attributes)?.[1] ?? type).toLowerCase();
}

/** `@name(args)` and `@@name(args)`, native types (`@db.Uuid`) included under their first name. */
function attributesOf(text: string): readonly Attribute[] {
  const found: Attribute[] = [];
  const start = /@{1,2}(\w+)(?:\.\w+)*\s*(\(?)/g;
  for (let match = start.exec(text); match; match = start.exec(text)) {
    const end = match[2] === '(' ? closing(text, start.lastIndex) : start.lastIndex;
    found.push({ name: match[1] ?? '', args: text.slice(start.lastIndex, end) });
    start.lastIndex = end;
  }
  return found;
}

/** Offset of the bracket that closes the one before `from`. */
function closing(text: string, from: number): number {
  let depth = 1;
  let inString = false;
  for (let at = from; at < text.length; at++) {
    const c = text[at];
    if (c === '\\' && inString) at++;
    else if (c === '"') inString = !inString;
    else if (!inString && c === '(') depth++;
    else if (!inString && c === ')' && --depth === 0) return at;
  }
  return text.length;
}

function quoted(text: string): string | undefined {
  return /"((?:\\.|[^"\\])*)"/.exec(text)?.[1];
}

/** Names in the first list: `[a, b(sort: Desc)]`. */
function fieldsOf(args: string): readonly string[] {
  const list = args.slice(args.indexOf('[') + 1).replace(/\([^)]*\)/g, '');
  return list
    .slice(0, Math.max(0, list.indexOf(']')))
    .split(',')
    .map((f) => f.trim())
    .filter((f) => f !== '');
}
