import { createElement } from 'react'
import { Route } from 'react-router-dom'
import { AlertList } from './alert-list.tsx'
import { AlertPage } from './alert-page.tsx'

/** Alerts: the list and one of them. */
export default {
  list: AlertList,
  children: createElement(Route, { path: ':id', element: createElement(AlertPage) }),
}
