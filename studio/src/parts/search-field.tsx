import ClearIcon from '@mui/icons-material/Clear'
import SearchIcon from '@mui/icons-material/SearchOutlined'
import { IconButton, InputAdornment, TextField } from '@mui/material'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../i18n/words.ts'

const pause = 300

/**
 * A search box that waits for the writer: while an input method is composing (pinyin not yet turned into
 * characters) nothing is searched.
 */
export function SearchField({
  value,
  onSearch,
  label,
}: {
  readonly value: string
  readonly onSearch: (text: string) => void
  readonly label: string
}) {
  const t = useWords()
  const [text, setText] = useState(value)
  const composing = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => setText(value), [value])
  useEffect(() => () => clearTimeout(timer.current), [])

  const schedule = (next: string) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onSearch(next.trim()), pause)
  }
  const change = (next: string) => {
    setText(next)
    if (!composing.current) schedule(next)
  }
  const clear = () => {
    clearTimeout(timer.current)
    setText('')
    onSearch('')
  }
  return (
    <TextField
      type="search"
      value={text}
      size="small"
      placeholder={label}
      onChange={(event) => change(event.target.value)}
      sx={{ width: { xs: '100%', sm: 300 }, '& input::-webkit-search-cancel-button': { display: 'none' } }}
      slotProps={{
        htmlInput: {
          'aria-label': label,
          onCompositionStart: () => {
            composing.current = true
            clearTimeout(timer.current)
          },
          onCompositionEnd: (event: React.CompositionEvent<HTMLInputElement>) => {
            composing.current = false
            schedule(event.currentTarget.value)
          },
        },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <SearchIcon aria-hidden />
            </InputAdornment>
          ),
          endAdornment: text ? (
            <IconButton onClick={clear} aria-label={t('common.clearSearch')} edge="end">
              <ClearIcon />
            </IconButton>
          ) : undefined,
        },
      }}
    />
  )
}
