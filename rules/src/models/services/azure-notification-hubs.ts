/** Azure Notification Hubs: a push takes no key, the hub sends each call; installations are put by their id (2.1.0). */
import type { CallModel, LibraryModel, MemberModel } from '../model.js';

const what = 'push notification';
const now: CallModel = { effect: { kind: 'external', data: [0], what } };
const later: CallModel = { effect: { kind: 'external', data: [1], what } };
const put: MemberModel = { call: { effect: { kind: 'absolute', data: [0] } } };

export default {
  library: '@azure/notification-hubs',
  packages: ['@azure/notification-hubs', '@azure/notification-hubs/*'],
  exports: {
    NotificationHubsClient: { class: 'Client' },
    createClientContext: { call: { returns: 'Context' } },
    sendNotification: { call: { effect: { kind: 'external', data: [1], what } } },
    sendBroadcastNotification: { call: { effect: { kind: 'external', data: [1], what } } },
    scheduleNotification: { call: { effect: { kind: 'external', data: [2], what } } },
    scheduleBroadcastNotification: { call: { effect: { kind: 'external', data: [2], what } } },
  },
  types: {
    Context: {},
    Client: {
      members: {
        sendNotification: { call: now },
        sendBroadcastNotification: { call: now },
        scheduleNotification: { call: later },
        scheduleBroadcastNotification: { call: later },
        createOrUpdateInstallation: put,
        createOrUpdateRegistration: put,
        updateInstallation: { call: { effect: { kind: 'absolute', key: [0], data: [1] } } },
        deleteInstallation: { call: { effect: { kind: 'delete', key: [0] } } },
      },
    },
  },
} satisfies LibraryModel;
