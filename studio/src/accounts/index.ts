import { lazyPage } from '../layout/lazy-page.ts'

/** Who works here. */
export default { list: lazyPage(() => import('./account-list.tsx'), 'AccountList') }
