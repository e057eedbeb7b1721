/** Loads modules of `rules/` as they stand in the sources, so that generators need no build and see none that is out of date. */
import { fileURLToPath } from 'node:url';
import { createViteServer } from 'vitest/node';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Calls `work` with a function that imports a module by its path below `rules/`: `load('/src/findings.ts')`. */
export async function withSources(work) {
  const server = await createViteServer({
    root,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    return await work((path) => server.ssrLoadModule(path));
  } finally {
    await server.close();
  }
}
