/** Text to module: one parser, one pass. */
import type { TSESTree } from '@typescript-eslint/types';
import { analyze, type ScopeManager, type Variable } from '@typescript-eslint/scope-manager';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import { parseSync } from 'oxc-parser';
import type { ExportBinding, ImportBinding, Lines, Module } from './module.js';

type Lang = 'ts' | 'tsx' | 'dts' | 'jsx';

function langOf(path: string): Lang {
  if (/\.d\.[cm]?ts$/.test(path)) return 'dts';
  if (path.endsWith('.tsx')) return 'tsx';
  return /\.[cm]?ts$/.test(path) ? 'ts' : 'jsx';
}

/** Parses `text` (no byte order mark). Never throws: a syntax error gives an empty module with its `problem`. */
export function parseModule(path: string, text: string): Module {
  const lang = langOf(path);
  const commonjs = lang === 'jsx' && !/^\s*(?:import|export)\b/m.test(text) && /\b(?:require\s*\(|module\.exports|exports\.)/.test(text);
  const parsed = parse(path, text, lang, commonjs);
  const program = parsed.program;
  const tables = new Tables();
  tables.visit(program);
  let scopes: ScopeManager;
  try {
    scopes = analyze(program, { sourceType: 'module', lib: [], childVisitorKeys: visitorKeys as never });
  } catch (error) {
    parsed.problem = `cannot be scoped: ${String(error)}`;
    program.body = [];
    scopes = analyze(program, { sourceType: 'module', lib: [] });
  }
  return {
    path,
    text,
    program,
    scopes,
    variables: variablesOf(scopes),
    imports: tables.imports,
    exports: tables.exports,
    exportAll: tables.exportAll,
    classes: tables.classes,
    functions: tables.functions,
    calls: tables.calls,
    thisWrites: tables.thisWrites,
    decorators: tables.decorators,
    loops: tables.loops,
    lines: new LineIndex(text),
    problem: parsed.problem,
  };
}

function parse(path: string, text: string, lang: Lang, commonjs: boolean): { program: TSESTree.Program; problem: string | undefined } {
  const result = parseSync(path, text, {
    lang,
    astType: 'ts',
    range: true,
    preserveParens: false,
    sourceType: commonjs ? 'commonjs' : 'module',
  } as never);
  const program = result.program as unknown as TSESTree.Program;
  if (result.errors.length === 0) return { program, problem: undefined };
  if (program.body.length > 0) return { program, problem: undefined };
  return { program, problem: result.errors[0]?.message ?? 'syntax error' };
}

function variablesOf(scopes: ScopeManager): ReadonlyMap<TSESTree.Node, Variable> {
  const found = new Map<TSESTree.Node, Variable>();
  for (const scope of scopes.scopes) {
    for (const variable of scope.variables) {
      for (const identifier of variable.identifiers) found.set(identifier, variable);
      for (const reference of variable.references) found.set(reference.identifier, variable);
    }
  }
  return found;
}

/** Line starts of a text; the starts are found when first asked for. */
class LineIndex implements Lines {
  #starts: readonly number[] | undefined;
  constructor(readonly text: string) {}

  at(offset: number): TSESTree.Position {
    const starts = (this.#starts ??= lineStarts(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if ((starts[mid] ?? 0) <= offset) low = mid;
      else high = mid - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) };
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}

/** The lookup tables, filled in the pass that sets parents. */
class Tables {
  readonly imports = new Map<string, ImportBinding>();
  readonly exports = new Map<string, ExportBinding>();
  readonly exportAll: string[] = [];
  readonly classes: (TSESTree.ClassDeclaration | TSESTree.ClassExpression)[] = [];
  readonly functions: (TSESTree.ArrowFunctionExpression | TSESTree.FunctionDeclaration | TSESTree.FunctionExpression)[] = [];
  readonly calls = new Map<string, (TSESTree.CallExpression | TSESTree.NewExpression)[]>();
  readonly thisWrites = new Map<string, TSESTree.AssignmentExpression[]>();
  readonly decorators = new Map<string, TSESTree.Decorator[]>();
  readonly loops: TSESTree.ForOfStatement[] = [];
  visit(root: TSESTree.Node): void {
    const stack: { node: TSESTree.Node; parent: TSESTree.Node | undefined }[] = [{ node: root, parent: undefined }];
    for (let entry = stack.pop(); entry; entry = stack.pop()) {
      const { node, parent } = entry;
      (node as { parent?: TSESTree.Node | undefined }).parent = parent;
      this.#record(node);
      const keys = visitorKeys[node.type] ?? [];
      for (let k = keys.length - 1; k >= 0; k--) {
        const child = (node as unknown as Record<string, unknown>)[keys[k] ?? ''];
        if (Array.isArray(child)) {
          for (let i = child.length - 1; i >= 0; i--) if (child[i]) stack.push({ node: child[i] as TSESTree.Node, parent: node });
        } else if (child) stack.push({ node: child as TSESTree.Node, parent: node });
      }
    }
  }

  #record(node: TSESTree.Node): void {
    switch (node.type) {
      case 'ImportDeclaration':
        this.#import(node);
        break;
      case 'TSImportEqualsDeclaration':
        if (node.moduleReference.type === 'TSExternalModuleReference') {
          const source = stringOf(node.moduleReference.expression);
          if (source !== undefined) this.imports.set(node.id.name, { kind: 'require', source });
        }
        break;
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
      case 'ExportAllDeclaration':
      case 'TSExportAssignment':
        this.#export(node);
        break;
      case 'VariableDeclarator':
        this.#require(node);
        break;
      case 'AssignmentExpression':
        this.#assignment(node);
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
        this.classes.push(node);
        break;
      case 'ArrowFunctionExpression':
      case 'FunctionDeclaration':
      case 'FunctionExpression':
        this.functions.push(node);
        break;
      case 'CallExpression':
      case 'NewExpression':
        add(this.calls, lastNameOf(node.callee), node);
        break;
      case 'Decorator':
        add(this.decorators, lastNameOf(node.expression), node);
        break;
      case 'ForOfStatement':
        this.loops.push(node);
        break;
      default:
        break;
    }
  }

  #import(node: TSESTree.ImportDeclaration): void {
    const source = node.source.value;
    for (const specifier of node.specifiers) {
      const local = specifier.local.name;
      if (specifier.type === 'ImportDefaultSpecifier') this.imports.set(local, { kind: 'named', source, name: 'default' });
      else if (specifier.type === 'ImportNamespaceSpecifier') this.imports.set(local, { kind: 'namespace', source });
      else this.imports.set(local, { kind: 'named', source, name: nameOf(specifier.imported) });
    }
  }

  #export(
    node: TSESTree.ExportNamedDeclaration | TSESTree.ExportDefaultDeclaration | TSESTree.ExportAllDeclaration | TSESTree.TSExportAssignment,
  ): void {
    if (node.type === 'ExportAllDeclaration') {
      if (node.exported) this.exports.set(nameOf(node.exported), { kind: 'reexport-namespace', source: node.source.value });
      else this.exportAll.push(node.source.value);
    } else if (node.type === 'ExportDefaultDeclaration') {
      this.exports.set('default', exportOf(node.declaration));
    } else if (node.type === 'TSExportAssignment') {
      this.exports.set('=', exportOf(node.expression));
      this.exports.set('default', exportOf(node.expression));
    } else {
      for (const specifier of node.specifiers) {
        const exported = nameOf(specifier.exported);
        const local = nameOf(specifier.local);
        this.exports.set(exported, node.source ? { kind: 'reexport', source: node.source.value, name: local } : { kind: 'local', name: local });
      }
      for (const name of declaredNames(node.declaration)) this.exports.set(name, { kind: 'local', name });
    }
  }

  #require(node: TSESTree.VariableDeclarator): void {
    const source = requiredSource(node.init);
    if (source === undefined || node.parent.parent.type !== 'Program') return;
    if (node.id.type === 'Identifier') this.imports.set(node.id.name, { kind: 'require', source: source.source, ...(source.name === undefined ? {} : { name: source.name }) });
    else if (node.id.type === 'ObjectPattern') {
      for (const p of node.id.properties) {
        if (p.type !== 'Property' || p.key.type !== 'Identifier') continue;
        const target = p.value.type === 'AssignmentPattern' ? p.value.left : p.value;
        if (target.type === 'Identifier') this.imports.set(target.name, { kind: 'require', source: source.source, name: p.key.name });
      }
    }
  }

  #assignment(node: TSESTree.AssignmentExpression): void {
    const { left, right } = node;
    if (left.type !== 'MemberExpression' || left.computed || left.property.type !== 'Identifier') return;
    const name = left.property.name;
    if (left.object.type === 'ThisExpression') add(this.thisWrites, name, node);
    else if (isName(left.object, 'module') && name === 'exports') this.#moduleExports(right);
    else if (isName(left.object, 'exports') || isModuleExports(left.object)) {
      if (!this.exports.has(name)) this.exports.set(name, exportOf(right));
    }
  }

  #moduleExports(right: TSESTree.Expression): void {
    const required = requiredSource(right);
    if (required && required.name === undefined) this.exportAll.push(required.source);
    this.exports.set('=', exportOf(right));
    this.exports.set('default', exportOf(right));
    if (right.type !== 'ObjectExpression') return;
    for (const p of right.properties) {
      if (p.type === 'SpreadElement') {
        const spread = requiredSource(p.argument);
        if (spread) this.exportAll.push(spread.source);
      } else if (!p.computed && p.key.type === 'Identifier') this.exports.set(p.key.name, exportOf(p.value));
    }
  }
}

