/** Are rows that a package no longer bears out seen, and all others let be? Asked of the real TypeScript API. */
import { expect, it, vi } from 'vitest';
import type { LibraryModel } from '../../src/models/model.js';
import { Declarations } from '../../scripts/drift/declarations.js';
import { look } from '../../scripts/drift/walk.js';
import { tree } from './tree.js';

/** The language's own declarations are read first. */
vi.setConfig({ testTimeout: 180_000 });

const declared = `
  export interface Message { id: string; ack(): void; }
  export interface SendOptions { messages: { key?: string; value: string }[]; headers?: Record<string, string>; }
  export interface Sent { again(): Sent; }
  export declare class Producer { constructor(options: { brokers: string[] }); send(options: SendOptions): Promise<Sent>; }
  export declare function consume(on: 'message' | 'error', handler: (message: Message) => Promise<void>): void;
  export declare function OnMessage(topic: string): MethodDecorator;
  export declare enum Mode { Auto = 3 }
  export declare const anything: any;
`;
const library: LibraryModel = {
  library: 'queue',
  packages: ['queue'],
  exports: {
    Producer: { class: 'Producer' },
    consume: {
      call: [
        {
          when: { equals: { at: [0], values: ['message', 'closed'] } },
          register: { handler: [1], parameters: [{ type: 'Message' }], ack: { mode: 'manual' } },
        },
      ],
    },
    OnMessage: { decorator: { method: { parameters: [], ack: { mode: 'on-return' }, source: [0] } } },
    Mode: { static: 'Mode' },
    anything: { value: 'Anything' },
    Gone: { class: 'Gone' },
  },
  types: {
    Producer: {
      members: {
        send: {
          call: {
            returns: 'Result',
            effect: {
              kind: 'publish',
              idempotencyKey: [
                [0, 'messages', '*', 'key'],
                [0, 'headers', 'id'],
                [0, 'messages', '*', 'id'],
              ],
            },
          },
        },
        flush: { call: {} },
      },
    },
    Message: { members: { ack: { call: { ack: { action: 'ack' } } }, nack: { call: { ack: { action: 'nack' } } } } },
    Result: { members: { again: { call: { returns: 'this' } } } },
    Mode: { members: { Auto: { constant: 2 } } },
    Anything: { members: { whatever: {} } },
    Gone: { members: { there: {} } },
  },
};

function looked(files: Readonly<Record<string, string>>, model = library): Record<string, string> {
  return Object.fromEntries(look(model, new Declarations(tree(files), model.packages)));
}

it('tells what is declared from what is not', () => {
  expect(looked({ 'queue/package.json': '{ "types": "index.d.ts" }', 'queue/index.d.ts': declared })).toEqual({
    Producer: 'holds',
    'Producer.send': 'holds',
    'Producer.send(0.messages.*.key)': 'holds',
    'Producer.send(0.headers.id)': 'holds',
    'Producer.send(0.messages.*.id)': 'missing',
    'Producer.flush': 'missing',
    consume: 'holds',
    'consume(0: message)': 'holds',
    'consume(0: closed)': 'missing',
    OnMessage: 'holds',
    '@OnMessage': 'holds',
    Mode: 'holds',
    'Mode.Auto': 'holds',
    'Mode.Auto = 2': 'missing',
    anything: 'holds',
    'Anything.whatever': 'open',
    Gone: 'missing',
    'Gone.there': 'unseen',
    'Message.ack': 'holds',
    'Message.nack': 'missing',
    'Result.again': 'holds',
  });
});

it('reads what the JavaScript of a package without types says', () => {
  const model: LibraryModel = {
    library: 'old',
    packages: ['old'],
    exports: { Client: { class: 'Client' }, create: { call: { returns: 'Client' } } },
    types: { Client: { members: { send: {}, receive: {} } } },
  };
  const code = `
    class Client { send() {} }
    module.exports = { Client, create: () => new Client() };
  `;
  expect(looked({ 'old/package.json': '{ "main": "main.js" }', 'old/main.js': code }, model)).toEqual({
    Client: 'holds',
    create: 'holds',
    'Client.send': 'holds',
    'Client.receive': 'missing',
  });
});

it('takes a type of the same name for a guess', () => {
  const model: LibraryModel = { library: 'g', packages: ['g'], types: { Filter: { members: { eq: {}, close: {} } } } };
  const text = 'export interface Filter { close(): void }';
  expect(looked({ 'g/package.json': '{ "types": "g.d.ts" }', 'g/g.d.ts': text }, model)).toEqual({
    'Filter.close': 'holds',
    'Filter.eq': 'open',
  });
});

it('says that a package is not there', () => {
  expect(new Declarations(tree({}), ['queue']).unresolved).toEqual(['queue']);
});
