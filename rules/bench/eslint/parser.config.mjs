/** ESLint with the TypeScript parser and no rule: what every linted file costs anyway. */
import tseslint from 'typescript-eslint';

export default [
  { ignores: ['**/dist/', '**/build/', '**/coverage/', '**/*.d.ts'] },
  {
    files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'],
    languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
  },
];
