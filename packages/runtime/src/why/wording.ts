import type { Wording } from '@linli/kernel'
import type { Contract } from '@linli/sdk'

interface Labelled {
  readonly label?: { readonly zh: string; readonly en: string }
}

/** Names as the contract calls them, in one language; those it has no label for stay as they are. */
export function wordingOf(
  contract: Contract | undefined,
  language: 'zh' | 'en',
  device: (id: string) => string,
): Wording {
  return { device, label: (name) => labelOf(contract, name)?.[language] ?? name }
}

function labelOf(contract: Contract | undefined, name: string): Labelled['label'] {
  if (contract === undefined) return undefined
  const [head = '', second] = name.split('.')
  if (head === 'settings') return propertiesOf(contract.settings)[second ?? '']?.label
  const schemas = [
    ...Object.values(contract.devices).map(({ properties }) => properties ?? {}),
    ...Object.values(contract.devices).flatMap(({ events = {} }) => Object.values(events).map(propertiesOf)),
    ...Object.values(contract.records).map(({ fields }) => propertiesOf(fields)),
  ] as readonly Readonly<Record<string, Labelled>>[]
  const wanted = second ?? head
  return schemas.find((one) => one[wanted]?.label)?.[wanted]?.label
}

function propertiesOf(schema: unknown): Readonly<Record<string, Labelled>> {
  return (
    (schema as { readonly properties?: Readonly<Record<string, Labelled>> } | undefined)?.properties ?? {}
  )
}
