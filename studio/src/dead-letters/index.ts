import { lazyPage, resourcePages } from '../layout/lazy-page.ts'

/** Dead letters: the list and one of them. */
export default resourcePages(
  lazyPage(() => import('./dead-letter-list.tsx'), 'DeadLetterList'),
  lazyPage(() => import('./dead-letter-page.tsx'), 'DeadLetterPage'),
)
