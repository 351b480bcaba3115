import { usePlaces } from '../contract/use-places.ts'
import { useSay } from '../i18n/words.ts'
import { TextLink } from '../parts/text-link.tsx'
import { useInstallation } from './use-installation.ts'

interface CauseNameProps {
  readonly device: string
  readonly name: string | null
  readonly installation: string | null
}

/** What a rule fired for: a device with its page, or a record instance, which counts as a device and has none. */
export function CauseName({ device, name, installation }: CauseNameProps) {
  const [owner, record, ...key] = device.split(':')
  if (owner === installation && record !== undefined)
    return <RecordName installation={installation} record={record} recordKey={key.join(':')} />
  return <TextLink to={`/devices/${encodeURIComponent(device)}`}>{name ?? device}</TextLink>
}

/** The record's title and key; a key that is a place is read as one. */
function RecordName({
  installation: id,
  record,
  recordKey,
}: {
  readonly installation: string
  readonly record: string
  readonly recordKey: string
}) {
  const say = useSay()
  const { places, words } = usePlaces()
  const { data: installation } = useInstallation(id)
  const isPlace = places.some((place) => place.id === recordKey || place.path === recordKey)
  return (
    <>
      {say(installation?.contract.records[record]?.title, record)} {isPlace ? words(recordKey) : recordKey}
    </>
  )
}
