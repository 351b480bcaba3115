import { lazyPage, resourcePages } from '../layout/lazy-page.ts'

/** Sources: the list and one of them. */
export default resourcePages(
  lazyPage(() => import('./source-list.tsx'), 'SourceList'),
  lazyPage(() => import('./source-page.tsx'), 'SourcePage'),
)
