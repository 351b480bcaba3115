import { lazyPage, resourcePages } from '../layout/lazy-page.ts'

/** Alerts: the list and one of them. */
export default resourcePages(
  lazyPage(() => import('./alert-list.tsx'), 'AlertList'),
  lazyPage(() => import('./alert-page.tsx'), 'AlertPage'),
)
