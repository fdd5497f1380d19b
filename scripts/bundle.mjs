// Makes the programs that run beside the application from their TypeScript.
import path from 'node:path';
import { build } from 'vite';

const programs = ['serve', 'worker', 'prepare', 'learn'];

await build({
  configFile: false,
  logLevel: 'warn',
  resolve: { alias: { '~': path.resolve('app'), '#drizzle': path.resolve('drizzle') } },
  build: {
    ssr: true,
    outDir: 'build/programs',
    target: 'node20',
    copyPublicDir: false,
    rollupOptions: { input: Object.fromEntries(programs.map((name) => [name, `scripts/${name}.ts`])) },
  },
});
