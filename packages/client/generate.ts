import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'

const folder = new URL('./src/generated/', import.meta.url)

/** The types of the API as TypeScript, made from the OpenAPI document beside them. */
export async function generate(): Promise<string> {
  const document = JSON.parse(await readFile(new URL('openapi.json', folder), 'utf8')) as OpenAPI3
  const nodes = await openapiTS(document, { alphabetize: true })
  return `// Made by \`node generate.ts\` from openapi.json, which the server's tests keep in line with the server.\n${astToString(nodes)}`
}

if (import.meta.main) await writeFile(new URL('api.ts', folder), await generate())
