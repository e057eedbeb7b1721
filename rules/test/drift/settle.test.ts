/** Which differences are explained, and which explanations are out of date? */
import { expect, it } from 'vitest';
import type { Explanation } from '../../scripts/drift/explained.js';
import { settle } from '../../scripts/drift/settle.js';
import type { Looked } from '../../scripts/drift/walk.js';

const looked: Looked = new Map([
  ['Client', 'holds'],
  ['Client.old', 'missing'],
  ['Client.any', 'open'],
  ['Client.far', 'unseen'],
]);
const settled = (explanations: readonly Explanation[], earlier: () => Looked | undefined = () => undefined) =>
  settle('x', looked, explanations, earlier);

it('counts what is there, and names what is not', () => {
  expect(settled([])).toEqual({
    library: 'x',
    holds: 1,
    unsure: ['Client.any', 'Client.far'],
    missing: ['Client.old'],
    explained: [],
    stale: [],
  });
});

it('takes an explanation for what is missing', () => {
  const { missing, explained, stale } = settled([{ rows: ['Client.o*'], why: 'made at run time' }]);
  expect({ missing, explained, stale }).toEqual({
    missing: [],
    explained: [{ row: 'Client.old', why: 'made at run time' }],
    stale: [],
  });
});

it('reports explanations that explain nothing', () => {
  const why = 'no more';
  expect(settled([{ rows: ['Client', 'Nobody'], why }]).stale).toEqual([
    '“Client” is explained, and it is there',
    '“Nobody” is explained, and no row names it',
  ]);
});

it('looks into the version that an explanation names', () => {
  const explanation = { rows: ['Client.old'], in: 'x@1', why: 'taken away in 2' };
  const there = settled([explanation], () => new Map([['Client.old', 'holds']]));
  expect([there.missing, there.stale]).toEqual([[], []]);
  const gone = settled([explanation], () => new Map([['Client.old', 'missing']]));
  expect(gone.missing).toEqual(['Client.old']);
  expect(gone.stale).toEqual(['“Client.old” is explained by x@1, and it is not there either']);
  expect(settled([explanation]).stale).toEqual(['“Client.old” is explained by x@1, which could not be looked at']);
});
