/** `expected.md` of every fixture: read from the sources themselves, so that no build can be out of date. */
import { fileURLToPath } from 'node:url';
import { createViteServer } from 'vitest/node';

const root = fileURLToPath(new URL('../../', import.meta.url));

export async function generate() {
  const server = await createViteServer({
    root,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const { reports } = await server.ssrLoadModule('/test/fixtures/repair-report.ts');
    return reports();
  } finally {
    await server.close();
  }
}
