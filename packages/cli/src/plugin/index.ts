export { type BuiltPlugin, buildPlugin } from './build-plugin.ts'
export { checkPlugin } from './check-plugin.ts'
