import type { Role } from '@linli/flow'
import type { Text } from '@linli/kernel'
import { at, communityPath } from './place.ts'

/** A sign-in of the demo. Passwords are printed at start: they protect nothing but the demo. */
export interface DemoAccount {
  readonly login: string
  readonly password: string
  readonly name: string
  readonly title: Text
  /** A role counts at its place and below. */
  readonly roles: readonly { readonly role: Role; readonly place: string }[]
}

/** Who works in the demo community. */
export const demoAccounts: readonly DemoAccount[] = [
  {
    login: 'admin',
    password: 'linli-admin',
    name: '管理员',
    title: { zh: '管理员', en: 'administrator' },
    roles: [{ role: 'admin', place: 'yunxi' }],
  },
  {
    login: 'shequ',
    password: 'linli-shequ',
    name: '林社区',
    title: { zh: '社区工作者', en: 'community worker' },
    roles: [{ role: 'community-worker', place: communityPath }],
  },
  {
    login: 'wangge',
    password: 'linli-wangge',
    name: '方网格',
    title: { zh: '网格员', en: 'grid worker' },
    roles: [{ role: 'grid-worker', place: communityPath }],
  },
  {
    login: 'wangge2',
    password: 'linli-wangge2',
    name: '路网格',
    title: { zh: '网格员（3号楼）', en: 'grid worker (building 3)' },
    roles: [{ role: 'grid-worker', place: at(3) }],
  },
  {
    login: 'wangge-zhang',
    password: 'linli-wangge-zhang',
    name: '唐格长',
    title: { zh: '网格长', en: 'grid leader' },
    roles: [{ role: 'grid-leader', place: communityPath }],
  },
  {
    login: 'wuye',
    password: 'linli-wuye',
    name: '安物业',
    title: { zh: '物业', en: 'property management' },
    roles: [{ role: 'property', place: communityPath }],
  },
]
