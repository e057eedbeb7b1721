/** Is a person at a terminal told that the work goes on, and nobody else? */
import { PassThrough } from 'node:stream';
import { setTimeout as later } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { progressOn } from '../../src/cli/progress.js';

async function shown(isTTY: boolean, ms: number): Promise<string> {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
  const progress = progressOn(stream);
  progress.step('at once');
  await later(ms);
  progress.step('later');
  progress.done();
  return (stream.read() as string | null) ?? '';
}

it.each([
  ['a terminal, a short run', true, 0, ''],
  ['a terminal, a long run', true, 1100, '\r\u001B[2Klater\r\u001B[2K'],
  ['a pipe, a long run', false, 1100, ''],
])('%s', async (_, isTTY, ms, text) => {
  expect(await shown(isTTY, ms)).toBe(text);
});
