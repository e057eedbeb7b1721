/** `expected.md` of every fixture: findings and what their suggestions change. */
import { withSources } from '../sources.mjs';

export function generate() {
  return withSources(async (load) => (await load('/test/fixtures/repair-report.ts')).reports());
}
