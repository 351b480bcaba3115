import {
  Autocomplete,
  Box,
  Checkbox,
  FormControl,
  FormControlLabel,
  FormGroup,
  FormLabel,
  Radio,
  RadioGroup,
  Rating,
  Switch,
  TextField,
} from '@mui/material'
import type { WidgetProps } from '@rjsf/utils'
import { type PlaceRow, usePlaces } from '../contract/use-places.ts'
import { PhotoField } from '../handling/photo-field.tsx'
import type { Attachment } from '../handling/upload.ts'
import { useWords } from '../i18n/words.ts'
import { DateWidget, TimeWidget } from './date-widget.tsx'
import { LongTextWidget, SelectWidget } from './input-template.tsx'
import { SignatureWidget } from './signature-widget.tsx'

/** The widgets of the closed set of field kinds. */
export const widgets = {
  choice: ChoiceWidget,
  choices: ChoicesWidget,
  switch: SwitchWidget,
  photo: PhotoWidget,
  rating: RatingWidget,
  place: PlaceWidget,
  signature: SignatureWidget,
  textarea: LongTextWidget,
  TextareaWidget: LongTextWidget,
  SelectWidget,
  date: DateWidget,
  time: TimeWidget,
  DateWidget,
  TimeWidget,
}

const optionStyle = {
  border: 1,
  borderColor: 'divider',
  borderRadius: 2.5,
  m: 0,
  pr: 2,
  minHeight: 48,
  '&:has(:checked)': { borderColor: 'primary.main', bgcolor: 'action.hover' },
}
const rowStyle = { display: 'flex', flexDirection: 'row', flexWrap: 'wrap', gap: 1, mt: 1 }

function ChoiceWidget({
  id,
  label,
  required,
  disabled,
  readonly,
  value,
  options,
  onChange,
  rawErrors,
}: WidgetProps) {
  const choices = options.enumOptions ?? []
  return (
    <FormControl
      error={Boolean(rawErrors?.length)}
      required={required ?? false}
      disabled={Boolean(disabled || readonly)}
    >
      <FormLabel id={`${id}-label`}>{label}</FormLabel>
      <RadioGroup
        aria-labelledby={`${id}-label`}
        value={choices.findIndex((choice) => choice.value === value)}
        onChange={(_, index) => onChange(choices[Number(index)]?.value)}
        sx={rowStyle}
      >
        {choices.map((choice, index) => (
          <FormControlLabel
            key={String(choice.value)}
            value={index}
            control={<Radio />}
            label={choice.label}
            sx={optionStyle}
          />
        ))}
      </RadioGroup>
    </FormControl>
  )
}

function ChoicesWidget({
  id,
  label,
  required,
  disabled,
  readonly,
  value,
  options,
  onChange,
  rawErrors,
}: WidgetProps) {
  const chosen: readonly unknown[] = Array.isArray(value) ? value : []
  const toggle = (one: unknown, on: boolean) =>
    onChange(on ? [...chosen, one] : chosen.filter((other) => other !== one))
  return (
    <FormControl
      component="fieldset"
      error={Boolean(rawErrors?.length)}
      required={required ?? false}
      disabled={Boolean(disabled || readonly)}
    >
      <FormLabel component="legend" id={`${id}-label`}>
        {label}
      </FormLabel>
      <FormGroup sx={rowStyle}>
        {(options.enumOptions ?? []).map((choice) => (
          <FormControlLabel
            key={String(choice.value)}
            control={
              <Checkbox
                checked={chosen.includes(choice.value)}
                onChange={(_, on) => toggle(choice.value, on)}
              />
            }
            label={choice.label}
            sx={optionStyle}
          />
        ))}
      </FormGroup>
    </FormControl>
  )
}

function SwitchWidget({ id, label, disabled, readonly, value, onChange }: WidgetProps) {
  return (
    <FormControlLabel
      sx={{ m: 0, minHeight: 48, justifyContent: 'space-between', width: '100%' }}
      labelPlacement="start"
      label={
        <Box component="span" sx={{ fontWeight: 600 }}>
          {label}
        </Box>
      }
      control={
        <Switch
          id={id}
          checked={value === true}
          onChange={(_, on) => onChange(on)}
          disabled={Boolean(disabled || readonly)}
        />
      }
    />
  )
}

/** Holds one hash, or a list of them where the schema is a list. */
function PhotoWidget({ label, required, schema, value, onChange, rawErrors }: WidgetProps) {
  const many = schema.type === 'array'
  const hashes: readonly string[] = Array.isArray(value)
    ? value
    : typeof value === 'string' && value
      ? [value]
      : []
  const photos = hashes.map((hash): Attachment => ({ hash, name: label, type: 'image/jpeg', size: 0 }))
  const change = (next: readonly Attachment[]) =>
    onChange(many ? next.map((photo) => photo.hash) : next.at(-1)?.hash)
  return (
    <PhotoField
      label={label}
      photos={photos}
      onChange={change}
      required={required ?? false}
      problem={rawErrors?.[0] ?? null}
    />
  )
}

function RatingWidget({ id, label, required, schema, value, onChange }: WidgetProps) {
  const t = useWords()
  return (
    <FormControl required={required ?? false}>
      <FormLabel component="legend">{label}</FormLabel>
      <Rating
        name={id}
        size="large"
        max={typeof schema.maximum === 'number' ? schema.maximum : 5}
        value={typeof value === 'number' ? value : null}
        onChange={(_, next) => onChange(next ?? undefined)}
        getLabelText={(stars) => t('forms.stars', { smart_count: stars })}
        sx={{ '& label': { p: 0.75 } }}
      />
    </FormControl>
  )
}

/** 房号: a place of the base data, by its id. */
function PlaceWidget({ label, required, disabled, readonly, value, onChange, rawErrors }: WidgetProps) {
  const t = useWords()
  const { places, words } = usePlaces()
  return (
    <Autocomplete<PlaceRow>
      options={[...places]}
      value={places.find((place) => place.id === value) ?? null}
      onChange={(_, place) => onChange(place?.id)}
      getOptionLabel={(place) => words(place.id)}
      getOptionKey={(place) => place.id}
      disabled={Boolean(disabled || readonly)}
      noOptionsText={t('common.none')}
      openText={t('common.open')}
      closeText={t('common.close')}
      clearText={t('forms.clear')}
      renderInput={(params) => (
        <TextField
          {...params}
          label={label}
          required={required ?? false}
          error={Boolean(rawErrors?.length)}
        />
      )}
    />
  )
}
