/** Is the drawing whole, in every language, and is nothing of the project's text taken for markup? */
import { expect, it } from 'vitest';
import { Engine } from '../../src/engine.js';
import { type Picture, pictureOf } from '../../src/picture/build.js';
import { drawPicture } from '../../src/picture/drawing/draw.js';
import { sayAll } from '../../src/picture/saying.js';
import { english } from '../../src/picture/words.js';
import { simplifiedChinese } from '../../src/picture/words-zh-cn.js';
import { handler } from '../cli/shop.js';
import { workspace } from '../project/workspace.js';

function picture(text: string): Picture {
  const engine = new Engine(workspace({ 'a.ts': text }).at(''));
  const [timeline] = engine.timelines();
  if (!timeline) throw new Error('no handler');
  return pictureOf(engine.analysis, timeline);
}

it('says what is there after each crash', () => {
  const shown = picture(
    handler.replace(
      '  await orders',
      "  await orders.updateOne({ _id: job.data.account }, { $inc: { balance: -10 } });\n  await fetch('https://x.test/mail', { method: 'POST' });\n  await orders",
    ),
  );
  expect(shown.moments.map((m) => sayAll(shown, m, english))).toMatchInlineSnapshot(`
    [
      "The process dies before anything is done. message: delivered again. All is as after one run.",
      "The process dies after: add to “orders.balance”. message: delivered again. orders.balance: −20 instead of −10",
      "The process dies after: send an HTTP POST to “https://x.test/mail”. message: delivered again. orders.balance: −20 instead of −10. HTTP POST to “https://x.test/mail”: sent twice instead of once",
      "All is done, but the acknowledgement is lost. message: delivered again. orders.balance: −20 instead of −10. HTTP POST to “https://x.test/mail”: sent twice instead of once. orders: 2 rows instead of 1",
    ]
  `);
  expect(shown.moments.map((m) => sayAll(shown, m, simplifiedChinese)).at(-1)).toMatchInlineSnapshot(
    `"全部完成，但确认丢失。消息：再次投递。orders.balance：−20，应为 −10。HTTP POST，发往“https://x.test/mail”：发出两次，应为一次。orders：2 行，应为 1 行"`,
  );
});

it('shows a crash point for each moment, its words for those who do not see, and one result for each effect', () => {
  const shown = picture(handler);
  const drawn = drawPicture(shown, english);
  const crashes = shown.moments.filter((m) => m.kind === 'crash').length;
  expect(drawn.match(/class="gap/g)).toHaveLength(crashes);
  expect(drawn.match(/<template /g)).toHaveLength(shown.moments.length);
  expect(drawn).toContain(`role="slider"`);
  expect(drawn).toContain(`aria-valuemax="${String(crashes)}"`);
  for (const [i] of shown.moments.entries()) {
    const results = [...drawn.matchAll(/data-moments="([^"]*)"/g)].filter(([, m]) => m?.split(' ').includes(String(i)));
    expect(results).toHaveLength(shown.moments[i]?.outcomes.length ?? -1);
  }
});

it('takes no text of the project for markup, and needs neither inline styles nor inline scripts', () => {
  const drawn = drawPicture(picture(handler.replace("'orders', async", '`<img src=x onerror="a">`, async')), english);
  expect(drawn).toContain('&#60;img src=x onerror=&#34;a&#34;&#62;');
  expect(drawn).not.toMatch(/<img|<script| style=| on\w+="/);
});

it('links places where it is told an address, and has buttons with the place elsewhere', () => {
  const shown = picture(handler);
  expect(drawPicture(shown, english)).toContain('data-place="{&#34;file&#34;:&#34;a.ts&#34;,&#34;line&#34;:6');
  const linked = drawPicture(shown, english, ({ file, line }) => `${file}#L${String(line)}`);
  expect(linked).toContain('href="a.ts#L6"');
  expect(linked).not.toContain('data-place');
});

it('has the same words with the same blanks in every language', () => {
  const blanks = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort();
  for (const [key, text] of Object.entries(english))
    expect([key, blanks(simplifiedChinese[key as keyof typeof english])]).toEqual([key, blanks(text)]);
});
