/** Short random ids: short-uuid, shortid, uniqid, hyperid, uuidv7, typeid-js (writes.md §7). */
import type { CallModel, LibraryModel } from '../model.js';

const fresh: CallModel = { provenance: 'fresh' };

export default {
  library: 'short-uuid',
  packages: ['short-uuid', 'shortid', 'uniqid', 'hyperid', 'uuidv7', 'typeid-js'],
  exports: {
    /** `uniqid()`; `short().new()`; `hyperid()()`. */
    '*': { call: { returns: 'Translator', provenance: 'fresh' } },
    generate: { call: fresh },
    uuid: { call: fresh },
    createTranslator: { call: { returns: 'Translator' } },
    process: { call: fresh },
    time: { call: fresh },
    uuidv7: { call: fresh },
    uuidv4: { call: fresh },
    typeid: { call: fresh },
  },
  types: {
    Translator: {
      call: fresh,
      members: {
        new: { call: fresh },
        generate: { call: fresh },
        uuid: { call: fresh },
        fromUUID: { call: { provenance: 'derived' } },
        toUUID: { call: { provenance: 'derived' } },
      },
    },
  },
} satisfies LibraryModel;
