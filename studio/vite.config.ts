import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The server the studio talks to while it is developed (`vite`) or looked at (`vite preview`). */
const target = process.env.LINLI_URL ?? 'http://127.0.0.1:8787'

/** The host stays the browser's: the server refuses writes from other origins. */
const proxy = { '/api': { target, changeOrigin: false } }

/** As the server sends it: what works here works there. */
const contentSecurityPolicy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'"

export default defineConfig({
  plugins: [react()],
  resolve: {
    // @rjsf/core's index imports a test registry that wants ajv, which cannot run under our CSP. Nothing of it is used.
    alias: { '@rjsf/validator-ajv8': new URL('./src/forms/no-ajv.ts', import.meta.url).pathname },
    dedupe: ['react', 'react-dom', '@mui/material', '@emotion/react', '@tanstack/react-query'],
  },
  server: { proxy },
  preview: {
    proxy,
    headers: { 'content-security-policy': contentSecurityPolicy },
  },
  build: {
    target: 'es2023',
    // No inline data URLs: what the page loads is what the server serves.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
})
