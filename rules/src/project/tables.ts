/** What analysis looks up in a module, filled in the pass that sets parents and ranges. */
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { ExportBinding, FunctionNode, ImportBinding } from './module.js';
import {
  declaredNames,
  exportOf,
  isModuleExports,
  isName,
  lastNameOf,
  nameOf,
  propertyName,
  requiredSource,
  stringOf,
} from './syntax.js';

/** A node as the parser gives it. */
interface Bare {
  readonly start: number;
  readonly end: number;
  parent?: TSESTree.Node | undefined;
  range: [start: number, end: number];
}

/** See `Module` for what each table holds. */
export class Tables {
  readonly imports = new Map<string, ImportBinding>();
  readonly exports = new Map<string, ExportBinding>();
  readonly exportAll: string[] = [];
  readonly classes: (TSESTree.ClassDeclaration | TSESTree.ClassExpression)[] = [];
  readonly functions: FunctionNode[] = [];
  readonly calls = new Map<string, (TSESTree.CallExpression | TSESTree.NewExpression)[]>();
  readonly thisWrites = new Map<string, TSESTree.AssignmentExpression[]>();
  readonly decorators = new Map<string, TSESTree.Decorator[]>();
  readonly loops: TSESTree.ForOfStatement[] = [];

  /** Sets `parent` and `range` of every node: the parser's own ranges double the text that it hands over. */
  visit(root: TSESTree.Node): void {
    const stack: { node: TSESTree.Node; parent: TSESTree.Node | undefined }[] = [{ node: root, parent: undefined }];
    for (let entry = stack.pop(); entry; entry = stack.pop()) {
      const { node, parent } = entry;
      const bare = node as unknown as Bare;
      bare.parent = parent;
      bare.range = [bare.start, bare.end];
      this.#record(node);
      const keys = visitorKeys[node.type] ?? [];
      for (let k = keys.length - 1; k >= 0; k--) {
        const child = (node as unknown as Record<string, unknown>)[keys[k] ?? ''];
        if (Array.isArray(child)) {
          for (let i = child.length - 1; i >= 0; i--)
            if (child[i]) stack.push({ node: child[i] as TSESTree.Node, parent: node });
        } else if (child) stack.push({ node: child as TSESTree.Node, parent: node });
      }
    }
  }

  #record(node: TSESTree.Node): void {
    switch (node.type) {
      case 'ImportDeclaration':
        // Inside `declare module` it is not ours.
        if (node.parent.type === 'Program') this.#import(node);
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
        if (node.parent.type === 'Program') this.#export(node);
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
        if (lastNameOf(node.callee) === '__exportStar') this.#exportStar(node);
        add(this.calls, lastNameOf(node.callee), node);
        break;
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
      if (specifier.type === 'ImportDefaultSpecifier')
        this.imports.set(local, { kind: 'named', source, name: 'default' });
      else if (specifier.type === 'ImportNamespaceSpecifier') this.imports.set(local, { kind: 'namespace', source });
      else this.imports.set(local, { kind: 'named', source, name: nameOf(specifier.imported) });
    }
  }

  #export(
    node:
      | TSESTree.ExportNamedDeclaration
      | TSESTree.ExportDefaultDeclaration
      | TSESTree.ExportAllDeclaration
      | TSESTree.TSExportAssignment,
  ): void {
    if (node.type === 'ExportAllDeclaration') {
      if (node.exported)
        this.exports.set(nameOf(node.exported), { kind: 'reexport-namespace', source: node.source.value });
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
        this.exports.set(
          exported,
          node.source ? { kind: 'reexport', source: node.source.value, name: local } : { kind: 'local', name: local },
        );
      }
      for (const name of declaredNames(node.declaration)) this.exports.set(name, { kind: 'local', name });
    }
  }

  #require(node: TSESTree.VariableDeclarator): void {
    const source = requiredSource(node.init);
    if (source === undefined || node.parent.parent.type !== 'Program') return;
    if (node.id.type === 'Identifier')
      this.imports.set(node.id.name, {
        kind: 'require',
        source: source.source,
        ...(source.name === undefined ? {} : { name: source.name }),
      });
    else if (node.id.type === 'ObjectPattern' && source.name === undefined) {
      for (const p of node.id.properties) {
        if (p.type !== 'Property') continue;
        const name = propertyName(p.key, p.computed);
        const target = p.value.type === 'AssignmentPattern' ? p.value.left : p.value;
        if (target.type === 'Identifier' && name !== undefined)
          this.imports.set(target.name, { kind: 'require', source: source.source, name });
      }
    }
  }

  #assignment(node: TSESTree.AssignmentExpression): void {
    const { left, right } = node;
    if (left.type !== 'MemberExpression') return;
    const name = propertyName(left.property, left.computed);
    if (name === undefined) return;
    if (left.object.type === 'ThisExpression') add(this.thisWrites, name, node);
    else if (isModuleExports(left)) this.#moduleExports(right);
    else if (isName(left.object, 'exports') || isModuleExports(left.object)) this.#exportsMember(name, right);
  }

  /** The first assignment counts, save the `exports.a = void 0` that compilers put in front. */
  #exportsMember(name: string, right: TSESTree.Expression): void {
    const value = rightmost(right);
    if (value.type === 'UnaryExpression' && value.operator === 'void') return;
    if (!this.exports.has(name)) this.exports.set(name, exportOf(value));
  }

  #moduleExports(assigned: TSESTree.Expression): void {
    const right = rightmost(assigned);
    const required = requiredSource(right);
    if (required && required.name === undefined) this.exportAll.push(required.source);
    this.exports.set('=', exportOf(right));
    this.exports.set('default', exportOf(right));
    if (right.type !== 'ObjectExpression') return;
    for (const p of right.properties) {
      if (p.type === 'SpreadElement') {
        const spread = requiredSource(p.argument);
        if (spread) this.exportAll.push(spread.source);
        continue;
      }
      const name = propertyName(p.key, p.computed);
      if (name !== undefined) this.exports.set(name, exportOf(p.value));
    }
  }

  /** `__exportStar(require('s'), exports)`, with or without `tslib.` in front. */
  #exportStar(node: TSESTree.CallExpression): void {
    const star = requiredSource(node.arguments[0] ?? null);
    if (star && star.name === undefined) this.exportAll.push(star.source);
  }
}

/** `a = b = c` → `c`. */
function rightmost(node: TSESTree.Expression): TSESTree.Expression {
  return node.type === 'AssignmentExpression' ? rightmost(node.right) : node;
}

function add<T>(table: Map<string, T[]>, name: string | undefined, value: T): void {
  if (name === undefined) return;
  const list = table.get(name);
  if (list) list.push(value);
  else table.set(name, [value]);
}
