import CalendarIcon from '@mui/icons-material/CalendarMonthOutlined'
import ClockIcon from '@mui/icons-material/ScheduleOutlined'
import { IconButton, InputAdornment, TextField } from '@mui/material'
import { ariaDescribedByIds, type WidgetProps } from '@rjsf/utils'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../i18n/words.ts'

/** A date as 2026-11-21: typed, or picked from the browser's own calendar. */
export function DateWidget(props: WidgetProps) {
  return <PickedWidget {...props} kind="date" example="2026-11-21" />
}

/** A time of day as 08:30, kept with its seconds as the format asks for. */
export function TimeWidget({ value, onChange, ...props }: WidgetProps) {
  const short = typeof value === 'string' ? value.slice(0, 5) : value
  const change = (time: string | undefined) =>
    onChange(time && /^\d\d:\d\d$/.test(time) ? `${time}:00` : time)
  return <PickedWidget {...props} value={short} onChange={change} kind="time" example="08:30" />
}

/**
 * The browser's own field for dates speaks the browser's language, not the page's: the text stands here, only the
 * calendar is the browser's.
 */
function PickedWidget({
  id,
  label,
  required,
  disabled,
  readonly,
  value,
  rawErrors,
  onChange,
  kind,
  example,
}: WidgetProps & { readonly kind: 'date' | 'time'; readonly example: string }) {
  const t = useWords()
  const picker = useRef<HTMLInputElement>(null)
  const [text, setText] = useState<string>(value ?? '')
  useEffect(() => setText(value ?? ''), [value])
  const locked = Boolean(disabled || readonly)
  const take = (next: string) => {
    setText(next)
    onChange(next === '' ? undefined : next)
  }
  const Icon = kind === 'date' ? CalendarIcon : ClockIcon
  return (
    <TextField
      id={id}
      name={id}
      fullWidth
      label={label}
      required={required ?? false}
      disabled={locked}
      value={text}
      placeholder={example}
      error={Boolean(rawErrors?.length)}
      onChange={(event) => take(event.target.value)}
      slotProps={{
        htmlInput: { 'aria-describedby': ariaDescribedByIds(id), inputMode: 'numeric' },
        input: {
          endAdornment: (
            <InputAdornment position="end" sx={{ position: 'relative' }}>
              <IconButton
                edge="end"
                disabled={locked}
                aria-label={t(kind === 'date' ? 'forms.pickDate' : 'forms.pickTime')}
                onClick={() => picker.current?.showPicker()}
              >
                <Icon />
              </IconButton>
              <input
                ref={picker}
                type={kind}
                value={text}
                tabIndex={-1}
                aria-hidden
                onChange={(event) => take(event.target.value)}
                style={{
                  position: 'absolute',
                  right: 0,
                  bottom: 0,
                  width: 1,
                  height: 1,
                  opacity: 0,
                  pointerEvents: 'none',
                }}
              />
            </InputAdornment>
          ),
        },
      }}
    />
  )
}
