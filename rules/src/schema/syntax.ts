/** The parts of a syntax tree that declare tables: constants, object literals, call chains. No scopes, no types. */
import type { TSESTree } from '@typescript-eslint/types';

type Node = TSESTree.Node;

/** One parsed source with what its names denote. */
export interface Unit {
  readonly path: string;
  readonly text: string;
  readonly program: TSESTree.Program;
  /** Local name → module and exported name. */
  readonly imports: ReadonlyMap<string, { readonly from: string; readonly name: string }>;
  /** Variables and enums by name, the first of each name. */
  readonly values: ReadonlyMap<string, Node>;
  /** 1-based. */
  line(node: Node): number;
  /** All nodes of a type, in the order of the text. */
  all<T extends Collected>(type: T): readonly Extract<Node, { type: `${T}` }>[];
}

const COLLECTED = [
  'CallExpression',
  'NewExpression',
  'ClassDeclaration',
  'ClassExpression',
  'ObjectExpression',
  'AssignmentExpression',
  'PropertyDefinition',
] as const;
type Collected = (typeof COLLECTED)[number];

export type Scalar = string | number | boolean;

/** One call of a chain, `a.b(x).c(y)` giving `b` and `c`. */
export interface Call {
  readonly name: string;
  readonly args: readonly Node[];
  readonly node: TSESTree.CallExpression;
}

export interface Chain {
  /** What the chain hangs on: `table` in `table.string('k')`; undefined for a plain `text('k')`. */
  readonly root: Node | undefined;
  /** Innermost first. */
  readonly calls: readonly Call[];
}

