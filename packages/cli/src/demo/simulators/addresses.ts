import { parseArgs } from 'node:util'

/** Where the server listens and which day is played. */
export interface Addresses {
  readonly mqtt: string
  readonly http: string
  readonly seed: number
}

/** Reads `--mqtt URL --http URL --seed N`; what is missing is the default of `npm start`. */
export function addressesFrom(argv: readonly string[]): Addresses {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      mqtt: { type: 'string', default: 'mqtt://127.0.0.1:1883' },
      http: { type: 'string', default: 'http://127.0.0.1:8787' },
      seed: { type: 'string', default: '1' },
    },
  })
  return { mqtt: values.mqtt, http: values.http.replace(/\/+$/, ''), seed: Number(values.seed) || 1 }
}
