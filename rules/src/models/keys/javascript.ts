/** The language's and the process's own clock and chance (writes.md §7). */
import type { CallModel, LibraryModel } from '../model.js';

const fresh: CallModel = { provenance: 'fresh' };
const derived: CallModel = { provenance: 'derived' };

export default {
  library: 'javascript',
  packages: ['perf_hooks', 'process', 'os'],
  globals: {
    Date: {
      class: 'Date',
      construct: [{ when: { atMost: 0 }, provenance: 'fresh' }, derived],
      call: fresh,
      static: 'DateClass',
    },
    Math: { value: 'Math' },
    performance: { value: 'Performance' },
    process: { value: 'Process' },
    Temporal: { value: 'Temporal' },
    globalThis: { value: 'Global' },
  },
  exports: {
    performance: { value: 'Performance' },
    hrtime: { value: 'Hrtime' },
    pid: { value: 'Fresh' },
    uptime: { call: fresh },
    hostname: { call: fresh },
  },
  types: {
    Global: {
      members: {
        crypto: { type: 'crypto#Crypto' },
        performance: { type: 'Performance' },
        process: { type: 'Process' },
        Math: { type: 'Math' },
      },
    },
    DateClass: { members: { now: { call: fresh }, UTC: { call: derived }, parse: { call: derived } } },
    Date: {},
    Math: { members: { random: { call: fresh } }, anyMember: { call: derived } },
    Performance: { members: { now: { call: fresh }, timeOrigin: { provenance: 'fresh' } } },
    Process: {
      members: {
        hrtime: { type: 'Hrtime' },
        uptime: { call: fresh },
        pid: { provenance: 'fresh' },
      },
    },
    Hrtime: { call: fresh, members: { bigint: { call: fresh } } },
    Temporal: { members: { Now: { type: 'TemporalNow' } } },
    TemporalNow: { anyMember: { call: fresh } },
    Fresh: { provenance: 'fresh' },
  },
} satisfies LibraryModel;
