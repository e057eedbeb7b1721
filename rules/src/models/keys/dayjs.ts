/** Date libraries: without an argument they are the clock (writes.md §7). */
import type { CallModel, LibraryModel } from '../model.js';

const fresh: CallModel = { returns: 'Moment', provenance: 'fresh' };
const derived: CallModel = { returns: 'Moment', provenance: 'derived' };
const clock: CallModel[] = [{ ...fresh, when: { atMost: 0 } }, derived];

export default {
  library: 'dayjs',
  packages: ['dayjs', 'moment', 'moment-timezone', 'luxon'],
  exports: {
    '*': { call: clock },
    utc: { call: clock },
    tz: { call: clock },
    unix: { call: derived },
    now: { call: fresh },
    DateTime: { class: 'Moment', static: 'DateTimeClass' },
  },
  types: {
    Moment: {},
    DateTimeClass: {
      members: { now: { call: fresh }, local: { call: clock }, utc: { call: clock } },
      anyMember: { call: derived },
    },
  },
} satisfies LibraryModel;
