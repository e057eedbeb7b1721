/** Object ids of bson, mongodb and mongoose: fresh unless made from something (writes.md §7). */
import type { ExportModel, LibraryModel } from '../model.js';

const objectId = {
  class: 'ObjectId',
  construct: [{ when: { atMost: 0 }, provenance: 'fresh' }, { provenance: 'derived' }],
  call: [{ when: { atMost: 0 }, provenance: 'fresh' }, { provenance: 'derived' }],
  static: 'ObjectIdClass',
} as const satisfies ExportModel;

export default {
  library: 'bson',
  packages: ['bson', 'bson-objectid'],
  exports: { ObjectId: objectId, ObjectID: objectId, default: objectId },
  types: {
    ObjectId: {},
    ObjectIdClass: {
      call: objectId.call,
      construct: objectId.construct,
      members: {
        generate: { call: { provenance: 'fresh' } },
        createFromHexString: { call: { provenance: 'derived' } },
        createFromTime: { call: { provenance: 'derived' } },
      },
    },
  },
} satisfies LibraryModel;
