import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.LINLI_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react()],
  resolve: {
    // @rjsf/core's index imports a test registry that wants ajv, which cannot run under our CSP. Nothing of it is used.
    alias: { '@rjsf/validator-ajv8': new URL('./src/forms/no-ajv.ts', import.meta.url).pathname },
    dedupe: ['react', 'react-dom', '@mui/material', '@emotion/react', '@tanstack/react-query'],
  },
  server: { proxy: { '/api': server } },
  build: {
    target: 'es2023',
    // No inline data URLs: what the page loads is what the server serves.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
})
