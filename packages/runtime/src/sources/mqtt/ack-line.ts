/** Sends acknowledgements in the order the messages came, whatever order they are ready in (MQTT 4.6). */
export interface AckLine {
  /** Queues a message; calling the result says it is on disk. */
  hold(messageId: number): () => void
  /** The connection is gone, and with it the right to acknowledge: the broker sends those messages again. */
  drop(): void
  readonly held: number
  readonly open: boolean
}

/** A line for one connection. */
export function createAckLine(send: (messageId: number) => void): AckLine {
  let line: { readonly messageId: number; ready: boolean }[] = []
  let head = 0
  let open = true
  const drain = () => {
    while (open && head < line.length && line[head]!.ready) send(line[head++]!.messageId)
    if (head > 4096 || head === line.length) {
      line = line.slice(head)
      head = 0
    }
  }
  return {
    hold(messageId) {
      const entry = { messageId, ready: false }
      line.push(entry)
      return () => {
        entry.ready = true
        if (line[head] === entry) drain()
      }
    },
    drop() {
      open = false
      line = []
      head = 0
    },
    get open() {
      return open
    },
    get held() {
      return line.length - head
    },
  }
}
