/** lodash: one element out of a list as it is, counters, the clock and chance (4.17). */
import type { CallModel, ExportModel, LibraryModel } from '../model.js';

const element: CallModel = { returnsArgument: [0, '*'] };
const fresh: CallModel = { provenance: 'fresh' };
const picks: ExportModel = { call: element };

export default {
  library: 'lodash',
  packages: ['lodash', 'lodash-es'],
  exports: {
    default: { value: 'Lodash' },
    '*': { value: 'Lodash' },
    first: picks,
    head: picks,
    last: picks,
    uniqueId: { call: fresh },
    now: { call: fresh },
    random: { call: fresh },
  },
  types: {
    Lodash: {
      members: {
        first: { call: element },
        head: { call: element },
        last: { call: element },
        uniqueId: { call: fresh },
        now: { call: fresh },
        random: { call: fresh },
      },
    },
  },
} satisfies LibraryModel;
