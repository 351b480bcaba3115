/** Percent of the browser's own size; everything is laid out in rem, so all of the page follows. */
export const textSizes = { normal: 100, large: 118, larger: 140 } as const

/** 标准, 大, 特大. */
export type TextSize = keyof typeof textSizes

const place = 'linli.text-size'

/** The size the reader chose on this machine. */
export function textSize(): TextSize {
  const stored = localStorage.getItem(place)
  return stored === 'large' || stored === 'larger' ? stored : 'normal'
}

/** Sets the size now and for the next visit. */
export function applyTextSize(size: TextSize = textSize()): void {
  localStorage.setItem(place, size)
  document.documentElement.style.fontSize = `${textSizes[size]}%`
}
