/** Pads a text to this many columns of a terminal, or cuts it; Chinese characters take two. */
export function fit(text: string, columns: number): string {
  const width = widthOf(text)
  if (width <= columns) return text + ' '.repeat(columns - width)
  let cut = ''
  for (const letter of text) {
    if (widthOf(cut + letter) > columns - 1) break
    cut += letter
  }
  return fit(`${cut}…`, columns)
}

const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (isWide(letter) ? 2 : 1), 0)

/** East Asian wide and full-width forms. */
const isWide = (letter: string) =>
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u.test(
    letter,
  )
