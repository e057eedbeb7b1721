/** A key that is made anew gives way to one that is made of the message's identity, of the kind that its column holds. */
import type { Effect, Maker, StableKeyModel, Timeline, WrittenColumn } from '../analysis/effect.js';
import type { TSESTree } from '@typescript-eslint/types';
import { within } from '../analysis/ast.js';
import type { Edit } from './fix.js';
import { exchangeImport } from './imports.js';
import { recordId } from './record-id.js';
import { styleOf } from './style.js';

/** Characters that are left of a key of digits where its column takes no more. */
const ENOUGH = 32;

/**
 * Only where the call that makes the key stands in the same module, behind what the message is known by, and no other value of
 * the column is made by another call.
 *
 * @param type of the column as it is declared; undefined where it is not known
 */
export function derivedKeyEdits(
  key: WrittenColumn,
  effect: Effect,
  timeline: Timeline,
  type: string | undefined,
): readonly Edit[] | undefined {
  const { maker } = key;
  const { identity } = effect.call;
  const text = recordId(effect, timeline);
  if (!maker || !identity || text === undefined || maker.module !== effect.module) return undefined;
  const others = [...effect.columns, ...effect.where].filter((c) => c.name === key.name);
  if (others.some((c) => c.maker?.node !== maker.node) || !isKnownAt(identity.root, maker)) return undefined;
  const way = wayOf(maker, type);
  if (!way || (way.makes !== maker.makes && isSharedUuid(maker, effect))) return undefined;
  return madeOf(text, way, maker, lengthOf(type));
}

/** Does the variable stand for the message where the key is made? */
export function isKnownAt(root: TSESTree.Node, { module, node }: Maker): boolean {
  const variable = module.variables.get(root);
  return variable !== undefined && root.range[1] <= node.range[0] && within(node, variable.scope.block);
}

/** Does anything else use the UUID by its name? It may need one. */
function isSharedUuid({ makes, module, node }: Maker, { call }: Effect): boolean {
  const declarator = node.parent;
  if (makes !== 'guid' || declarator.type !== 'VariableDeclarator') return false;
  const references = module.variables.get(declarator.id)?.references ?? [];
  return !references.every((r) => r.init === true || within(r.identifier, call.node));
}

/** A UUID where there was one, or where the column holds nothing else; else what the column has room for. */
function wayOf({ instead, makes }: Maker, type: string | undefined): StableKeyModel | undefined {
  const uuid = instead.find((way) => way.makes === 'guid');
  if (type === undefined) return makes === 'guid' ? uuid : undefined;
  if (/^(?:uuid|uniqueidentifier)$/.test(type)) return uuid;
  if (!/^(?:n?(?:var)?char|character|text|tinytext|mediumtext|longtext|citext|string)/.test(type)) return undefined;
  const room = lengthOf(type);
  if (uuid && room >= uuid.length) return uuid;
  return room >= ENOUGH ? instead.find((way) => way.makes === 'digits') : undefined;
}

/** How many characters the column takes. */
function lengthOf(type: string | undefined): number {
  const given = /\((\d+)\)/.exec(type ?? '')?.[1];
  if (given !== undefined) return Number(given);
  return /^(?:n?char|character)(?! varying)/.test(type ?? '') ? 1 : Infinity;
}

function madeOf(text: string, way: StableKeyModel, maker: Maker, room: number): readonly Edit[] | undefined {
  const { module, node } = maker;
  const gone = node.callee.type === 'Identifier' ? node.callee : undefined;
  const imported = exchangeImport(module, gone, way.name, way.from);
  if (!imported) return undefined;
  const code = way.code
    .replaceAll("'", styleOf(module).quote)
    .replaceAll('<name>', imported.local)
    .replaceAll('<text>', text);
  const cut = way.makes === 'digits' && room < way.length ? `.slice(0, ${String(room)})` : '';
  return [...imported.edits, { file: module, start: node.range[0], end: node.range[1], text: code + cut }];
}
