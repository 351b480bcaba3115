import type { Text } from '@linli/kernel'
import type { Tier } from './definition.ts'

/** The tiers from bottom to top: a raise only ever goes to the right. */
export const tiers: readonly Tier[] = ['grid-worker', 'grid-leader', 'community', 'street', 'district']

/** The role that answers for a tier. */
export const roleOfTier: Readonly<Record<Tier, string>> = {
  'grid-worker': 'grid-worker',
  'grid-leader': 'grid-leader',
  community: 'community-worker',
  street: 'street-worker',
  district: 'district-worker',
}

/** Every role an account can hold, in both languages. A role is held at a place and counts there and below. */
export const roleTexts = {
  admin: { zh: '管理员', en: 'administrator' },
  'district-worker': { zh: '区县工作人员', en: 'district worker' },
  'street-worker': { zh: '街道工作人员', en: 'street worker' },
  'community-worker': { zh: '社区工作者', en: 'community worker' },
  'grid-leader': { zh: '网格长', en: 'grid leader' },
  'grid-worker': { zh: '网格员', en: 'grid worker' },
  property: { zh: '物业', en: 'property management' },
  viewer: { zh: '只读', en: 'viewer' },
} as const satisfies Record<string, Text>

/** A role that accounts can hold. */
export type Role = keyof typeof roleTexts

/** Every role, highest first. */
export const roles = Object.keys(roleTexts) as readonly Role[]

/** Roles that may do steps of a flow: all but those that only look on or only administer. */
export const handlingRoles: readonly string[] = roles.filter((role) => role !== 'admin' && role !== 'viewer')

/** How high a role stands: the index of its tier; roles outside the tiers (property management) count as the lowest. */
export function rankOfRole(role: string): number {
  return Math.max(
    0,
    tiers.findIndex((tier) => roleOfTier[tier] === role),
  )
}

/** Whether somebody with `held` may act where `wanted` is asked for: the same role, a higher tier, or an administrator. */
export function coversRole(held: readonly string[], wanted: string): boolean {
  const rank = rankOfRole(wanted)
  return held.some((role) => role === wanted || role === 'admin' || rankOfRole(role) > rank)
}
