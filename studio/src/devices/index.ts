import { lazyPage, resourcePages } from '../layout/lazy-page.ts'

/** Devices: the list and one of them. */
export default resourcePages(
  lazyPage(() => import('./device-list.tsx'), 'DeviceList'),
  lazyPage(() => import('./device-page.tsx'), 'DevicePage'),
)
