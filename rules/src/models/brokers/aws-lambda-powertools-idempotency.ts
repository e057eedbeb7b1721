/** Powertools idempotency: the wrapped function runs once per key; a throw frees the key again (consumers.md §8, 2.35.0). */
import type { LibraryModel } from '../model.js';

export default {
  library: '@aws-lambda-powertools/idempotency',
  packages: ['@aws-lambda-powertools/idempotency', '@aws-lambda-powertools/idempotency/*'],
  exports: {
    makeIdempotent: { call: { guard: { handler: [0] }, returnsArgument: [0] } },
    idempotent: { decorator: { guard: {} } },
    makeHandlerIdempotent: { call: { guard: {} } },
  },
} satisfies LibraryModel;
