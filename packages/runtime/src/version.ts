import manifest from '../package.json' with { type: 'json' }

/** The server's version, as published. */
export const version: string = manifest.version
