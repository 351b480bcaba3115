import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import { serverNow } from '../api/server-clock.ts'
import { type Change, ChangeStream, type StreamState } from './change-stream.ts'
import { throttledRefresh } from './refresh.ts'

interface Live {
  readonly state: StreamState
  reconnect(): void
  /** Hears every change as it comes; returns how to stop. */
  hear(listener: (change: Change) => void): () => void
}

/** Outside the provider (a page drawn by itself) nothing is live. */
const LiveContext = createContext<Live>({
  state: { kind: 'connecting' },
  reconnect: () => undefined,
  hear: () => () => undefined,
})

/** What changes on the server changes on the page: one stream per tab, one refresh per resource and second. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient()
  const { stream, listeners } = useMemo(() => {
    const refresh = throttledRefresh((resource) => {
      void queries.invalidateQueries({ queryKey: [resource] })
    })
    const listeners = new Set<(change: Change) => void>()
    const onChange = (change: Change) => {
      refresh(change.resource)
      for (const listener of listeners) listener(change)
    }
    const open = (url: string) => new EventSource(url)
    return { stream: new ChangeStream(onChange, { open, now: serverNow }), listeners }
  }, [queries])

  useEffect(() => {
    stream.start()
    return () => stream.stop()
  }, [stream])

  const state = useSyncExternalStore(
    (listener) => stream.subscribe(listener),
    () => stream.state,
  )
  useEffect(() => refreshAfterGap(stream, () => void queries.invalidateQueries()), [stream, queries])

  const live = useMemo<Live>(
    () => ({
      state,
      reconnect: () => stream.reconnect(),
      hear: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }),
    [state, stream, listeners],
  )
  return <LiveContext value={live}>{children}</LiveContext>
}

/** The live connection of this tab. */
export function useLive(): Live {
  return useContext(LiveContext)
}

/** After a break everything on the page is read again, whatever the feed replays. */
function refreshAfterGap(stream: ChangeStream, refreshAll: () => void): () => void {
  let lost = false
  return stream.subscribe(() => {
    if (lost && stream.state.kind === 'open') refreshAll()
    lost = stream.state.kind === 'lost'
  })
}
