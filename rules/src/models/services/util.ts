/** Node's util: a promisified function is the function it was made of. */
import type { LibraryModel } from '../model.js';

export default {
  library: 'util',
  packages: ['util', 'es6-promisify', 'pify'],
  exports: {
    promisify: { call: { returnsArgument: [0] } },
    default: { call: { returnsArgument: [0] } },
  },
} satisfies LibraryModel;
