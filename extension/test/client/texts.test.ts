/** Is every text there in each language, and none that nobody uses? */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const extension = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(extension, file), 'utf8');
const readTexts = (file: string) => JSON.parse(read(file)) as Record<string, string>;

it.each(['package.nls.json', 'package.nls.zh-cn.json'])('%s has the texts of the manifest', (file) => {
  const used = [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]);
  expect(used.length).toBeGreaterThan(40);
  expect(Object.keys(readTexts(file)).sort()).toEqual([...new Set(used)].sort());
});

it('the Chinese bundle has the texts of the client', () => {
  const sources = readdirSync(join(extension, 'client'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => read(join('client', file)));
  const used = sources.flatMap((source) => [...source.matchAll(/l10n\.t\(\s*'([^']+)'/g)].map((match) => match[1]));
  expect(sources.join('').split('l10n.t(')).toHaveLength(used.length + 1);
  expect(Object.keys(readTexts('l10n/bundle.l10n.zh-cn.json')).sort()).toEqual([...new Set(used)].sort());
});

it.each(['package.nls', 'l10n/bundle.l10n'])('%s.zh-cn.json keeps placeholders, links and settings', (name) => {
  const chinese = Object.entries(readTexts(`${name}.zh-cn.json`));
  const english = name === 'package.nls' ? readTexts('package.nls.json') : {};
  const kept = /\{\d\}|\(command:[^)]+\)|`[^`]+`/g;
  for (const [key, text] of chinese) {
    expect(text.match(kept) ?? [], key).toEqual((english[key] ?? key).match(kept) ?? []);
    expect(text).not.toBe('');
  }
});
