import { useSyncExternalStore } from 'react'
import { serverNow } from './server-clock.ts'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** Now by the server's clock, to the second; all countdowns of a page step together. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, wholeSecond)
}

const wholeSecond = () => Math.floor(serverNow() / 1000) * 1000

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const notify of listeners) notify()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}
