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
  const [owner, record] = device.split(':')
  if (owner === installation && record !== undefined)
    return <RecordName installation={installation} record={record} name={name} />
  return <TextLink to={`/devices/${encodeURIComponent(device)}`}>{name ?? device}</TextLink>
}

/** The record's title, and what it is kept for as far as the reader may know it. */
function RecordName({
  installation: id,
  record,
  name,
}: {
  readonly installation: string
  readonly record: string
  readonly name: string | null
}) {
  const say = useSay()
  const { data: installation } = useInstallation(id)
  return (
    <>
      {say(installation?.contract.records[record]?.title, record)} {name}
    </>
  )
}
