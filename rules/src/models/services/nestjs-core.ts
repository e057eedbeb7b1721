/** @nestjs/core: instances taken from the container by class or token. */
import type { LibraryModel, MemberModel } from '../model.js';

const instance: MemberModel = { call: { returnsInstanceOf: [0] } };
const application = { call: { returns: 'Application' } } as const;

export default {
  library: '@nestjs/core',
  packages: ['@nestjs/core'],
  exports: { ModuleRef: { class: 'ModuleRef' }, NestFactory: { value: 'NestFactory' } },
  types: {
    ModuleRef: { members: { get: instance, resolve: instance, create: instance } },
    NestFactory: {
      members: {
        create: application,
        createApplicationContext: application,
        createMicroservice: {
          call: { returns: 'Application', hosts: { library: '@nestjs/microservices', options: [1] } },
        },
      },
    },
    Application: {
      members: {
        get: instance,
        resolve: instance,
        select: { call: { returns: 'this' } },
        connectMicroservice: { call: { hosts: { library: '@nestjs/microservices', options: [0] } } },
      },
    },
  },
} satisfies LibraryModel;
