import { existsSync } from 'node:fs';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import ClosingLine from './tools/closing-line.ts';

// Tests read the workspace's own packages as source. The other conditions are Vite's defaults, which a list replaces.
const nodeConditions = ['source', 'module', 'node', 'development|production'];
const browserConditions = ['source', 'module', 'browser', 'development|production'];

const node = {
  extends: true as const,
  resolve: { conditions: nodeConditions },
  ssr: { resolve: { conditions: nodeConditions } },
  test: {
    name: 'node',
    environment: 'node' as const,
    include: ['packages/*/src/**/*.test.ts', 'bench/src/**/*.test.ts', 'examples/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/*.browser.test.ts'],
  },
};

function browser(executablePath: string) {
  const args = ['--no-sandbox', '--disable-background-networking', '--disable-gpu', '--no-first-run', '--disable-component-update', '--disable-sync'];
  return {
    extends: true as const,
    resolve: { conditions: browserConditions },
    // Named here, or Vite finds them while tests run and reloads the page under them.
    optimizeDeps: {
      include: ['@bufbuild/protobuf', '@noble/hashes/sha2.js', '@noble/hashes/utils.js', 'fast-png', 'fflate', 'jpeg-js', 'onnx-buf', 'zod'],
    },
    test: {
      name: 'browser',
      include: ['packages/*/src/**/*.browser.test.ts'],
      exclude: ['**/node_modules/**', '**/dist/**'],
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: { executablePath, args } }),
        instances: [{ browser: 'chromium' as const }],
      },
    },
  };
}

const chromium = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && path !== '' && existsSync(path),
);
if (chromium === undefined) {
  const sentence = 'Chromium is not installed (looked at $CHROMIUM and /usr/bin/chromium): the browser tests are left out.';
  if (process.env.SPINLOOM_BROWSER === 'required') throw new Error(`${sentence} SPINLOOM_BROWSER=required forbids that.`);
  console.log(sentence);
}

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', new ClosingLine()],
    projects: chromium === undefined ? [node] : [node, browser(chromium)],
  },
});
