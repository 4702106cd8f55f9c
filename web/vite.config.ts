import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../build/web',
    emptyOutDir: true,
    target: 'es2023',
    // The content security policy allows nothing that is written into the page or into a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
