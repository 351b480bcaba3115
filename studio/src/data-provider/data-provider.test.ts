import { expect, test } from 'vitest'
import { readPages } from './data-provider.ts'

const server = (size: number) => {
  const asked: string[] = []
  const read = async (offset: number, limit: number) => {
    asked.push(`${offset}+${limit}`)
    const items = Array.from(
      { length: Math.max(0, Math.min(limit, size - offset)) },
      (_, index) => offset + index,
    )
    return { items, total: size }
  }
  return { asked, read }
}

test('a page the API can give is asked for once', async () => {
  const { asked, read } = server(90)
  expect((await readPages(read, 25, 25)).items).toHaveLength(25)
  expect(asked).toEqual(['25+25'])
})

test('more than the API gives at once is read page by page, and no further than there is', async () => {
  const { asked, read } = server(450)
  const { items, total } = await readPages(read, 0, 2000)
  expect([items.length, total]).toEqual([450, 450])
  expect(asked).toEqual(['0+200', '200+200', '400+200'])
})

test('an empty list ends', async () => {
  const { asked, read } = server(0)
  expect((await readPages(read, 0, 25)).items).toEqual([])
  expect(asked).toHaveLength(1)
})
