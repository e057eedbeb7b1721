/** What do JSDoc tags say of functions: `@idempotent`, `@nonIdempotent`, `@idempotencyKey <parameter>`? */
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import { patternNames, propertyName, isNode } from './syntax.js';

export interface Declaration {
  /** `idempotent`: calling it again does no harm. `nonIdempotent`: it does. */
  readonly is: 'idempotent' | 'nonIdempotent' | undefined;
  /** What it tells repeated calls by. */
  readonly key: DeclaredKey | undefined;
}

/** A parameter, or a property of one. */
export interface DeclaredKey {
  /** As the tag has it: `order.id`. */
  readonly name: string;
  /** Where a call gives it: the argument's position, then properties. */
  readonly path: readonly [argument: number, ...properties: string[]];
  /** What the parameter is where no call gives it. */
  readonly fallback: TSESTree.Node | undefined;
}

/** A tag that says nothing. */
export interface DeclarationFault {
  /** Offset in the text. */
  readonly at: number;
  readonly message: string;
}

export interface Declarations {
  /**
   * By what is declared: the function where one is written there, else the method or property of a type, the property or
   * the variable. Of overloads it is the implementation.
   */
  readonly of: ReadonlyMap<TSESTree.Node, Declaration>;
  readonly faults: readonly DeclarationFault[];
}

/** Words of which one stands in every text that declares something. */
export const declarationTags: readonly string[] = ['@idempotent', '@nonIdempotent', '@idempotencyKey'];

interface Comment {
  readonly value: string;
  readonly type: 'Line' | 'Block';
  readonly start: number;
  readonly end: number;
}

/** The tags of one comment. */
interface Block {
  readonly is: Declaration['is'];
  /** The parameter that is named. */
  readonly key: string | undefined;
  /** Offset of the comment. */
  readonly at: number;
}

/** At the beginning of a line or sentence: elsewhere the tag is only spoken of. */
const TAG = /(?:^[ \t]*\*?[ \t]*|[.!?][ \t]+)@(idempotent|nonIdempotent|idempotencyKey)(?![\w-])[ \t]*([\w$.]*)/gm;

export function mayDeclare(text: string): boolean {
  return declarationTags.some((tag) => text.includes(tag));
}

/** Reads the tags of all JSDoc blocks; parents of the tree are set. */
export function readDeclarations(text: string, program: TSESTree.Program, comments: readonly Comment[]): Declarations {
  const reader = new Reader(text);
  for (const comment of comments) {
    if (comment.type === 'Block' && comment.value.startsWith('*')) reader.read(comment);
  }
  reader.attach(program);
  reader.complain();
  return reader;
}

class Reader implements Declarations {
  readonly of = new Map<TSESTree.Node, Declaration>();
  readonly faults: DeclarationFault[] = [];
  /** By the offset of what they stand before. */
  readonly #blocks = new Map<number, Block>();
  readonly #attached = new Set<Block>();

  constructor(readonly text: string) {}

  read({ value, start, end }: Comment): void {
    const tags = [...value.matchAll(TAG)].map(([, tag = '', word = '']) => ({ tag, word }));
    if (tags.length === 0) return;
    const has = (tag: string): boolean => tags.some((t) => t.tag === tag);
    const key = tags.find((t) => t.tag === 'idempotencyKey')?.word.replace(/\.+$/, '');
    if (key === '') this.#fault(start, '@idempotencyKey names no parameter: @idempotencyKey orderId');
    const isBoth = has('idempotent') && has('nonIdempotent');
    if (isBoth) this.#fault(start, 'a function cannot be both @idempotent and @nonIdempotent');
    const is = isBoth
      ? undefined
      : has('idempotent')
        ? 'idempotent'
        : has('nonIdempotent')
          ? 'nonIdempotent'
          : undefined;
    this.#blocks.set(tokenAfter(this.text, end), { is, key: key === '' ? undefined : key, at: start });
  }

  /** Finds what stands behind the blocks, outermost first. */
  attach(node: TSESTree.Node): void {
    if (![...this.#blocks.keys()].some((at) => at >= node.range[0] && at < node.range[1])) return;
    const block = this.#blocks.get(node.range[0]) ?? this.#blocks.get(afterDecorators(node, this.text));
    const declared = block && !this.#attached.has(block) ? declaredBy(node) : undefined;
    if (block && declared) {
      this.#attached.add(block);
      const key = block.key === undefined ? undefined : this.#keyOf(declared, block.key, block.at);
      if (!this.of.has(declared)) this.of.set(declared, { is: block.is, key });
    }
    for (const name of visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, unknown>)[name];
      for (const c of Array.isArray(child) ? (child as unknown[]) : [child]) if (isNode(c)) this.attach(c);
    }
  }

  /** Of blocks that stand before nothing that can be called. */
  complain(): void {
    for (const block of this.#blocks.values()) {
      if (!this.#attached.has(block))
        this.#fault(block.at, 'the tag stands before no function, method, or variable or property that may hold one');
    }
  }

  #keyOf(declared: TSESTree.Node, name: string, at: number): DeclaredKey | undefined {
    const parameters = parametersOf(declared);
    if (!parameters) {
      this.#fault(at, `@idempotencyKey ${name}: the parameters are not written here`);
      return undefined;
    }
    const [first = '', ...properties] = name.split('.');
    for (const [index, parameter] of parameters.entries()) {
      const path = pathTo(parameter, first);
      if (!path) continue;
      const fallback = parameter.type === 'AssignmentPattern' && path.length === 0 ? parameter.right : undefined;
      return { name, path: [index, ...path, ...properties], fallback };
    }
    const names = parameters.flatMap((p) => patternNames(p));
    const known = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
    this.#fault(at, `@idempotencyKey ${name}: the function has no parameter “${first}”, ${known}`);
    return undefined;
  }

  #fault(at: number, message: string): void {
    this.faults.push({ at, message });
  }
}

