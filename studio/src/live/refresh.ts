/**
 * Refreshes each resource at once on its first change and then at most once in `every` ms, however many changes
 * come; the last change is never dropped.
 */
export function throttledRefresh(
  refresh: (resource: string) => void,
  every = 1000,
): (resource: string) => void {
  const waiting = new Map<string, { again: boolean }>()
  const run = (resource: string) => {
    refresh(resource)
    const slot = { again: false }
    waiting.set(resource, slot)
    setTimeout(() => {
      waiting.delete(resource)
      if (slot.again) run(resource)
    }, every)
  }
  return (resource) => {
    const slot = waiting.get(resource)
    if (slot) slot.again = true
    else run(resource)
  }
}
