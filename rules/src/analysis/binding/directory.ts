/** Modules loaded by a computed path (`require(path.join(__dirname, file))`): any module of that folder. */
import type { TSESTree } from '@typescript-eslint/types';
import { lastName, unwrap } from '../ast.js';
import type { Binder } from './bind.js';
import type { Env } from './value.js';

const MAX_MODULES = 60;

/** Files that a path with an unknown last part may name; empty when the folder is not known. The module itself is not among them. */
export function filesOfPattern(binder: Binder, node: TSESTree.Node, env: Env): readonly string[] {
  const text = pathText(node, env, 0);
  const match = text === undefined ? undefined : /^([^*]*)\/\*(?:\.\w+)?$/.exec(text);
  if (!match) return [];
  const self = env.module.path;
  const folder = normalised(`${self.slice(0, self.lastIndexOf('/'))}/${match[1] ?? ''}`);
  const found = binder.project
    .files()
    .filter((f) => f !== self && f.startsWith(`${folder}/`) && !f.slice(folder.length + 1).includes('/'));
  return found.length > MAX_MODULES ? [] : found;
}

/** The path relative to the module, `*` for what is not constant. */
function pathText(node: TSESTree.Node, env: Env, depth: number): string | undefined {
  const at = unwrap(node);
  if (depth > 6) return undefined;
  switch (at.type) {
    case 'Literal':
      return typeof at.value === 'string' ? at.value : undefined;
    case 'TemplateLiteral':
      return at.quasis
        .map((q, i) => (q.value.cooked ?? '') + (at.expressions[i] ? part(at.expressions[i], env, depth) : ''))
        .join('');
    case 'BinaryExpression':
      return at.operator === '+' ? part(at.left, env, depth) + part(at.right, env, depth) : undefined;
    case 'CallExpression':
      return /^(?:join|resolve)$/.test(lastName(at.callee) ?? '')
        ? at.arguments.map((a) => part(a, env, depth)).join('/')
        : undefined;
    case 'MemberExpression':
      return at.object.type === 'MetaProperty' && lastName(at) === 'dirname' ? '.' : undefined;
    case 'Identifier': {
      if (at.name === '__dirname') return '.';
      const def = env.module.variables.get(at)?.defs[0];
      const init = def?.type === 'Variable' && def.node.id.type === 'Identifier' ? def.node.init : undefined;
      return init ? pathText(init, env, depth + 1) : undefined;
    }
    default:
      return undefined;
  }
}

function part(node: TSESTree.Node, env: Env, depth: number): string {
  return pathText(node, env, depth + 1) ?? '*';
}

function normalised(path: string): string {
  const parts: string[] = [];
  for (const p of path.split('/')) {
    if (p === '..') parts.pop();
    else if (p !== '.' && (p !== '' || parts.length === 0)) parts.push(p);
  }
  return parts.join('/');
}