export function createUnit(path: string, text: string, program: TSESTree.Program): Unit {
  const imports = new Map<string, { from: string; name: string }>();
  const values = new Map<string, Node>();
  const nodes = new Map<string, Node[]>(COLLECTED.map((type) => [type, []]));
  visit(program, (node) => {
    nodes.get(node.type)?.push(node);
    if (node.type === 'ImportDeclaration') readImports(node, imports);
    if (node.type === 'VariableDeclarator' && node.init) readVariable(node, imports, values);
    if (node.type === 'TSEnumDeclaration' && !values.has(node.id.name)) values.set(node.id.name, node);
  });
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return {
    path,
    text,
    program,
    imports,
    values,
    line: (node) => lineAt(starts, node.range[0]),
    all: (type) => (nodes.get(type) ?? []) as never,
  };
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

function readImports(node: TSESTree.ImportDeclaration, imports: Map<string, { from: string; name: string }>): void {
  for (const s of node.specifiers) {
    const name =
      s.type === 'ImportSpecifier'
        ? s.imported.type === 'Identifier'
          ? s.imported.name
          : s.imported.value
        : s.type === 'ImportDefaultSpecifier'
          ? 'default'
          : '*';
    imports.set(s.local.name, { from: node.source.value, name });
  }
}

function readVariable(
  node: TSESTree.VariableDeclarator,
  imports: Map<string, { from: string; name: string }>,
  values: Map<string, Node>,
): void {
  const init = node.init && unwrap(node.init);
  if (!init) return;
  if (node.id.type === 'Identifier' && !values.has(node.id.name)) values.set(node.id.name, init);
  const from =
    init.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'require'
      ? init.arguments[0]
      : undefined;
  if (from?.type !== 'Literal' || typeof from.value !== 'string') return;
  if (node.id.type === 'Identifier') imports.set(node.id.name, { from: from.value, name: '*' });
  if (node.id.type !== 'ObjectPattern') return;
  for (const p of node.id.properties) {
    if (p.type === 'Property' && p.value.type === 'Identifier')
      imports.set(p.value.name, { from: from.value, name: nameOfKey(p) ?? p.value.name });
  }
}

/** Depth first, outermost first; `enter` returning false keeps out of the node's children. */
export function visit(node: Node, enter: (node: Node) => unknown): void {
  if (enter(node) === false) return;
  for (const key in node) {
    const value: unknown = key === 'parent' || key === 'range' || key === 'loc' ? undefined : node[key as keyof Node];
    if (Array.isArray(value)) for (const child of value) visitChild(child, enter);
    else visitChild(value, enter);
  }
}

function visitChild(child: unknown, enter: (node: Node) => unknown): void {
  if (typeof child === 'object' && child !== null && typeof (child as { type?: unknown }).type === 'string')
    visit(child as Node, enter);
}

/** Strips what does not change a value. */
export function unwrap(node: Node): Node {
  let at = node;
  for (;;) {
    if (
      at.type === 'TSAsExpression' ||
      at.type === 'TSSatisfiesExpression' ||
      at.type === 'TSNonNullExpression' ||
      at.type === 'TSTypeAssertion' ||
      at.type === 'ChainExpression'
    )
      at = at.expression;
    else if (at.type === 'AwaitExpression') at = at.argument;
    else return at;
  }
}

/** Constant name of a property or member. */
export function nameOfKey(node: { readonly key: Node; readonly computed?: boolean }): string | undefined {
  if (node.key.type === 'Identifier' && node.computed !== true) return node.key.name;
  return node.key.type === 'Literal' ? String(node.key.value) : undefined;
}

/** Constant name of the member a member expression asks for. */
export function memberName(node: TSESTree.MemberExpression): string | undefined {
  return nameOfKey({ key: node.property, computed: node.computed });
}

/** Last name of a callee or reference: `a.b.c` → `c`. */
export function lastName(node: Node): string | undefined {
  const at = unwrap(node);
  if (at.type === 'Identifier') return at.name;
  return at.type === 'MemberExpression' ? memberName(at) : undefined;
}

/** Follows variables of the file to what they were set to. */
export function resolve(node: Node, unit: Unit, depth = 0): Node {
  const at = unwrap(node);
  if (depth > 8) return at;
  if (at.type === 'Identifier') {
    const value = unit.values.get(at.name);
    return value && value !== at ? resolve(value, unit, depth + 1) : at;
  }
  if (at.type === 'MemberExpression') {
    const name = memberName(at);
    const found = name === undefined ? undefined : memberOf(resolve(at.object, unit, depth + 1), name);
    return found ? resolve(found, unit, depth + 1) : at;
  }
  if (
    at.type === 'CallExpression' &&
    at.callee.type === 'MemberExpression' &&
    memberName(at.callee) === 'freeze' &&
    at.arguments[0]
  )
    return resolve(at.arguments[0], unit, depth + 1);
  return at;
}

function memberOf(node: Node, name: string): Node | undefined {
  if (node.type === 'ObjectExpression')
    return node.properties.find((p): p is TSESTree.Property => p.type === 'Property' && nameOfKey(p) === name)?.value;
  if (node.type === 'TSEnumDeclaration')
    return node.body.members.find((m) => nameOfKey({ key: m.id }) === name)?.initializer;
  return undefined;
}

/** Constant string, number or boolean; undefined when it is not known. */
export function scalar(node: Node | undefined, unit: Unit): Scalar | undefined {
  if (!node) return undefined;
  const at = resolve(node, unit);
  if (at.type === 'Literal')
    return typeof at.value === 'string' || typeof at.value === 'number' || typeof at.value === 'boolean'
      ? at.value
      : undefined;
  if (at.type === 'TemplateLiteral' && at.expressions.length === 0) return at.quasis[0]?.value.cooked ?? undefined;
  if (at.type === 'UnaryExpression' && at.operator === '!' && at.argument.type === 'Literal') return !at.argument.value;
  return undefined;
}

export function text(node: Node | undefined, unit: Unit): string | undefined {
  const value = scalar(node, unit);
  return typeof value === 'string' ? value : undefined;
}

/** Strings of an array (or of one string); undefined when any of them is unknown. */
export function texts(node: Node | undefined, unit: Unit): readonly string[] | undefined {
  if (!node) return undefined;
  const at = resolve(node, unit);
  if (at.type !== 'ArrayExpression') {
    const one = text(at, unit);
    return one === undefined ? undefined : [one];
  }
  const found = at.elements.map((e) => (e ? text(e, unit) : undefined));
  return found.every((f) => f !== undefined) ? found : undefined;
}

/** Elements of an array literal, or the node itself. */
export function elements(node: Node | undefined, unit: Unit): readonly Node[] {
  if (!node) return [];
  const at = resolve(node, unit);
  return at.type === 'ArrayExpression' ? at.elements.filter((e) => e !== null) : [at];
}

/** Properties of an object literal, spreads of known literals included, the last of a name winning. */
export function properties(node: Node | undefined, unit: Unit, depth = 0): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  if (!node || depth > 8) return found;
  const at = resolve(node, unit);
  if (at.type === 'CallExpression' && lastName(at.callee) === 'assign') {
    for (const a of at.arguments) for (const [name, value] of properties(a, unit, depth + 1)) found.set(name, value);
  }
  if (at.type !== 'ObjectExpression') return found;
  for (const p of at.properties) {
    if (p.type === 'SpreadElement')
      for (const [name, value] of properties(p.argument, unit, depth + 1)) found.set(name, value);
    else {
      const name = nameOfKey(p) ?? (p.computed ? text(p.key, unit) : undefined);
      if (name !== undefined) found.set(name, p.value);
    }
  }
  return found;
}

/** The chain a call ends; undefined for other nodes. */
export function chainOf(node: Node): Chain | undefined {
  const calls: Call[] = [];
  let at = unwrap(node);
  for (;;) {
    if (at.type === 'MemberExpression') at = unwrap(at.object);
    else if (at.type === 'CallExpression') {
      const name = lastName(at.callee);
      if (name === undefined) break;
      calls.unshift({ name, args: at.arguments, node: at });
      const callee = unwrap(at.callee);
      if (callee.type !== 'MemberExpression') return { root: undefined, calls };
      at = unwrap(callee.object);
    } else break;
  }
  return calls.length === 0 ? undefined : { root: at, calls };
}

/** Does the expression make a value when it runs (a call, `new`, a template of calls)? */
export function isComputed(node: Node): boolean {
  let found = false;
  visit(node, (n) => {
    if (n.type === 'CallExpression' || n.type === 'NewExpression' || n.type === 'TaggedTemplateExpression')
      found = true;
    return !found;
  });
  return found;
}

export function isFunction(node: Node): node is TSESTree.ArrowFunctionExpression | TSESTree.FunctionExpression {
  return node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression';
}

/** What a function gives back: the expression of an arrow, else its last `return`. */
export function returned(node: Node): Node | undefined {
  if (!isFunction(node)) return undefined;
  if (node.body.type !== 'BlockStatement') return unwrap(node.body);
  const last = node.body.body.findLast((s) => s.type === 'ReturnStatement');
  return last?.argument ? unwrap(last.argument) : undefined;
}
