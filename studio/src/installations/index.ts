import { lazyPage, resourcePages } from '../layout/lazy-page.ts'

/** Installations: the list and one of them. */
export default resourcePages(
  lazyPage(() => import('./installation-list.tsx'), 'InstallationList'),
  lazyPage(() => import('./installation-page.tsx'), 'InstallationPage'),
)
