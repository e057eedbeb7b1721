/** Which differences are explained, and which explanations explain nothing? */
import type { Explanation } from './explained.js';
import type { Looked } from './walk.js';

export interface Settled {
  readonly library: string;
  readonly holds: number;
  /** Behind `any`, or on a type that nothing declared leads to. */
  readonly unsure: readonly string[];
  readonly missing: readonly string[];
  readonly explained: readonly { readonly row: string; readonly why: string }[];
  /** Sentences about explanations that do not hold. */
  readonly stale: readonly string[];
}

/**
 * @param looked the current version
 * @param earlier what became of the same rows in the version that an explanation names
 */
export function settle(
  library: string,
  looked: Looked,
  explanations: readonly Explanation[],
  earlier: (version: string) => Looked | undefined,
): Settled {
  const rows = (...verdicts: readonly string[]): readonly string[] =>
    [...looked].flatMap(([row, verdict]) => (verdicts.includes(verdict) ? [row] : []));
  const missing = rows('missing');
  const open = rows('open', 'unseen');
  const settled = missing.flatMap((row) => {
    const explanation = explanations.find((e) => explains(e, row) && !fault(e, row, earlier));
    return explanation ? [{ row, why: explanation.why }] : [];
  });
  return {
    library,
    holds: rows('holds').length,
    unsure: open,
    missing: missing.filter((row) => !settled.some((s) => s.row === row)),
    explained: settled,
    stale: explanations.flatMap((e) => stale(e, looked, earlier)),
  };
}

function explains({ rows }: Explanation, row: string): boolean {
  return rows.some((name) => matches(name, row));
}

function matches(name: string, row: string): boolean {
  return name.endsWith('*') ? row.startsWith(name.slice(0, -1)) : name === row;
}

function stale(explanation: Explanation, looked: Looked, earlier: (version: string) => Looked | undefined): string[] {
  return explanation.rows.flatMap((name) => {
    const spoken = [...looked].filter(([row]) => matches(name, row));
    if (spoken.length === 0) return [`“${name}” is explained, and no row names it`];
    const gone = spoken.filter(([, verdict]) => verdict === 'missing');
    if (gone.length === 0) return [`“${name}” is explained, and it is there`];
    return gone.flatMap(([row]) => fault(explanation, row, earlier) ?? []);
  });
}

/** Why the version that an explanation names does not bear it out. */
function fault(
  { in: version }: Explanation,
  row: string,
  earlier: (version: string) => Looked | undefined,
): string | undefined {
  if (version === undefined) return undefined;
  const then = earlier(version);
  if (!then) return `“${row}” is explained by ${version}, which could not be looked at`;
  return then.get(row) === 'missing' ? `“${row}” is explained by ${version}, and it is not there either` : undefined;
}
