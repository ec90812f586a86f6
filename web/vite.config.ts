// Builds the workbench into web/dist: hashed assets, compressed copies beside them, no inline script.
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

import { blockingScript } from './build/blocking-script.ts';
import { precompress } from './build/precompress.ts';

const apiOrigin = 'http://127.0.0.1:4380';

export default defineConfig({
  plugins: [react(), tailwindcss(), blockingScript('src/theme-boot.js'), precompress()],
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    // The content security policy allows no data: addresses, so nothing is inlined.
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: {
    port: 4381,
    proxy: { '/v1': apiOrigin, '/auth': apiOrigin, '/openapi.json': apiOrigin, '/docs': apiOrigin },
  },
});
