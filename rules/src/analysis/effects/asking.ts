/** Calls that look like sending and only ask: a reading pattern, an address that searches, a GraphQL query, a JSON-RPC call that reads. */
import type { TSESTree } from '@typescript-eslint/types';
import { lastName, propertyName, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { Argument, Env } from '../binding/value.js';
import type { Part } from './parts.js';

/** A name that begins with a word for reading: `find-user`, `getRules`, `GET_USER`; to check something out or in is no reading. */
const READS =
  /^(?:get|find|fetch|list|search|read|check(?![-_ ]?(?:out|in)\b)|verify|validate|exists?|count|lookup|query|is|has)(?:$|[^a-z])/;
/** An address whose last step searches, or has a language model write something that is kept nowhere. */
const SEARCHES =
  /\/(?:_?m?search|_?query|_count|_mget|(?:chat\/)?completions|embeddings)\/?(?:[?#]|$)|:(?:stream)?generateContent|anthropic\.com\/v1\/messages/i;
/** Variables that stand for one another, at most. */
const MAX_HOPS = 8;

/** Is it asked for something, by a name that says so, or by what is sent? */
export function asksOnly(binder: Binder, parts: readonly Part[], resource: string | undefined): boolean {
  const asking = parts.find((p) => p.effect.asks === true);
  if (asking) {
    const names = resource === undefined ? patternTexts(binder, asking) : [resource];
    return names.some(reads);
  }
  return parts.some(({ effect, args }) => {
    if (effect.kind !== 'external' || !(effect.method || /^HTTP /.test(effect.what ?? ''))) return false;
    if (resource !== undefined && SEARCHES.test(resource)) return true;
    return effect.data !== undefined && binder.at(args, effect.data).some((body) => isQuery(binder, body));
  });
}

/** `users.get`, `get.user`, `find-user-by-name`: the verb stands in front, of the whole or of the last part. */
export function reads(name: string): boolean {
  const parts = name.split(/[.:/]/);
  return [parts[0], parts.at(-1)].some(
    (p) => p !== undefined && READS.test(p === p.toUpperCase() ? p.toLowerCase() : p),
  );
}

/** `{ cmd: 'getRules' }`: the texts in a pattern that is an object. */
function patternTexts(binder: Binder, { effect, args }: Part): readonly string[] {
  const values = effect.resource ? binder.at(args, effect.resource).flatMap((a) => binder.argument(a)) : [];
  return values.flatMap((v) => {
    if (v.kind !== 'object') return [];
    const names = v.node.properties.flatMap((p) => (p.type === 'Property' ? (propertyName(p) ?? []) : []));
    return names.flatMap((n) => propertyText(binder, v.node, n, v.env) ?? []);
  });
}

/** A GraphQL document that begins with a query, a JSON-RPC request whose method reads, a request for a token to come in with. */
function isQuery(binder: Binder, body: Argument): boolean {
  if (body.kind !== 'expression') return false;
  const [at, env] = unstringified(initialised(unwrap(body.node), body.env), body.env);
  const text = propertyText(binder, at, 'query', env);
  if (text !== undefined) return /^(?:\s|#[^\n]*\n)*(?:query\b|\{)/.test(text);
  if (propertyText(binder, at, 'grant_type', env) !== undefined) return true;
  const method =
    propertyText(binder, at, 'jsonrpc', env) === undefined ? undefined : propertyText(binder, at, 'method', env);
  return method !== undefined && /(?:^|_)(?:get|call$|estimate|chainId$|blockNumber$|gasPrice$)/.test(method);
}

/** What the variable is declared with, where it is one. */
function initialised(node: TSESTree.Node, { module }: Env): TSESTree.Node {
  const def = node.type === 'Identifier' ? module.variables.get(node)?.defs[0] : undefined;
  const init = def?.type === 'Variable' && def.node.id.type === 'Identifier' ? def.node.init : null;
  return init ? unwrap(init) : node;
}

/** Of `JSON.stringify(body)`, `new URLSearchParams(body)`, `qs.stringify(body)` the body. */
function unstringified(node: TSESTree.Node, env: Env): readonly [TSESTree.Node, Env] {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return [node, env];
  const [first] = node.arguments;
  const isText = /^(?:stringify|encode|URLSearchParams)$/.test(lastName(node.callee) ?? '');
  return isText && first && first.type !== 'SpreadElement' ? [unwrap(first), env] : [node, env];
}

/** The text of a property of the object that the node denotes, as far as it is written out: the beginning of a template. */
function propertyText(binder: Binder, node: TSESTree.Node, name: string, env: Env): string | undefined {
  for (const value of binder.evaluate(node, env)) {
    const given = value.kind === 'object' ? binder.propertyArgument(value, name) : undefined;
    if (given?.kind !== 'expression') continue;
    const text = writtenText(binder, unwrap(given.node), given.env);
    if (text !== undefined) return text;
  }
  return undefined;
}

function writtenText(binder: Binder, node: TSESTree.Node, env: Env, hops = 0): string | undefined {
  const constant = binder.constant(node, env);
  if (typeof constant === 'string') return constant;
  if (node.type === 'TemplateLiteral') return node.quasis[0]?.value.cooked ?? undefined;
  if (node.type === 'TaggedTemplateExpression') return writtenText(binder, node.quasi, env, hops);
  const variable = node.type === 'Identifier' ? env.module.variables.get(node) : undefined;
  const def = variable?.defs[0];
  const init = def?.type === 'Variable' && hops < MAX_HOPS ? def.node.init : null;
  return init ? writtenText(binder, unwrap(init), env, hops + 1) : undefined;
}
