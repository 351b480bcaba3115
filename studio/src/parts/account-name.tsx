import { useOne } from '../api/use-one.ts'
import { useWords } from '../i18n/words.ts'

/** Who somebody is: the name where the server gave it, else looked up; the platform itself is 系统. */
export function AccountName({
  id,
  name,
}: {
  readonly id: string
  readonly name?: string | null | undefined
}) {
  const t = useWords()
  const platform = id === 'system'
  const { data } = useOne('accounts', name || platform ? null : id)
  return <>{platform ? t('incidents.system') : (name ?? data?.name ?? id)}</>
}
