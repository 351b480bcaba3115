import { say } from '../language.ts'

/** Tells on standard error how far a long replay is. */
export interface Progress {
  show(done: { readonly records: number; readonly share: number }): void
  done(): void
}

/** A replay shorter than this (ms) says nothing. */
const patience = 2_000

/** Says how far it is every two seconds: on one line of a terminal, on lines of their own elsewhere. */
export function createProgress(out: NodeJS.WriteStream = process.stderr): Progress {
  let last = performance.now()
  let shown = false
  return {
    show({ records, share }) {
      if (performance.now() - last < patience) return
      last = performance.now()
      shown = true
      const percent = `${Math.floor(share * 100)} %`
      const line = say(`· 已回放 ${records} 条，${percent}`, `· replayed ${records} records, ${percent}`)
      out.write(out.isTTY ? `\r\u001b[K${line}` : `${line}\n`)
    },
    done() {
      if (shown && out.isTTY) out.write('\r\u001b[K')
    },
  }
}
