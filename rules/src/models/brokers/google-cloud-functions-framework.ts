/** Functions Framework: a CloudEvent is settled by the promise, and comes again under the same id (consumers.md §9, 5.0.5). */
import type { LibraryModel, RegistrationModel } from '../model.js';

const event: RegistrationModel = {
  handler: [1],
  parameters: [{ type: 'CloudEvent' }],
  ack: { mode: 'on-return', onThrow: 'redeliver' },
  name: 'cloudEvent',
  source: [0],
};

export default {
  library: '@google-cloud/functions-framework',
  packages: ['@google-cloud/functions-framework'],
  exports: { cloudEvent: { call: { register: event } } },
  types: { CloudEvent: { provenance: 'message', members: { id: { identity: true } } } },
} satisfies LibraryModel;
