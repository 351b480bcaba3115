import { lazyPage, resourcePages } from '../layout/lazy-page.ts'

/** Submissions: the list and one of them. */
export default resourcePages(
  lazyPage(() => import('./submission-list.tsx'), 'SubmissionList'),
  lazyPage(() => import('./submission-page.tsx'), 'SubmissionPage'),
)
