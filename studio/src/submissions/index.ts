import { createElement } from 'react'
import { Route } from 'react-router-dom'
import { SubmissionList } from './submission-list.tsx'
import { SubmissionPage } from './submission-page.tsx'

/** Submissions: the list and one of them. */
export default {
  list: SubmissionList,
  children: createElement(Route, { path: ':id', element: createElement(SubmissionPage) }),
}
