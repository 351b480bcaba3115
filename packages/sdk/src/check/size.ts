import type { Text } from '@linli/kernel'

const deepest = 100
const mostMembers = 100_000

/** What a JSON value has too much of to be a contract, or null. Takes no stack, so that depth cannot exhaust it. */
export function sizeOf(json: unknown): Text | null {
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value: json, depth: 0 }]
  let members = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next
    if (depth > deepest) return { zh: `嵌套超过 ${deepest} 层`, en: `more than ${deepest} levels` }
    if (typeof value !== 'object' || value === null) continue
    for (const member of Object.values(value)) {
      members += 1
      waiting.push({ value: member, depth: depth + 1 })
    }
    if (members > mostMembers)
      return { zh: `超过 ${mostMembers} 个字段`, en: `more than ${mostMembers} members` }
  }
  return null
}
