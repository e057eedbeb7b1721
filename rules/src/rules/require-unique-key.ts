/** A write that inserts only what is not there, told by a key that the schema does not make unique. */
import { describeDeclaration, describePath, describeTarget } from '../analysis/describe.js';
import type { Effect } from '../analysis/effect.js';
import { protection } from '../analysis/judging/guards.js';
import { type Lookup, lookupOf, tableOf, unclashing } from '../analysis/judging/lookup.js';
import { uniqueKeyFixes } from '../fixes/unique-key.js';
import { getColumn, isSameColumn, type Table, type UniqueKey } from '../schema/schema.js';
import { effectsOf, isRedelivered, type Rule } from './rule.js';

export const requireUniqueKey: Rule = {
  id: 'require-unique-key',
  recommended: 'error',
  description: 'Require that the key of an upsert or conflict clause is unique in the schema',
  messages: {
    where:
      'Two deliveries at once insert into {{target}} twice: the row is looked up by {{columns}}, which nothing makes unique ({{declared}}).{{path}}',
    target:
      'A repeated message is not told by this conflict clause: {{target}} has no unique key on {{columns}} ({{declared}}), so the database refuses the statement or inserts a second row.{{path}}',
    partial:
      'A repeated message is not told by this conflict clause: the unique key on {{columns}} of {{target}} holds for some rows only ({{declared}}), and the clause does not repeat its condition.{{path}}',
    generated:
      'A redelivered message inserts into {{target}} again: the conflict clause waits for a unique key, and all keys of the table are made by the database ({{declared}}).{{path}}',
  },
  check: ({ timeline, schema }) => {
    if (!isRedelivered(timeline)) return [];
    return effectsOf(timeline).flatMap((e) => {
      const table = tableOf(e, schema);
      const fault = table && faultOf(e, table);
      if (!fault || protection(e, timeline) !== undefined) return [];
      const data = {
        target: describeTarget(e),
        columns: fault.lookup.names.map((n) => `“${n}”`).join(' with '),
        declared: describeDeclaration(fault.declared, timeline),
        path: describePath(e),
      };
      const isNamed = fault.messageId === 'where' || fault.messageId === 'target';
      const fixes = isNamed ? uniqueKeyFixes(fault.lookup.names, fault.lookup.columns, table, schema, e.call) : [];
      return [{ messageId: fault.messageId, data, event: e, fixes, declared: fault.declared }];
    });
  },
};

interface Fault {
  readonly messageId: string;
  readonly lookup: Lookup;
  /** What says so. */
  readonly declared: Table | UniqueKey;
}

function faultOf(effect: Effect, table: Table): Fault | undefined {
  const lookup = lookupOf(effect);
  if (!lookup || table.keys.length === 0) return undefined;
  if (lookup.by === 'any')
    return unclashing(effect, table) === 'database' ? { messageId: 'generated', lookup, declared: table } : undefined;
  if (lookup.by === 'key' || !isSeen(lookup, effect, table)) return undefined;
  const covered = table.keys.filter((k) => k.columns.every((c) => lookup.names.some((n) => isSameColumn(table, n, c))));
  if (covered.some((k) => !k.partial)) return undefined;
  const [partial] = covered;
  if (!partial) return { messageId: lookup.by, lookup, declared: table };
  if (lookup.by === 'where' || !effect.sql || effect.sql.statement.conflict?.targetWhere) return undefined;
  return { messageId: 'partial', lookup, declared: partial };
}

/** Are these columns of the table, each compared with one value that the message has a part in? */
function isSeen({ by, names, columns }: Lookup, { columns: written }: Effect, table: Table): boolean {
  if (!names.every((n) => getColumn(table, n))) return false;
  if (by === 'target') return written.length > 0;
  const isPlain = columns.every((c) => c.node !== undefined && !/^(?:Object|Array)Expression$/.test(c.node.type));
  return isPlain && columns.some((c) => c.provenance === 'message') && columns.every((c) => c.provenance !== 'unknown');
}
