/** Each row of the models is reached by a fixture. */
import { expect, it } from 'vitest';
import { reachOfFixtures } from './reach.js';

it('fixtures reach every row', { timeout: 180_000 }, () => {
  const { all, reached } = reachOfFixtures();
  expect(all.length, 'rows').toBeGreaterThan(2000);
  expect(all.filter((row) => !reached.has(row))).toEqual([]);
});
