/** Push notifications to browsers and devices: each call sends one more (writes.md §6.2; web-push 3.6, expo-server-sdk 3.14). */
import type { CallModel, LibraryModel } from '../model.js';

const push: CallModel = { effect: { kind: 'external', data: [1], what: 'push notification' }, provenance: 'state' };

export default {
  library: 'web-push',
  packages: ['web-push', 'expo-server-sdk'],
  exports: {
    '*': { value: 'Module', class: 'Expo' },
    sendNotification: { call: push },
    Expo: { class: 'Expo', static: 'ExpoClass' },
  },
  types: {
    Module: { members: { sendNotification: { call: push } } },
    ExpoClass: {},
    Expo: {
      members: {
        sendPushNotificationsAsync: {
          call: { effect: { kind: 'external', data: [0], what: 'push notification' }, provenance: 'state' },
        },
      },
    },
  },
} satisfies LibraryModel;
