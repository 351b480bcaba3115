import { type ComponentType, createElement, lazy } from 'react'
import { Route } from 'react-router-dom'

/** A page that is loaded when it is first opened. */
export function lazyPage<Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) {
  return lazy(async () => ({ default: (await load())[name] }))
}

/** A resource of react-admin: its list, and the page of one thing at `/:id`. */
export function resourcePages(list: ComponentType, one: ComponentType) {
  return { list, children: createElement(Route, { path: ':id', element: createElement(one) }) }
}
