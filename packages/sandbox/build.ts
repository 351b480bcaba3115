import { buildArtifact } from './src/artifacts/build.ts'

await buildArtifact('worker')
await buildArtifact('kernel')
await buildArtifact('rules')
