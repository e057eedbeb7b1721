/** ethers: a transaction that is broadcast twice is paid twice; a `nonce` of its own makes the second one fail (5.8 and 6.16). */
import type { CallModel, LibraryModel } from '../model.js';

const what = 'transaction';
const sent: CallModel = {
  effect: { kind: 'external', data: [0], idempotencyKey: [[0, 'nonce']], what },
};
const chain: CallModel = { returns: 'this' };
/** Whether a contract's method only reads stands in its interface; what is given for gas or money is sent. */
const paid: CallModel = { effect: { kind: 'external', idempotencyKey: [[-1, 'nonce']], what } };
const transact: CallModel[] = [
  { ...paid, when: { has: [-1, 'gasLimit'] } },
  { ...paid, when: { has: [-1, 'gasPrice'] } },
  { ...paid, when: { has: [-1, 'maxFeePerGas'] } },
  { ...paid, when: { has: [-1, 'value'] } },
];
const signer = { sendTransaction: { call: sent }, connect: { call: chain } } as const;

const exports = {
  Wallet: { class: 'Wallet', static: 'WalletClass' },
  Signer: { class: 'Signer' },
  Contract: { class: 'Contract' },
  JsonRpcProvider: { class: 'Provider' },
  Provider: { class: 'Provider' },
} as const;

export default {
  library: 'ethers',
  packages: ['ethers'],
  exports: {
    ...exports,
    ethers: { namespace: { ...exports, providers: { namespace: exports } } },
  },
  types: {
    WalletClass: {
      members: {
        fromMnemonic: { call: { returns: 'Wallet' } },
        fromPhrase: { call: { returns: 'Wallet' } },
        createRandom: { call: { returns: 'Wallet' } },
      },
    },
    Signer: { members: signer },
    Wallet: { extends: 'Signer' },
    Provider: {
      members: { sendTransaction: { call: { effect: { kind: 'external', what } } } },
    },
    Contract: { members: { connect: { call: chain }, attach: { call: chain } }, anyMember: { call: transact } },
  },
} satisfies LibraryModel;
