import type { Contract } from '@linli/sdk'
import { Box } from '@mui/material'
import { useNow } from '../api/use-now.ts'
import { type Field, labelOf } from '../contract/field.ts'
import { modelName } from '../contract/use-contract.ts'
import { valueWords } from '../contract/value-words.ts'
import { type Locale, say } from '../i18n/text.ts'
import { useLanguage } from '../i18n/words.ts'
import type { DeviceRow, DeviceValue } from './device.ts'

/** The schema of a property, from the contract. */
export function propertyOf(
  device: DeviceRow,
  name: string,
  contract: Contract | undefined,
): Field | undefined {
  return contract?.devices[modelName(device.model).name]?.properties?.[name] as Field | undefined
}

/** What a value is called: by the contract, else by what the server says. */
export function valueLabel(value: DeviceValue, field: Field | undefined, locale: Locale): string {
  return field ? labelOf(field, value.name, locale) : say(value.title, locale, value.name)
}

/** The first values of a device in one line: 有车 是 · 电量 87%. */
export function ValueLine({
  device,
  contract,
  most = 3,
}: {
  readonly device: DeviceRow
  readonly contract: Contract | undefined
  readonly most?: number
}) {
  const locale = useLanguage()
  const now = useNow()
  if (device.values.length === 0) return <>—</>
  return (
    <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', columnGap: 1.5 }}>
      {device.values.slice(0, most).map((value) => {
        const field = propertyOf(device, value.name, contract)
        return (
          <span key={value.name}>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {valueLabel(value, field, locale)}
            </Box>{' '}
            <strong>{valueWords(value.value, withUnit(field, value), locale, now)}</strong>
          </span>
        )
      })}
    </Box>
  )
}

/** The contract's field, or the little that the server says about it. */
export function withUnit(field: Field | undefined, value: DeviceValue): Field | undefined {
  return field ?? (value.unit ? { unit: value.unit } : undefined)
}
