/** A SQL statement as a step: what it does and to which tables, told from its words alone. */
import type { Step } from './run.js';

const written =
  /\b(insert\s+(?:or\s+\w+\s+)?into|replace\s+into|update(?:\s+or\s+\w+)?(?!\s+(?:set|of|skip|nowait))|delete\s+from|merge\s+into|truncate(?:\s+table)?)\s+(?:only\s+)?(?:["`\w]+\s*\.\s*)?["`]?(\w+)["`]?/gi;
const selected = /\b(?:from|join)\s+(?:["`\w]+\s*\.\s*)?["`]?(\w+)["`]?/gi;
/** Statements that make what others did durable, or end it. */
const ending = /^\s*(commit|end)\b/i;
const controlling = /^\s*(begin|start\s+transaction|rollback|savepoint|release|set|show|beginTransaction)\b/i;

/** `insert orders`, with the tables it writes; a `read` where it writes none. */
export function describeSql(text: string): Step {
  const bare = text.replace(/'(?:[^']|'')*'/g, "''").replace(/--[^\n]*|\/\*[^]*?\*\//g, ' ');
  const control = controlling.exec(bare)?.[1];
  if (control !== undefined) return { kind: 'control', label: control.toLowerCase(), resources: [] };
  if (ending.test(bare)) return { kind: 'write', label: 'commit', resources: [] };
  const writes = [...bare.matchAll(written)].filter(
    ([, verb = '', table = '']) => !(/^update$/i.test(verb) && /^set$/i.test(table)),
  );
  if (writes.length > 0) {
    const words = writes.map(([, verb = '', table = '']) => `${(verb.split(/\s+/)[0] ?? verb).toLowerCase()} ${table}`);
    return { kind: 'write', label: words.join(', '), resources: [...new Set(writes.map(([, , table = '']) => table))] };
  }
  const reads = [...new Set([...bare.matchAll(selected)].map(([, table = '']) => table))];
  const isCatalog = reads.length > 0 && reads.every((name) => /^(pg_\w+|tables|columns|sqlite_\w+)$/i.test(name));
  const asksForTypes = reads.some((name) => /^pg_(?:type|range|class|namespace)$/i.test(name));
  return {
    kind: isCatalog || asksForTypes ? 'control' : 'read',
    label: `read ${reads.join(', ')}`.trim(),
    resources: reads,
  };
}
