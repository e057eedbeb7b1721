/** Documents are written by hand, but for what stands between `<!-- generated: … -->` and `<!-- /generated -->`. */

const SECTION = /(<!-- generated: (.+?) -->)[^]*?(<!-- \/generated -->)/g;

/** Fills every section with what `render` gives for the words of its mark. */
export async function filled(text, render) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(SECTION)) {
    const [whole, open, words, close] = match;
    parts.push(text.slice(end, match.index), `${open}\n\n${await render(words)}\n\n${close}`);
    end = match.index + whole.length;
  }
  return [...parts, text.slice(end)].join('');
}

export function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
