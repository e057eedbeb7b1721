/** @middy/core: wraps a Lambda handler; the exported object is the function inside (consumers.md §8, 7.9.2). */
import type { LibraryModel } from '../model.js';

const wrap = { returns: 'Middy', returnsArgument: [0] } as const;

export default {
  library: '@middy/core',
  packages: ['@middy/core'],
  exports: { '*': { call: wrap } },
  types: {
    Middy: {
      members: {
        use: { call: { returns: 'this' } },
        before: { call: { returns: 'this' } },
        after: { call: { returns: 'this' } },
        onError: { call: { returns: 'this' } },
        handler: { call: { returns: 'Middy', returnsArgument: [0] } },
      },
    },
  },
} satisfies LibraryModel;
