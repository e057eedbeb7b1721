/** Lints the texts that come in, a line of JSON each, and answers with a line of JSON. */
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const overrideConfigFile = fileURLToPath(new URL('../../rules/bench/eslint/strict.config.mjs', import.meta.url));
const eslint = new ESLint({ overrideConfigFile });

for await (const line of createInterface({ input: process.stdin })) {
  const { file, text } = JSON.parse(line);
  const [result] = await eslint.lintText(text, { filePath: file });
  console.log(JSON.stringify(result.messages));
}
