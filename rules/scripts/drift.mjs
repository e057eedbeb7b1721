/**
 * Lays the rows of the models beside the current versions of the packages: `npm run drift [-- library …] [--folder path]`.
 * Installs them in a temporary folder; with `--folder` in that one, where they stay for the next run.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withSources } from './sources.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { folder: { type: 'string' }, verbose: { type: 'boolean' } },
});

process.exitCode = await withSources(async (load) => {
  const { drift } = await load('/scripts/drift/run.ts');
  return drift({
    only: positionals,
    folder: values.folder === undefined ? undefined : resolve(values.folder),
    verbose: values.verbose ?? false,
    write: (text) => process.stdout.write(text),
  });
});
