#!/usr/bin/env node
/** `idempotent-consumer [path…]` */
import module from 'node:module';

// Newer Nodes keep the compiled code for the next run; so everything else is loaded after this.
(module as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();
const { run } = await import('./run.js');

// Whoever reads us may have seen enough: `idempotent-consumer | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  in: process.stdin,
  out: process.stdout,
  err: process.stderr,
  cwd: process.cwd(),
});
