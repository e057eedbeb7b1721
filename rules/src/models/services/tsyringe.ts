/** tsyringe: a global container; `register(token, provider)` and `@inject(token)`. */
import type { CallModel, LibraryModel } from '../model.js';

const register: CallModel[] = [
  {
    when: { has: [1, 'useClass'] },
    returns: 'this',
    binds: { token: [0], implementation: [1, 'useClass'], form: 'class' },
  },
  {
    when: { has: [1, 'useValue'] },
    returns: 'this',
    binds: { token: [0], implementation: [1, 'useValue'], form: 'value' },
  },
  {
    when: { has: [1, 'useFactory'] },
    returns: 'this',
    binds: { token: [0], implementation: [1, 'useFactory'], form: 'factory' },
  },
  {
    when: { has: [1, 'useToken'] },
    returns: 'this',
    binds: { token: [0], implementation: [1, 'useToken'], form: 'class' },
  },
  { returns: 'this', binds: { token: [0], implementation: [1], form: 'class' } },
];

export default {
  library: 'tsyringe',
  packages: ['tsyringe'],
  exports: {
    container: { value: 'Container' },
    DependencyContainer: { class: 'Container' },
    inject: { decorator: { inject: { token: [0] } } },
  },
  types: {
    Container: {
      members: {
        register: { call: register },
        registerSingleton: { call: { returns: 'this', binds: { token: [0], implementation: [-1], form: 'class' } } },
        registerType: { call: { returns: 'this', binds: { token: [0], implementation: [1], form: 'class' } } },
        registerInstance: { call: { returns: 'this', binds: { token: [0], implementation: [1], form: 'value' } } },
        resolve: { call: { returnsInstanceOf: [0] } },
        createChildContainer: { call: { returns: 'this' } },
      },
    },
  },
} satisfies LibraryModel;
