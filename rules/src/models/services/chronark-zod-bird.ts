/** Tinybird through `@chronark/zod-bird` (1.0.0): an endpoint appends what it is given; nothing there drops repeats. */
import type { LibraryModel } from '../model.js';

export default {
  library: '@chronark/zod-bird',
  packages: ['@chronark/zod-bird'],
  exports: { Tinybird: { class: 'Tinybird' } },
  types: {
    Tinybird: {
      members: {
        buildIngestEndpoint: { call: { returns: 'Ingest' } },
        buildPipe: { call: { returns: 'Pipe' } },
      },
    },
    Ingest: { call: { effect: { kind: 'external', data: [0], what: 'event' } } },
    Pipe: { call: { effect: { kind: 'read' }, provenance: 'state' } },
  },
} satisfies LibraryModel;
