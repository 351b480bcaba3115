import { lazyPage } from '../layout/lazy-page.ts'

/** Communities and their places, as one tree. */
export default { list: lazyPage(() => import('./place-page.tsx'), 'PlacePage') }
