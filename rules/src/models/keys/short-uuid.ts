/** Short random ids: short-uuid, shortid, uniqid, hyperid, uuidv7, typeid-js (writes.md §7). */
import type { CallModel, LibraryModel } from '../model.js';

const fresh: CallModel = { provenance: 'fresh' };
const translator: CallModel = { returns: 'Translator' };

export default {
  library: 'short-uuid',
  packages: ['short-uuid', 'shortid', 'uniqid', 'hyperid', 'uuidv7', 'typeid-js'],
  exports: {
    default: { value: 'Module' },
    '*': { value: 'Module' },
    generate: { call: fresh },
    uuid: { call: fresh },
    createTranslator: { call: translator },
    uuidv7: { call: fresh },
    uuidv4: { call: fresh },
    typeid: { call: fresh },
  },
  types: {
    /** `uniqid()`; `shortid.generate()`; `short().new()`; `hyperid()()`. */
    Module: {
      call: { returns: 'Translator', provenance: 'fresh' },
      members: {
        generate: { call: fresh },
        uuid: { call: fresh },
        createTranslator: { call: translator },
        process: { call: fresh },
        time: { call: fresh },
      },
    },
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
