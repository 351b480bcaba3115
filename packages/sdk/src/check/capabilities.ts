import type { Contract, DataClass } from '../contract.ts'
import { type Finding, finding } from '../errors.ts'
import { known, names } from './known.ts'

/** What is asked for exists, and personal data of every class that is used is asked for. */
export function checkCapabilities(contract: Contract): readonly Finding[] {
  const { capabilities, devices } = contract
  const commands = capabilities.flatMap((one, index) => {
    if (one.kind !== 'command') return []
    const path = `capabilities.${index}`
    const model = devices[one.device]
    if (model === undefined) return known('device', one.device, names(devices), `${path}.device`)
    return known('command', one.name, names(model.commands), `${path}.name`)
  })
  const asked = new Set(capabilities.flatMap((one) => (one.kind === 'personal-data' ? [one.class] : [])))
  const used = [...classesIn(contract)].filter(([name]) => name > 'C1' && !asked.has(name))
  return [
    ...commands,
    ...used.map(([name, path]) => {
      const what = { zh: `${name} 级个人信息`, en: `personal data of class ${name}` }
      return finding('contract.capability', path, { path, what })
    }),
  ]
}

/** Each data class with the first field that has it. */
function classesIn({ devices, derive, records, reference, forms }: Contract): ReadonlyMap<DataClass, string> {
  const classes = new Map<DataClass, string>()
  collect({ devices, derive, records, reference, forms }, '', classes)
  return classes
}

function collect(value: unknown, path: string, classes: Map<DataClass, string>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, member] of Object.entries(value)) {
    const note = name === 'data' ? (member as { readonly class?: DataClass }) : undefined
    if (note?.class !== undefined && !classes.has(note.class)) classes.set(note.class, path)
    collect(member, path === '' ? name : `${path}.${name}`, classes)
  }
}
