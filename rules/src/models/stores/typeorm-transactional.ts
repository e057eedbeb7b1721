/** typeorm-transactional: repositories of a decorated or wrapped function join one transaction (writes.md §3.2, 0.5.0). */
import type { LibraryModel } from '../model.js';

export default {
  library: 'typeorm-transactional',
  packages: ['typeorm-transactional', 'typeorm-transactional-cls-hooked'],
  exports: {
    Transactional: { decorator: { transaction: true } },
    runInTransaction: { call: { transaction: { form: 'callback', at: [0] }, provenance: 'state' } },
    wrapInTransaction: { call: { returnsArgument: [0] } },
  },
} satisfies LibraryModel;
