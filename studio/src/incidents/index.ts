import { lazyPage, resourcePages } from '../layout/lazy-page.ts'

/** Incidents: the list and one of them. */
export default resourcePages(
  lazyPage(() => import('./incident-list.tsx'), 'IncidentList'),
  lazyPage(() => import('./incident-page.tsx'), 'IncidentPage'),
)
