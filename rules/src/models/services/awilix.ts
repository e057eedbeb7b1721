/** awilix: a container wired by property names; resolvers wrap classes, functions and values. */
import type { LibraryModel } from '../model.js';

export default {
  library: 'awilix',
  packages: ['awilix'],
  exports: {
    createContainer: { call: { returns: 'Container' } },
    AwilixContainer: { class: 'Container' },
    asClass: { call: { returns: 'ClassResolver', returnsArgument: [0] } },
    asFunction: { call: { returns: 'FunctionResolver', returnsArgument: [0] } },
    asValue: { call: { returnsArgument: [0] } },
  },
  types: {
    Container: {
      members: {
        register: {
          call: [
            { when: { has: [1] }, returns: 'this', binds: { token: [0], implementation: [1], form: 'class' } },
            { returns: 'this', binds: { implementation: [0, '*'], form: 'class' } },
          ],
        },
        resolve: { call: { returnsInstanceOf: [0] } },
        build: { call: { returnsInstanceOf: [0] } },
        createScope: { call: { returns: 'this' } },
      },
    },
    ClassResolver: { anyMember: { call: { returns: 'this' } } },
    FunctionResolver: { anyMember: { call: { returns: 'this' } } },
  },
} satisfies LibraryModel;