/** Offset of the first thing after `offset` that is neither space nor comment. */
function tokenAfter(text: string, offset: number): number {
  const skipped = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
  skipped.lastIndex = offset;
  skipped.exec(text);
  return skipped.lastIndex;
}

/** A block may stand behind the decorators of a member. */
function afterDecorators(node: TSESTree.Node, text: string): number {
  const last = 'decorators' in node ? node.decorators.at(-1) : undefined;
  return last ? tokenAfter(text, last.range[1]) : -1;
}

/** What a block before `node` speaks of. */
function declaredBy(node: TSESTree.Node): TSESTree.Node | undefined {
  switch (node.type) {
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return node.declaration ? declaredBy(node.declaration) : undefined;
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
      return implementationOf(node);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return node;
    case 'VariableDeclaration': {
      const [first] = node.declarations;
      return functionIn(first.init) ?? first;
    }
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
      return methodOf(node).value;
    case 'Property':
    case 'PropertyDefinition':
      return functionIn(node.value) ?? node;
    case 'TSAbstractPropertyDefinition':
    case 'TSMethodSignature':
    case 'TSPropertySignature':
      return node;
    case 'ExpressionStatement':
      return node.expression.type === 'AssignmentExpression' ? functionIn(node.expression.right) : undefined;
    default:
      return undefined;
  }
}

/** The function that an expression is, assertions taken off. */
function functionIn(node: TSESTree.Node | null): TSESTree.Node | undefined {
  if (node?.type === 'TSAsExpression' || node?.type === 'TSSatisfiesExpression') return functionIn(node.expression);
  return node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression' ? node : undefined;
}

function implementationOf(node: TSESTree.FunctionDeclaration | TSESTree.TSDeclareFunction): TSESTree.Node {
  const outer = /^(?:Program|BlockStatement)$/.test(node.parent.type) ? node.parent : node.parent.parent;
  const beside = outer && 'body' in outer && Array.isArray(outer.body) ? (outer.body as TSESTree.Node[]) : [];
  const own = beside.map((s) => (s.type === 'ExportNamedDeclaration' ? s.declaration : s));
  return own.find((s) => s?.type === 'FunctionDeclaration' && s.id?.name === node.id?.name) ?? node;
}

function methodOf(
  node: TSESTree.MethodDefinition | TSESTree.TSAbstractMethodDefinition,
): TSESTree.MethodDefinition | TSESTree.TSAbstractMethodDefinition {
  const name = nameOf(node);
  const implementation = node.parent.body.find(
    (m) =>
      m.type === 'MethodDefinition' &&
      m.static === node.static &&
      nameOf(m) === name &&
      m.value.type === 'FunctionExpression',
  );
  return implementation?.type === 'MethodDefinition' ? implementation : node;
}

function nameOf({ key }: TSESTree.MethodDefinition | TSESTree.TSAbstractMethodDefinition): string | undefined {
  return key.type === 'Identifier' || key.type === 'PrivateIdentifier' ? key.name : undefined;
}

/** The parameters of what is declared; undefined where they stand elsewhere. */
function parametersOf(node: TSESTree.Node): readonly TSESTree.Parameter[] | undefined {
  if ('params' in node && Array.isArray(node.params)) return node.params as TSESTree.Parameter[];
  const annotation =
    node.type === 'VariableDeclarator' ? node.id.typeAnnotation : 'typeAnnotation' in node ? node.typeAnnotation : null;
  if (annotation?.type === 'TSTypeAnnotation' && annotation.typeAnnotation.type === 'TSFunctionType')
    return annotation.typeAnnotation.params;
  const value = node.type === 'VariableDeclarator' ? node.init : 'value' in node ? node.value : undefined;
  if (!isNode(value) || value.type !== 'CallExpression') return undefined;
  // What wraps a function takes what the function takes.
  const functions = value.arguments.flatMap((a) => functionIn(a) ?? []);
  return functions.length === 1 && functions[0] ? parametersOf(functions[0]) : undefined;
}

/** Properties that lead from the whole of a parameter to the variable `name`; undefined where it is not in it. */
function pathTo(pattern: TSESTree.Node, name: string): readonly string[] | undefined {
  switch (pattern.type) {
    case 'Identifier':
      return pattern.name === name ? [] : undefined;
    case 'AssignmentPattern':
      return pathTo(pattern.left, name);
    case 'TSParameterProperty':
      return pathTo(pattern.parameter, name);
    case 'ObjectPattern':
      for (const p of pattern.properties) {
        const inner = p.type === 'Property' ? pathTo(p.value, name) : undefined;
        const own = p.type === 'Property' ? propertyName(p.key, p.computed) : undefined;
        if (inner && own !== undefined) return [own, ...inner];
      }
      return undefined;
    default:
      return undefined;
  }
}
