import type { Schemas } from '../api/client.ts'
import { useSay, useWords } from '../i18n/words.ts'
import { DataTable } from '../parts/data-table.tsx'
import { Section } from '../parts/page.tsx'
import { Ago } from '../parts/times.tsx'

type Knock = NonNullable<Schemas['Source']['status']>['knocks'][number]

/** Who was turned away at the door, and why: most often a device that is still to be registered. */
export function Knocks({ knocks }: { readonly knocks: readonly Knock[] }) {
  const t = useWords()
  const say = useSay()
  if (knocks.length === 0) return null
  return (
    <Section flush title={t('sources.knocks')} id="knocks">
      <DataTable<Knock>
        label={t('sources.knocks')}
        rows={knocks}
        rowKey={({ address, code }) => `${address}/${code}`}
        columns={[
          { key: 'address', label: t('devices.address'), value: ({ address }) => <code>{address}</code> },
          { key: 'why', label: t('imports.why'), value: ({ message }) => say(message) },
          { key: 'last', label: t('sources.lastKnock'), value: ({ last }) => <Ago at={last} /> },
        ]}
      />
    </Section>
  )
}
