import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import { build, defineConfig, type Plugin, type Rollup } from 'vite';
import remixConfig from './remix.config.js';
import { wordsByRoute } from './scripts/vite/words';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * What the frame and the first list need is two files, what was installed and what is ours: Rollup would make a file of
 * each module that two pages share, and sixty of them in the head of every page.
 */
function sharedChunks(): Rollup.GetManualChunk {
  const ours = here('./app/');
  const first = ['root.tsx', 'routes/_app/route.tsx', 'routes/_app.opportunities._index/route.tsx'];
  const shared = new Set<string>();
  return (id, { getModuleInfo, getModuleIds }) => {
    const reach = (from: string) => {
      if (shared.has(from)) return;
      shared.add(from);
      for (const next of getModuleInfo(from)?.importedIds ?? []) reach(next);
    };
    if (shared.size === 0) {
      for (const one of getModuleIds()) if (first.some((name) => one.startsWith(ours + name))) reach(one);
    }
    if (!shared.has(id) || id.includes('.css') || /^(root|routes)/.test(id.replace(ours, ''))) return;
    // the bundler's own helpers lie in no folder; with ours, either file would need the other
    return id.startsWith(ours) ? 'frame' : 'vendor';
  };
}

/** What forms load only when it is needed, which offline is too late. */
function lazyParts(bundle: Rollup.OutputBundle) {
  const chunks = Object.values(bundle).filter((chunk) => chunk.type === 'chunk');
  const lazy = chunks.filter((chunk) =>
    /\/app\/(core\/offline\/|features\/visits\/|ui\/dialog-modal)/.test(chunk.facadeModuleId ?? ''),
  );
  return [...new Set(lazy.flatMap((chunk) => [chunk.fileName, ...chunk.imports]))].map((name) => `/${name}`);
}

/** The service worker, one plain file at the root, with a stamp that changes whenever the page's files do. */
const serviceWorker: Plugin = {
  name: 'service-worker',
  apply: (_config, { command, isSsrBuild }) => command === 'build' && !isSsrBuild,
  async generateBundle(_options, bundle) {
    const stamp = createHash('sha256').update(Object.keys(bundle).sort().join()).digest('hex').slice(0, 12);
    const made = await build({
      configFile: false,
      logLevel: 'warn',
      define: { __BUILD__: JSON.stringify(stamp), __LAZY__: JSON.stringify(lazyParts(bundle)) },
      build: {
        write: false,
        copyPublicDir: false,
        target: 'es2022',
        rollupOptions: { input: here('./app/worker/service-worker.ts'), output: { format: 'iife' } },
      },
    });
    const [output] = [made].flat();
    if (!output || !('output' in output)) throw new Error('the service worker was not built');
    this.emitFile({ type: 'asset', fileName: 'sw.js', source: output.output[0].code });
  },
};

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [tailwindcss(), remix(remixConfig), wordsByRoute(here('./app')), serviceWorker],
  resolve: { alias: { '~': here('./app'), '#drizzle': here('./drizzle') } },
  optimizeDeps: {
    include: [
      'react',
      'react-dom/client',
      'react/jsx-dev-runtime',
      '@remix-run/react',
      'react-hook-form',
      '@hookform/resolvers/zod',
      'zod',
      'dayjs',
    ],
    esbuildOptions: { target: 'es2022' }, // esbuild 0.28 refuses Vite 6's default target
  },
  server: { watch: { ignored: ['**/data/**', '**/build/**'] } },
  build: {
    target: 'es2022',
    sourcemap: false,
    rollupOptions: {
      output: isSsrBuild ? {} : { manualChunks: sharedChunks() },
      onwarn(warning, warn) {
        // zod 4 ships PURE comments that Rollup cannot place; resource routes have no client code
        if (warning.code === 'INVALID_ANNOTATION' && warning.id?.includes('/node_modules/zod/')) return;
        if (warning.code === 'EMPTY_BUNDLE') return;
        warn(warning);
      },
    },
  },
}));
