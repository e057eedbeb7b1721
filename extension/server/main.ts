#!/usr/bin/env node
/** `idempotent-consumer-language-server --stdio`; editors that start it themselves pass `--node-ipc`. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './server.js';

startServer(createConnection(ProposedFeatures.all));
