import { handlingRoles, type Owner } from '@linli/flow'
import { Autocomplete, TextField } from '@mui/material'
import { useMemo } from 'react'
import { useAccountsAt, useRoleName } from '../contract/use-people.ts'
import { useWords } from '../i18n/words.ts'

interface Option {
  readonly owner: Owner
  readonly label: string
}

interface AssigneeFieldProps {
  /** Who is meant to get it: offered first. */
  readonly role: string
  /** Where it happened: only who works there is offered. */
  readonly place: string | null
  readonly value: Owner | null
  readonly onChange: (owner: Owner | null) => void
  readonly problem?: string | null
}

/** A role, or one person who holds it; those who are meant to get it come first. */
export function AssigneeField({ role, place, value, onChange, problem }: AssigneeFieldProps) {
  const t = useWords()
  const options = useAssignees(role, place)
  const chosen =
    options.find(
      (option) => value && option.owner.role === value.role && option.owner.person === value.person,
    ) ?? null
  return (
    <Autocomplete
      sx={{ mt: 2 }}
      options={options}
      value={chosen}
      onChange={(_, option) => onChange(option?.owner ?? null)}
      getOptionLabel={(option) => option.label}
      getOptionKey={(option) => `${option.owner.role}/${option.owner.person ?? ''}`}
      isOptionEqualToValue={(a, b) => a.owner.role === b.owner.role && a.owner.person === b.owner.person}
      noOptionsText={t('common.none')}
      openText={t('common.open')}
      closeText={t('common.close')}
      clearText={t('common.cancel')}
      renderInput={(params) => (
        <TextField
          {...params}
          required
          label={t('incidents.assignee')}
          error={Boolean(problem)}
          helperText={problem ?? t('incidents.assigneeHint')}
        />
      )}
    />
  )
}

function useAssignees(role: string, place: string | null): readonly Option[] {
  const t = useWords()
  const roleName = useRoleName()
  const accounts = useAccountsAt(place)
  return useMemo(() => {
    const ordered = [role, ...handlingRoles.filter((one) => one !== role)]
    return ordered.flatMap((one) => {
      const title = roleName(one)
      const anyone = { owner: { role: one, person: null }, label: t('incidents.anyone', { role: title }) }
      const people = accounts
        .filter((account) => account.roles.some((grant) => grant.role === one))
        .map(({ id, name }): Option => ({ owner: { role: one, person: id }, label: `${name} · ${title}` }))
      return one === role || people.length > 0 ? [anyone, ...people] : []
    })
  }, [role, accounts, roleName, t])
}
