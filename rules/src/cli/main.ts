#!/usr/bin/env node
/** `idempotent-consumer [path…]` */
import { run } from './run.js';

// Whoever reads us may have seen enough: `idempotent-consumer | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

process.exitCode = await run(process.argv.slice(2), { out: process.stdout, err: process.stderr, cwd: process.cwd() });
