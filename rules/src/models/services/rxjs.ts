/** RxJS: what a cold observable describes happens when it is subscribed. */
import type { CallModel, LibraryModel } from '../model.js';

const run: CallModel = { run: [0] };
/** Whoever subscribes to the whole subscribes to each part; the first one stands for all. */
const together: CallModel = { returnsArgument: [0] };

export default {
  library: 'rxjs',
  packages: ['rxjs', 'rxjs/*'],
  exports: {
    firstValueFrom: { call: run },
    lastValueFrom: { call: run },
    Observable: { class: 'Observable' },
    zip: { call: together },
    concat: { call: together },
  },
  types: {
    Observable: {
      members: {
        pipe: { call: { returns: 'this' } },
        toPromise: { call: { run: true } },
        subscribe: { call: { run: true, sync: true, callbacks: [{ at: [0], detached: true }] } },
      },
    },
  },
} satisfies LibraryModel;
