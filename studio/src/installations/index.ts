import { createElement } from 'react'
import { Route } from 'react-router-dom'
import { InstallationList } from './installation-list.tsx'
import { InstallationPage } from './installation-page.tsx'

/** Installations: the list and one of them. */
export default {
  list: InstallationList,
  children: createElement(Route, { path: ':id', element: createElement(InstallationPage) }),
}
