/** How our own code is linted: TypeScript with types, scripts without. */
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const nodeGlobals = Object.fromEntries(
  ['console', 'process', 'performance', 'structuredClone', 'setTimeout', 'clearTimeout', 'URL', 'Buffer'].map(
    (name) => [name, 'readonly'],
  ),
);

const pageGlobals = Object.fromEntries(
  ['document', 'customElements', 'CustomEvent', 'ResizeObserver', 'HTMLElement', 'HTMLInputElement'].map((name) => [
    name,
    'readonly',
  ]),
);

export default defineConfig(
  { ignores: ['**/dist/', '**/bench/results/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.test.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Nodes come from oxc: their type is a plain string, and is compared with its name.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.strict],
    languageOptions: { globals: nodeGlobals },
    rules: { 'no-undef': 'error' },
  },
  {
    files: ['page/*.js', 'rules/page/*.js'],
    languageOptions: { globals: pageGlobals },
  },
);
