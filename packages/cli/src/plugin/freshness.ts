import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

type Stamps = Readonly<Record<string, string>>

const stampFile = (cache: string) => join(cache, 'inputs.json')

/** Whether all outputs are there and no input changed since `rememberInputs`; a folder that was copied is not fresh. */
export async function isFresh(cache: string, outputs: readonly string[]): Promise<boolean> {
  try {
    const { inputs, tools, at } = JSON.parse(await readFile(stampFile(cache), 'utf8')) as {
      inputs: Stamps
      tools: string
      at: string
    }
    const now = await stampAll([...Object.keys(inputs), ...outputs])
    return (
      at === cache &&
      tools === (await toolStamp()) &&
      Object.entries(inputs).every(([file, stamp]) => now[file] === stamp)
    )
  } catch {
    return false
  }
}

/** Notes size and time of every input of a build. */
export async function rememberInputs(cache: string, inputs: readonly string[]): Promise<void> {
  const stamps = { inputs: await stampAll(inputs), tools: await toolStamp(), at: cache }
  await writeFile(stampFile(cache), JSON.stringify(stamps))
}

async function stampAll(files: readonly string[]): Promise<Stamps> {
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await stampOf(file)] as const)),
  )
}

async function stampOf(file: string): Promise<string> {
  const { size, mtimeMs } = await stat(file)
  return `${size}:${mtimeMs}`
}

/** The builder and the SDK are inputs too: an update of either builds anew. */
async function toolStamp(): Promise<string> {
  const folders = [
    dirname(fileURLToPath(import.meta.url)),
    dirname(fileURLToPath(import.meta.resolve('@linli/sdk'))),
  ]
  const stamps = await Promise.all(folders.map(stampFolder))
  return stamps.join(' ')
}

async function stampFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const times = await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs))
  return `${files.length}:${Math.max(...times)}`
}
