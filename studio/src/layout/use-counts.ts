import { useGetList } from 'react-admin'

/** What waits for the reader: the figures of the menu. */
export function useCounts(): Readonly<Record<'tasks' | 'alerts', number>> {
  const one = { page: 1, perPage: 1 }
  const tasks = useGetList('tasks', { pagination: one, filter: { mine: true } })
  const alerts = useGetList('alerts', { pagination: one, filter: { state: 'open' } })
  return { tasks: tasks.total ?? 0, alerts: alerts.total ?? 0 }
}
