/** Collections of the MongoDB driver: what `createIndex` makes unique. */
import type { TSESTree } from '@typescript-eslint/types';
import { readIndex } from './mongoose.js';
import { chainOf, elements, lastName, nameOfKey, properties, resolve, text, type Unit, unwrap } from './syntax.js';
import { Draft } from './table.js';

type Node = TSESTree.Node;

/** Only collections with a unique index: of the others nothing is declared. */
export function readMongodb(units: readonly Unit[]): readonly Draft[] {
  return units.flatMap((unit) => {
    const tables = new Map<string, Draft>();
    for (const node of unit.all('CallExpression')) {
      const method = lastName(node.callee) ?? '';
      if (node.callee.type !== 'MemberExpression' || !/^(?:createIndex(?:es)?|ensureIndex)$/.test(method)) continue;
      const target = collectionOf(node.callee.object, unit);
      const name =
        target ??
        (method === 'createIndex' && node.arguments.length === 3 && node.arguments[1]?.type === 'ObjectExpression'
          ? text(node.arguments[0], unit)
          : undefined);
      if (name !== undefined)
        addIndexes(
          tables,
          name,
          target === undefined ? node.arguments.slice(1) : node.arguments,
          unit,
          unit.line(node),
        );
    }
    return [...tables.values()].filter((t) => t.keys.length > 1);
  });
}

function addIndexes(tables: Map<string, Draft>, name: string, args: readonly Node[], unit: Unit, line: number): void {
  let table = tables.get(name);
  if (!table) {
    table = new Draft(name, 'mongodb', unit.path, line);
    table.column({ name: '_id', generated: true, line });
    table.key({ kind: 'primary', columns: ['_id'], nullsEqual: true, line });
    tables.set(name, table);
  }
  const list = args[0] && resolve(args[0], unit);
  if (list?.type !== 'ArrayExpression') {
    readIndex(table, args, unit, line);
    return;
  }
  for (const entry of elements(list, unit)) {
    const key = properties(entry, unit).get('key');
    if (key) readIndex(table, [key, entry], unit, unit.line(entry));
  }
}

/** `db.collection('orders')`, directly or through a variable or field of the file. */
function collectionOf(node: Node, unit: Unit): string | undefined {
  const at = resolve(node, unit);
  const direct = nameIn(at, unit);
  if (direct !== undefined) return direct;
  const field = at.type === 'MemberExpression' && at.object.type === 'ThisExpression' ? lastName(at) : undefined;
  return field === undefined ? undefined : assigned(field, unit);
}

function nameIn(node: Node, unit: Unit): string | undefined {
  const call = chainOf(node)?.calls.findLast((c) => c.name === 'collection');
  return call && text(call.args[0], unit);
}

function assigned(field: string, unit: Unit): string | undefined {
  const set = unit.all('AssignmentExpression').filter((n) => lastName(n.left) === field);
  const initial = unit.all('PropertyDefinition').filter((n) => nameOfKey(n) === field);
  return [...set.map((n) => n.right), ...initial.flatMap((n) => n.value ?? [])]
    .map((n) => nameIn(unwrap(n), unit))
    .find((n) => n !== undefined);
}