function exportOf(node: TSESTree.Node): ExportBinding {
  return node.type === 'Identifier' ? { kind: 'local', name: node.name } : { kind: 'node', node };
}

function add<T>(table: Map<string, T[]>, name: string | undefined, value: T): void {
  if (name === undefined) return;
  const list = table.get(name);
  if (list) list.push(value);
  else table.set(name, [value]);
}

function isName(node: TSESTree.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

function isModuleExports(node: TSESTree.Node): boolean {
  return node.type === 'MemberExpression' && isName(node.object, 'module') && isName(node.property, 'exports');
}

function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

function stringOf(node: TSESTree.Node): string | undefined {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

/** `require('s')`, `require('s').name`, `__importStar(require('s'))`, `await import('s')`. */
function requiredSource(node: TSESTree.Node | null): { source: string; name?: string } | undefined {
  if (!node) return undefined;
  if (node.type === 'AwaitExpression') return requiredSource(node.argument);
  if (node.type === 'ImportExpression') {
    const source = stringOf(node.source);
    return source === undefined ? undefined : { source };
  }
  if (node.type === 'CallExpression') {
    const first = node.arguments[0];
    if (!first) return undefined;
    if (isName(node.callee, 'require')) {
      const source = stringOf(first);
      return source === undefined ? undefined : { source };
    }
    return node.callee.type === 'Identifier' && /^__import|_interop/.test(node.callee.name) ? requiredSource(first) : undefined;
  }
  if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier') {
    const inner = requiredSource(node.object);
    return inner && inner.name === undefined ? { source: inner.source, name: node.property.name } : undefined;
  }
  return undefined;
}

function declaredNames(node: TSESTree.Node | null): readonly string[] {
  if (!node) return [];
  if (node.type === 'VariableDeclaration') return node.declarations.flatMap((d) => patternNames(d.id));
  if ('id' in node && node.id && 'name' in node.id && typeof node.id.name === 'string') return [node.id.name];
  return [];
}

function patternNames(node: TSESTree.Node): readonly string[] {
  switch (node.type) {
    case 'Identifier':
      return [node.name];
    case 'ObjectPattern':
      return node.properties.flatMap((p) => patternNames(p.type === 'RestElement' ? p.argument : p.value));
    case 'ArrayPattern':
      return node.elements.flatMap((e) => (e ? patternNames(e) : []));
    case 'AssignmentPattern':
      return patternNames(node.left);
    default:
      return [];
  }
}

function lastNameOf(node: TSESTree.Node): string | undefined {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'MemberExpression':
      if (node.computed) return stringOf(node.property);
      return node.property.type === 'Identifier' ? node.property.name : node.property.type === 'PrivateIdentifier' ? `#${node.property.name}` : undefined;
    case 'CallExpression':
    case 'NewExpression':
      return lastNameOf(node.callee);
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'ChainExpression':
    case 'TSInstantiationExpression':
      return lastNameOf(node.expression);
    default:
      return undefined;
  }
}
