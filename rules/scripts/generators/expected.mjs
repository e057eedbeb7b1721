/** `expected.md` of every fixture. */
import { withSources } from '../sources.mjs';

export async function generate() {
  return withSources(async (load) => (await load('/test/fixtures/repair-report.ts')).reports());
}
