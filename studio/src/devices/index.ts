import { createElement } from 'react'
import { Route } from 'react-router-dom'
import { DeviceList } from './device-list.tsx'
import { DevicePage } from './device-page.tsx'

/** Devices: the list and one of them. */
export default {
  list: DeviceList,
  children: createElement(Route, { path: ':id', element: createElement(DevicePage) }),
}
