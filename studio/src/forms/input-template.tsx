import { InputAdornment, MenuItem, TextField } from '@mui/material'
import { ariaDescribedByIds, type BaseInputTemplateProps, getInputProps, type WidgetProps } from '@rjsf/utils'
import { unitWords } from '../contract/value-words.ts'
import { useLanguage, useWords } from '../i18n/words.ts'

/** One line of text or a number, with the unit of the contract at its end. */
export function InputTemplate(props: BaseInputTemplateProps) {
  const {
    id,
    label,
    type,
    required,
    disabled,
    readonly,
    value,
    options,
    schema,
    rawErrors,
    onChange,
    onBlur,
  } = props
  const locale = useLanguage()
  const { step, min, max, type: inputType } = getInputProps(schema, type, options)
  const unit = (options as { unit?: string }).unit
  const change = (text: string) => onChange(text === '' ? options.emptyValue : text)
  return (
    <TextField
      id={id}
      name={id}
      fullWidth
      type={inputType}
      label={label}
      required={required ?? false}
      disabled={disabled ?? false}
      value={value ?? ''}
      error={Boolean(rawErrors?.length)}
      onChange={(event) => change(event.target.value)}
      onBlur={(event) => onBlur(id, event.target.value)}
      slotProps={{
        htmlInput: { step, min, max, readOnly: readonly, 'aria-describedby': ariaDescribedByIds(id) },
        input: unit
          ? { endAdornment: <InputAdornment position="end">{unitWords(unit, locale)}</InputAdornment> }
          : {},
      }}
    />
  )
}

/** Several lines. */
export function LongTextWidget({
  id,
  label,
  required,
  disabled,
  readonly,
  value,
  options,
  rawErrors,
  onChange,
}: WidgetProps) {
  return (
    <TextField
      id={id}
      name={id}
      fullWidth
      multiline
      minRows={3}
      label={label}
      required={required ?? false}
      disabled={disabled ?? false}
      value={value ?? ''}
      error={Boolean(rawErrors?.length)}
      onChange={(event) => onChange(event.target.value === '' ? options.emptyValue : event.target.value)}
      slotProps={{ htmlInput: { readOnly: readonly, 'aria-describedby': ariaDescribedByIds(id) } }}
    />
  )
}

/** One of many; one of a few is drawn as buttons. */
export function SelectWidget({
  id,
  label,
  required,
  disabled,
  readonly,
  value,
  options,
  rawErrors,
  onChange,
}: WidgetProps) {
  const t = useWords()
  const choices = options.enumOptions ?? []
  const index = choices.findIndex((choice) => choice.value === value)
  return (
    <TextField
      id={id}
      select
      fullWidth
      label={label}
      required={required ?? false}
      disabled={Boolean(disabled || readonly)}
      value={index < 0 ? '' : index}
      error={Boolean(rawErrors?.length)}
      onChange={(event) =>
        onChange(event.target.value === '' ? undefined : choices[Number(event.target.value)]?.value)
      }
    >
      <MenuItem value="">{t(required ? 'forms.choose' : 'forms.noChoice')}</MenuItem>
      {choices.map((choice, position) => (
        <MenuItem key={String(choice.value)} value={position}>
          {choice.label}
        </MenuItem>
      ))}
    </TextField>
  )
}
