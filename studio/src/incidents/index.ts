import { createElement } from 'react'
import { Route } from 'react-router-dom'
import { IncidentList } from './incident-list.tsx'
import { IncidentPage } from './incident-page.tsx'

/** Incidents: the list and one of them. */
export default {
  list: IncidentList,
  children: createElement(Route, { path: ':id', element: createElement(IncidentPage) }),
}
