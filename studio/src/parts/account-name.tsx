import { useOne } from '../api/use-one.ts'

/** Who somebody is: the name where the server gave it, else looked up. */
export function AccountName({
  id,
  name,
}: {
  readonly id: string
  readonly name?: string | null | undefined
}) {
  const { data } = useOne<{ readonly name: string }>('accounts', name ? null : id)
  return <>{name ?? data?.name ?? id}</>
}
