import { createElement } from 'react'
import { Route } from 'react-router-dom'
import { DeadLetterList } from './dead-letter-list.tsx'
import { DeadLetterPage } from './dead-letter-page.tsx'

/** Dead letters: the list and one of them. */
export default {
  list: DeadLetterList,
  children: createElement(Route, { path: ':id', element: createElement(DeadLetterPage) }),
}
