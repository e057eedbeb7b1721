/** Do the links between our documents lead somewhere? */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

it.each(documents())('%s', (document) => {
  expect(deadLinks(document, readFileSync(join(root, document), 'utf8'))).toEqual([]);
});

it('sees links that lead nowhere', () => {
  const text = '[a](none.md) [b](README.md#none) [c](#none) [d](https://example.com/none) [e](README.md)\n\n# e';
  expect(deadLinks('README.md', text)).toEqual(['none.md', 'README.md#none', '#none']);
});

function documents(): string[] {
  const pages = readdirSync(join(root, 'rules/docs'), { recursive: true, encoding: 'utf8' });
  return ['README.md', 'rules/README.md', ...pages.filter((f) => f.endsWith('.md')).map((f) => join('rules/docs', f))];
}

function deadLinks(document: string, text: string): string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => !/^https?:/.test(link) && !leadsSomewhere(document, text, link));
}

function leadsSomewhere(document: string, text: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? document : relative(root, join(root, dirname(document), path));
  if (!existsSync(join(root, target))) return false;
  if (anchor === undefined) return true;
  return headings(path === '' ? text : readFileSync(join(root, target), 'utf8')).includes(anchor);
}

/** Anchors as GitHub makes them. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );
}
