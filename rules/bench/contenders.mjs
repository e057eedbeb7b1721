/** Who runs: the Node script and its arguments; the project is the working directory. */
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const eslint = at('../../node_modules/eslint/bin/eslint.js');
const withConfig = (name) => ['--config', at(`./eslint/${name}.config.mjs`), '.'];

export const contenders = [
  { id: 'command', name: 'idempotent-consumer', script: at('../dist/cli/main.js'), args: ['.'] },
  { id: 'parser', name: 'ESLint, parser alone', script: eslint, args: withConfig('parser') },
  { id: 'strict', name: 'ESLint, our strict config', script: eslint, args: withConfig('strict') },
  { id: 'sonarjs', name: 'ESLint, sonarjs recommended', script: eslint, args: withConfig('sonarjs') },
  { id: 'oxlint', name: 'oxlint, defaults', script: at('../../node_modules/oxlint/bin/oxlint'), args: ['.'] },
];
