/** ffc-pay-event-publisher: events sent to Azure Service Bus under an id made anew each time, none of the caller's (1.2.4). */
import type { CallModel, LibraryModel } from '../model.js';

const publish: CallModel = { effect: { kind: 'publish', what: 'event' } };

export default {
  library: 'ffc-pay-event-publisher',
  packages: ['ffc-pay-event-publisher'],
  exports: {
    EventPublisher: { class: 'EventPublisher' },
    PublishEvent: { class: 'PublishEvent' },
    PublishEventBatch: { class: 'PublishEventBatch' },
  },
  types: {
    EventPublisher: { members: { publishEvent: { call: publish }, publishEvents: { call: publish } } },
    /** Before CloudEvents (version 1). */
    PublishEvent: { members: { sendEvent: { call: publish } } },
    PublishEventBatch: { members: { sendEvents: { call: publish } } },
  },
} satisfies LibraryModel;
