/** RxJS: what a cold observable describes happens when it is subscribed. */
import type { CallModel, LibraryModel } from '../model.js';

const run: CallModel = { run: [0] };

export default {
  library: 'rxjs',
  packages: ['rxjs', 'rxjs/*'],
  exports: {
    firstValueFrom: { call: run },
    lastValueFrom: { call: run },
    Observable: { class: 'Observable' },
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
