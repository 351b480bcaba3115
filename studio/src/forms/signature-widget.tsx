import { Box, Button, FormControl, FormHelperText, FormLabel } from '@mui/material'
import type { WidgetProps } from '@rjsf/utils'
import { type PointerEvent, useRef, useState } from 'react'
import { attachmentUrl, uploadPhoto } from '../handling/upload.ts'
import { useWords } from '../i18n/words.ts'

/** A signature drawn by finger or mouse, kept as a picture by its hash. */
export function SignatureWidget({ label, required, value, onChange }: WidgetProps) {
  const t = useWords()
  const canvas = useRef<HTMLCanvasElement>(null)
  const drawing = useRef(false)
  const [failed, setFailed] = useState(false)

  const point = (event: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect()
    const { width, height } = event.currentTarget
    return [
      ((event.clientX - box.left) / box.width) * width,
      ((event.clientY - box.top) / box.height) * height,
    ]
  }
  const start = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    drawing.current = true
    const pen = event.currentTarget.getContext('2d')
    if (!pen) return
    pen.lineWidth = 4
    pen.lineCap = 'round'
    pen.beginPath()
    pen.moveTo(...point(event))
  }
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = drawing.current ? event.currentTarget.getContext('2d') : null
    pen?.lineTo(...point(event))
    pen?.stroke()
  }
  const end = () => {
    drawing.current = false
    canvas.current?.toBlob((blob) => {
      if (!blob) return
      uploadPhoto(new File([blob], 'signature.png', { type: 'image/png' })).then(
        (file) => onChange(file.hash),
        () => setFailed(true),
      )
    }, 'image/png')
  }
  const clear = () => {
    const pen = canvas.current?.getContext('2d')
    pen?.clearRect(0, 0, 900, 300)
    onChange(undefined)
  }

  return (
    <FormControl required={required ?? false} fullWidth>
      <FormLabel component="legend">{label}</FormLabel>
      <FormHelperText sx={{ mx: 0 }}>{t('forms.sign')}</FormHelperText>
      <Box
        component="canvas"
        ref={canvas}
        width={900}
        height={300}
        role="img"
        aria-label={label}
        onPointerDown={start}
        onPointerMove={move}
        onPointerUp={end}
        sx={{
          width: '100%',
          aspectRatio: '3 / 1',
          bgcolor: '#fff',
          border: 1,
          borderColor: 'divider',
          borderRadius: 2,
          touchAction: 'none',
          backgroundImage: typeof value === 'string' ? `url(${attachmentUrl(value)})` : 'none',
          backgroundSize: 'contain',
          backgroundRepeat: 'no-repeat',
        }}
      />
      <Box>
        <Button onClick={clear}>{t('forms.clear')}</Button>
      </Box>
      {failed && <FormHelperText error>{t('forms.uploadFailed')}</FormHelperText>}
    </FormControl>
  )
}
