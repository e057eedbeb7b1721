/** What a repair would lead to, tried in memory. */
import type { Engine } from '../../engine.js';
import type { Finding } from '../../findings.js';
import { isSource } from '../../project/files.js';
import type { FileChange } from './changes.js';

/**
 * Lays the changes over the disk, and takes them away again.
 *
 * @returns why the repair must not be made, in a sentence; undefined when the finding is gone, no new one is there, and every
 * changed file can be parsed
 */
export function objectionTo(engine: Engine, finding: Finding, changes: readonly FileChange[]): string | undefined {
  const file = finding.place.module.path;
  const before = tally(engine.findings(file));
  for (const { path, after } of changes) engine.project.setBuffer(path, after);
  try {
    const after = tally(engine.findings(file));
    const broken = changes.find(({ path }) => isUnparsable(engine, path));
    if (broken) return `${broken.path} could not be parsed any more.`;
    const own = identityOf(finding);
    if ((after.get(own) ?? 0) >= (before.get(own) ?? 0)) return 'The finding would still be there.';
    const [fresh] = [...after].filter(([key, n]) => n > (before.get(key) ?? 0));
    return fresh && `It would bring another finding: ${fresh[0].split('\0')[0] ?? ''}.`;
  } finally {
    for (const { path } of changes) engine.project.setBuffer(path, undefined);
  }
}

function isUnparsable(engine: Engine, path: string): boolean {
  if (!isSource(path)) return false;
  engine.project.module(path);
  return engine.project.problems.some((problem) => problem.file === path);
}

function tally(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const key = identityOf(finding);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** What stays of a finding when lines move: the rule, what it says apart from the path, and the code it speaks of. */
export function identityOf({ ruleId, messageId, data, place, effect }: Finding): string {
  const said = Object.entries(data).flatMap(([name, value]) => (name === 'path' ? [] : [`${name}=${value}`]));
  const code = [place, effect].map(({ module, node }) => `${module.path} ${module.text.slice(...node.range)}`);
  return [ruleId, messageId, ...said, ...code].join('\0');
}
